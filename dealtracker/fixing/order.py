"""Putting entries in the order of their dates: whole blocks of lines move, with the comments right above them."""

from collections.abc import Sequence

import yaml

from dealtracker.fixing.case import Case
from dealtracker.fixing.edits import Edit
from dealtracker.model import Day


def out_of_order(case: Case) -> list[Edit] | None:
    """The entries of the list, oldest first. Only what surely happened earlier moves, and no further than it must."""
    entries = _list_of(case)
    if entries is None:
        return None
    order = _oldest_first([_date(entry) for entry in entries.value])
    blocks = _blocks(case.text, entries)
    if blocks is None or order == sorted(order):
        return None
    (first, _), (_, last) = blocks[0], blocks[-1]
    lines = case.text.split("\n")
    moved: list[str] = []
    for place, number in enumerate(order):
        start, end = blocks[number]
        until = blocks[place + 1][0] if place + 1 < len(blocks) else last
        moved += [*lines[start:end], *lines[blocks[place][1] : until]]  # the gap behind a place stays where it is
    offset = sum(len(line) + 1 for line in lines[:first])
    return [Edit(offset, offset + len("\n".join(lines[first:last])), "\n".join(moved))]


def _list_of(case: Case) -> yaml.SequenceNode | None:
    """The list whose entry has its date at the place; None where its entries are not lines of their own."""
    if len(case.nodes) < 3 or case.scalar is None:
        return None
    entries, entry = case.nodes[-3:-1]
    if isinstance(entries, yaml.SequenceNode) and isinstance(entry, yaml.MappingNode):
        return None if entries.flow_style else entries
    return None


def _date(entry: yaml.Node) -> Day | None:
    said = [value.value for key, value in entry.value if key.value == "date"] if isinstance(entry, yaml.MappingNode) else []
    try:
        return Day.read(str(said[0])) if said else None
    except ValueError:
        return None


def _oldest_first(days: Sequence[Day | None]) -> list[int]:
    """The numbers of the days in their right order. A day is put before the first one that is surely later."""
    order: list[int] = []
    for number, day in enumerate(days):
        later = (place for place, other in enumerate(order) if day and (known := days[other]) and day.last < known.first)
        order.insert(next(later, len(order)), number)
    return order


def _blocks(text: str, entries: yaml.SequenceNode) -> list[tuple[int, int]] | None:
    """For each entry its first line, with the comments right above it, and the line behind its last, from 0."""
    lines, column = text.split("\n"), entries.start_mark.column
    hyphens = [_hyphen(lines, entry.start_mark.line, column) for entry in entries.value]
    if None in hyphens:
        return None
    starts = [_with_comments(lines, line, column) for line in hyphens if line is not None]
    after = len(lines) if entries.end_mark.index >= len(text) else entries.end_mark.line
    return [(start, _last(lines, end, start, column)) for start, end in zip(starts, [*starts[1:], after], strict=True)]


def _hyphen(lines: Sequence[str], line: int, column: int) -> int | None:
    """The line with the hyphen of an entry, which may stand above what the entry says. It must be the first on its line."""
    above = range(line, -1, -1)
    return next((row for row in above if lines[row][column : column + 1] == "-" and not lines[row][:column].strip()), None)


def _with_comments(lines: Sequence[str], line: int, column: int) -> int:
    """The first line of what belongs to an entry: comments right above it do, unless they are indented as part of another."""
    while line and lines[line - 1].lstrip().startswith("#") and lines[line - 1].index("#") <= column:
        line -= 1
    return line


def _last(lines: Sequence[str], end: int, start: int, column: int) -> int:
    """The line behind the last one of an entry, without the blank lines and comments that follow."""
    while end > start + 1:
        line = lines[end - 1]
        if line.strip() and not (line.lstrip().startswith("#") and line.index("#") <= column):
            break
        end -= 1
    return end
