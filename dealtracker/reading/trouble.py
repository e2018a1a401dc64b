"""What reading finds wrong: a problem that does not know yet in which file it stands."""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from dealtracker.problems import Place


class Trouble(NamedTuple):
    """The fields of a `Problem` without its path, in the same order."""

    place: Place
    rule: str
    message: str
    hint: str


MOST = 20
"""Of one kind of trouble in one file, no more are said: so many have one cause, and would hide what else there is."""


def the_first(troubles: Iterable[Trouble]) -> list[Trouble]:
    """As many troubles of one kind as are said of one file."""
    return list(islice(troubles, MOST))


def place_of(text: str, index: int) -> Place:
    """The line and the column of a position in a text, which counts from 0."""
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
