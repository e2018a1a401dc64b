"""The page of corrections: whatever was put right, in any kind of record, newest first, in words."""

import html
import re

import pytest
from making import basis, day, deal, event, peer, track

from dealtracker.model import Record
from dealtracker.pages import Edition, all_pages, corrections
from dealtracker.standing import deal_standing

FIXED = {"date": "2026-02-01", "was": "9 crowns", "now": "8 crowns"}
GONE = {"date": "2026-03-01", "why": "The paper took it back."}


def edition_of(*records: Record, as_of: str = "2026-12-31") -> Edition:
    return Edition(deal_standing(deal(*records), day(as_of)))


def page(*records: Record, as_of: str = "2026-12-31") -> str:
    (found,) = corrections.pages(edition_of(*records, as_of=as_of))
    return found.text


def words(text: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", text).split()))


def test_every_kind_of_record_is_there_newest_first_with_where_it_is() -> None:
    said = page(
        track(event("signed", id="rumour", title="They sign", retracted=GONE), corrections=[FIXED]),
        peer(event("signed", id="rumour", title="Westland signs", retracted=GONE | {"date": "2026-03-02"})),
        peer(id="eastland", title="Eastland", retracted=GONE | {"date": "2026-03-03"}),
        basis(corrections=[FIXED | {"date": "2026-03-04"}]),
        basis(id="law", title="The law", retracted=GONE | {"date": "2026-03-05"}),
    )
    assert re.findall(r'<li id="([^"]+)">.*?href="\.\./([^"]+)"', said) == [
        ("basis-law-withdrawn", "bases/#law"),
        ("basis-treaty-2026-03-04", "bases/#treaty"),
        ("deal-eastland-withdrawn", "deals/#eastland"),
        ("deal-westland-event-rumour", "deals/#westland-rumour"),
        ("track-bridge-event-rumour", "tracks/bridge/#event-rumour"),
        ("track-bridge-2026-02-01", "tracks/bridge/"),
    ]
    assert "It said: 9 crowns It says now: 8 crowns" in words(said)
    assert "Event withdrawn: They sign The reason: The paper took it back." in words(said)
    assert "Withdrawn: Eastland The reason:" in words(said)
    for struck in ("9 crowns", "They sign", "Eastland"):
        assert f"<del>{struck}</del>" in said
    assert "<ins>8 crowns</ins>" in said


def test_what_was_corrected_in_a_withdrawn_record_is_there_too() -> None:
    said = page(track(event("talks"), corrections=[FIXED], retracted=GONE))
    assert "track-bridge-withdrawn" in said and "9 crowns" in said


def test_nothing_is_told_before_its_day_and_that_is_said_plainly() -> None:
    records = track(event("signed", retracted=GONE), corrections=[FIXED]), peer(retracted=GONE), basis(corrections=[FIXED])
    said = page(*records, as_of="2026-01-31")
    assert "Nothing has been corrected or withdrawn yet." in said and "<li" not in said.partition("<section")[0]


def test_on_their_own_pages_withdrawn_records_and_events_stay_struck_through_with_the_reason() -> None:
    gone = event("in-force", id="rumour", title="A rumour", retracted=GONE)
    rests = track(gone, basis=["treaty"], links=[{"relation": "precedent", "peer": "westland", "from": "2026-01-01"} | SOURCED])
    lost = track(event("talks", title="They met"), id="lake", title="The lake", retracted=GONE)
    edition = edition_of(
        rests, lost, peer(gone, retracted=GONE, corrections=[FIXED]), basis(gone, retracted=GONE, corrections=[FIXED])
    )
    made = {found.path: found.text for found in all_pages(edition)}
    for path, title in (("deals/index.md", "Westland"), ("bases/index.md", "The treaty")):
        assert f"<del>{title}</del></h2>" in made[path]
        assert made[path].count("Withdrawn on") == 2 and "It said: <del>9 crowns</del>" in made[path]
        assert re.search(r"<del>\n<p class=\"event__title\">A rumour", made[path])
    assert re.search(r"<del>A rumour</del></a> <small>.*withdrawn on .*: The paper took it back\.", made["timeline/index.md"])
    assert "<del>They met</del>" in made["timeline/index.md"]
    assert "<del>The lake</del>" not in made["waits/index.md"] and "<del>Westland</del>" in made["waits/index.md"]
    assert made["tracks/bridge.md"].count("<del>The treaty</del>") == made["tracks/bridge.md"].count("<del>Westland</del>") == 1
    cited = "".join(text for path, text in made.items() if path.startswith("sources/legal"))
    assert "<del>The lake</del>" in cited and "<del>Westland</del>" in cited
    assert '<table class="compare">' not in made["deals/index.md"]


SOURCED = {"why": "It is said", "sources": ["legal"]}


@pytest.mark.parametrize("number", [1, 200, 201, 450])
def test_however_many_there_are_each_is_there_once(number: int) -> None:
    made = list(corrections.pages(edition_of(track(corrections=[FIXED] * number))))
    names = re.findall(r'<li id="([^"]+)">', "".join(found.text for found in made))
    assert len(set(names)) == len(names) == number
