"""The chart of deals: dates from left to right, days as they are, and nothing drawn where nobody has looked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import WORDS, day, days, deal, event, histories, peer

from dealtracker.charts.stages import TICKS, Mark, Stages, Subject, first_of, stages, subject
from dealtracker.model import Event, Text
from dealtracker.pages import Edition
from dealtracker.standing import deal_standing

ANNOUNCED = event("announced", "2026-01-11")
SIGNED = event("signed", "2026-01-31")
IN_FORCE = event("in-force", "2026-03-02")


def one(as_of: str, *events: Event, **fields: Any) -> Subject:
    return subject(deal_standing(deal(peer(*events, **fields)), day(as_of)).peers["westland"], WORDS)


def chart(as_of: str, *subjects: Subject) -> Stages:
    made = stages(subjects, WORDS, day(as_of))
    assert made is not None
    return made


def marks(as_of: str, *events: Event, **fields: Any) -> dict[str, Mark]:
    (row,) = chart(as_of, one(as_of, *events, **fields)).rows
    return {mark.status.id: mark for mark in row.marks}


def test_a_line_runs_from_the_first_step_to_a_later_one_and_says_the_days() -> None:
    found = marks("2026-04-01", ANNOUNCED, SIGNED, IN_FORCE)
    assert [mark.days for mark in found.values()] == [None, 20, 50]
    assert {mark.start for mark in found.values()} == {found["announced"].end}
    assert found["announced"].end < found["on-paper"].end < found["in-force"].end
    assert sorted(mark.y for mark in found.values()) == [mark.y for mark in found.values()], "from the top down"


def test_a_step_counted_back_stands_where_it_applies() -> None:
    found = marks("2026-04-01", ANNOUNCED, event("in-force", "2026-03-02", effective="2026-01-05"))
    assert found["in-force"].days == -6
    assert found["in-force"].end < found["announced"].end


def test_what_is_waited_for_is_open_and_ends_with_the_last_check() -> None:
    as_of, checked = "2026-04-11", "2026-02-10"
    (row,) = chart(as_of, one(as_of, ANNOUNCED, checked=checked)).rows
    awaited = [mark for mark in row.marks if mark.reached is None]
    assert [mark.status.id for mark in awaited] == ["on-paper", "in-force"]
    assert [mark.days for mark in awaited] == [30, 30]
    assert [mark.end for mark in awaited] == [row.known, row.known]
    assert str(row.until) == checked
    assert row.known == 40.0, "the rest is drawn as not known"


def test_a_check_after_the_date_counts_only_to_the_date() -> None:
    (row,) = chart("2026-02-01", one("2026-02-01", ANNOUNCED, checked="2026-12-31")).rows
    assert (row.known, str(row.until)) == (100, "2026-02-01")


@pytest.mark.parametrize("last", [event("in-force", "2026-03-02"), event("reversed", "2026-03-02")])
def test_a_step_that_was_passed_over_or_is_out_of_reach_is_not_waited_for(last: Event) -> None:
    assert "on-paper" not in marks("2026-04-01", ANNOUNCED, last)


def test_a_step_without_a_first_one_has_a_mark_and_no_days() -> None:
    found = marks("2026-04-01", IN_FORCE)
    assert list(found) == ["in-force"]
    assert found["in-force"].days is None
    assert found["in-force"].start == found["in-force"].end


@pytest.mark.parametrize(("fields", "is_exact"), [({}, True), ({"about": True}, False), ({"date": "2026-01"}, False)])
def test_days_from_a_date_that_is_not_exact_are_not_exact(fields: dict[str, Any], is_exact: bool) -> None:
    found = marks("2026-04-01", event("announced", **{"date": "2026-01-11"} | fields), SIGNED)
    assert found["on-paper"].is_exact is is_exact


def test_several_records_together_reach_a_step_with_the_first_of_them_and_are_checked_with_the_last() -> None:
    as_of = "2026-04-01"
    early = one(as_of, ANNOUNCED, checked="2026-03-01")
    late = one(as_of, event("announced", "2026-01-20"), IN_FORCE, checked="2026-02-01")
    whole = first_of(Text(en="Both"), [early, late])
    assert {status: str(arrival.day) for status, arrival in whole.reached.items()} == {
        "announced": "2026-01-11",
        "in-force": "2026-03-02",
    }
    assert whole.awaited == {"on-paper"}
    assert str(whole.checked) == "2026-02-01"
    assert first_of(Text(en="Both"), [late, early]) == whole


@given(st.lists(histories, min_size=1, max_size=4), days)
def test_later_days_stand_further_right_and_everything_in_the_drawing(drawn: list[list[Event]], as_of: Any) -> None:
    peers = [peer(*events, id=f"land-{number}", checked="2026-11-11") for number, events in enumerate(drawn)]
    standing = deal_standing(deal(*peers), as_of)
    made = stages([subject(one, WORDS) for one in standing.peers.values()], WORDS, as_of)
    if made is None:
        assert not any(one.reached.get(status.id) for one in standing.peers.values() for status in WORDS.clocked)
        return
    placed = [(mark.reached.day.first, mark.end) for row in made.rows for mark in row.marks if mark.reached]
    placed += [(tick.month.first, tick.x) for tick in made.ticks]
    placed.sort()
    assert [x for _, x in placed] == sorted(x for _, x in placed)
    for row in made.rows:
        levels = [mark.y for mark in row.marks]
        assert len(set(levels)) == len(levels), "two labels on one level"
        assert all(0 <= x <= 100 for mark in row.marks for x in (mark.start, mark.end, mark.y))
        assert all(mark.end == row.known for mark in row.marks if mark.reached is None)


@given(days, days)
def test_the_axis_has_few_marks_and_names_a_year(first: Any, last: Any) -> None:
    first, last = min(first, last), max(first, last)
    made = chart(str(last), one(str(last), event("announced", str(first))))
    assert len(made.ticks) <= TICKS
    assert all(tick.names_year for tick in made.ticks[:1])


def test_nothing_reached_gives_no_chart() -> None:
    assert stages([one("2026-01-01", ANNOUNCED)], WORDS, day("2026-01-01")) is None


def test_the_drawing_says_in_words_what_it_shows() -> None:
    as_of = "2026-04-01"
    standing = deal_standing(deal(peer(ANNOUNCED, SIGNED, checked="2026-03-01")), day(as_of))
    renderer = Edition(standing).renderer
    page = "{% import 'charts/stages.svg.j2' as s with context %}{{ s.row(row) }}"
    (row,) = chart(as_of, subject(standing.peers["westland"], WORDS)).rows
    made = renderer.environment.from_string(page).render(renderer.shared, row=row)
    said = made.split('aria-label="')[1].split('"')[0]
    assert said == (
        "Announced: 11 Jan 2026. On paper: 31 Jan 2026, 20 days. In force: not by 1 Mar 2026, 49 days. Checked until 1 Mar 2026."
    )
