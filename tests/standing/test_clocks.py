"""Clocks: days from announced to on paper, and from on paper to in force."""

import pytest
from making import WORDS, day, event, vocabulary

from dealtracker.model import Event
from dealtracker.standing.clocks import Clock, Reached, clocks, reached
from dealtracker.standing.fold import Axis, fold, in_order


def _clocks(as_of: str, *events: Event) -> tuple[Clock, ...]:
    counted = in_order(events, Axis.KNOWN, day(as_of))
    return clocks(reached(counted, WORDS), list(fold(counted, WORDS)), WORDS, day(as_of))


def _to_paper(as_of: str, *events: Event) -> Clock:
    return _clocks(as_of, *events)[0]


def _to_force(as_of: str, *events: Event) -> Clock:
    return _clocks(as_of, *events)[1]


ANNOUNCED = event("announced", "2026-01-01")
SIGNED = event("signed", "2026-01-31")
IN_FORCE = event("in-force", "2026-03-02")


def test_days_are_counted_between_neighbouring_rungs_that_the_vocabulary_names() -> None:
    assert [(clock.start, clock.end) for clock in _clocks("2026-01-01")] == [("announced", "on-paper"), ("on-paper", "in-force")]


def test_a_new_rung_with_a_clock_has_a_clock() -> None:
    audited = {
        "id": "audited",
        "label": "Audited",
        "definition": "It was counted.",
        "next": "Nothing.",
        "rung": 6,
        "clock": True,
        "shape": "A",
        "colour": "#000000",
    }
    found = clocks({}, [], vocabulary(statuses=[audited]), day("2026-01-01"))
    assert (found[-1].start, found[-1].end) == ("in-force", "audited")


def test_clocks_that_never_started_say_no_days() -> None:
    assert _clocks("2026-06-01", event("talks")) == (
        Clock("announced", "on-paper", None, is_running=False, is_exact=True),
        Clock("on-paper", "in-force", None, is_running=False, is_exact=True),
    )


def test_a_clock_stops_when_the_next_rung_is_reached() -> None:
    assert _clocks("2027-01-01", ANNOUNCED, SIGNED, IN_FORCE) == (
        Clock("announced", "on-paper", 30, is_running=False, is_exact=True),
        Clock("on-paper", "in-force", 30, is_running=False, is_exact=True),
    )


def test_a_clock_runs_to_the_date_asked_about_while_the_next_rung_is_not_reached() -> None:
    assert _to_paper("2026-01-11", ANNOUNCED, SIGNED) == Clock("announced", "on-paper", 10, is_running=True, is_exact=True)
    assert _to_paper("2026-01-01", ANNOUNCED).days == 0


def test_a_clock_runs_on_while_talks_are_stuck() -> None:
    clock = _to_paper("2026-01-21", ANNOUNCED, event("deadlock", "2026-01-11"))
    assert (clock.days, clock.is_running) == (20, True)


def test_a_clock_runs_on_past_rungs_that_are_not_counted() -> None:
    clock = _to_force("2026-03-02", SIGNED, event("enacted", "2026-02-15"))
    assert (clock.days, clock.is_running) == (30, True)


def test_days_are_counted_from_when_a_term_applies() -> None:
    backdated = event("in-force", "2026-03-02", effective="2026-02-10")
    assert _to_force("2027-01-01", SIGNED, backdated).days == 10


def test_days_are_negative_where_the_later_rung_came_first() -> None:
    assert _to_force("2027-01-01", event("in-force", "2026-01-01"), SIGNED).days == -30


def test_nobody_waits_for_a_rung_that_was_passed_over() -> None:
    assert _to_paper("2027-01-01", ANNOUNCED, IN_FORCE) == Clock("announced", "on-paper", None, is_running=False, is_exact=True)


@pytest.mark.parametrize("kind", ["reversed", "struck-down", "lapsed"])
def test_nobody_waits_for_the_next_rung_of_a_track_that_left_the_ladder(kind: str) -> None:
    clock = _to_paper("2027-01-01", ANNOUNCED, event(kind, "2026-02-01"))
    assert (clock.days, clock.is_running) == (None, False)


def test_a_clock_that_stopped_keeps_its_days_when_the_track_leaves_the_ladder() -> None:
    assert _to_paper("2027-01-01", ANNOUNCED, SIGNED, event("reversed", "2026-06-01")).days == 30


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (event("announced", "2026-01"), SIGNED, 30),
        (event("announced", "2026-01-01", about=True), SIGNED, 30),
        (ANNOUNCED, event("signed", "2026-02"), 31),
        (ANNOUNCED, event("signed", "2026-01-31", about=True), 30),
    ],
)
def test_days_are_not_exact_where_a_date_is_known_only_roughly(start: Event, end: Event, days: int) -> None:
    clock = _to_paper("2027-01-01", start, end)
    assert (clock.days, clock.is_exact) == (days, False)


@pytest.mark.parametrize("start", [event("announced", "2026-01"), event("announced", "2026-01-01", about=True)])
def test_a_running_clock_is_not_exact_where_its_start_is_known_only_roughly(start: Event) -> None:
    assert _to_paper("2026-02-01", start) == Clock("announced", "on-paper", 31, is_running=True, is_exact=False)


def test_a_rung_is_reached_by_the_first_event_that_climbs_to_it_by_name() -> None:
    first, again, late = event("signed", "2026-01-01"), event("text-published", "2026-02-01"), event("announced", "2026-03-01")
    assert reached([first, again, late, event("deadlock"), event("lapsed")], WORDS) == {
        "on-paper": Reached(first.date, first),
        "announced": Reached(late.date, late),
    }


def test_a_rung_is_reached_on_the_day_since_which_it_applies() -> None:
    found = event("in-force", "2026-03-02", effective="2026-02")
    assert str(reached([found], WORDS)["in-force"].day) == "2026-02"
