"""The lines of an entry, as a person would write them: fields in the order of the examples, quotes only where needed."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from dealtracker import escape

Field = str | Sequence[str] | Mapping[str, str | None] | None
"""A text, a list of ids, or the values of points (None: the point is named without one). None: the field is left out."""

EVENT = ("id", "date", "time", "about", "effective", "place", "kind", "by", "title", "text", "points", "confidence", "sources")
SOURCE = ("id", "title", "publisher", "kind", "language", "published", "accessed", "url", "archive", "read", "note")


def event_lines(fields: Mapping[str, Field]) -> list[str]:
    """An event as an item of the list `events`."""
    return _item(fields, EVENT, "  ")


def source_lines(fields: Mapping[str, Field], indent: str = "  ") -> list[str]:
    """A source as an item of the list `sources` of a record; with no indent, of a file of sources."""
    return _item(fields, SOURCE, indent)


def track_text(fields: Mapping[str, Field], event: Mapping[str, Field], sources: Sequence[Mapping[str, Field]]) -> str:
    """A new record with its first event and the sources that are described in it."""
    head = [line for name in ("title", "summary", "told-until", "domain", "checked") for line in _field(name, fields.get(name))]
    blocks = [head, ["events:", *event_lines(event)]]
    for number, source in enumerate(sources):
        blocks.append([*([] if number else ["sources:"]), *source_lines(source)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _item(fields: Mapping[str, Field], order: Sequence[str], indent: str) -> list[str]:
    """An item of a list: a hyphen before its first field."""
    lines = [line for name in order for line in _field(name, fields.get(name))]
    return [f"{indent}{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]


def _field(name: str, value: Field) -> Iterator[str]:
    if not value:
        return
    if isinstance(value, str):
        yield f"{name}: {_written(value)}"
    elif isinstance(value, Mapping):
        yield f"{name}:"
        yield from (f"  {point}: {'null' if said is None else _written(said)}" for point, said in value.items())
    else:
        yield f"{name}: [{', '.join(value)}]"


def _written(text: str) -> str:
    """A text as records hold it: letters in one piece, as those from a Mac or a PDF often are not."""
    return escape.yaml(unicodedata.normalize("NFC", text))
