"""What stands around every page: dates of the whole deal, and links to pages that there are."""

from datetime import date

from dealtracker.model import Deal
from dealtracker.pages import Edition
from dealtracker.pages.frame import frame
from dealtracker.pages.rendering import environment
from dealtracker.standing import deal_standing


def test_the_three_dates_are_those_of_the_whole_deal(edition: Edition) -> None:
    events = [event.date.last for track in edition.standing.tracks.values() for event in track.events]
    checks = [track.track.checked.last for track in edition.standing.tracks.values()]
    found = frame(edition, [])["dates"]
    assert isinstance(found, list)
    assert [(date["label"], date["day"]) for date in found] == [
        ("Last event", str(max(events))),
        ("Last checked", str(max(checks))),
        ("Built for", str(edition.as_of)),
    ]


def test_a_past_edition_knows_no_later_event(example: Deal) -> None:
    found = frame(Edition(deal_standing(example, date(2031, 5, 1))), [])["dates"]
    assert isinstance(found, list)
    assert found[0]["day"] <= found[-1]["day"] == "2031-05-01"


def test_only_pages_that_there_are_get_a_link(edition: Edition) -> None:
    assert frame(edition, ["index.md"])["links"] == []
    assert frame(edition, ["index.md"])["licence_page"] is None
    assert frame(edition, ["data.md"])["links"] == [{"label": "Data", "address": "data/"}]


def test_days_since_a_date_are_printed_with_the_date() -> None:
    macros = environment("en").get_template("common.md.j2").make_module()
    assert macros.days_since("2025-07-30", 1) == '<data class="days" value="2025-07-30">1 day</data>'  # type: ignore[attr-defined]
    assert "1,000 days" in macros.days_since("2025-07-30", 1000)  # type: ignore[attr-defined]
