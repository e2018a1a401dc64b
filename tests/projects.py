"""Whole projects in a temporary folder, and the program run on them as people run it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "dealtracker" / "example"
ANOTHER_DEAL = ROOT / "tests" / "fixtures" / "another-deal"
DAY = "2031-12-31"
"""A day on which everything in the example deal has happened."""


def project(folder: Path, data: Path, content: Path) -> Path:
    """A project made of some data and content with the real theme and settings."""
    shutil.copytree(data, folder / "data")
    shutil.copytree(content, folder / "content")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def example_project(folder: Path) -> Path:
    """The example deal with small hand-written pages."""
    return project(folder, EXAMPLE, ANOTHER_DEAL / "content")


def run(*arguments: str, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`build.py` with these arguments, in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        cwd=root,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


PAGES = [
    "",
    "tracks/",
    "tracks/reciprocal-tariff/",
    "tracks/package-linkage/",
    "timeline/",
    "changes/",
    "differ/",
    "waits/",
    "coming-up/",
    "deals/",
    "bases/",
    "sources/",
    "sources/legal/",
    "method/",
    "corrections/",
    "data/",
    "contribute/",
    "record-format/",
    "checks/",
]
"""Every kind of page of the real site."""
