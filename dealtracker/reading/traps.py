"""Traps in the text of a file, looked for before any YAML is read: encoding, invisible characters, line ends.

Each is found by its own small function, so that a message can say exactly what to remove and where.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator

from dealtracker.problems import Place
from dealtracker.reading.characters import odd_characters
from dealtracker.reading.trouble import MOST, Trouble, place_of, the_first

_MERGE_MARKS = tuple(mark * 7 for mark in "<=>|")
_MERGE_MARK = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?= |$)", re.MULTILINE)
_SPACE_AT_END = re.compile(r"(?<![ \u00a0])[ \u00a0]+$", re.MULTILINE)


_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_SAVE = "save the file again with the encoding UTF-8"


def in_bytes(data: bytes) -> Trouble | None:
    """The trouble that keeps bytes from being text at all, if there is one. Another encoding is named where it shows."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return Trouble(Place(1, 1), "not-utf-8", f"this file is in {name}", _SAVE)
    if b"\x00" in data:
        place = _place_of_byte(data, data.index(b"\x00"))
        return Trouble(place, "not-text", "this is not a text file", "save the record as plain text (UTF-8)")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"the byte {data[error.start]:#04x} here is not UTF-8"
        korean = "; the file looks like Korean in the encoding CP949" if _is_cp949(data) else ""
        return Trouble(_place_of_byte(data, error.start), "not-utf-8", message + korean, _SAVE)
    return None


def _is_cp949(data: bytes) -> bool:
    """Whether bytes are Korean as Windows saves it: text, of whose letters beyond ASCII nearly all are syllables."""
    try:
        beyond = [letter for letter in data.decode("cp949") if letter > "\x7f"]
    except UnicodeDecodeError:
        return False
    syllables = sum("\uac00" <= letter <= "\ud7a3" for letter in beyond)
    return syllables > 1 and syllables > 0.9 * len(beyond)


def in_text(text: str) -> list[Trouble]:
    """Every trap in the text; of one kind only the first few, because so many have one cause.

    An empty list means that YAML may be read. Traps that hide others (a merge mark makes nonsense of the rest) are not
    sorted out here: all are said, since each is cheap to mend.
    """
    found: list[Trouble] = []
    if text.startswith("\ufeff"):
        found.append(
            Trouble(
                Place(1, 1),
                "byte-order-mark",
                "the file begins with an invisible byte-order mark",
                "save the file as “UTF-8”, not “UTF-8 with BOM”",
            )
        )
        text = text[1:]
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        found.append(
            Trouble(
                Place(line, 1),
                "windows-line-ends",
                "the lines of this file end as on Windows",
                "save it with the line ends of Unix (LF)",
            )
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        found.extend(the_first(_tabs(text)))
    if any(mark in text for mark in _MERGE_MARKS):
        found.extend(the_first(_merge_marks(text)))
    odd = list(_odd_characters(text))
    found.extend(odd)
    are_piled_up = any(trouble.rule == "marks-piled-up" for trouble in odd)
    if not are_piled_up and not unicodedata.is_normalized("NFC", text):
        found.extend(the_first(_not_composed(text)))  # a pile of many thousand marks would take hours to sort
    if " \n" in text or "\u00a0\n" in text or text.endswith((" ", "\u00a0")):
        found.extend(the_first(_space_at_end(text)))
    return found


def _tabs(text: str) -> Iterator[Trouble]:
    for match in re.finditer(r"\t+", text):
        yield Trouble(place_of(text, match.start()), "tab", "a tab stands here", "write spaces instead, two a level")


def _merge_marks(text: str) -> Iterator[Trouble]:
    for match in _MERGE_MARK.finditer(text):
        yield Trouble(
            place_of(text, match.start()),
            "merge-mark",
            f"`{match[1]}` is left over from a merge of two versions",
            "keep the right version of the lines between the marks, and delete the marks",
        )


def _odd_characters(text: str) -> Iterator[Trouble]:
    by_rule: dict[str, int] = {}
    for odd in odd_characters(text):
        by_rule[odd.rule] = by_rule.get(odd.rule, 0) + 1
        if by_rule[odd.rule] <= MOST:
            yield Trouble(place_of(text, odd.at), odd.rule, odd.message, odd.hint)


def _not_composed(text: str) -> Iterator[Trouble]:
    for number, line in enumerate(text.split("\n"), 1):
        composed = unicodedata.normalize("NFC", line)
        if composed != line:
            column = next(number for number, (was, now) in enumerate(zip(line, composed, strict=False), 1) if was != now)
            yield Trouble(
                Place(number, column),
                "letters-apart",
                "letters on this line are stored in pieces (not NFC)",
                "type the word again; text copied from a PDF or a Mac file name often looks right and is not",
            )


def _space_at_end(text: str) -> Iterator[Trouble]:
    for match in _SPACE_AT_END.finditer(text):
        yield Trouble(place_of(text, match.start()), "space-at-line-end", "spaces stand at the end of this line", "delete them")


def _place_of_byte(data: bytes, index: int) -> Place:
    before = data[:index].decode("utf-8", "replace")
    return place_of(before, len(before))
