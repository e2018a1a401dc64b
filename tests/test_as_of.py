"""The home page as of a day in the past: the browser folds by the same rule as Python, and the whole page follows."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from browsing import look, wait
from playwright.sync_api import Browser, Page
from projects import ROOT

from dealtracker.charts.timechart import Scale
from dealtracker.files import as_bytes
from dealtracker.loading import load
from dealtracker.model import Day, Deal, Reading, Text, Track
from dealtracker.model.records import Retraction
from dealtracker.pages import Edition, as_of, dates
from dealtracker.pages.coming import coming_up
from dealtracker.pages.home import tally, unwritten
from dealtracker.standing import deal_standing

BUILT = date(2026, 11, 23)
"""The day of the site that the browser tests look at."""


@pytest.fixture(scope="module")
def deal() -> Deal:
    found = load(ROOT / "data", BUILT).deal
    assert found is not None
    return found


def every_date(deal: Deal) -> list[date]:
    """Every date of the record, with the day before and after: whatever changes, changes between two of these."""
    found: set[date] = set()
    for track in deal.tracks.values():
        days = [event.date for event in track.events] + [event.effective for event in track.events if event.effective]
        days += [side.date for reading in track.readings for side in reading.sides]
        days += [reading.until for reading in track.readings if reading.until]
        days += [day for expected in track.expected for day in (expected.since, expected.date)]
        found |= {day.first + timedelta(shift) for day in days for shift in (-1, 0, 1)}
        found |= {day.last + timedelta(shift) for day in days for shift in (-1, 0, 1)}
    return sorted(day for day in found if day <= BUILT)


def in_python(deal: Deal, day: date) -> dict[str, Any]:
    edition = Edition(deal_standing(deal, day))
    tracks = edition.standing.tracks.values()
    return {
        "tracks": {
            standing.track.id: [
                standing.step.status,
                str(standing.step.since),
                standing.step.because.id,
                standing.step.rests_on.id,
                standing.evidence is not None and standing.evidence.is_documented,
            ]
            for standing in tracks
            if standing.step is not None
        },
        "counts": [[part.status.id, part.count] for part in tally(edition)],
        "changes": [
            [change.standing.track.id, change.step.status, change.step.because.id, change.proof.is_documented]
            for change in edition.standing.changes
        ],
        "unwritten": [[entry.standing.track.id, str(entry.since), entry.days] for entry in unwritten(edition)],
        "disputed": [
            [standing.track.id, [reading.id for reading in standing.flag["disputed"].causes if isinstance(reading, Reading)]]
            for standing in tracks
            if "disputed" in standing.flag
        ],
        "coming": [
            [entry.standing.track.id, str(entry.day), entry.title.en]
            for entry in coming_up(edition)
            if entry.answer is None and not entry.is_past
        ],
    }


IN_THE_BROWSER = """async ([days, given]) => {
  const { dealOn } = await import(new URL("assets/javascripts/fold.js", location).href);
  const facts = given ?? await fetch("assets/as-of.json").then((answer) => answer.json());
  return days.map((day) => {
    const deal = dealOn(facts, day);
    return {
      tracks: Object.fromEntries(deal.tracks.filter(({ step }) => step).map(({ track, step }) => [
        track.id, [step.status, step.since, step.because.id, step.restsOn.id, step.isDocumented],
      ])),
      counts: deal.counts.map(([word, count]) => [word.id, count]),
      changes: deal.changes.map(({ track, step }) => [track.id, step.status, step.because.id, step.isDocumented]),
      unwritten: deal.unwritten.map(({ track, waiting }) => [track.id, waiting.since, waiting.days]),
      disputed: deal.disputed.map(({ track, disputed }) => [track.id, disputed.map((reading) => reading.id)]),
      coming: deal.coming.map(({ track, date, title }) => [track.id, date, title]),
    };
  });
}"""


def test_the_browser_folds_like_python_on_every_date_of_the_record(browser: Browser, address: str, deal: Deal) -> None:
    page, trouble = look(browser, address)
    page.goto(address)
    days = every_date(deal)
    assert len(days) > 300
    found = page.evaluate(IN_THE_BROWSER, [[str(day) for day in days], None])
    for day, there in zip(days, found, strict=True):
        assert there == in_python(deal, day), day
    assert trouble == []
    page.context.close()


def test_the_browser_counts_a_withdrawn_event_until_its_withdrawal_like_python(
    browser: Browser, address: str, deal: Deal
) -> None:
    changed = replace(deal, tracks={id: with_withdrawn_events(track) for id, track in deal.tracks.items()})
    ((_, facts),) = as_of.files(Edition(deal_standing(changed, BUILT)))
    page, trouble = look(browser, address)
    page.goto(address)
    gone = {event.retracted.date.first for track in changed.tracks.values() for event in track.events if event.retracted}
    days = sorted(day + timedelta(shift) for day in gone for shift in (-1, 0) if day <= BUILT)
    assert len(days) > 60 and in_python(changed, BUILT) != in_python(deal, BUILT)
    found = page.evaluate(IN_THE_BROWSER, [[str(day) for day in days], json.loads(as_bytes(facts))])
    for day, there in zip(days, found, strict=True):
        assert there == in_python(changed, day), day
    assert trouble == []
    page.context.close()


def with_withdrawn_events(track: Track) -> Track:
    """The track with every fifth event withdrawn two months later."""
    events = [
        event.but({"retracted": Retraction(date=Day.of(event.date.last + timedelta(60)), why=Text("No"))})
        if number % 5 == 2
        else event
        for number, event in enumerate(track.events)
    ]
    return track.but({"events": tuple(events)})


def state(page: Page) -> str:
    return " ".join(page.locator(".overview").inner_text().split())


def badge(page: Page, track: str) -> str:
    return " ".join(page.locator(f"[data-track={track}] .now").inner_text().split())


def test_an_address_with_a_day_shows_that_day_and_leads_back_to_today(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.locator(".timechart__needle").wait_for()
    today = page.locator("article").inner_text()
    page.goto(address + "?asof=2025-08-30")
    page.get_by_text("30 August 2025").first.wait_for()
    assert "25 tracks as of 30 August 2025" in state(page)
    assert "Announced" in badge(page, "auto-tariffs")
    assert "since 31 Jul 2025, checked" in page.locator("[data-track=auto-tariffs] .now__when").inner_text()
    assert "nothing yet" in badge(page, "special-act-projects")
    assert "8 nothing yet" in state(page)
    assert "2025" in page.locator("[data-list=changes]").inner_text()
    assert "2026" not in page.locator("[data-list=changes]").inner_text()
    assert page.title().startswith("30 August 2025")
    page.get_by_role("button", name="Back to 23 November 2026").click()
    assert "asof" not in page.url
    assert page.locator("article").inner_text() == today
    page.go_back()
    wait(page, "document.querySelector('.as-of__day').textContent === '30 August 2025'")
    assert trouble == []
    page.context.close()


def notice(page: Page) -> str:
    return " ".join(page.locator(".cited[role=status] p").inner_text().split())


CITED = [
    ("auto-tariffs", "2025-08-30"),
    ("auto-tariffs", "2025-11-13"),
    ("auto-tariffs", "2026-06-01"),
    ("investment-fund", "2025-11-20"),
    ("investment-fund", "2026-11-20"),
    ("pharma-tariffs", "2026-02-28"),
    ("nuclear-submarines", "2025-10-31"),
    ("special-act-projects", "2025-12-01"),
    ("visas-workers", "2026-11-22"),
]


@pytest.mark.parametrize(("track", "day"), CITED, ids=[f"{track} {day}" for track, day in CITED])
def test_a_cited_day_of_a_track_is_told_as_python_folds_it(
    browser: Browser, address: str, deal: Deal, track: str, day: str
) -> None:
    page, trouble = look(browser, address)
    page.goto(f"{address}tracks/{track}/?asof={day}")
    said = notice(page)
    asked = date.fromisoformat(day)
    there = Edition(deal_standing(deal, asked))
    standing = there.standing.tracks[track]
    assert said.startswith(f"You followed a citation as of {dates.in_words(Day.of(asked), 'en')}.")
    assert "This page shows 23 November 2026." in said
    assert standing.step is not None and standing.evidence is not None
    word = there.words.status[standing.step.status]
    rank = "" if standing.evidence.is_documented else " · reported"
    assert f"stood at {word.shape} {word.label}{rank} since {dates.in_words(standing.step.since, 'en')}, because: " in said
    because = page.locator(".cited").get_by_role("link", name=str(standing.step.because.title), exact=True)
    because.press("Enter")
    assert page.locator(f"#event-{standing.step.because.id}:target").count() == 1
    assert trouble == []
    page.context.close()


def test_a_citation_leads_to_the_whole_deal_on_its_day_and_from_there_back_to_tracks(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, viewport={"width": 1440, "height": 900})
    page.goto(f"{address}tracks/chip-tariffs/?asof=2025-08-30")
    page.locator(".cited").get_by_role("link", name="The whole deal on that day").click()
    page.get_by_text("30 August 2025").first.wait_for()
    assert page.url == f"{address}?asof=2025-08-30"
    page.get_by_role("row").get_by_role("link", name="Duty on cars and parts").first.click()
    assert page.url == f"{address}tracks/auto-tariffs/?asof=2025-08-30"
    assert "On that day this track stood at" in notice(page)
    page.go_back()
    page.get_by_role("button", name="Back to 23 November 2026").click()
    assert page.locator("a[href*=asof]").count() == 0
    assert trouble == []
    page.context.close()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("tracks/special-act-projects/?asof=2025-07-10", "On that day nothing of this track had happened yet. This page shows"),
        ("tracks/chip-tariffs/?asof=2027-01-01", "This page does not know that day: it shows 23 November 2026."),
        ("timeline/?asof=2026-01-01", "as of 1 January 2026. This page shows 23 November 2026. The whole deal on that day"),
        ("method/?asof=2026-01-01", "as of 1 January 2026. This page shows 23 November 2026. The whole deal on that day"),
    ],
)
def test_a_citation_is_told_what_this_page_knows_of_its_day(browser: Browser, address: str, path: str, said: str) -> None:
    page, trouble = look(browser, address, viewport={"width": 390, "height": 844})
    page.goto(address + path)
    assert said in notice(page)
    assert "track stood at" not in notice(page)
    assert page.locator(".cited slot, .cited [data-if] [data-if]").count() == 0
    assert trouble == []
    page.context.close()


@pytest.mark.parametrize("asked", ["", "?asof=2026-11-23", "?asof=tomorrow", "?asof=2025-13-45", "?asof="])
def test_a_page_as_it_is_cited_says_nothing_of_another_day(browser: Browser, address: str, asked: str) -> None:
    page, trouble = look(browser, address)
    page.goto(f"{address}tracks/chip-tariffs/{asked}", wait_until="networkidle")
    assert page.locator(".cited").count() == 0
    assert trouble == []
    page.context.close()


def test_the_needle_moves_by_mouse(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, viewport={"width": 1440, "height": 900})
    page.goto(address)
    needle = page.get_by_role("slider", name="As of")
    box, track = needle.bounding_box(), page.locator(".timechart__travel").bounding_box()
    assert box is not None
    assert track is not None
    page.mouse.move(box["x"] + 12, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] / 2, box["y"] + 8, steps=5)
    page.mouse.up()
    wait(page, "location.search.includes('asof=2026-02-')")
    assert "as of" in state(page)
    assert "February 2026" in state(page)
    assert str(needle.get_attribute("aria-valuetext")) in state(page)
    assert trouble == []
    page.context.close()


def test_the_needle_stands_where_the_chart_draws_its_day_before_the_deal_too(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, viewport={"width": 1440, "height": 900})
    page.goto(address)
    needle, travel = page.get_by_role("slider", name="As of"), page.locator(".timechart__travel")
    box, track = needle.bounding_box(), travel.bounding_box()
    assert box is not None
    assert track is not None
    scale = Scale(date(2024, 10, 2), date(2025, 7, 1), BUILT)
    page.mouse.move(box["x"] + 12, box["y"] + 8)
    page.mouse.down()
    for day in (date(2026, 8, 1), date(2025, 9, 1), date(2025, 7, 1), date(2025, 3, 12), date(2024, 10, 2)):
        inside = (scale.at(day) + scale.at(day + timedelta(1))) / 200
        page.mouse.move(track["x"] + track["width"] * inside, box["y"] + 8)
        shown = date.fromisoformat(page.locator("[name=asof]").input_value())
        assert abs((shown - day).days) <= (0 if day >= scale.start else 3), "a pixel is some days there"
        moved = needle.bounding_box()
        assert moved is not None
        assert moved["x"] + 12 - track["x"] == pytest.approx(track["width"] * scale.at(shown) / 100, abs=1)
    page.mouse.up()
    page.goto(address + "?asof=2024-12-01")
    page.get_by_text("1 December 2024").first.wait_for()
    assert "24 nothing yet" in state(page)
    assert trouble == []
    page.context.close()


def test_the_needle_moves_by_key(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, viewport={"width": 390, "height": 844})
    page.goto(address)
    needle = page.get_by_role("slider", name="As of")
    needle.focus()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowRight", "PageUp", "PageDown"):
        page.keyboard.press(key)
    wait(page, "document.querySelector('.as-of__day').textContent === '24 October 2026'")
    page.keyboard.press("Home")
    wait(page, "document.querySelector('.as-of__day').textContent === '2 October 2024'")
    assert page.url.endswith("?asof=2024-10-02")
    page.keyboard.press("End")
    wait(page, "!location.search")
    assert trouble == []
    page.context.close()


def test_a_day_is_chosen_by_date_and_by_name(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, viewport={"width": 390, "height": 844})
    page.goto(address)
    page.get_by_label("As of").locator("visible=true").and_(page.locator("input")).fill("2025-12-01")
    wait(page, "document.querySelector('.as-of__day').textContent === '1 December 2025'")
    page.locator("[name=named]").select_option(label="the day before: Joint fact sheet")
    wait(page, "document.querySelector('.as-of__day').textContent === '12 November 2025'")
    assert page.url.endswith("?asof=2025-11-12")
    assert "Announced" in badge(page, "chip-tariffs")
    page.locator("[name=named]").select_option(label="13 November 2025: Joint fact sheet")
    wait(page, "document.querySelector('.as-of__day').textContent === '13 November 2025'")
    assert "On paper" in badge(page, "chip-tariffs")
    assert trouble == []
    page.context.close()


@pytest.mark.parametrize("wrong", ["tomorrow", "2025-13-45", "2031-01-01", "<b>", "2026-11-23"])
def test_an_address_with_no_day_of_the_record_shows_today(browser: Browser, address: str, wrong: str) -> None:
    page, trouble = look(browser, address)
    page.goto(f"{address}?asof={wrong}")
    page.locator(".timechart__days").locator("visible=true").wait_for()
    assert "as of 23 November 2026" in state(page)
    assert trouble == []
    page.context.close()


def test_without_javascript_there_is_no_control_that_does_nothing(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, java_script_enabled=False)
    page.goto(address + "?asof=2025-08-30")
    assert "as of 23 November 2026" in state(page)
    assert not page.locator(".timechart__days").is_visible()
    assert not page.locator(".timechart__needle").is_visible()
    assert trouble == []
    page.context.close()
