"""Repairs of values and names of fields that can be meant in only one way: dates, ids, lists of one, fields misspelt."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

import yaml

from dealtracker import escape
from dealtracker.fixing.case import Case, children, lone_word, span
from dealtracker.fixing.edits import Edit
from dealtracker.fixing.fields import Holds, fields
from dealtracker.rules.ids import is_id, slug

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = {name: number for number, full in enumerate(_MONTHS, 1) for name in (full, full[:3])} | {"sept": 9}
_NAME = rf"(?P<name>{'|'.join(sorted(_MONTH, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = [
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})([-./]) ?(?P<month>\d{1,2})(?:\2 ?(?P<day>\d{1,2}))?\.?",
        r"(?P<year>\d{4}) (?P<month>\d{1,2}) (?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})년 ?(?P<month>\d{1,2})월(?: ?(?P<day>\d{1,2})일)?",
        rf"{_DAY}[ -]{_NAME},?[ -](?P<year>\d{{4}})",
        rf"{_NAME} {_DAY},? (?P<year>\d{{4}})",
        rf"{_NAME},? (?P<year>\d{{4}})",
    )
]
_DAY_OR_MONTH_FIRST = re.compile(r"(\d{1,2})([-./ ])(\d{1,2})\2(\d{4})", re.ASCII)

_MEANT = re.compile(r"did you mean `([^`]+)`\?")


def date_format(case: Case) -> list[Edit] | None:
    """The date as year-month-day, where only one day can be meant: 14/11/2025, but not 4/11/2025."""
    node = case.scalar
    meant = _date(node.value.strip()) if node is not None else None
    return None if node is None or meant is None else [Edit(*span(node), meant)]


def _date(said: str) -> str | None:
    if one_of_two := _DAY_OR_MONTH_FIRST.fullmatch(said):
        one, _, other, year = one_of_two.groups()
        meant = {_on(year, month, day) for month, day in ((one, other), (other, one))} - {None}
        return meant.pop() if len(meant) == 1 else None
    for pattern in _DATES:
        if match := pattern.fullmatch(said):
            parts = match.groupdict()
            month = parts.get("month") or str(_MONTH[parts["name"].lower()])
            return _on(parts["year"], month, parts.get("day"))
    return None


def _on(year: str, month: str, day: str | None) -> str | None:
    """A day, or a month, of the calendar."""
    try:
        written = date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return None
    return written if day else written[:7]


def id_form(case: Case) -> list[Edit] | None:
    """The same words in lower case with hyphens. What refers to the id is repaired in the same way, in every file.

    Letters beyond a–z would be lost, and of two ids that differ only in their form nobody could tell which is meant.
    """
    node = case.scalar
    if node is None or not re.fullmatch(r"[A-Za-z0-9][\w .-]{,79}", node.value, re.ASCII):
        return None
    better = slug(node.value)
    alike = {value.value for key, value in _fields(case.root) if key.value == "id" and slug(str(value.value)) == better}
    return [Edit(*span(node), better)] if len(alike) <= 1 else None


def _fields(root: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Every field of a tree with its value."""
    left = [root] if root is not None else []
    while left:
        node = left.pop()
        left.extend(children(node))
        if isinstance(node, yaml.MappingNode):
            yield from node.value


def wrong_shape(case: Case) -> list[Edit] | None:
    """Brackets around a word where a list of ids belongs; none around one word where no list belongs.

    Brackets of a text, like those of a title that was not seen, are a part of it: quotes go around them.
    """
    key, value = _field_at(case)
    holds = fields().get(key or "", frozenset())
    is_described_here = Holds.ENTRIES in holds and len(case.nodes) == 2  # `sources` of a record are no ids
    if isinstance(value, yaml.ScalarNode) and Holds.IDS in holds and not is_described_here:
        start, end = span(value)
        return [Edit(start, end, f"[{case.text[start:end]}]")] if _are_ids(value) else None
    if isinstance(value, yaml.SequenceNode) and value.flow_style:
        start, end = span(value)
        if holds == {Holds.PROSE}:
            return [Edit(start, end, escape.quoted_yaml(case.text[start:end]))] if end == case.end else None
        if Holds.WORD in holds and len(value.value) == 1 and isinstance(value.value[0], yaml.ScalarNode):
            return [Edit(start, end, case.text[slice(*span(value.value[0]))])]
    return None


def _field_at(case: Case) -> tuple[str | None, yaml.Node | None]:
    """The name of the field whose value begins at the place, and that value."""
    for node in case.nodes:
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if value.start_mark.index == case.at < value.end_mark.index:
                return str(key.value), value
    return None, None


def _are_ids(node: yaml.ScalarNode) -> bool:
    return "\n" not in node.value and all(lone_word(word) for word in re.split(r", *", node.value))


def unknown_field(case: Case) -> list[Edit] | None:
    """The field that was surely meant, if what stands under it fits; the space after a hyphen; quotes around a text."""
    key = case.scalar
    holder = next((node for node in reversed(case.nodes) if isinstance(node, yaml.MappingNode)), None)
    if key is None or holder is None:
        return None
    said = str(key.value)
    if not key.style and re.match(r"-\w", said):
        return [Edit(case.at + 1, case.at + 1, " ")]
    value = next((value for name, value in holder.value if name is key), None)
    if value is None:
        return None
    if " " in said and not key.style and len(holder.value) == 1:
        is_one_line = isinstance(value, yaml.ScalarNode) and not value.style and value.end_mark.index == case.end
        return [Edit(case.at, case.end, escape.quoted_yaml(case.rest))] if is_one_line and not holder.flow_style else None
    meant = _MEANT.search(case.problem.hint)
    if meant is not None and _is_surely(said, meant[1]) and _fits(value, fields().get(meant[1], frozenset())):
        is_free = all(name.value != meant[1] for name, _ in holder.value)
        return [Edit(*span(key), meant[1])] if is_free else None
    return None


def _is_surely(said: str, name: str) -> bool:
    """Whether two names are one, but for capitals, hyphens, and an `s` at the end."""
    bare, meant = (re.sub(r"[_ -]", "", word.lower()) for word in (said, name))
    return bare.rstrip("s") == meant.rstrip("s")


def _fits(value: yaml.Node, holds: frozenset[Holds]) -> bool:
    """Whether something can stand under a field, of which it is known what it holds."""
    if isinstance(value, yaml.ScalarNode):
        return bool(holds & {Holds.WORD, Holds.PROSE}) or (Holds.IDS in holds and _are_ids(value))
    if isinstance(value, yaml.MappingNode):
        return Holds.FIELDS in holds or (Holds.PROSE in holds and {key.value for key, _ in value.value} <= {"en", "ko"})
    entries = Holds.ENTRIES if all(isinstance(entry, yaml.MappingNode) for entry in value.value) else Holds.IDS
    return bool(holds & {entries, Holds.TEXTS})


def file_name(case: Case) -> list[Edit] | None:
    """The line with an id that is the name of the file already. Of two different names nobody can tell the right one.

    A place without an end is that of the whole file: it has a wrong name, which no edit can change.
    """
    key, stem = case.scalar, PurePosixPath(case.problem.path).stem
    is_of_file = len(case.nodes) == 2 and case.problem.place.end_line > 0
    if key is None or key.value != "id" or not is_of_file or not isinstance(case.root, yaml.MappingNode):
        return None
    value = next(value for name, value in case.root.value if name.start_mark.index == case.at)
    is_name = value.value in (stem, slug(stem)) and value.end_mark.index <= case.end and not case.root.flow_style
    return [Edit(case.start, min(case.end + 1, len(case.text)), "")] if is_name else None


def right_name(name: str) -> str | None:
    """The name that the file of a record must have instead of a wrong one; None where it is right, or cannot be told."""
    path = PurePosixPath(name)
    if path.suffix.lower() not in (".yml", ".yaml") or not re.fullmatch(r"[A-Za-z0-9][\w .-]*", path.stem, re.ASCII):
        return None
    better = f"{slug(path.stem)}.yml"
    return better if better != name and is_id(slug(path.stem)) and len(path.stem) <= 80 else None
