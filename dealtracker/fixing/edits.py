"""Edits of a text: what stands between two positions gives way to something else, and all the rest stays as it is."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from dealtracker.problems import Place

BYTE_ORDER_MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n?|\n")


class Edit(NamedTuple):
    """Put `text` in place of what stands from `start` up to `end`, two positions in a text that count from 0."""

    start: int
    end: int
    text: str

    def meets(self, other: "Edit") -> bool:
        """Whether the two touch the same text, so that they cannot both be made."""
        return self.start == other.start or (self.start < other.end and other.start < self.end)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. They must not meet."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def position(text: str, place: Place) -> int | None:
    """Where a place is in a text, from 0; None where the text does not reach so far.

    Places are those of the text as it is read: a mark of the byte order does not count, and lines may end in any way.
    """
    starts = [len(BYTE_ORDER_MARK) * text.startswith(BYTE_ORDER_MARK), *(end.end() for end in _LINE_END.finditer(text))]
    if place.line > len(starts) or (at := starts[place.line - 1] + place.column - 1) > len(text):
        return None
    return at


def line_at(text: str, at: int) -> tuple[int, int]:
    """Where the line of a position begins and ends, without what ends it."""
    ends = _LINE_END.search(text, at)
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1, ends.start() if ends else len(text)
