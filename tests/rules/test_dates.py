"""Dates: what is too far off, too early, too late or in the wrong order, to the day."""

from typing import Any

import pytest
from judging import findings, places
from making import basis, deal, event, expected, link, peer, reading, track

from dealtracker.model import Event, Track


def dated(*dates: str) -> list[Event]:
    """Events of these dates, named a, b, c …"""
    return [event("statement", date, id=chr(ord("a") + number)) for number, date in enumerate(dates)]


# Far off, and ahead


@pytest.mark.parametrize(
    ("date", "is_far_off"),
    [("1944-12-31", True), ("1944", True), ("1945", False), ("1945-01-01", False), ("2086-12-31", False), ("2087", True)],
)
def test_a_date_is_far_off_before_1945_and_after_sixty_years(date: str, is_far_off: bool) -> None:
    assert bool(places("date-far-off", track(*dated(date)), "2026-12-31")) == is_far_off


@pytest.mark.parametrize(
    ("date", "is_ahead"),
    [("2026-11-23", False), ("2026-11-24", True), ("2026-11", False), ("2026-12", True), ("2026", False), ("2027", True)],
)
def test_an_event_may_be_of_the_day_itself_or_of_a_month_that_has_begun(date: str, is_ahead: bool) -> None:
    assert bool(places("event-in-future", track(*dated(date), checked="2026"), "2026-11-23")) == is_ahead


def test_what_is_expected_or_takes_effect_may_lie_ahead() -> None:
    record = track(
        event("in-force", "2026-01-01", effective="2030-01-01"),
        expected=[expected("2030")],
        links=[link("blocked-by", "ferry", until="2030-01-01")],
        questions=[{"from": "2026-01-01", "until": "2030", "text": "?"}],
    )
    assert places("event-in-future", record) == []


def test_whatever_was_said_or_done_must_not_lie_ahead() -> None:
    record = track(
        *dated("2031-01-01"),
        positions=[{"by": "us", "date": "2031", "text": "Wants it", "sources": ["press"]}],
        readings=[reading("2026-01-01", "2031-02")],
        links=[link("blocked-by", "ferry", since="2031-01-01")],
        expected=[expected("2032", since="2031")],
        questions=[{"from": "2031-01-01", "text": "?"}],
        corrections=[{"date": "2031-01-01", "was": "A", "now": "B"}],
        retracted={"date": "2031-01-01", "why": "No"},
        **{"told-until": "2031-01-01"},
        checked="2031-01-01",
    )
    assert sorted(places("event-in-future", record)) == [
        "checked",
        "corrections.0.date",
        "events.0.date",
        "expected.0.from",
        "links.0.from",
        "positions.0.date",
        "questions.0.from",
        "readings.0.sides.1.date",
        "retracted.date",
        "told-until",
    ]


def test_a_withdrawal_lies_neither_ahead_nor_before_what_is_withdrawn() -> None:
    def on(date: str) -> Track:
        return track(event("talks", "2026-02-01", retracted={"date": date, "why": "No"}))

    place = "events.0.retracted.date"
    assert places("event-in-future", on("2031-01-01")) == [place]
    assert [places("withdrawn-before-it-happened", on(date)) for date in ("2026-01", "2026-02", "2026-02-01")] == [
        [place],
        [],
        [],
    ]
    assert places("event-twice", track(event("talks", id="one", retracted={"date": "2026", "why": "No"}), event("talks"))) == []


def test_an_expectation_is_overdue_when_its_answer_is_withdrawn() -> None:
    gone = event("talks", "2026-02-01", id="it", retracted={"date": "2026-03-01", "why": "No"})
    record = track(gone, expected=[expected("2026-02-02", answered="it")])
    assert places("overdue", record) == ["expected.0.date"]


def test_corrections_stand_oldest_first() -> None:
    corrections = [{"date": date, "was": "A", "now": "B"} for date in ("2026-02-01", "2026-01-01")]
    assert places("out-of-order", track(corrections=corrections)) == ["corrections.1.date"]


def test_a_legal_basis_is_looked_at_too() -> None:
    assert places("event-in-future", basis(*dated("2031-01-01"))) == ["events.0.date"]


# Order


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        (["2026-01-01", "2026-01-01"], []),  # on one day the order of the record decides
        (["2026-06-20", "2026-06"], []),  # some day of the month
        (["2026-06", "2026-06-01"], []),
        (["2026-06", "2026"], []),
        (["2026-07", "2026-06-30"], [1]),
        (["2026-06-20", "2026-05"], [1]),
        (["2026-06-20", "2026-06", "2026-06-10"], [2]),  # the month between the two does not hide it
        (["2026-01-01", "2026-09-09", "2026-03-03", "2026-04-04"], [2]),  # one date is wrong, and it is said once
        (["2026-05-05", "2026-01-01", "2026-02-02", "2026-03-03"], [1]),
        (["2026-03-03", "2026-02-02", "2026-01-01"], [1, 2]),
        (["2026-01-01", "2062-02-02", "2026-03-03"], []),  # in the future: that is said already
        (["2026-01-01", "1926-02-02", "2026-03-03"], []),  # too far off: that is said already
    ],
)
def test_events_stand_oldest_first(dates: list[str], wrong: list[int]) -> None:
    assert places("out-of-order", track(*dated(*dates))) == [f"events.{number}.date" for number in wrong]


def test_the_right_order_is_printed() -> None:
    (finding,) = findings("out-of-order", track(*dated("2026-03-03", "2026-02-02", "2026-03-03")))
    assert finding.message == "`b` (2026-02-02) stands after `a` of 2026-03-03"
    assert finding.hint == "oldest first: b, a, c"


def test_positions_and_the_sides_of_a_reading_stand_oldest_first() -> None:
    position: dict[str, Any] = {"by": "us", "text": "Wants it", "sources": ["press"]}
    record = track(
        positions=[position | {"date": "2026-02-02"}, position | {"date": "2026-01-01"}],
        readings=[reading("2026-02-02", "2026-02-02"), reading("2026-02-02", "2026-01")],
    )
    assert places("out-of-order", record) == ["positions.1.date", "readings.1.sides.1.date"]


# Beginnings and ends


@pytest.mark.parametrize(
    ("since", "until", "is_wrong"),
    [
        ("2026-02-02", "2026-02-02", False),
        ("2026-02-02", "2026-02-01", True),
        ("2026-02-02", "2026-02", False),
        ("2026-02", "2026-02-01", False),
        ("2026-02", "2026-01-31", True),
        ("2062-01-01", "2026-01-01", False),
    ],
)
def test_an_end_comes_after_its_beginning(since: str, until: str, is_wrong: bool) -> None:
    linked = track(links=[link("blocked-by", "ferry", since, until=until)])
    asked = track(questions=[{"from": since, "until": until, "text": "?"}])
    assert places("ends-before-it-begins", linked) == ["links.0.until"] * is_wrong
    assert places("ends-before-it-begins", asked) == ["questions.0.until"] * is_wrong


def test_an_answer_comes_after_what_it_answers() -> None:
    def record(answered: str) -> Track:
        events = [
            event("statement", id="before"),
            event("threat", id="threat", answered=answered),
            event("statement", id="after"),
        ]
        return track(*events)

    assert places("ends-before-it-begins", record("after")) == []
    assert places("ends-before-it-begins", record("before")) == ["events.1.answered"]
    assert places("ends-before-it-begins", record("threat")) == ["events.1.answered"]
    assert places("ends-before-it-begins", record("unheard-of")) == []


@pytest.mark.parametrize(
    ("date", "wrong"), [("2026-02-01", "expected.0.date"), ("2026-02", None), ("2026-02-02", None), ("2030", None)]
)
def test_nothing_was_due_before_it_was_expected(date: str, wrong: str | None) -> None:
    record = track(expected=[expected(date, since="2026-02-02")])
    assert places("ends-before-it-begins", record) == [wrong] * (wrong is not None)


@pytest.mark.parametrize(("date", "is_wrong"), [("2026-02-01", True), ("2026-02-02", False), ("2026-02", False)])
def test_an_expectation_is_answered_later(date: str, is_wrong: bool) -> None:
    record = track(event("statement", date, id="answer"), expected=[expected("2027", since="2026-02-02", answered="answer")])
    assert places("ends-before-it-begins", record) == ["expected.0.answered"] * is_wrong


def test_only_some_kinds_take_effect() -> None:
    record = track(event("in-force", effective="2026-02-02"), event("threat", effective="2026-02-02"))
    assert places("effective-without-effect", record) == ["events.1.effective"]


# Warnings


@pytest.mark.parametrize(
    ("checked", "is_old"), [("2026-05-04", True), ("2026-05-05", False), ("2026-05", False), ("2026-04", True), ("2026", False)]
)
def test_a_record_was_checked_on_the_day_of_its_last_event_or_later(checked: str, is_old: bool) -> None:
    for record in (track(*dated("2026-01-01", "2026-05-05"), checked=checked), peer(*dated("2026-05-05"), checked=checked)):
        assert places("checked-before-last-event", record) == ["checked"] * is_old


def test_a_record_without_events_or_without_a_check_is_not_late() -> None:
    assert places("checked-before-last-event", track(checked="2026-01-01")) == []
    assert places("checked-before-last-event", basis(*dated("2026-05-05"))) == []


@pytest.mark.parametrize(
    ("date", "is_late"), [("2026-11-22", True), ("2026-11-23", False), ("2026-11", False), ("2026-10", True)]
)
def test_an_expectation_is_overdue_on_the_day_after(date: str, is_late: bool) -> None:
    record = track(event("statement", id="answer"), expected=[expected(date), expected(date, id="answered", answered="answer")])
    assert places("overdue", record, "2026-11-23") == ["expected.0.date"] * is_late


def test_only_tracks_have_expectations() -> None:
    assert places("overdue", peer()) == []


@pytest.mark.parametrize(
    ("checked", "is_stale"), [("2026-11-01", False), ("2026-10-31", True), ("2026-11", False), ("2026-10", True)]
)
def test_a_track_is_stale_after_more_days_than_the_deal_allows(checked: str, is_stale: bool) -> None:
    found = findings("stale", deal(track(id="toll", checked=checked)), "2026-12-31")
    assert [finding.owner for finding in found] == ["tracks/toll"] * is_stale
