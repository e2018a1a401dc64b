"""Badges: the word of the page, readable by everybody on any ground, and nothing in them but themselves."""

import json
import re
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from browsing import look
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from making import WORDS, day, deal, event, track
from playwright.sync_api import Browser
from test_assets import SHEET, colours

from dealtracker.colours import BLACK, INK, PAPER, WHITE, contrast
from dealtracker.model import Deal, Track
from dealtracker.outputs import OUTPUTS, badges
from dealtracker.pages import Edition
from dealtracker.pages.track import track_page
from dealtracker.standing import deal_standing

SVG = "{http://www.w3.org/2000/svg}"

SHIELDS = {
    "type": "object",
    "required": ["schemaVersion", "label", "message"],
    "additionalProperties": False,
    "properties": {
        "schemaVersion": {"const": 1},
        "label": {"type": "string"},
        "message": {"type": "string", "minLength": 1},
        "color": {"type": "string", "pattern": "^#[0-9a-f]{6}$"},
        "isError": {"type": "boolean"},
    },
}
"""What the pages of Shields say about an endpoint, as far as we use it."""


def made(edition: Edition) -> dict[str, str]:
    return {path: str(holds) for path, holds in badges.files(edition)}


def of(*tracks: Track, as_of: str = "2027-12-31", language: str = "en") -> dict[str, str]:
    return made(Edition(deal_standing(deal(*tracks), day(as_of)), language))


def words(svg: str) -> list[str]:
    """The words that a badge shows, without the signs."""
    return [node.text or "" for node in ET.fromstring(svg).iter(f"{SVG}text") if node.get("textLength")]


def on_page(html: str) -> str:
    """The word of the badge at the head of a track's page."""
    found = re.search(r'<p class="stand__sentence"><span class="badge[^"]*">(.*?)</span>(?= <strong>|</p>)', html, re.DOTALL)
    assert found
    shown = re.sub(r'<span aria-hidden="true">.*?</span>', "", found[1])
    return unescape(re.sub(r"<[^>]+>", "", shown)).strip()


def test_a_badge_says_the_word_of_the_page(real: Edition, site: Path) -> None:
    badge = made(real)
    assert len(real.standing.tracks) > 20
    for id, standing in real.standing.tracks.items():
        word = on_page((site / "tracks" / id / "index.html").read_text("utf-8"))
        assert words((site / "badges" / f"{id}.svg").read_text("utf-8")) == [standing.track.name.en, word], id
        shields = json.loads((site / "badges" / f"{id}.json").read_text("utf-8"))
        assert (shields["label"], shields["message"]) == (standing.track.name.en, word)
        assert (site / "badges" / f"{id}.svg").read_text("utf-8") == badge[f"badges/{id}.svg"]


def test_in_korean_it_is_the_korean_word_of_the_page(real: Edition) -> None:
    edition = Edition(real.standing, "ko")
    badge = made(edition)
    for id, standing in real.standing.tracks.items():
        word = on_page(track_page(edition, standing).text)
        assert words(badge[f"badges/{id}.svg"])[1] == re.sub(r"\s+", " ", word)
    assert any("가" <= letter <= "힣" for letter in "".join(words(badge["badges/chip-tariffs.svg"])))


def test_a_badge_is_read_aloud_with_whose_it_is_the_status_and_since_when(real: Edition) -> None:
    badge = made(real)
    for path, svg in badge.items():
        if path.endswith(".svg"):
            root = ET.fromstring(svg)
            assert root.get("role") == "img"
            title = root.find(f"{SVG}title")
            assert title is not None
            assert root.get("aria-label") == title.text
            assert all(word in (title.text or "") for word in words(svg))
    said = ET.fromstring(badge["badges/chip-tariffs.svg"]).get("aria-label")
    assert said == "Chip tariffs: On paper, since 13 November 2025"


def test_a_date_that_is_not_known_to_the_day_stays_so() -> None:
    about = of(track(event("announced", "2026-03-05", about=True)))["badges/bridge.svg"]
    assert "since about 5 March 2026" in about
    month = of(track(event("announced", "2026-03")))["badges/bridge.svg"]
    assert "since March 2026" in month


def test_nothing_in_a_badge_runs_or_comes_from_elsewhere(real: Edition) -> None:
    for path, svg in made(real).items():
        if path.endswith(".svg"):
            names = {node.tag.removeprefix(SVG) for node in ET.fromstring(svg).iter()}
            assert names <= {"svg", "title", "rect", "g", "text"}
            assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
            assert not re.search(r"href|url\(|@import|\son\w+=", svg)


@pytest.mark.parametrize("name", ["data", "example"])
def test_every_word_and_every_outline_can_be_seen(name: str, real: Edition, edition: Edition) -> None:
    for one in {"data": real, "example": edition}[name].words.statuses:
        for is_documented in (True, False):
            pill = badges.status_pill(real, one, is_documented=is_documented)
            assert contrast(pill.ink, pill.colour if is_documented else PAPER) >= 4.5
            assert contrast(pill.colour, PAPER) >= 3
            shields = badges.shields(badges.Badge("", (pill,), ""))
            assert contrast(str(shields["color"]), WHITE) >= 4.5
    assert contrast(INK, PAPER) >= 4.5
    assert min(contrast(badges.EDGE, ground) for ground in (WHITE, BLACK, "#0d1117")) >= 3


def test_its_ground_and_ink_are_those_of_the_site_by_day() -> None:
    by_day = {name: colours(SHEET, name)[""][0] for name in ("--paper", "--paper-ink")}
    assert by_day == {"--paper": PAPER, "--paper-ink": INK}


def test_a_documented_status_is_filled_and_a_reported_one_outlined() -> None:
    documented = of(track(event("in-force")))["badges/bridge.svg"]
    reported = of(track(event("in-force", sources=["press"])))["badges/bridge.svg"]
    colour = badges.status_pill(Edition(deal_standing(deal(), day("2027-01-01"))), WORDS.status["in-force"]).colour
    assert f'fill="{colour}"' in documented
    assert "stroke-dasharray" not in documented
    assert f'fill="{colour}"' not in reported
    assert f'stroke="{colour}" stroke-dasharray' in reported
    assert words(reported)[1].endswith("· reported")


def test_a_track_of_which_nothing_is_known_has_a_badge_too() -> None:
    badge = of(track())
    assert words(badge["badges/bridge.svg"]) == ["Toll", "nothing yet"]
    assert json.loads(badge["badges/bridge.json"])["message"] == "nothing yet"


def test_the_badge_of_a_withdrawn_track_claims_nothing() -> None:
    withdrawn = track(event("in-force"), retracted={"date": "2027-01-01", "why": "It was two tracks."})
    badge = of(withdrawn)
    assert words(badge["badges/bridge.svg"]) == ["Toll", "withdrawn"]
    assert json.loads(badge["badges/bridge.json"])["isError"] is True
    assert words(of(withdrawn, as_of="2026-12-31")["badges/bridge.svg"]) == ["Toll", "In force"]


def test_the_badge_of_the_deal_counts_every_track(real: Edition) -> None:
    badge = made(real)
    label, *counts = words(badge["badge.svg"])
    assert label == real.deal.about.title.en
    counted = Counter(real.words.status[standing.status or ""].label.en for standing in real.standing.tracks.values())
    assert sorted(counts) == sorted(f"{count} {word}" for word, count in counted.items())
    assert f"{len(real.standing.tracks)} tracks" in badge["badge.svg"]
    assert json.loads(badge["badge.json"])["message"] == " · ".join(counts)


def test_shields_understands_its_values(real: Edition) -> None:
    values = [json.loads(text) for path, text in made(real).items() if path.endswith(".json")]
    assert len(values) == len(real.standing.tracks) + 1
    for value in values:
        Draft202012Validator(SHIELDS).validate(value)


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", '" onload="x', "]]>&amp;", "=cmd|' /C calc'!A0", "한미 합의", "w" * 200]
)
def test_whatever_a_title_holds_it_stays_a_text(title: str) -> None:
    badge = of(track(event("announced"), title=title))
    assert words(badge["badges/bridge.svg"])[0] == title
    assert json.loads(badge["badges/bridge.json"])["label"] == title


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]), min_size=1).filter(str.strip))
def test_every_badge_is_a_picture_in_which_nothing_overlaps(title: str) -> None:
    root = ET.fromstring(of(track(event("announced"), title=title))["badges/bridge.svg"])
    ends = [
        (float(node.get("x") or 0), float(node.get("x") or 0) + float(node.get("textLength") or 0))
        for node in root.iter(f"{SVG}text")
        if node.get("textLength")
    ]
    (_, label), (word, end) = ends
    assert label < word <= end < float(root.get("width") or 0)


def test_nothing_later_than_its_day_is_in_a_badge(example: Deal) -> None:
    early = made(Edition(deal_standing(example, date(2031, 2, 1))))
    assert "2032" not in str(early)
    assert early != made(Edition(deal_standing(example, date(2031, 12, 31))))


def test_a_badge_changes_only_with_what_it_says(real: Edition) -> None:
    later = Edition(deal_standing(real.deal, date(2026, 11, 24)), takeaways=OUTPUTS)
    assert made(later) == made(real)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_draws_every_word_inside_its_badge(browser: Browser, address: str, real: Edition, scheme: str) -> None:
    page, trouble = look(browser, address, color_scheme=scheme)
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    for id in real.standing.tracks:
        page.goto(f"{address}badges/{id}.svg")
        outside = page.evaluate(
            """() => {
                const whole = document.documentElement.getBoundingClientRect()
                return [...document.querySelectorAll("text")].filter(node => {
                    const box = node.getBoundingClientRect()
                    return box.left < whole.left + 2 || box.right > whole.right - 2
                }).length
            }"""
        )
        assert outside == 0, id
    page.context.close()
    assert trouble == []
