"""What files say, without the places of it: read side by side where there are many.

Only what is wrong needs the place where it was written, and hardly anything is wrong. So the trees of the files stay where
they were made; a file with findings is read once more when these are put into words.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dealtracker.memory import in_turn
from dealtracker.problems import Problem
from dealtracker.reading import Document, read_file
from dealtracker.reading.document import Value

FEW = 100
"""So many files are read in less time than it takes to share the work."""

LOT = 32
"""So many files are read at a time: what they say is in memory twice until it is a record."""


class Said(NamedTuple):
    """What a file says; or, where it cannot be read, what is wrong with it."""

    value: Value
    problems: Sequence[Problem] = ()


Reading = Callable[[Mapping[Path, str]], Iterator[tuple[Path, Said]]]
"""Gives what each of some files says, in their order, with the names by which messages call them."""


def read_in_turn(names: Mapping[Path, str]) -> Iterator[tuple[Path, Said]]:
    """What each of some files says, in their order. `names` are what messages call them."""
    files = list(names.items())
    size = LOT if len(files) > FEW else FEW
    jobs = [partial(_read, files[start : start + size]) for start in range(0, len(files), size)]
    for lot in in_turn(jobs):
        yield from lot


def _read(files: Sequence[tuple[Path, str]]) -> list[tuple[Path, Said]]:
    return [(file, read(file, name)) for file, name in files]


def read(file: Path, name: str) -> Said:
    """What one file says."""
    document = read_file(file, name)
    return Said(document.value) if isinstance(document, Document) else Said(None, document)
