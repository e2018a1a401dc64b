"""Every hostile string, in every field, reaches every file that readers take away as just these characters.

Each file is made twice: from a deal full of hostile strings, and from one with harmless words in their place. Read by a
reader of its kind, both must have the same shape; and where the one has a word, the other must have the string.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import PurePosixPath

import pytest
from hostile.counting import Counts
from hostile.filling import AS_OF, DENSE, SPREAD, Filling, deal, filled
from hostile.reading_back import Part, measured, parts, same, where_they_part
from hostile.strings import texts

from dealtracker import escape
from dealtracker.files import as_bytes
from dealtracker.outputs import OUTPUTS
from dealtracker.pages import MAKERS, Edition, as_of, citing, track_pages
from dealtracker.pages.takeaway import File
from dealtracker.standing import deal_standing


def edition(size: tuple[int, int], *, is_harmless: bool) -> tuple[Edition, Filling]:
    """The deal with all strings in all fields."""
    values, filling = filled(texts(), size, is_harmless=is_harmless)
    return Edition(deal_standing(deal(values), AS_OF), takeaways=OUTPUTS), filling


@cache
def editions(size: tuple[int, int]) -> tuple[Edition, Edition, Filling]:
    """The same deal twice: full of hostile strings, and of harmless ones."""
    hostile, _ = edition(size, is_harmless=False)
    harmless, filling = edition(size, is_harmless=True)
    return hostile, harmless, filling


def citations(made: Edition) -> Iterator[File]:
    """The citations of every page."""
    headings = [page.heading for make in (*MAKERS, track_pages) for page in make(made)]
    yield from citing.files(made, headings)


MAKING: dict[str, Callable[[Edition], Iterator[File]]] = {
    **{output.id: output.files for output in OUTPUTS},
    "citations": citations,
    "other days": as_of.files,
}


BY_CELL = ("json", "tables", "calendars")
"""Where it matters how a text begins, each field holds one string alone."""


def expected_of(harmless: Part, filling: Filling) -> str:
    """What should stand where a harmless deal has a text."""
    text = filling.hostile(harmless.text.removeprefix("{").removesuffix("}") if harmless.form == "latex" else harmless.text)
    if harmless.form == "cell":
        return escape.spreadsheet(text)
    if harmless.form == "latex":
        return escape.bibtex(text)
    if harmless.place.endswith("/licenses/0/name"):
        return "-".join(filling.hostile(harmless.text.replace("-", " ")).split())
    return text


def fits(part: Part, harmless: Part, expected: str) -> bool:
    """Whether a text is the one that should stand there."""
    if part.form == "measure":
        return measured(part.text) == measured(harmless.text)
    if part.form == "cell":
        return part.text == expected
    if part.form == "latex":
        return same(expected, part.text.removeprefix("{").removesuffix("}"))
    if re.fullmatch(r"(?:/0)?/id", part.place) and "/" not in harmless.text:
        return re.fullmatch(r"[a-z0-9-]+", part.text) is not None
    return same(expected, part.text, in_small_letters="<" in part.place)


@pytest.mark.parametrize("output", MAKING)
def test_what_is_taken_away_holds_every_string_as_it_is(output: str, counted: Counts) -> None:
    hostile, harmless, filling = editions(SPREAD if output in BY_CELL else DENSE)
    files = zip(MAKING[output](hostile), MAKING[output](harmless), strict=True)
    texts_compared = files_compared = 0
    met = filling.met
    for (path, holds), (other_path, other_holds) in files:
        assert path == other_path
        if PurePosixPath(path).suffix == ".html":
            continue  # the browser reads them, see `test_pages`
        made = zip(parts(path, as_bytes(holds)), parts(path, as_bytes(other_holds)), strict=True)
        for part, other in made:
            assert part.place == filling.hostile(other.place), path
            expected = expected_of(other, filling)
            if not fits(part, other, expected):
                pytest.fail(f"{path} {part.place}: {where_they_part(expected, part.text)}")
            texts_compared += 1
        files_compared += 1
    counted(f"output: {output}", files=files_compared, texts=texts_compared, places_of_strings=filling.met - met)
