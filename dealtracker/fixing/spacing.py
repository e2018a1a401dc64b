"""Repairs of spaces and signs between words: what is missing, and lines that stand a little beside their place."""

import re

from dealtracker.fixing.case import Case, beginning, lone_word
from dealtracker.fixing.edits import Edit
from dealtracker.fixing.fields import Holds, fields

_HYPHEN = re.compile(r"-(?=\w)")
_COLON = re.compile(r"([A-Za-z][\w-]*):(?=[^\s/])")
_WORD = re.compile(r"([a-z][\w-]*)(?= +\S)")


def yaml_grammar(case: Case) -> list[Edit] | None:
    """The space after a hyphen or a colon, the colon after the name of a field, the bracket that closes."""
    before, rest = case.line[: case.column], case.rest
    begins_line = re.fullmatch(r" *(?:- +)*", before) is not None
    if begins_line and (hyphen := _HYPHEN.match(rest)):
        return [Edit(case.at + hyphen.end(), case.at + hyphen.end(), " ")]
    if (colon := _COLON.match(rest)) and (colon[1] in fields() or "{" in before):
        return [Edit(case.at + colon.end(), case.at + colon.end(), " ")]
    if begins_line and (word := _WORD.match(rest)) and _is_value_of(word[1], rest[word.end() :].strip()):
        return [Edit(case.at + word.end(), case.at + word.end(), ":")]
    return _bracket(case)


def _is_value_of(name: str, said: str) -> bool:
    """Whether something can only be the value of a field, and no sentence that begins with its name."""
    holds = fields().get(name, frozenset())
    return bool(holds & {Holds.WORD, Holds.IDS}) and (lone_word(said) or re.fullmatch(r"\[.*\]", said) is not None)


def _bracket(case: Case) -> list[Edit] | None:
    """The closing bracket at the end of a line that is surely the whole list; or one too many left out."""
    opening = case.rest[:1]
    if opening in ("]", "}"):
        return [Edit(case.at, case.at + 1, "")]
    closing = {"[": "]", "{": "}"}.get(opening)
    inside = case.rest[1:]
    if closing is None or not re.fullmatch(r"[\w.-](?:.*[\w.%])?", inside.strip()) or re.search(r"[\[\]{}#'\"]", inside):
        return None
    following = next(filter(str.strip, case.below), "x:")
    return [Edit(case.end, case.end, closing)] if beginning(following).is_entry else None


def wrong_indent(case: Case) -> list[Edit] | None:
    """One space more or less, where that puts a field in line with its neighbours."""
    if case.begins.name not in fields() or case.begins.indent != case.column:
        return None
    neighbours = (next(filter(_says, lines), "") for lines in (case.above, case.below))
    near = {column for line in neighbours for column in _columns(line) if abs(column - case.column) == 1}
    return [Edit(case.start, case.at, " " * near.pop())] if len(near) == 1 else None


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _columns(line: str) -> tuple[int, ...]:
    """Where something begins on a line: its first hyphen, and its first field."""
    begins = beginning(line)
    return (begins.indent, begins.column) if begins.is_entry else ()
