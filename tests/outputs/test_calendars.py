"""Calendars as calendar programs read them, and by the letter of RFC 5545."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event as Entry
from making import deal, event, expected, histories, source, track

from dealtracker.model import Event, Text, Track
from dealtracker.outputs import calendars
from dealtracker.pages import Edition
from dealtracker.pages.coming import coming_up
from dealtracker.standing import deal_standing

AS_OF = "2026-06-30"
SITE = str(deal().about.address)
ALL, ONE = "calendars/coming-up.ics", "calendars/tracks/bridge.ics"


def edition_of(*records: Track, as_of: str = AS_OF, **more: Any) -> Edition:
    return Edition(deal_standing(deal(*records, **more), date.fromisoformat(as_of)))


def made(edition: Edition) -> dict[str, bytes]:
    found = {}
    for path, holds in calendars.files(edition):
        assert isinstance(holds, bytes)
        found[path] = holds
    return found


def read(holds: bytes) -> Calendar:
    """A calendar as a reader that is not its writer reads it."""
    return IcsCalendarStream.calendar_from_ics(holds.decode("utf-8"))


def entries(edition: Edition, path: str = ALL) -> list[Entry]:
    return read(made(edition)[path]).events


def entry(*records: Track, as_of: str = AS_OF) -> Entry:
    """The only entry of these records."""
    (found,) = entries(edition_of(*records, as_of=as_of))
    return found


def midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), UTC)


def check_by_the_letter(holds: bytes) -> None:
    """The rules of RFC 5545 for a calendar of all-day entries, from its sections 3.1, 3.4, 3.6, 3.6.1, 3.8.4.7; RFC 7986, 5.7."""
    assert holds.endswith(b"\r\n") and not re.search(rb"(?<!\r)\n|\r(?!\n)", holds)
    folded = holds.split(b"\r\n")[:-1]
    assert all(0 < len(written) <= 75 and written.decode("utf-8") for written in folded)
    lines = holds.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    assert all(re.match(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:", written) for written in lines)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    inside: list[str] = []
    properties: list[list[str]] = []
    parts: list[tuple[str, list[str]]] = []
    for written in lines:
        name, value = re.split("[;:]", written)[0], written.partition(":")[2]
        if name == "BEGIN":
            inside.append(value)
            properties.append([])
        elif name == "END":
            assert inside.pop() == value
            parts.append((value, properties.pop()))
        else:
            properties[-1].append(name)
    assert not inside
    *contents, (_, of_calendar) = parts
    assert contents, "a calendar holds at least one component"
    assert of_calendar.count("VERSION") == of_calendar.count("PRODID") == 1
    assert "METHOD" not in of_calendar  # with it, RFC 5546 asks for an organizer
    for what, names in contents:
        if what == "VEVENT":
            once = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "STATUS", "SEQUENCE", "TRANSP")
            assert [name for name in once if names.count(name) != 1] == []
    uids = [written for written in lines if written.startswith("UID:")]
    assert len(uids) == len(set(uids))
    if "BEGIN:VEVENT" in lines:
        assert all(re.fullmatch(r"DT(START|END);VALUE=DATE:\d{8}", day) for day in lines if day.startswith(("DTSTART", "DTEND")))
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in lines


@pytest.fixture(scope="session")
def real_calendars(real: Edition) -> Mapping[str, bytes]:
    return made(real)


def test_everything_that_is_coming_up_is_in_it_once(real: Edition, real_calendars: Mapping[str, bytes]) -> None:
    found = read(real_calendars[ALL]).events
    site = real.deal.about.address
    shown = [f"{site}tracks/{coming.standing.track.id}/#{coming.anchor}" for coming in coming_up(real)]
    took_effect = [
        f"{site}tracks/{id}/#event-{event.id}"
        for id, standing in real.standing.tracks.items()
        for event in standing.events
        if event.effective and event.effective.last > event.date.last and event not in standing.coming
    ]
    assert sorted(str(part.url) for part in found) == sorted(shown + took_effect)
    assert len({part.uid for part in found}) == len(found) > 30


def test_the_calendar_of_all_is_those_of_the_tracks_together(real_calendars: Mapping[str, bytes]) -> None:
    of_all = {part.uid: part for part in read(real_calendars[ALL]).events}
    of_tracks = {part.uid: part for path, holds in real_calendars.items() if "/tracks/" in path for part in read(holds).events}
    assert of_all == of_tracks


def test_they_keep_the_rules_of_the_standard(real_calendars: Mapping[str, bytes], edition: Edition) -> None:
    for holds in (*real_calendars.values(), *made(edition).values()):
        check_by_the_letter(holds)


def test_a_calendar_has_a_name_and_says_where_it_is_from(edition: Edition) -> None:
    site, name = edition.deal.about.address, str(edition.deal.about.name)
    for path, holds in made(edition).items():
        found = read(holds)
        assert found.source == site + path
        assert str(found.url).startswith(site)
        assert found.refresh_interval == timedelta(days=1)
        extras = {extra.name: extra.value for extra in found.extras}
        assert extras["x-published-ttl"] == "P1D"
        assert found.name == [extras["x-wr-calname"]] and extras["x-wr-calname"].startswith(name)


def test_a_day_is_an_all_day_entry_that_makes_nobody_busy() -> None:
    found = entry(track(expected=[expected("2026-09-01")]))
    assert (found.dtstart, found.dtend) == (date(2026, 9, 1), date(2026, 9, 2))
    assert found.summary == "Toll: They review the toll"
    assert found.transparency == "TRANSPARENT"
    assert found.status == "TENTATIVE"
    assert str(found.url) == f"{SITE}tracks/bridge/#expected-review"
    assert found.categories == [str(deal().vocabulary.domain["trade"].label)]
    assert found.description is not None and SITE in found.description and "https://lakepost.example/page" in found.description


def test_a_month_is_the_whole_month_and_says_so() -> None:
    found = entry(track(expected=[expected("2026-12")]))
    assert (found.dtstart, found.dtend) == (date(2026, 12, 1), date(2027, 1, 1))
    assert found.summary == "Toll: They review the toll (in December 2026)"
    assert "The day is not known." in str(found.description)


def test_a_year_stands_on_its_last_day() -> None:
    found = entry(track(expected=[expected("2028")]))
    assert (found.dtstart, found.dtend) == (date(2028, 12, 31), date(2029, 1, 1))
    assert found.summary == "Toll: They review the toll (in 2028)"


def test_what_is_expected_goes_its_way_under_one_uid() -> None:
    """Expected, passed unanswered, answered late, withdrawn: each is newer than the one before."""
    open_, answered = expected("2026-02-01"), expected("2026-02-01", answered="talks-2026-03-01")
    talks = event("talks", "2026-03-01", title="They have reviewed it")
    gone = {"date": "2026-04-01", "why": "It was another bridge"}
    stages = [
        entry(track(expected=[open_]), as_of="2026-02-01"),
        entry(track(expected=[open_]), as_of="2026-02-02"),
        entry(track(talks, expected=[answered]), as_of="2026-03-01"),
        entry(track(talks, expected=[answered], retracted=gone), as_of="2026-04-01"),
    ]
    assert len({stage.uid for stage in stages}) == 1
    assert len({(stage.dtstart, stage.dtend) for stage in stages}) == 1
    assert [stage.sequence for stage in stages] == [0, 1, 2, 3]
    assert [stage.dtstamp for stage in stages] == [midnight(f"2026-{d}") for d in ("01-01", "02-02", "03-01", "04-01")]
    assert [stage.last_modified for stage in stages] == [stage.dtstamp for stage in stages]
    assert [stage.status for stage in stages] == ["TENTATIVE", "TENTATIVE", "CONFIRMED", "CANCELLED"]
    assert [stage.summary for stage in stages] == [
        "Toll: They review the toll",
        "Passed, no answer in this record: Toll: They review the toll",
        "Answered: Toll: They review the toll",
        "Withdrawn: Toll: They review the toll",
    ]
    assert "The answer may exist" in str(stages[1].description)
    assert "They have reviewed it" in str(stages[2].description)
    assert f"{SITE}tracks/bridge/#event-talks-2026-03-01" in str(stages[2].description)
    assert "It was another bridge" in str(stages[3].description)


def test_an_answer_that_is_found_late_is_still_newer() -> None:
    """The record learns in March that the answer had come in January, before the day had passed."""
    passed = entry(track(expected=[expected("2026-02-01")]), as_of="2026-03-01")
    talks = event("talks", "2026-01-20")
    answered = entry(track(talks, expected=[expected("2026-02-01", answered=talks.id)]), as_of="2026-03-01")
    assert passed.uid == answered.uid
    assert (answered.sequence, answered.dtstamp) > (passed.sequence, passed.dtstamp)
    assert answered.dtstamp >= passed.dtstamp


def test_an_early_answer_is_in_the_calendar_before_the_day() -> None:
    talks = event("talks", "2026-05-01")
    found = entry(track(talks, expected=[expected("2026-09-01", answered=talks.id)]))
    assert found.status == "CONFIRMED" and str(found.summary).startswith("Answered: ")


def test_what_takes_effect_later_stays_when_it_has() -> None:
    record = track(event("in-force", "2026-03-01", effective="2026-06-01", id="notice", title="The toll falls"))
    early, late = (entry(record, as_of=day) for day in ("2026-05-31", "2026-06-01"))
    assert early.uid == late.uid and early.dtstart == late.dtstart == date(2026, 6, 1)
    assert (early.summary, late.summary) == ("Takes effect: Toll: The toll falls", "Took effect: Toll: The toll falls")
    assert (early.sequence, late.sequence) == (0, 1)
    assert late.dtstamp == midnight("2026-06-01")
    assert str(late.url) == f"{SITE}tracks/bridge/#event-notice"


def test_what_is_counted_back_was_never_ahead() -> None:
    record = track(event("in-force", "2026-03-01", effective="2026-02-01"), event("announced", "2026-01-01"))
    assert entries(edition_of(record)) == []


def test_a_typo_and_a_new_name_leave_uid_and_stamps_a_dated_correction_moves_them() -> None:
    before = entry(track(expected=[expected("2026-09-01")]))
    mended = entry(track(expected=[expected("2026-09-01").but({"title": Text("They look at the toll")})]))
    renamed = entry(track(expected=[expected("2026-09-01")], id="crossing", aliases=["bridge"]))
    again = entry(track(expected=[expected("2026-09-01", id="second-review", aliases=["review"])]))
    for found in (mended, renamed, again):
        assert (found.uid, found.dtstamp, found.sequence) == (before.uid, before.dtstamp, before.sequence)
    correction = {"date": "2026-05-05", "was": "September 2", "now": "September 1"}
    corrected = entry(track(expected=[expected("2026-09-01")], corrections=[correction]))
    assert (corrected.uid, corrected.dtstamp, corrected.sequence) == (before.uid, midnight("2026-05-05"), 1)


GONE = {"date": "2026-05-16", "why": "The paper took it back"}


@pytest.mark.parametrize(("effective", "turns"), [("2026-05-15", 3), ("2026-05-16", 2), ("2026-09-01", 2)])
def test_a_withdrawn_event_is_cancelled_and_grows_no_more(effective: str, turns: int) -> None:
    law = event("in-force", "2026-05-01", effective=effective, title="A duty", retracted=GONE)
    before = entry(track(law), as_of="2026-05-15")
    after, much_later = (entry(track(law), as_of=day) for day in ("2026-05-16", "2027-06-30"))
    assert after == much_later and after.uid == before.uid
    assert (str(after.status).rpartition(".")[2], after.summary) == ("CANCELLED", "Withdrawn: Toll: A duty")
    assert (after.sequence, after.dtstamp) == (turns - 1, midnight("2026-05-16"))
    assert "It was withdrawn on 16 May 2026: The paper took it back" in str(after.description)
    assert "withdrawn" not in str(before.description) and "CANCELLED" not in str(before.status)


def test_an_expectation_whose_answer_is_withdrawn_is_open_again() -> None:
    answer = event("announced", "2026-05-01", id="answer", retracted=GONE)
    record = track(answer, expected=[expected("2026-09-01", answered="answer")])
    before, after = (entry(record, as_of=day) for day in ("2026-05-15", "2026-05-16"))
    assert (before.summary, before.sequence) == ("Answered: Toll: They review the toll", 1)
    assert (after.summary, after.sequence, after.dtstamp) == ("Toll: They review the toll", 2, midnight("2026-05-16"))


def test_on_a_past_day_nothing_later_is_in_them() -> None:
    later = [expected("2026-09-01"), expected("2026-10-01", since="2026-07-01", id="later")]
    talks = event("talks", "2026-08-01", effective="2026-09-01")
    correction = {"date": "2026-08-02", "was": "September 2", "now": "September 1"}
    withdrawal = {"date": "2026-09-02", "why": "It was another bridge"}
    record = track(talks, expected=later, corrections=[correction], retracted=withdrawal)
    assert made(edition_of(record)) == made(edition_of(track(expected=later[:1])))


def test_stamps_are_never_later_than_the_day_of_the_edition(real: Edition) -> None:
    past = Edition(deal_standing(real.deal, date(2025, 8, 30)))
    found = read(made(past)[ALL]).events
    assert found
    assert all(part.dtstamp <= midnight("2025-08-30") for part in found)
    assert all("Answered" not in str(part.summary) or part.dtstamp <= midnight("2025-08-30") for part in found)


def test_a_calendar_without_entries_is_one_all_the_same() -> None:
    holds = made(edition_of(track()))[ONE]
    check_by_the_letter(holds)
    assert read(holds).events == []


HOSTILE = [
    "END:VCALENDAR",
    "x\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "a\\Nb \\n \\, \\\\",
    "one, two; three: four",
    "<script>alert(1)</script>",
    "=cmd|'/c calc'!A0",
    "한미 합의에 따른 승용차 품목관세 15% 적용은 관보에 실린 날부터이며, 11월 1일로 소급한다 " * 3,
    "🚢" * 60,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_wrote_stays_a_text(text: str) -> None:
    odd = source("odd", "press").but({"publisher": text, "url": "javascript:alert(1)"})
    part = expected("2026-09-01", sources=["odd"]).but({"title": Text(text)})
    edition = edition_of(track(expected=[part], title=text), sources=[odd])
    said = " ".join(text.split())
    for holds in made(edition).values():
        check_by_the_letter(holds)
        (found,) = read(holds).events
        assert found.summary == f"{said}: {said}"
        assert f"Source: {said}\n" in str(found.description)
        assert "javascript" not in str(found.description)
    assert read(made(edition)[ONE]).name == [f"{edition.deal.about.name}: {said}"]


_dates = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@settings(max_examples=40)
@given(histories, st.lists(st.tuples(_dates, _dates, st.sampled_from([4, 7, 10])), max_size=4), _dates)
def test_whatever_is_expected_the_calendars_keep_the_rules_and_only_grow_newer(
    history: list[Event], drawn: list[tuple[date, date, int]], as_of: date
) -> None:
    parts = [
        expected(str(max(pair))[:exact], since=str(min(pair)), id=f"part-{number}", answered=history[-1].id if history else None)
        for number, (*pair, exact) in enumerate(drawn)
    ]
    record = track(*history, points=[{"id": "toll", "title": "Toll"}], expected=parts)
    before: dict[str, tuple[int, date]] = {}
    for day in (as_of, as_of + timedelta(days=40), date(2028, 12, 31)):
        holds = made(edition_of(record, as_of=str(day)))[ALL]
        check_by_the_letter(holds)
        now = {str(part.uid): (part.sequence or 0, part.dtstamp) for part in read(holds).events}
        assert before.keys() <= now.keys()
        assert all(now[uid] >= then and now[uid][1] >= then[1] for uid, then in before.items())
        assert all(stamp <= midnight(str(day)) for _, stamp in now.values())
        before = now
