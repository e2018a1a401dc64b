"""What reading finds wrong: a problem that does not know yet in which file it stands."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, islice
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


class Places:
    """Lines and columns of a text by position, from 0. The lines are looked for when the first one is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []

    def __call__(self, index: int) -> Place:
        """The place of a position."""
        if not self._starts:
            self._starts = [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))]
        row = bisect_right(self._starts, index) - 1
        return Place(row + 1, index - self._starts[row] + 1)
