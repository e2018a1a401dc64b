"""What a record cites, and where in it."""

from collections.abc import Iterator

from dealtracker.model.records import Record


def citations(record: Record) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every place in a record that cites a source, with the id it cites."""
    for field in ("events", "points", "positions", "links", "expected"):
        for number, part in enumerate(getattr(record, field, ())):
            for index, source in enumerate(part.sources):
                yield (field, number, "sources", index), source
    for number, reading in enumerate(getattr(record, "readings", ())):
        for place, side in enumerate(reading.sides):
            for index, source in enumerate(side.sources):
                yield ("readings", number, "sides", place, "sources", index), source
