"""What a record cites, and where in it."""

from collections.abc import Collection, Iterator
from itertools import chain

from dealtracker.model.records import Record

CITING = ("events", "points", "positions", "links", "expected")
"""The fields of records whose entries cite sources. In readings, each side does."""


def cites(record: Record) -> Collection[str]:
    """The ids of all sources that a record cites, each once, in the order in which it first does."""
    parts = chain.from_iterable(getattr(record, field, ()) for field in CITING)
    sides = chain.from_iterable(reading.sides for reading in getattr(record, "readings", ()))
    return dict.fromkeys(chain.from_iterable(part.sources for part in chain(parts, sides)))


def citations(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every place in a record that cites a source, with the id it cites."""
    for field in CITING:
        for number, part in enumerate(getattr(record, field, ())):
            for index, source in enumerate(part.sources):
                yield (field, number, "sources", index), source
    for number, reading in enumerate(getattr(record, "readings", ())):
        for place, side in enumerate(reading.sides):
            for index, source in enumerate(side.sources):
                yield ("readings", number, "sides", place, "sources", index), source
