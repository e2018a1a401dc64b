"""Files of the site as their readers see them: every text in them, with the place where it stands.

A place names everything that leads to a text: elements and attributes, keys, properties, tables and columns. Two files of
the same shape have the same places. What was markup in one and text in the other has not.
"""

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string
from icalendar import Calendar
from markdown_it import MarkdownIt


class Part(NamedTuple):
    """A text of a file, its place, and how it is written there: as a `text`, in a `cell`, for `latex`, or as a `measure`."""

    place: str
    text: str
    form: str = "text"


def parts(path: str, holds: bytes) -> Iterator[Part]:
    """Everything that a reader finds in a file.

    Raises:
        KeyError: there is no reader for such a file.
    """
    yield from READERS[PurePosixPath(path).suffix](holds)


def _json(holds: bytes) -> Iterator[Part]:
    yield from _tree(json.loads(holds), "")


MEASURES = ("bytes", "hash", "width", "height")
"""What says how long a text is, and differs with it."""


def _tree(value: Any, place: str) -> Iterator[Part]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _tree(inner, f"{place}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _tree(inner, f"{place}/{number}")
    elif isinstance(value, str) and place.endswith(("/content_html", "/html")):
        yield from _html(value, place)
    else:
        yield Part(place, str(value), "measure" if place.rsplit("/", 1)[-1] in MEASURES else "text")


class _Elements(HTMLParser):
    """Reads HTML into places and texts."""

    def __init__(self, place: str) -> None:
        super().__init__(convert_charrefs=True)
        self.place, self.number, self.found = place, 0, list[Part]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.number += 1
        self.found.append(Part(f"{self.place}<{self.number} {tag}>", ""))
        self.found += [Part(f"{self.place}<{self.number} {tag} {name}>", value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        last = self.found[-1] if self.found else None
        place = f"{self.place}<{self.number} text>"
        if last is not None and last.place == place:  # the parser hands a text on in pieces
            self.found[-1] = Part(place, last.text + data)
        else:
            self.found.append(Part(place, data))

    def handle_endtag(self, tag: str) -> None:
        self.number += 1
        self.found.append(Part(f"{self.place}<{self.number} /{tag}>", ""))

    def handle_comment(self, data: str) -> None:
        self.found.append(Part(f"{self.place}<{self.number} comment>", data))

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    handle_pi = handle_comment


def _html(text: str, place: str) -> Iterator[Part]:
    reader = _Elements(place)
    reader.feed(text)
    reader.close()
    yield from reader.found


DRAWN = ("width", "height", "viewBox", "x", "textLength")
"""What a drawing of a badge works out from the widths of its letters."""


def _xml(holds: bytes) -> Iterator[Part]:
    yield from _elements(ET.fromstring(holds), "")


def _elements(element: ET.Element, place: str) -> Iterator[Part]:
    here = f"{place}/{element.tag}"
    for name, value in element.items():
        yield Part(f"{here}@{name}", value, "measure" if name in DRAWN else "text")
    if element.get("type") == "html":
        yield from _html(element.text or "", here)
    else:
        yield Part(here, element.text or "")
    for number, inner in enumerate(element):
        yield from _elements(inner, f"{here}[{number}]")
        yield Part(f"{here}[{number}] then", inner.tail or "")


_LINE = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^:;"]*))*):(.*)', re.DOTALL)
_MEANT = {"n": "\n", "N": "\n"}


def _calendar(holds: bytes) -> Iterator[Part]:
    """Lines of a calendar, folded and escaped as RFC 5545 says; the library undoes the escapes of some properties only."""
    assert not [error for component in Calendar.from_ical(holds).walk() for error in component.errors]
    for number, line in enumerate(holds.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")):
        found = _LINE.fullmatch(line)
        assert found, line
        yield Part(f"{number} {found[1]} {found[2]}", re.sub(r"\\(.)", lambda sign: _MEANT.get(sign[1], sign[1]), found[3]))


def _table(holds: bytes) -> Iterator[Part]:
    for number, row in enumerate(csv.reader(io.StringIO(holds.decode("utf-8"), newline=""), strict=True)):
        for column, cell in enumerate(row):
            yield Part(f"{number}:{column}", cell, "cell")


def _database(holds: bytes) -> Iterator[Part]:
    with NamedTemporaryFile() as file:
        file.write(holds)
        file.flush()
        database = sqlite3.connect(file.name)
        for name, kind, statement in database.execute("SELECT name, type, sql FROM sqlite_master").fetchall():
            yield Part(f"{kind} {name}", statement or "")
            if kind in ("table", "view"):
                for number, row in enumerate(database.execute(f'SELECT * FROM "{name}"')):
                    for column, value in enumerate(row):
                        yield Part(f"{name} {number} {column} {type(value).__name__}", str(value))
        database.close()


def _archive(holds: bytes) -> Iterator[Part]:
    with zipfile.ZipFile(io.BytesIO(holds)) as packed:
        assert packed.testzip() is None
        for entry in packed.infolist():
            yield Part(entry.filename, "")
            reader = _lines if entry.filename == "LICENSE.txt" else READERS[PurePosixPath(entry.filename).suffix]
            yield from (part._replace(place=f"{entry.filename} {part.place}") for part in reader(packed.read(entry)))


def _markdown(holds: bytes) -> Iterator[Part]:
    tokens = MarkdownIt("commonmark").enable("table").parse(holds.decode("utf-8"))
    for number, token in enumerate(tokens):
        yield Part(
            f"{number} {token.type} {token.tag}", token.content if token.type in ("html_block", "fence", "code_block") else ""
        )
        text = ""
        for inner in token.children or []:
            if inner.type in ("text", "text_special", "softbreak"):
                text += inner.content or " "
            else:
                yield Part(f"{number} {inner.type} {inner.tag} {inner.attrGet('href') or ''}", inner.content)
        yield Part(f"{number} says", text)


def _bibtex(holds: bytes) -> Iterator[Part]:
    library = parse_string(holds.decode("utf-8"))
    assert len(library.blocks) == len(library.entries) == 1 and not library.failed_blocks
    for each in library.entries[0].fields:
        yield Part(each.key, str(each.value), "latex" if each.key in ("author", "title", "note") else "text")


def _ris(holds: bytes) -> Iterator[Part]:
    (entry,) = rispy.loads(holds.decode("utf-8"))
    yield from _tree(entry, "")


def _lines(holds: bytes) -> Iterator[Part]:
    for number, line in enumerate(holds.decode("utf-8").split("\n")):
        yield Part(f"line {number}", line)


READERS = {
    ".json": _json,
    ".xml": _xml,
    ".svg": _xml,
    ".ics": _calendar,
    ".csv": _table,
    ".db": _database,
    ".zip": _archive,
    ".md": _markdown,
    ".txt": _markdown,
    ".bib": _bibtex,
    ".ris": _ris,
}


def same(expected: str, actual: str, *, in_small_letters: bool = False) -> bool:
    """Whether a text is what it should be, but for spaces, and where it is cut short; on a page, labels may be in small letters.

    A byte-order mark, which `check` refuses, counts as a space: some readers drop it.
    """
    one, other = ("".join(text.replace("\ufeff", " ").split()) for text in (expected, actual))
    if in_small_letters:
        one, other = one.lower(), other.lower()
    return one == other or (other.endswith("…") and one.startswith(other.removesuffix("…")))


def measured(text: str) -> str:
    """A text without its numbers."""
    return re.sub(r"[0-9a-f.]+", "0", text)


def where_they_part(expected: str, actual: str) -> str:
    """The first place at which two texts differ, for a message."""
    one, other = " ".join(expected.split()), " ".join(actual.split())
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, at - 30)
    return f"…{other[start : at + 40]!a} instead of …{one[start : at + 40]!a}"
