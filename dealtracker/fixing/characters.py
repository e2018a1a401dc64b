"""Repairs of single characters: they need no YAML, and change nothing that can be seen."""

import re
import unicodedata

from dealtracker.fixing.case import Case
from dealtracker.fixing.edits import BYTE_ORDER_MARK, Edit
from dealtracker.reading import Document, read_text

_NOT_EVEN_A_SPACE = re.compile("[\u00ad\u200b\u2060\ufeff]+")
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_INDENTATION = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)
_WIDTHS = (2, 4, 8)


def byte_order_mark(case: Case) -> list[Edit] | None:
    """Leave the mark out."""
    return [Edit(0, len(BYTE_ORDER_MARK), "")] if case.text.startswith(BYTE_ORDER_MARK) else None


def windows_line_ends(case: Case) -> list[Edit] | None:
    """End every line as on Unix."""
    return [Edit(*end.span(), "\n") for end in re.finditer(r"\r\n?", case.text)] or None


def space_at_line_end(case: Case) -> list[Edit] | None:
    """Leave the spaces out. Behind a backslash one of them may be meant."""
    spaces = re.compile(r"(?<!\\)[ \u00a0]+(?=[\r\n]|\Z)").match(case.text, case.at)
    return None if spaces is None else [Edit(*spaces.span(), "")]


def letters_apart(case: Case) -> list[Edit] | None:
    """Put the letters of the line together."""
    composed = unicodedata.normalize("NFC", case.line)
    if composed == case.line or composed[: case.column] != case.line[: case.column]:
        return None
    return [Edit(case.at, case.end, composed[case.column :])]


def invisible_character(case: Case) -> list[Edit] | None:
    """Leave out what has no width and no meaning, and make a plain space of an odd one.

    Marks that turn the direction of writing stay: somebody has to look at what the text says without them.
    """
    if nothing := _NOT_EVEN_A_SPACE.match(case.text, case.at):
        return [Edit(*nothing.span(), "")]
    if odd := _ODD_SPACE.match(case.text, case.at):
        return [Edit(*odd.span(), " ")]
    return None


def tab(case: Case) -> list[Edit] | None:
    """One space inside a line, none at its end. In an indentation, as many as can be meant in only one way."""
    start = case.start + len(case.line[: case.column].rstrip(" \t"))
    tabs = re.compile(r"[ \t]*").match(case.text, start)
    if tabs is None or "\t" not in tabs[0]:
        return None
    if tabs.end() == case.end:
        return [Edit(*tabs.span(), "")]
    if start > case.start:
        return [Edit(*tabs.span(), " ")]
    width = _width(case.text)
    return None if width is None else [Edit(*tabs.span(), tabs[0].expandtabs(width))]


def _width(text: str) -> int | None:
    """The width of a tab in the indentation of a text: all widths with which it can be read must say the same.

    Where it cannot be read for another reason, tabs alone must make the indentation, one a level.
    """
    meant = {width: read_text(_spaced(text, width), "") for width in _WIDTHS}
    values = {width: document.value for width, document in meant.items() if isinstance(document, Document)}
    if values:
        first = next(iter(values))
        return first if all(value == values[first] for value in values.values()) else None
    return None if re.search(r"^ +(?![ ]*$)", text, re.MULTILINE) else _WIDTHS[0]


def _spaced(text: str, width: int) -> str:
    """The text without tabs, so that it shows how it is indented if a tab has a width."""
    return _INDENTATION.sub(lambda tabs: tabs[0].expandtabs(width), text).replace("\t", " ")
