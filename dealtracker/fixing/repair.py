"""Repairing a folder of records, round after round, until nothing more can be repaired.

It is done on a copy: nothing is written before it is known what will be, and a trial run is the same run.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from dealtracker import limits
from dealtracker.fixing.change import Change
from dealtracker.fixing.edits import Edit, edited
from dealtracker.fixing.fixers import UNSEEN, edits
from dealtracker.fixing.values import right_name
from dealtracker.loading import load
from dealtracker.problems import Problem, in_order, shortened
from dealtracker.reading import Document, read_text

ROUNDS = 500
"""More than any record needs: a round repairs everything that can be seen, and some mistakes hide others."""


@dataclass
class Repaired:
    """What was repaired, a line for each thing in the order in which it was done; what it changes; and what is left."""

    said: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)


def repair(data: Path, as_of: date, is_wanted: Callable[[Path], bool] = lambda _: True) -> Repaired:
    """Repair the wanted files of a data folder as of a day. Nothing is written; `Change.write` does that.

    Paths are named from the folder that holds the data folder. What a link in it leads to is left alone.
    """
    repaired = Repaired()
    with TemporaryDirectory() as folder:
        copy = Path(folder) / data.name
        try:
            shutil.copytree(data, copy, symlinks=True, copy_function=_copied)
        except OSError:  # a folder cannot be read, or is not there
            return Repaired(left=load(data, as_of).errors)
        names: dict[str, str] = {}
        before: dict[str, str] = {}
        for _ in range(ROUNDS):
            problems = load(copy, as_of).errors
            files = {one.path: data.parent / names.get(one.path, one.path) for one in problems}
            repaired.left = [one for one in problems if is_wanted(files[one.path])]
            if not _round(copy.parent, repaired.left, names, before, repaired.said):
                break
        if unread := {one.path for one in repaired.left if one.rule == "file-unreadable"}:
            whole = [one for one in load(data, as_of).errors if one.path in unread]
            repaired.left = in_order([*(one for one in repaired.left if one.path not in unread), *whole])
        for path, text in before.items():
            new = next((new for new, old in names.items() if old == path), path)
            repaired.changes.append(Change(path, text, text_of(copy.parent / new) or "", new))
    return repaired


def mended(text: str, problems: Iterable[Problem]) -> tuple[str, list[str]]:
    """The text of a file without those of its problems that can be repaired, and a line for each that was.

    Where it cannot be read even then, what keeps it from being read is repaired as far as it can be.
    """
    problems, said, path = list(problems), [], ""
    for _ in range(ROUNDS):
        made: list[Edit] = []
        for problem in problems:
            found, path = edits(problem, text), problem.path
            if found and (set(found) <= set(made) or not any(edit.meets(other) for edit in found for other in made)):
                made.extend(edit for edit in found if edit not in made)
                said.append(_said(problem, text, found))
        text = edited(text, made)
        document = read_text(text, path)
        if not made or isinstance(document, Document):
            break
        problems = document
    return text, said


def _copied(source: str, target: str) -> None:
    """Copy a file that may be read; in the place of any other a link, which may not be read either."""
    try:
        if Path(source).stat().st_size > limits.LIST_OF_IDS:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), source)  # noqa: TRY301 - as if the system had refused it
        shutil.copyfile(source, target)
    except OSError:
        Path(target).symlink_to(Path(source).absolute())


def _round(root: Path, problems: Sequence[Problem], names: dict[str, str], before: dict[str, str], said: list[str]) -> bool:
    """Repair what can be seen now. Whether there was something."""
    count = len(said)
    for path, group in groupby(problems, attrgetter("path")):
        file, found = root / path, list(group)
        text = text_of(file)
        if text is None:
            continue
        after, lines = mended(text, found)
        original = names.get(path, path)
        if after != text:
            before.setdefault(original, text)
            file.write_bytes(after.encode())
            said.extend(lines)
        new = right_name(file.name) if any(problem.rule == "file-name" for problem in found) else None
        if new is not None and not _is_another(file.with_name(new), file):
            before.setdefault(original, text)
            file.rename(file.with_name(new))
            names[file.with_name(new).relative_to(root).as_posix()] = original
            said.append(f"{path}:1:1: file-name: {file.name} → {new}")
    return len(said) > count


def _is_another(file: Path, than: Path) -> bool:
    """Whether there is another file of that name; where capitals do not count, a name in small letters is the same."""
    return file.exists() and not file.samefile(than)


def text_of(file: Path) -> str | None:
    """The text of a file, None where it is none."""
    try:
        return None if file.is_symlink() else file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _said(problem: Problem, text: str, found: Sequence[Edit]) -> str:
    """What was repaired, on one line: what stood there and what stands there now, where both are on one line and differ."""
    where = f"{problem.path}:{problem.place.line}:{problem.place.column}: {problem.rule}"
    (edit, *more) = found
    was, now = text[edit.start : edit.end], edit.text
    if more or problem.rule in UNSEEN or not was or not now or "\n" in was + now or was.isspace():
        return f"{where}: {problem.message}; repaired"
    return f"{where}: {shortened(was)} → {shortened(now)}"
