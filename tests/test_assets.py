"""The colours of the statuses: readable in both schemes, and told apart by people who see fewer colours."""

import math
import re
from itertools import pairwise, product

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from projects import ANOTHER_DEAL, EXAMPLE, ROOT

from dealtracker.assets import packed, style_sheet
from dealtracker.colours import contrast, ink, standing_out
from dealtracker.model import Vocabulary

SHEET = (ROOT / "overrides" / "assets" / "stylesheets" / "on-paper.css").read_text("utf-8")
VOCABULARIES = [ROOT / "data", EXAMPLE, ANOTHER_DEAL / "data"]

Colours = tuple[str, str]
"""A colour for light, and one for dark."""

SEEN_BY: dict[str, tuple[tuple[float, float, float], ...]] = {
    "most people": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "people without red cones": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "people without green cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
"""What becomes of linear red, green and blue: Machado, Oliveira and Fernandes (2009), in full severity."""


def colours(sheet: str, name: str) -> dict[str, Colours]:
    """The colours that the sheet gives a property, by the name of what it stands for."""
    pattern = rf"(?:\.status--([a-z-]+)[^}}]*?|[\s;{{]){name}: ?light-dark\((#[0-9a-f]{{6}}), ?(#[0-9a-f]{{6}})\)"
    return {status: (light, dark) for status, light, dark in re.findall(pattern, sheet)}


def vocabulary(folder: object) -> Vocabulary:
    return Vocabulary.of(yaml.safe_load((ROOT / str(folder) / "vocabulary.yml").read_text("utf-8")))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#0d6ac4", "#0d6ac4") == 1


COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOUR)
def test_any_colour_has_a_shade_that_stands_out_and_can_be_written_on(colour: str) -> None:
    for ground, inks in (("#fdfcfa", ("#ffffff", "#14191f")), ("#14191f", ("#ffffff", "#14191f"))):
        shade = standing_out(colour, [ground], 3, inks)
        assert contrast(shade, ground) >= 3
        assert contrast(shade, ink(shade, inks)) >= 4.5


def test_a_colour_that_stands_out_already_stays_as_it_is() -> None:
    assert standing_out("#0d6ac4", ["#fdfcfa"], 4.5) == "#0d6ac4"


@pytest.mark.parametrize("folder", VOCABULARIES, ids=lambda folder: folder.parent.name)
def test_every_status_can_be_read_in_both_schemes(folder: object) -> None:
    words = vocabulary(folder)
    sheet = style_sheet(words, SHEET)
    assert "/*" not in sheet and sheet.count("{") == sheet.count("}") > SHEET.count("{"), "only comments are left out"
    fills, on_fills, inks = (colours(sheet, name) for name in ("--status", "--on-status", "--status-ink"))
    assert list(fills) == list(on_fills) == list(inks) == [status.id for status in words.statuses]
    grounds = [colours(SHEET, name)[""] for name in ("--paper", "--paper-wash")]
    for status, scheme, ground in product(fills, (0, 1), grounds):
        assert contrast(fills[status][scheme], ground[scheme]) >= 3, status
        assert contrast(fills[status][scheme], on_fills[status][scheme]) >= 4.5, status
        assert contrast(inks[status][scheme], ground[scheme]) >= 4.5, status


@pytest.mark.parametrize("name", ["--paper-ink", "--paper-soft", "--paper-link", "--paper-warn"])
def test_words_can_be_read_on_every_ground(name: str) -> None:
    words = colours(SHEET, name)[""]
    for ground, scheme in product(("--paper", "--paper-wash", "--paper-foot"), (0, 1)):
        if (name, ground) != ("--paper-warn", "--paper-foot"):
            assert contrast(words[scheme], colours(SHEET, ground)[""][scheme]) >= 4.5


@pytest.mark.parametrize("people", SEEN_BY)
def test_neighbouring_statuses_look_different_to(people: str) -> None:
    fills = colours(style_sheet(vocabulary("data"), SHEET), "--status")
    for (one, here), (other, there) in pairwise(fills.items()):
        for scheme in (0, 1):
            assert distance(here[scheme], there[scheme], people) > 8, (one, other)


def distance(one: str, other: str, people: str) -> float:
    """How different two colours look, in Oklab; 2 can just be seen side by side."""
    return 100 * math.dist(oklab(one, people), oklab(other, people))


def oklab(colour: str, people: str) -> tuple[float, float, float]:
    """A colour as people see it, in Oklab: https://bottosson.github.io/posts/oklab/"""
    linear = [linear_part(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in SEEN_BY[people])
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def linear_part(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def test_a_packed_sheet_says_the_same() -> None:
    small = packed(SHEET)
    assert len(small) < 0.9 * len(SHEET)
    assert re.findall(r'"[^"]*"', small) == re.findall(r'"[^"]*"', re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL))
    assert packed('a  b , c { d: e ;\n f: g }\n/* h */ i > j { k: "; " }') == 'a b , c{d: e ;f: g}i > j{k: "; "}'


def test_sizes_that_follow_from_the_deal_are_in_the_sheet() -> None:
    words = vocabulary("data")
    sheet = style_sheet(words, SHEET, lanes=3)
    assert f":root{{--lanes:3;--levels:{len(words.clocked)}}}" in sheet
    assert f".span-{len(words.ladder) - 1}{{" in sheet
