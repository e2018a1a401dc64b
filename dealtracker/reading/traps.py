"""Traps in the text of a file, looked for before any YAML is read: size, encoding, invisible characters, line ends.

Each is found by its own small function, so that a message can say exactly what to remove and where.
"""

import re
import unicodedata
from collections.abc import Iterator

from dealtracker.problems import Place
from dealtracker.reading.trouble import Trouble

LARGEST_FILE = 1_000_000
"""Bytes. The largest real record is below 60,000; a file above this limit is something else."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible and direction-changing
    "\U000e0000-\U000e007f"  # tags
    "\ufffe\uffff\ud800-\udfff]"  # not characters at all
)
_MERGE_MARK = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?= |$)", re.MULTILINE)
_SPACE_AT_END = re.compile(r"[ \u00a0]+$", re.MULTILINE)


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
            start, "file-too-large", f"this file has {size:,} bytes; a record has at most {LARGEST_FILE:,}",
            "split it, or look whether it is the right file",
        )  # fmt: skip
    if b"\x00" in data:
        place = _place_of_byte(data, data.index(b"\x00"))
        return Trouble(place, "not-text", "this is not a text file", "save the record as plain text (UTF-8)")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Trouble(
            _place_of_byte(data, error.start), "not-utf-8", f"the byte {data[error.start]:#04x} here is not UTF-8",
            "save the file again with the encoding UTF-8",
        )  # fmt: skip
    return None


def in_text(text: str) -> list[Trouble]:
    """Every trap in the text, in the order of the file.

    An empty list means that YAML may be read. Traps that hide others (a merge mark makes nonsense of the rest) are not
    sorted out here: all are said, since each is cheap to mend.
    """
    found: list[Trouble] = []
    if text.startswith("\ufeff"):
        found.append(
            Trouble(Place(1, 1), "byte-order-mark", "the file begins with an invisible byte-order mark",
                    "save the file as “UTF-8”, not “UTF-8 with BOM”")
        )  # fmt: skip
        text = text[1:]
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        found.append(
            Trouble(Place(line, 1), "windows-line-ends", "the lines of this file end as on Windows",
                    "save it with the line ends of Unix (LF)")
        )  # fmt: skip
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        found.extend(_tabs(text))
    found.extend(_merge_marks(text))
    if not text.isascii():
        found.extend(_invisible(text))
        found.extend(_not_composed(text))
    elif _INVISIBLE.search(text):
        found.extend(_invisible(text))
    if " \n" in text or text.endswith(" ") or "\u00a0" in text:
        found.extend(_space_at_end(text))
    return found


def _tabs(text: str) -> Iterator[Trouble]:
    for match in re.finditer(r"\t+", text):
        yield Trouble(place_at(text, match.start()), "tab", "a tab stands here", "write spaces instead, two a level")


def _merge_marks(text: str) -> Iterator[Trouble]:
    for match in _MERGE_MARK.finditer(text):
        yield Trouble(
            place_at(text, match.start()), "merge-mark", f"`{match[1]}` is left over from a merge of two versions",
            "keep the right version of the lines between the marks, and delete the marks",
        )  # fmt: skip


def _invisible(text: str) -> Iterator[Trouble]:
    for match in _INVISIBLE.finditer(text):
        character = match[0]
        name = unicodedata.name(character, "control character").lower()
        yield Trouble(
            place_at(text, match.start()), "invisible-character",
            f"an invisible character stands here: U+{ord(character):04X} ({name})",
            "delete it, or type the words again instead of pasting them",
        )  # fmt: skip


def _not_composed(text: str) -> Iterator[Trouble]:
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            column = next(
                (n for n, _ in enumerate(line, 1) if not unicodedata.is_normalized("NFC", line[:n])), 1
            )  # fmt: skip
            yield Trouble(
                Place(number, column), "letters-apart", "letters on this line are stored in pieces (not NFC)",
                "type the word again; text copied from a PDF or a Mac file name often looks right and is not",
            )  # fmt: skip


def _space_at_end(text: str) -> Iterator[Trouble]:
    for match in _SPACE_AT_END.finditer(text):
        yield Trouble(place_at(text, match.start()), "space-at-line-end", "spaces stand at the end of this line",
                      "delete them")  # fmt: skip


def place_at(text: str, index: int) -> Place:
    """Line and column of a position in a text."""
    line_start = text.rfind("\n", 0, index) + 1
    return Place(text.count("\n", 0, index) + 1, index - line_start + 1)


def _place_of_byte(data: bytes, index: int) -> Place:
    return place_at(data[:index].decode("utf-8", "replace"), len(data[:index].decode("utf-8", "replace")))
