"""Preview pictures: what they say, that they say it exactly, and that none is drawn twice."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from making import deal, event, track
from PIL import Image
from projects import EXAMPLE, ROOT

from dealtracker import cards as room
from dealtracker.cards import Badge, Card, Share, cards, pictures
from dealtracker.cards.drawing import HEIGHT, MARGIN, WIDTH, draw
from dealtracker.loading import load
from dealtracker.pages import Edition, all_pages
from dealtracker.pages.edition import Heading
from dealtracker.pages.parts import parts
from dealtracker.pages.track import pages as track_pages
from dealtracker.standing import deal_standing

DAY = date(2031, 12, 31)


def edition(day: date, data: Path = EXAMPLE) -> Edition:
    loaded = load(data, DAY, data.parent)
    assert loaded.deal is not None
    return Edition(deal_standing(loaded.deal, day))


HEADINGS = [
    Heading("index.md", "The lake deal", "What two countries agreed."),
    *(Heading(f"tracks/{track}.md", "Toll on the lake bridge", "About it.") for track in ("bridge-toll", "ferry-quota")),
    Heading("timeline/index.md", "Timeline", "400 events."),
    Heading("timeline/index.md", "Timeline", "400 events."),
    Heading("method.md", "Method", "How a status follows."),
]


@pytest.fixture(scope="module")
def example() -> dict[str, Card]:
    return dict(cards(edition(DAY), HEADINGS))


def test_the_card_of_a_track_says_where_it_stands_since_when_and_until_when_it_was_checked(example: dict[str, Card]) -> None:
    standing = edition(DAY).standing.tracks["bridge-toll"]
    card = example["tracks/bridge-toll"]
    assert card.title == standing.track.title.en
    assert card.badge is not None
    assert card.badge.words == edition(DAY).words.status[standing.status or ""].label.en
    assert card.badge.is_documented
    assert card.badge.since.startswith("since ")
    assert card.date.startswith("checked until ")


def test_the_card_of_a_past_edition_claims_no_check_of_later_days() -> None:
    assert dict(cards(edition(date(2031, 5, 1)), HEADINGS))["tracks/bridge-toll"].date == "checked until 1 May 2031"


def test_the_card_of_the_site_counts_every_track(example: dict[str, Card]) -> None:
    assert sum(share.count for share in example["index"].shares) == len(edition(DAY).standing.tracks)
    assert example["index"].date == "as of 31 December 2031"


def test_every_other_page_has_a_card_of_its_own_with_its_title_what_is_there_and_the_day(example: dict[str, Card]) -> None:
    assert set(example) == {"index", "tracks/bridge-toll", "tracks/ferry-quota", "timeline", "method"}
    card = example["timeline"]
    assert (card.title, card.line) == ("Timeline", "400 events.")
    assert card.date == "The Norland–Sudland lake deal · as of 31 December 2031"
    assert card.badge is None and card.shares == example["index"].shares


def test_every_page_names_a_card_that_is_drawn() -> None:
    pages = list(all_pages(edition(DAY)))
    drawn = [name for name, _ in cards(edition(DAY), (page.heading for page in pages))]
    assert len(drawn) == len(set(drawn))
    named = {yaml.safe_load(page.text.split("---\n")[1])["card"] for page in pages}
    assert named == set(drawn)


def test_parts_of_a_list_have_the_card_of_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealtracker.pages.timeline.parts", lambda folder, entries: parts(folder, entries, size=2))
    pages = [page for page in all_pages(edition(DAY)) if page.path.startswith("timeline/")]
    assert len(pages) > 1
    assert {page.heading for page in pages} == {pages[0].heading}


def test_a_withdrawn_track_claims_no_status() -> None:
    gone = track(event("announced"), retracted={"date": "2026-03-01", "why": "It was another track."})
    here = Edition(deal_standing(deal(gone), date(2026, 6, 1)))
    (page,) = track_pages(here)
    card = dict(cards(here, [page.heading]))["tracks/bridge"]
    assert card.badge is None
    assert card.line == "Withdrawn on 1 March 2026. It was another track."


PLAIN = Card("On Paper", "Chips", "checked until 1 May 2031", badge=Badge("In force", "#107a4c", True, "since 1 May 2030"))
LONG = replace(PLAIN, title="An agreement on customs valuation, rules of origin and the mutual recognition of " * 4)


def picture(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(draw(card)))


SHARES = (Share(1, "Announced", "#c77200"), Share(3, "In force", "#107a4c"))
LISTED = replace(PLAIN, badge=None, line="An event of the timeline, newest first. " * 9, shares=SHARES)


@pytest.mark.parametrize(
    "card",
    [PLAIN, LONG, LISTED, replace(LISTED, title=LONG.title), Card("", "", "")],
    ids=["short", "long", "with a long line", "both long", "empty"],
)
def test_a_card_has_the_size_that_networks_ask_for_and_keeps_its_margins(card: Card) -> None:
    drawn = draw(card)
    assert len(drawn) <= 25_000
    image = picture(card)
    assert (image.format, image.mode, image.size) == ("PNG", "P", (WIDTH, HEIGHT))
    grey = image.convert("L")
    for margin in ((WIDTH - MARGIN + 8, 0, WIDTH, HEIGHT), (32, 0, MARGIN - 4, HEIGHT), (32, HEIGHT - 36, WIDTH, HEIGHT)):
        low, high = grey.crop(margin).getextrema()
        assert low == high, "something is drawn in the margin"


def test_the_same_card_has_the_same_bytes_and_another_status_others() -> None:
    assert draw(PLAIN) == draw(PLAIN)
    assert PLAIN.badge is not None
    for change in ({"words": "On paper"}, {"colour": "#0d6ac4"}, {"is_documented": False}, {"since": "since 2029"}):
        assert draw(replace(PLAIN, badge=replace(PLAIN.badge, **change))) != draw(PLAIN)


def test_a_documented_status_is_filled_and_a_reported_one_is_outlined() -> None:
    assert PLAIN.badge is not None
    inside = (MARGIN + 20, 456)
    filled = picture(PLAIN).convert("RGB")
    outlined = picture(replace(PLAIN, badge=replace(PLAIN.badge, is_documented=False))).convert("RGB")
    assert filled.getpixel(inside) == (0x10, 0x7A, 0x4C)
    assert outlined.getpixel(inside) == filled.getpixel((WIDTH - 1, HEIGHT - 1))


def test_the_bar_of_the_site_is_divided_as_the_tracks_are() -> None:
    image = picture(Card("On Paper", "The deal", "as of today", shares=SHARES)).convert("RGB")
    row = [image.getpixel((x, 380)) for x in range(WIDTH)]
    assert 3 * row.count((0xC7, 0x72, 0)) == pytest.approx(row.count((0x10, 0x7A, 0x4C)), abs=16)


def test_the_edge_of_a_page_without_a_status_is_divided_as_the_tracks_are() -> None:
    image = picture(LISTED).convert("RGB")
    column = [image.getpixel((10, y)) for y in range(HEIGHT)]
    assert 3 * column.count((0xC7, 0x72, 0)) == pytest.approx(column.count((0x10, 0x7A, 0x4C)), abs=4)
    assert len(set(column)) == 2


def test_a_card_that_says_what_it_said_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = dict(pictures(edition(DAY), HEADINGS, tmp_path))
    drawn: list[Card] = []

    def noted(card: Card) -> bytes:
        drawn.append(card)
        return draw(card)

    monkeypatch.setattr("dealtracker.cards.drawing.draw", noted)
    assert dict(pictures(edition(DAY), HEADINGS, tmp_path)) == first
    assert drawn == []
    later = dict(pictures(edition(date(2032, 1, 1)), HEADINGS, tmp_path))
    assert {card.date for card in drawn} == {"as of 1 January 2032", "The Norland–Sudland lake deal · as of 1 January 2032"}
    assert later.keys() == first.keys()
    assert all((later[path] == first[path]) is ("/tracks/" in path) for path in first)


def test_a_new_way_of_drawing_draws_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = list(dict(pictures(edition(DAY), HEADINGS, tmp_path)))
    assert len(list(tmp_path.iterdir())) == len(paths)
    copy = tmp_path / "program"
    copy.mkdir()
    (copy / "drawing.py").write_text(
        (ROOT / "dealtracker" / "cards" / "drawing.py").read_text("utf-8") + "\n# changed\n", "utf-8"
    )
    monkeypatch.setattr(room, "__file__", str(copy / "__init__.py"))
    assert list(dict(pictures(edition(DAY), HEADINGS, tmp_path))) == paths
    assert len([kept for kept in tmp_path.iterdir() if kept.is_file()]) == 2 * len(paths)


def test_words_are_as_long_as_their_letters_whatever_was_measured_before() -> None:
    image = picture(LONG)
    for _ in range(2):
        picture(PLAIN)
    assert image.tobytes() == picture(LONG).tobytes()
