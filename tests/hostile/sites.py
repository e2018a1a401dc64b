"""Two sites of one shape: one full of hostile strings, one with harmless words in their place. MkDocs lays out both."""

import os
import subprocess
import sys
from pathlib import Path

from hostile.filling import AS_OF, DENSE, Filling, deal, filled
from hostile.strings import texts
from projects import ANOTHER_DEAL, EXAMPLE, project

from dealtracker.files import write
from dealtracker.outputs import OUTPUTS
from dealtracker.pages import Edition
from dealtracker.project import Project
from dealtracker.publish import SETTINGS, _jobs, _settings
from dealtracker.standing import deal_standing

QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "1953504000"}


def sites(folder: Path) -> Filling:
    """Build `hostile/` and `harmless/` in a folder, side by side. The records go past `check`: it would refuse some."""
    building = [_start(folder, name, is_harmless=name == "harmless") for name in ("hostile", "harmless")]
    said = [process.communicate(timeout=300)[0] for _, process in building]
    assert [process.returncode for _, process in building] == [0, 0], said
    return building[1][0]


def _start(folder: Path, name: str, *, is_harmless: bool) -> tuple[Filling, "subprocess.Popen[str]"]:
    made = Project(project(folder / f"{name}-project", EXAMPLE, ANOTHER_DEAL / "content"))
    values, filling = filled(texts(), DENSE, is_harmless=is_harmless)
    edition = Edition(deal_standing(deal(values), AS_OF), takeaways=OUTPUTS)
    paths = []
    for job in _jobs(made, edition):
        for path, holds in job():
            write(made.tree / "docs" / path, holds)
            paths.append(path)
    write(made.tree / SETTINGS, _settings(made, edition, paths))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(made.tree / SETTINGS), "-d", str(folder / name)]
    return filling, subprocess.Popen(command, env=os.environ | QUIET, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
