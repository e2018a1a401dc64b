"""Trying an addition on a copy of the data, and writing it only where nothing is wrong with it."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dealtracker.files import write_whole
from dealtracker.loading import load
from dealtracker.problems import DataProblems


@dataclass(frozen=True, slots=True)
class Addition:
    """A file of the data, by its path from the data folder, and the text that it shall hold."""

    path: str
    text: str


def add(data: Path, additions: Sequence[Addition], as_of: date) -> None:
    """Write files of a data folder, if `check` finds no error in the whole with them. Else nothing is written.

    Raises:
        DataProblems: what `check` would say.
    """
    with TemporaryDirectory() as folder:
        tried = Path(folder) / data.name
        shutil.copytree(data, tried)
        _write(tried, additions)
        loaded = load(tried, as_of, tried.parent)
    if loaded.deal is None:
        raise DataProblems(loaded.errors)
    _write(data, additions)


def _write(data: Path, additions: Sequence[Addition]) -> None:
    for addition in additions:
        write_whole(data / addition.path, addition.text)
