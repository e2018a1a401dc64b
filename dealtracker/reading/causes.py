"""Why a text is not YAML, in our own words and at the place of the cause.

The parsers' own words (“found character that cannot start any token”) help nobody who has not written a parser, and
they often name the place where the parser noticed instead of the place to mend. Each small function here recognises one
mistake that people really make; the first that does is the cause.

The pure Python parser is asked, whatever parser was used before: its marks are the more exact ones, and the same text
must get the same message on every machine.
"""

import re
from dataclasses import dataclass
from typing import cast

import yaml

from dealtracker import limits
from dealtracker.problems import Place, shortened
from dealtracker.reading import grammar
from dealtracker.reading.trouble import Trouble, place_of

_CANNOT_BEGIN = "@`%*&!|>{}[],?-"
_FIELD = re.compile(r"\s*(?:- +)*(?:[\w-]+:(?:\s+|$))?")
_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*([A-Za-z][\w-]*:)([^\s/:](?!.*: ).*)")
_ODD_SPACE = re.compile(r" *(?:- *)*(?:[\w-]+:)?([\u00a0\u2000-\u200a\u202f\u3000])")
_HYPHEN_WITHOUT_SPACE = re.compile(r"\s*-(\w[\w-]*)")
_NO_CHARACTER = re.compile(
    r"(?<!\\)(?:\\\\)*(\\(?:u[Dd][89A-Fa-f][0-9A-Fa-f]{2}|U0000[Dd][89A-Fa-f][0-9A-Fa-f]{2}|U(?!000|0010)[0-9A-Fa-f]{8}))"
)
"""An escape of half of a character, or of one beyond the last."""


@dataclass(frozen=True, slots=True)
class _Fault:
    """Where the parser gave up (line and column from 0), what it said, and where the thing began that it was reading."""

    lines: list[str]
    row: int
    column: int
    problem: str
    context: str
    first_row: int
    first_column: int
    runs_on: tuple[int, int] | None
    """Where a text in quotes begins that runs over the ends of lines up to the line on which the parser gave up."""
    opened: tuple[int, int] | None
    """Where the innermost bracket stands that is open there."""

    @property
    def line(self) -> str:
        """The line on which the parser gave up."""
        return self.lines[self.row]

    @property
    def value(self) -> int:
        """The column, from 0, where the value of that line begins: after `field:` or a hyphen."""
        match = _FIELD.match(self.line)
        return match.end() if match else 0

    @property
    def suspects(self) -> list[int]:
        """That line, the line of the thing that was being read, and the last line before it that is not empty."""
        before = [row for row in range(self.row) if self.lines[row].strip()]
        return [self.row, self.first_row, *before[-1:]]


def explain(text: str) -> Trouble:
    """The cause for which a parser refused a text."""
    events: list[yaml.Event] = []
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            events.append(event)
            if len(events) > 2 * limits.VALUES:
                return grammar.too_many(cast(yaml.Mark, event.start_mark))  # whatever else is wrong with it
            if isinstance(event, yaml.DocumentStartEvent) and len(events) > 2:  # the file began, and the first document
                return _second_document(event)
    except yaml.MarkedYAMLError as error:
        fault = _fault(text, error, events)
        return next(trouble for cause in _CAUSES if (trouble := cause(fault)) is not None)
    except (ValueError, OverflowError):  # an escape beyond the last character that there is
        return _not_a_character(text)
    return next(iter(grammar.references(text, yaml.BaseLoader)), None) or _not_a_character(text)


def _fault(text: str, error: yaml.MarkedYAMLError, events: list[yaml.Event]) -> _Fault:
    mark = cast(yaml.Mark, error.problem_mark)
    start = error.context_mark or mark
    lines = text.split("\n")
    return _Fault(
        lines,
        mark.line,
        mark.column,
        str(error.problem),
        str(error.context),
        start.line,
        start.column,
        _runs_on(events[-1], mark.line),
        _opened(lines, events),
    )


def _runs_on(last: yaml.Event, row: int) -> tuple[int, int] | None:
    start, end = cast(yaml.Mark, last.start_mark), cast(yaml.Mark, last.end_mark)
    quoted = isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"')
    return (start.line, start.column) if quoted and start.line < end.line == row else None


def _opened(lines: list[str], events: list[yaml.Event]) -> tuple[int, int] | None:
    collections: list[yaml.Mark] = []
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            collections.append(cast(yaml.Mark, event.start_mark))
        elif isinstance(event, yaml.CollectionEndEvent):
            collections.pop()
    places = [(mark.line, mark.column) for mark in collections]
    return next((place for place in reversed(places) if lines[place[0]][place[1] :].startswith(("[", "{"))), None)


def _at(row: int, column: int, rule: str, message: str, hint: str) -> Trouble:
    return Trouble(Place(row + 1, column + 1), rule, message, hint)


def _second_document(event: yaml.Event) -> Trouble:
    mark = cast(yaml.Mark, event.start_mark)
    return _at(
        mark.line,
        mark.column,
        "second-document",
        "a second document begins here with `---`",
        "delete the line; a file holds one record",
    )


def _not_a_character(text: str) -> Trouble:
    match = _NO_CHARACTER.search(text)
    if match is None:
        return _at(0, 0, "yaml-grammar", "this file cannot be read as YAML", "compare it with the example record")
    return Trouble(
        place_of(text, match.start(1)), "invisible-character", f"`{match[1]}` is not a character", "type the character itself"
    )


def _record_ended(fault: _Fault) -> Trouble | None:
    if "<document start>" in fault.problem:
        for row in range(fault.row + 1):
            if re.match(r"\.\.\.(?= |$)", fault.lines[row]):
                return _at(
                    row,
                    0,
                    "second-document",
                    "`...` at the beginning of a line ends the record",
                    "delete the line, or indent it if it belongs to the text above",
                )
            if fault.lines[row].startswith("%"):
                return _at(row, 0, "needs-quotes", "a line cannot begin with `%`", "put quotes around the text")
    return None


def _quote_open(fault: _Fault) -> Trouble | None:
    if "quoted scalar" in fault.context and "found unexpected" in fault.problem:
        row, column = fault.first_row, fault.first_column
    elif fault.runs_on is not None:
        row, column = fault.runs_on
    else:
        return None
    quote = fault.lines[row][column]
    return _at(
        row,
        column,
        "quote-not-closed",
        f"the text that begins on line {row + 1} with {quote} has no closing quote",
        "close the quote; inside single quotes write '' for an apostrophe",
    )


def _never_closed(fault: _Fault) -> Trouble | None:
    if "<stream end>" not in fault.problem or fault.opened is None:
        return None
    row, column = fault.opened
    bracket = fault.lines[row][column]
    closing = {"{": "}", "[": "]"}[bracket]
    return _at(row, column, "yaml-grammar", f"the `{bracket}` here is not closed", f"write `{closing}` after the last word")


def _escape(fault: _Fault) -> Trouble | None:
    if "double-quoted" not in fault.context:
        return None
    start = fault.line.rindex("\\", 0, fault.column + 1)
    said = shortened(fault.line[start : fault.column + 1])  # what comes after the backslash can be a space that nobody sees
    return _at(
        fault.row,
        start,
        "needs-quotes",
        f"`{said}` means something else inside double quotes",
        "put single quotes around the text, where a backslash is only a backslash",
    )


def _odd_space(fault: _Fault) -> Trouble | None:
    for row in fault.suspects:
        if match := _ODD_SPACE.match(fault.lines[row]):
            return _at(
                row,
                match.start(1),
                "invisible-character",
                f"a special space stands here: U+{ord(match[1]):04X}",
                "type it again as a plain space",
            )
    return None


def _hyphen_without_space(fault: _Fault) -> Trouble | None:
    for row in fault.suspects:
        if match := _HYPHEN_WITHOUT_SPACE.match(fault.lines[row]):
            return _at(
                row, match.start(1) - 1, "yaml-grammar", f"`-{match[1]}` has no space after the hyphen", f"write `- {match[1]}`"
            )
    return None


def _colon_without_space(fault: _Fault) -> Trouble | None:
    for row in fault.suspects:
        if match := _WITHOUT_SPACE.match(fault.lines[row]):
            return _at(
                row,
                match.start(1),
                "yaml-grammar",
                f"`{shortened(match[1] + match[2])}` has no space after the colon",
                f"write `{match[1]} {shortened(match[2])}`",
            )
    return None


def _braces(fault: _Fault) -> Trouble | None:
    if "flow mapping" not in fault.context and "flow sequence" not in fault.context:
        return None
    row, column = fault.first_row, fault.first_column
    rest = fault.lines[row][column:]
    if comment := re.search(r"\s#", rest):
        return _at(
            row,
            column + comment.start() + 1,
            "cut-by-comment",
            "a `#` after a space hides the rest of the line",
            "put quotes around the text",
        )
    closing = {"{": "}", "[": "]"}[rest[0]]
    if rest.count(rest[0]) > rest.count(closing):
        return _at(row, column, "yaml-grammar", f"the `{rest[0]}` here is not closed", f"write `{closing}` after the last word")
    return _at(
        row,
        column,
        "prose-in-braces",
        f"`{shortened(rest)}` cannot be read",
        "braces and brackets hold only short words; write each text on a line of its own",
    )


def _begins_oddly(fault: _Fault) -> Trouble | None:
    begins = fault.line[fault.value : fault.value + 1]
    if fault.column < fault.value or not begins or begins not in _CANNOT_BEGIN:
        return None
    one_too_many = re.search(r"found '([\]}])'", fault.problem)
    if one_too_many and begins in "[{":
        return _at(fault.row, fault.column, "yaml-grammar", f"there is one `{one_too_many[1]}` too many here", "delete it")
    said = "a back quote" if begins == "`" else f"`{begins}`"
    hint = "put quotes around the text" if begins != "-" else "begin the list on the next line, or put quotes around the text"
    return _at(fault.row, fault.value, "needs-quotes", f"a text cannot begin with {said}", hint)


def _quote_closed_early(fault: _Fault) -> Trouble | None:
    begins = fault.line[fault.value : fault.value + 1]
    if not begins or begins not in "'\"" or fault.column <= fault.value:
        return None
    column = min(fault.column, len(fault.line) - 1)  # the parser may have missed something behind the end
    return _at(
        fault.row,
        column,
        "needs-quotes",
        f"the quoted text ends before `{shortened(fault.line[column:])}`",
        "put the quotes around the whole text, and write a quote inside it in the other kind",
    )


def _colon_in_text(fault: _Fault) -> Trouble | None:
    if "mapping values are not allowed" not in fault.problem or fault.column <= fault.value:
        return None
    return _at(
        fault.row,
        fault.value,
        "needs-quotes",
        f"`{shortened(fault.line[fault.value :])}` has a colon in it",
        "put quotes around the text",
    )


def _neither_field_nor_text(fault: _Fault) -> Trouble | None:
    if "could not find expected ':'" not in fault.problem:
        return None
    said = shortened(fault.lines[fault.first_row].strip())
    return _at(
        fault.first_row,
        fault.first_column,
        "yaml-grammar",
        f"`{said}` is neither a field nor part of a text",
        "write `field: value`, or indent the line if it continues the text above",
    )


def _wrong_indent(fault: _Fault) -> Trouble:
    row = next((row for row in range(fault.row, -1, -1) if fault.lines[row].strip()), fault.row)
    said = fault.lines[row].strip()
    return _at(
        row,
        len(fault.lines[row]) - len(fault.lines[row].lstrip(" ")),
        "wrong-indent",
        f"`{shortened(said)}` does not stand where its neighbours do",
        "begin it in the same column as the fields it belongs to, two spaces a level",
    )


_CAUSES = (
    _record_ended,
    _quote_open,
    _escape,
    _odd_space,
    _hyphen_without_space,
    _braces,
    _never_closed,
    _begins_oddly,
    _quote_closed_early,
    _colon_in_text,
    _colon_without_space,
    _neither_field_nor_text,
    _wrong_indent,
)
