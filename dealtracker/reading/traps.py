"""Traps in the text of a file, looked for before any YAML is read: size, encoding, invisible characters, line ends.

Each is found by its own small function, so that a message can say exactly what to remove and where.
"""

import re
import unicodedata
from collections.abc import Iterator

from dealtracker.problems import Place
from dealtracker.reading.trouble import Trouble, place_of, the_first

LARGEST_FILE = 1_000_000
"""Bytes. The largest real record is below 60,000; a file above this limit is something else."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u115f\u1160\u3164\uffa0"  # fillers of Hangul
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible and direction-changing
    "\U000e0000-\U000e007f"  # tags
    "\ufffe\uffff\ud800-\udfff]"  # not characters at all
)
_FILLERS = "\u115f\u1160\u3164\uffa0"
_MERGE_MARKS = tuple(mark * 7 for mark in "<=>|")
_MERGE_MARK = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?= |$)", re.MULTILINE)
_SPACE_AT_END = re.compile(r"(?<![ \u00a0])[ \u00a0]+$", re.MULTILINE)


def unreadable(error: OSError) -> tuple[str, str]:
    """Message and hint for a file that the operating system did not hand over."""
    if isinstance(error, PermissionError):
        return "this file may not be read", "allow reading it: chmod u+r"
    if isinstance(error, IsADirectoryError):
        return "this is a folder, not a file", "give the folder a name without `.yml`"
    return f"this file cannot be read ({error.strerror})", "look whether it is still there"


def in_bytes(data: bytes, size: int) -> Trouble | None:
    """The trouble that keeps bytes from being text at all, if there is one. `size` is the whole file's, in bytes."""
    start = Place(1, 1)
    if size > LARGEST_FILE:
        return Trouble(
            start,
            "file-too-large",
            f"this file has {size:,} bytes; a record has at most {LARGEST_FILE:,}",
            "split it, or look whether it is the right file",
        )
    if b"\x00" in data:
        place = _place_of_byte(data, data.index(b"\x00"))
        return Trouble(place, "not-text", "this is not a text file", "save the record as plain text (UTF-8)")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Trouble(
            _place_of_byte(data, error.start),
            "not-utf-8",
            f"the byte {data[error.start]:#04x} here is not UTF-8",
            "save the file again with the encoding UTF-8",
        )
    return None


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
    if _may_hide_something(text):
        found.extend(the_first(_invisible(text)))
    if not unicodedata.is_normalized("NFC", text):
        found.extend(the_first(_not_composed(text)))
    if " \n" in text or "\u00a0\n" in text or text.endswith((" ", "\u00a0")):
        found.extend(the_first(_space_at_end(text)))
    return found


def _may_hide_something(text: str) -> bool:
    """Whether it is worth looking for invisible characters one by one: a quick look that nearly every file passes."""
    return not text.replace("\n", "").isprintable() or any(filler in text for filler in _FILLERS)


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


def _invisible(text: str) -> Iterator[Trouble]:
    for match in INVISIBLE.finditer(text):
        name = unicodedata.name(match[0], "control character").lower()
        yield Trouble(
            place_of(text, match.start()),
            "invisible-character",
            f"an invisible character stands here: U+{ord(match[0]):04X} ({name})",
            "delete it, or type the words again instead of pasting them",
        )


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
