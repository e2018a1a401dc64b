"""The site of a commit, made anew from what git keeps of it.

That runs the program of the commit, in a process of its own, in a folder of its own, with the packages that it locks: those
that are installed here, or else a new environment with them.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from dealtracker.history import unpacked
from dealtracker.supply.locked import LOCK, locked, unlike

SHOWN = 20
"""So many of the last lines are shown of a program that failed."""

Tell = Callable[[str], None]


class NotRebuilt(Exception):
    """The site of the commit could not be made. The lines say why."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def rebuilt(root: Path, commit: str, day: date, folder: Path, tell: Tell) -> Path:
    """The sealed site of a commit of the project at `root`, for a day, made in a folder. `tell` is given a line at each step.

    Raises:
        NoSuchVersion: git does not know the commit.
        NotLocked: its lock file is not as it should be.
        NotRebuilt: it could not be built.
        OSError: something could not be read or written.
    """
    project, site = folder / "project", folder / "site"
    tell(f"taking commit {commit[:12]} out of git")
    unpacked(root, commit, project)
    python = _python(project, folder / "venv", tell)
    tell(f"building it for {day}")
    built = _surroundings(day)
    _run([python, "build.py", "--as-of", str(day), "--site", str(site)], project, built)
    _run([python, "build.py", "seal", commit, "--site", str(site)], project, built)
    return site


def _python(project: Path, venv: Path, tell: Tell) -> str:
    """A Python with just the packages that the project locks."""
    try:
        lock = (project / LOCK).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotRebuilt(f"that commit has no {LOCK}") from None
    other = list(unlike(locked(lock)))
    if not other:
        return sys.executable
    tell(f"installing the packages that it locks ({other[0]})")
    _run([sys.executable, "-m", "venv", str(venv)], project, os.environ)
    made = str(venv / ("Scripts" if os.name == "nt" else "bin") / "python")
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", LOCK]
    _run([made, *install], project, os.environ)
    return made


def _surroundings(day: date) -> Mapping[str, str]:
    """The environment of a build on that day, without what would change how Python works or what it finds."""
    seconds = int(datetime.combine(day, time(12), UTC).timestamp())
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"SOURCE_DATE_EPOCH": str(seconds)}


def _run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 - no shell, and whoever asked for the commit asked for this
        command, cwd=folder, env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        said = (done.stdout + done.stderr).splitlines()
        raise NotRebuilt(f"`{' '.join(command)}` of that commit failed:", *(f"  {line}" for line in said[-SHOWN:]))
