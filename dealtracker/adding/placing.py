"""Where new lines belong in the text of a record."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dealtracker import escape
from dealtracker.model import Day
from dealtracker.problems import DataProblems
from dealtracker.reading import Document, read_text

_TOP = re.compile(r"^(?=[^\s#-])", re.MULTILINE)


def with_event(text: str, lines: Sequence[str], date: Day) -> str:
    """The text of a record with an event behind the last one that did not happen later.

    Raises:
        DataProblems: the text cannot be read as it is.
    """
    value = _value(text)
    before = sum(_happened_by(event, date) for event in value.get("events") or [])
    return _with_item(
        text, "events", before, lines, ("positions", "readings", "links", "expected", "questions", "gaps", "sources")
    )


def with_source(text: str, lines: Sequence[str]) -> str:
    """The text of a record with a source at the end of those described in it.

    Raises:
        DataProblems: the text cannot be read as it is.
    """
    return _with_item(text, "sources", len(_value(text).get("sources") or []), lines, ())


def _value(text: str) -> dict[str, Any]:
    document = read_text(text, "record")
    if not isinstance(document, Document):
        raise DataProblems(document)
    return document.value if isinstance(document.value, dict) else {}


def _happened_by(event: Any, date: Day) -> bool:
    """Whether an entry is of that day or an earlier one. Events stand in the order of the last day that each can be."""
    try:
        return Day.read(event["date"]).last <= date.last
    except (TypeError, KeyError, ValueError):
        return True


def _with_item(text: str, name: str, before: int, lines: Sequence[str], followers: Sequence[str]) -> str:
    """The text with an item behind the first so many of a list. Where there is no list yet, it comes before `followers`."""
    block = "\n".join(lines) + "\n"
    document = read_text(text, "record")
    if not isinstance(document, Document):
        raise DataProblems(document)
    text = text if text.endswith("\n") else text + "\n"
    starts = [document.place((name, number)).line for number in range(_count(document, name))]
    rows = text.splitlines(keepends=True)
    if not starts:
        return _with_list(rows, name, block, followers)
    gap = "\n" if len(starts) < 2 or not rows[starts[1] - 2].strip() else ""
    if before < len(starts):
        row = _with_comments(rows, starts[before] - 1)
        return "".join([*rows[:row], block, gap, *rows[row:]])
    row = _end(rows, starts[-1] - 1)
    return "".join([*rows[:row], gap, block, *rows[row:]])


def _count(document: Document, name: str) -> int:
    value = document.value.get(name) if isinstance(document.value, dict) else None
    return len(value) if isinstance(value, list) else 0


def _with_comments(rows: Sequence[str], row: int) -> int:
    """The first row of what belongs to an item: comments right above it do."""
    while row and rows[row - 1].lstrip().startswith("#"):
        row -= 1
    return row


def _end(rows: Sequence[str], row: int) -> int:
    """The row behind the last line of the list in whose last item a row stands."""
    following = next((at for at in range(row + 1, len(rows)) if _TOP.match(rows[at])), len(rows))
    while following > row + 1 and (not rows[following - 1].strip() or rows[following - 1].startswith("#")):
        following -= 1
    return following


def _with_list(rows: Sequence[str], name: str, block: str, followers: Sequence[str]) -> str:
    """The text with a list that it does not have yet, or has empty."""
    empty = re.compile(rf"{name}:\s*(?:\[\s*\]\s*)?(?:#.*)?$")
    kept = [row for row in rows if not empty.match(row)]
    at = next((at for at, row in enumerate(kept) if any(row.startswith(f"{follower}:") for follower in followers)), len(kept))
    before, after = "".join(kept[:at]).rstrip("\n") + "\n\n", "".join(kept[at:])
    return f"{before}{name}:\n{block}" + (f"\n{after}" if after else "")


def with_archives(text: str, copies: Mapping[str, str]) -> str:
    """The text of a file with the addresses of archived copies below those of the sources, by the ids of these."""
    document = read_text(text, "record")
    if not isinstance(document, Document):
        raise DataProblems(document)
    rows = text.splitlines(keepends=True)
    in_record = isinstance(document.value, dict)
    sources = document.value.get("sources") if isinstance(document.value, dict) else document.value
    for number, source in reversed(list(enumerate(sources if isinstance(sources, list) else []))):
        if isinstance(source, dict) and source.get("id") in copies and "archive" not in source and "url" in source:
            keys = ("sources", number, "url") if in_record else (number, "url")
            place = document.place(keys, of_key=True)
            end = document.place(keys).end_line
            rows.insert(end, f"{' ' * (place.column - 1)}archive: {escape.yaml(copies[str(source['id'])])}\n")
    return "".join(rows)
