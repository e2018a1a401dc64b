"""The chart of the deal: bands that follow one another, an end where nobody has looked, landmarks that can be read."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import ABOUT, WORDS, deal, event, track

from dealtracker.charts.timechart import LETTER, NARROW, UNITS, WIDE, Mark, Row, Scale, TimeChart, row, time_chart
from dealtracker.model import Day, Event, Landmark, Text
from dealtracker.standing import deal_standing

START, END = date(2026, 1, 1), date(2026, 4, 10)
SCALE = Scale(START, START, END)
"""A hundred days: one is a hundredth of the width."""

KINDS = [kind.id for kind in WORDS.kinds]


def drawn(*events: Event, checked: str = "2026-12-31") -> Row:
    record = track(*events, checked=checked)
    return row(deal_standing(deal(record), END).tracks[record.id], SCALE, WORDS)


@pytest.mark.parametrize(
    ("day", "x"),
    [("2025-06-01", 0), ("2026-01-01", 0), ("2026-01-11", 10), ("2026-04-10", 99), ("2026-04-11", 100), ("2027-01-01", 100)],
)
def test_a_day_stands_where_it_begins(day: str, x: float) -> None:
    assert SCALE.at(date.fromisoformat(day)) == x


def test_a_band_lasts_until_the_next_change() -> None:
    found = drawn(event("announced", "2026-01-11"), event("signed", "2026-01-31"), event("deadlock", "2026-03-12"))
    assert [(band.status.id, band.x, band.width) for band in found.bands] == [
        ("announced", 10, 20),
        ("on-paper", 30, 40),
        ("paused", 70, 30),
    ]
    assert found.unchecked is None


def test_a_band_ends_after_the_last_check_and_the_rest_is_said_not_to_be_checked() -> None:
    found = drawn(event("announced", "2026-01-11"), checked="2026-02-19")
    assert [(band.x, band.width) for band in found.bands] == [(10, 40)]
    assert found.unchecked == 50
    assert found.says_unchecked == "word"


@pytest.mark.parametrize(
    ("first", "earlier"),
    [("2026-01-01", 0), ("2025-12-31", 0.99), ("2025-12-25", 6), ("2024-01-01", 6), ("1953-07-27", 6)],
)
def test_the_time_before_the_deal_has_a_narrow_stretch_and_never_more_room_than_its_days(first: str, earlier: float) -> None:
    scale = Scale(date.fromisoformat(first), START, END)
    assert scale.earlier == earlier
    assert (scale.at(scale.first), scale.at(START), scale.at(END + timedelta(1))) == (0, earlier, 100)
    middle = scale.first + (START - scale.first) / 2
    assert scale.at(middle) == pytest.approx(earlier * (middle - scale.first).days / max(1, (START - scale.first).days), abs=0.01)
    assert scale.at(START + timedelta(50)) == pytest.approx(earlier + (100 - earlier) / 2, abs=0.01)


@given(st.integers(0, 40_000), st.integers(0, 1_000), st.data())
def test_later_days_stand_further_right(before: int, length: int, data: st.DataObject) -> None:
    scale = Scale(START - timedelta(before), START, START + timedelta(length))
    one, other = sorted(data.draw(st.tuples(st.integers(-before, length), st.integers(-before, length))))
    assert 0 <= scale.at(START + timedelta(one)) <= scale.at(START + timedelta(other)) <= 100


def test_bands_and_events_before_the_deal_stand_where_they_began() -> None:
    scale = Scale(date(2024, 1, 1), START, END)
    record = track(event("talks", "2024-01-01"), event("announced", "2025-01-01"), checked="2026-12-31")
    found = row(deal_standing(deal(record), END).tracks[record.id], scale, WORDS)
    assert [(band.status.id, band.x) for band in found.bands] == [("talks", 0), ("announced", 3)]
    assert found.ticks == (0, UNITS * 3 // 100)


def test_a_status_that_lasted_no_day_is_not_drawn() -> None:
    found = drawn(event("struck-down", "2026-02-01"), event("in-force", "2026-02-01"))
    assert [band.status.id for band in found.bands] == ["in-force"]


def test_what_takes_effect_after_the_last_check_is_not_drawn() -> None:
    found = drawn(event("announced", "2026-01-11"), event("in-force", "2026-01-21", effective="2026-03-01"), checked="2026-02-09")
    assert [(band.status.id, band.x, band.width) for band in found.bands] == [("announced", 10, 30)]


def test_a_status_only_reported_is_drawn_otherwise() -> None:
    (band,) = drawn(event("in-force", "2026-02-01", sources=["press"])).bands
    assert not band.is_documented


def test_events_of_one_day_share_a_tick() -> None:
    found = drawn(event("talks", "2026-01-11"), event("report", "2026-01-11"), event("talks", "2026-04-01"))
    assert found.ticks == (UNITS // 10, UNITS * 9 // 10)


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 99)), max_size=12), st.integers(-5, 120))
def test_bands_follow_one_another_and_stay_within_what_was_looked_at(events: Sequence[tuple[str, int]], checked: int) -> None:
    written = [event(kind, str(START + timedelta(day)), id=f"e{number}") for number, (kind, day) in enumerate(events)]
    found = drawn(*sorted(written, key=lambda entry: entry.date.last), checked=str(START + timedelta(checked)))
    end = 100 if found.unchecked is None else found.unchecked
    for before, behind in pairwise(found.bands):
        assert before.x + before.width == pytest.approx(behind.x)
    if found.bands and checked >= 0:
        assert found.bands[-1].x + found.bands[-1].width == pytest.approx(end)
    assert all(0 <= band.x < band.x + band.width <= end + 0.01 for band in found.bands)
    assert all(0 <= tick <= UNITS for tick in found.ticks)


@pytest.mark.parametrize("width", [1, 3, 5, 10, 20, 35, 60, 99])
def test_letters_have_room_in_their_band(width: int) -> None:
    (band, *_) = drawn(event("talks", "2026-01-01"), event("signed", str(START + timedelta(width)))).bands
    needed = (len(band.status.label.en) + 2) * LETTER
    assert {"word": band.width * NARROW >= needed, "wide": band.width * WIDE >= needed}.get(band.letters, True)
    if band.width >= 60:
        assert band.letters == "word"


# Axis and landmarks


def chart(marks: Sequence[tuple[str, str]], start: str = "2025-07") -> TimeChart:
    events = [event("talks", day, id=f"e{number}") for number, (_, day) in enumerate(marks)]
    landmarks = [Landmark(label=Text(label), track="bridge", event=f"e{number}") for number, (label, _) in enumerate(marks)]
    about = ABOUT.but({"start": Day.read(start), "landmarks": tuple(landmarks)})
    made = deal(track(*events))
    return time_chart(deal_standing(type(made)(about, *list(vars(made).values())[1:6]), date(2026, 11, 24)))


def reach(mark: Mark) -> tuple[float, float]:
    width = len(mark.label.en) * LETTER / WIDE
    return (mark.x - width, mark.x) if mark.reads_left else (mark.x, mark.x + width)


@given(st.lists(st.tuples(st.text("mi ", min_size=3, max_size=20), st.integers(0, 500)), max_size=9))
def test_labels_of_landmarks_do_not_meet_and_stay_on_the_chart(marks: Sequence[tuple[str, int]]) -> None:
    found = chart([(label, str(date(2025, 7, 1) + timedelta(day))) for label, day in marks]).marks
    assert [mark.number for mark in found] == list(range(1, len(marks) + 1))
    for one, other in combinations(found, 2):
        if one.lane == other.lane:
            assert reach(one)[1] <= reach(other)[0] or reach(other)[1] <= reach(one)[0]
    for mark in found:
        assert reach(mark)[1] <= 100
    assert [mark.x for mark in found] == sorted(mark.x for mark in found)


def test_a_landmark_that_lies_ahead_is_not_marked_and_one_before_the_deal_stands_in_its_stretch() -> None:
    made = chart([("Old", "2020-01-01"), ("New", "2026-01-01"), ("Far", "2027-01-01")])
    assert [(mark.label.en, mark.x > made.scale.earlier) for mark in made.marks] == [("Old", False), ("New", True)]
    assert made.names_earlier


def test_the_eve_of_a_landmark_is_the_day_before() -> None:
    (mark,) = chart([("Paper", "2026-03-01")]).marks
    assert mark.eve == date(2026, 2, 28)


def test_quarters_are_named_and_on_a_short_chart_months() -> None:
    named = [str(month.day) for month in chart([]).months if month.letters]
    assert named == ["2025-07", "2025-10", "2026-01", "2026-04", "2026-07", "2026-10"]
    short = [str(month.day) for month in chart([], "2026-08").months if month.letters]
    assert short == ["2026-08", "2026-09", "2026-10", "2026-11"]
