"""When what a page shows was last changed: from the records, by the day of the edition, and only where a day is known."""

from typing import Any

import pytest
import yaml
from making import basis, day, deal, event, peer, track

from dealtracker.model import Day
from dealtracker.pages import Edition, all_pages
from dealtracker.pages.updated import newest, of_record
from dealtracker.standing import deal_standing

FIXED = {"date": "2026-05-01", "was": "One", "now": "Two"}
GONE = {"date": "2026-07-01", "why": "It was another."}


def updated(as_of: str, **fields: Any) -> str:
    record = track(event("talks", "2026-01-10"), event("announced", "2026-03-10"), **fields)
    standing = deal_standing(deal(record), day(as_of))
    (here,) = (*standing.tracks.values(), *standing.retracted.values())
    return str(newest(of_record(here), standing.as_of))


@pytest.mark.parametrize(
    ("as_of", "fields", "expected"),
    [
        ("2026-12-31", {"checked": "2026-02-01"}, "2026-03-10"),
        ("2026-12-31", {"checked": "2026-04-01"}, "2026-04-01"),
        ("2026-12-31", {"checked": "2026-04-01", "corrections": [FIXED]}, "2026-05-01"),
        ("2026-12-31", {"checked": "2026-04-01", "corrections": [FIXED], "retracted": GONE}, "2026-07-01"),
        ("2026-06-30", {"checked": "2026-04-01", "corrections": [FIXED], "retracted": GONE}, "2026-05-01"),
        ("2026-04-30", {"checked": "2026-04-01", "corrections": [FIXED], "retracted": GONE}, "2026-04-01"),
        ("2026-03-31", {"checked": "2026-02-01", "corrections": [FIXED], "retracted": GONE}, "2026-03-10"),
        ("2026-03-31", {"checked": "2026-04-01"}, "2026-03-31"),
    ],
)
def test_it_is_the_newest_date_that_had_come(as_of: str, fields: dict[str, object], expected: str) -> None:
    assert updated(as_of, **fields) == expected


def test_a_month_is_given_no_day() -> None:
    assert newest([Day(2026, 3), Day(2026, 2, 1), None, Day(2026)], day("2026-12-31")) == Day(2026, 2, 1)
    assert newest([Day(2026, 3)], day("2026-12-31")) is None


def test_a_legal_basis_and_a_peer_have_dates_too() -> None:
    standing = deal_standing(deal(basis(event("talks", "2026-01-10")), peer(checked="2026-02-02")), day("2026-12-31"))
    assert [str(found) for found in of_record(standing.bases["treaty"])] == ["2026-01-10"]
    assert [str(found) for found in of_record(standing.peers["westland"])] == ["2026-02-02"]


@pytest.mark.parametrize("as_of", ["2025-08-30", "2026-11-23"])
def test_no_page_says_that_it_was_changed_later_than_its_day(real: Edition, as_of: str) -> None:
    edition = Edition(deal_standing(real.deal, day(as_of)))
    heads = [yaml.safe_load(page.text.split("---\n")[1]) for page in all_pages(edition)]
    dates = [head["updated"] for head in heads if "updated" in head]
    assert len(dates) > len(heads) / 2 and max(dates) <= as_of
    assert [head["linked"].get("dateModified") for head in heads] == [head.get("updated") for head in heads]
