"""What a line about a change is made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Manner(StrEnum):
    """How a piece is shown, and whether somebody else wrote it."""

    OURS = "ours"
    """Words of the program."""

    THEIRS = "theirs"
    """Words of the record: they must stay words wherever they are shown."""

    NAME = "name"
    """An id or a value of the record, to be set apart."""

    STRONG = "strong"
    """What a reviewer should see first, from the vocabulary."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line."""

    text: str
    manner: Manner = Manner.OURS


Line = tuple[Piece, ...]


def line(*parts: str | Piece) -> Line:
    """A line; plain texts in it are words of the program."""
    return tuple(part if isinstance(part, Piece) else Piece(part) for part in parts)


def theirs(text: object) -> Piece:
    """A text of the record."""
    return Piece(str(text), Manner.THEIRS)


def name(text: object) -> Piece:
    """An id or a value."""
    return Piece(str(text), Manner.NAME)


def strong(text: object) -> Piece:
    """What stands out."""
    return Piece(str(text), Manner.STRONG)


def listed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces with commas between them."""
    for number, piece in enumerate(pieces):
        if number:
            yield Piece(", ")
        yield piece
