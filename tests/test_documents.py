"""The documents for people: what they show in a terminal is what happens."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from projects import ROOT

SESSION = re.compile(r"<!-- session: .*? -->\n```console\n(.*?)```", re.DOTALL)
TODAY = "1795392000"
"""The day of the session, 23 November 2026, in seconds."""


def copy_of_the_project(folder: Path) -> Path:
    """The project as a clone has it, with all that is not committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a checkout")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for command in (
        ["git", "init", "-q"],
        ["git", "add", "-A"],
        ["git", "-c", "user.name=A", "-c", "user.email=a@lakepost.example", "commit", "-qm", "All of it", "--no-gpg-sign"],
    ):
        subprocess.run(command, cwd=folder, check=True)
    return folder


def pattern(said: str) -> str:
    """What a document shows as a pattern: `…` on a line of its own stands for some lines, within a line for some words."""
    lines = [r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in said.splitlines()]
    return "".join(lines)


def test_the_session_in_the_guide_is_what_happens(tmp_path: Path) -> None:
    (session,) = SESSION.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    project = copy_of_the_project(tmp_path)
    parts = re.split(r"^\$ (.*)\n", session, flags=re.MULTILINE)
    assert parts[0] == ""
    for command, said in zip(parts[1::2], parts[2::2], strict=True):
        words = [sys.executable if word == ".venv/bin/python" else word for word in shlex.split(command)]
        done = subprocess.run(
            words,
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": TODAY},
        )
        assert done.returncode == 0, done.stderr
        assert re.fullmatch(pattern(said), done.stdout), f"$ {command}\n{done.stdout}"


def test_the_guide_names_every_command() -> None:
    from dealtracker.commands import COMMANDS

    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8") + (ROOT / "README.md").read_text("utf-8")
    told = {command.name for command in COMMANDS if re.search(rf"build\.py {command.name}\b|`{command.name}`", guide)}
    assert {command.name for command in COMMANDS} - told <= {"build", "from-form", "refresh"}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "GOVERNANCE.md", "SECURITY.md", "CODE_OF_CONDUCT.md"])
def test_links_between_documents_lead_to_files(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for target in re.findall(r"\]\((?!https:)([^)#]+)", text):
        assert (ROOT / target).exists(), target
