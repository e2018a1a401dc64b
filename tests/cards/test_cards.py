"""Preview pictures: what they say, that they say it exactly, and that none is drawn twice."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from projects import EXAMPLE, ROOT

from dealtracker import cards as room
from dealtracker.cards import Badge, Card, Share, cards, pictures
from dealtracker.cards.drawing import HEIGHT, MARGIN, WIDTH, draw
from dealtracker.loading import load
from dealtracker.pages import Edition
from dealtracker.standing import deal_standing

DAY = date(2031, 12, 31)


def edition(day: date, data: Path = EXAMPLE) -> Edition:
    loaded = load(data, DAY, data.parent)
    assert loaded.deal is not None
    return Edition(deal_standing(loaded.deal, day))


@pytest.fixture(scope="module")
def example() -> dict[str, Card]:
    return dict(cards(edition(DAY)))


def test_the_card_of_a_track_says_where_it_stands_since_when_and_until_when_it_was_checked(example: dict[str, Card]) -> None:
    standing = edition(DAY).standing.tracks["bridge-toll"]
    card = example["tracks/bridge-toll"]
    assert card.title == standing.track.title.en
    assert card.badge is not None
    assert card.badge.words == edition(DAY).words.status[standing.status or ""].label.en
    assert card.badge.is_documented
    assert card.badge.since.startswith("since ")
    assert card.date.startswith("checked until ")


def test_the_card_of_a_past_edition_claims_no_check_that_came_later() -> None:
    assert dict(cards(edition(date(2031, 5, 1))))["tracks/bridge-toll"].date == "as of 1 May 2031"


def test_the_card_of_the_site_counts_every_track(example: dict[str, Card]) -> None:
    assert sum(share.count for share in example["site"].shares) == len(edition(DAY).standing.tracks)
    assert example["site"].date == "as of 31 December 2031"


PLAIN = Card("On Paper", "Chips", "checked until 1 May 2031", Badge("In force", "#107a4c", True, "since 1 May 2030"))
LONG = replace(PLAIN, title="An agreement on customs valuation, rules of origin and the mutual recognition of " * 4)


def picture(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(draw(card)))


@pytest.mark.parametrize("card", [PLAIN, LONG, Card("", "", "")], ids=["short", "long", "empty"])
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
    shares = (Share(1, "Announced", "#c77200"), Share(3, "In force", "#107a4c"))
    image = picture(Card("On Paper", "The deal", "as of today", shares=shares)).convert("RGB")
    row = [image.getpixel((x, 380)) for x in range(WIDTH)]
    assert 3 * row.count((0xC7, 0x72, 0)) == pytest.approx(row.count((0x10, 0x7A, 0x4C)), abs=16)


def test_a_card_that_says_what_it_said_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = dict(pictures(edition(DAY), tmp_path))
    drawn: list[Card] = []

    def noted(card: Card) -> bytes:
        drawn.append(card)
        return draw(card)

    monkeypatch.setattr("dealtracker.cards.drawing.draw", noted)
    assert dict(pictures(edition(DAY), tmp_path)) == first
    assert drawn == []
    later = dict(pictures(edition(date(2032, 1, 1)), tmp_path))
    assert [card.date for card in drawn] == ["as of 1 January 2032"]
    assert later.keys() == first.keys()
    assert all(later[path] == first[path] for path in first if not path.endswith("site.png"))


def test_a_new_way_of_drawing_draws_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = list(dict(pictures(edition(DAY), tmp_path)))
    assert len(list(tmp_path.iterdir())) == len(paths)
    copy = tmp_path / "program"
    copy.mkdir()
    (copy / "drawing.py").write_text(
        (ROOT / "dealtracker" / "cards" / "drawing.py").read_text("utf-8") + "\n# changed\n", "utf-8"
    )
    monkeypatch.setattr(room, "__file__", str(copy / "__init__.py"))
    assert list(dict(pictures(edition(DAY), tmp_path))) == paths
    assert len(list(tmp_path.glob("*.png"))) == 2 * len(paths)


def test_what_stands_in_lots_is_what_stands_in_all(tmp_path: Path) -> None:
    lots = [dict(pictures(edition(DAY), tmp_path, slice(number, None, 2))) for number in range(2)]
    assert lots[0] | lots[1] == dict(pictures(edition(DAY), tmp_path))
    assert not lots[0].keys() & lots[1].keys()


def test_words_are_as_long_as_their_letters_whatever_was_measured_before() -> None:
    image = picture(LONG)
    for _ in range(2):
        picture(PLAIN)
    assert image.tobytes() == picture(LONG).tobytes()
