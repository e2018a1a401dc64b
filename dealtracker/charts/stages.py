"""How long each deal took from one counted step to the next: a row for each, on one axis of time.

A row has a level for each counted status. A line runs there from the day on which the first of them was reached to the day
on which this one was, or, while it is waited for, to the last check: how long it is says how long it took. Nothing is
drawn after that check but a zone that says so.

Across, coordinates are percentages of the axis; so the chart takes any width, and its words keep their size.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dealtracker.model import Day, Status, Text, Vocabulary
from dealtracker.standing.clocks import Reached, is_moot
from dealtracker.standing.stand import PeerStanding

TICKS = 7
"""Marks on the axis, at most."""

_LAST_TICK = 88
"""Behind this there is no room for the name of a month."""

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months between marks of the axis."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What has a row: when it reached which status, which ones may still come, and until when it was checked.

    `standing` is None where several records are taken together.
    """

    name: Text
    standing: PeerStanding | None
    reached: Mapping[str, Reached]
    awaited: frozenset[str]
    checked: Day


@dataclass(frozen=True, slots=True)
class Mark:
    """A level of a row: a line from `start` to `end`.

    `reached` is None while it is waited for. `days` is the length of the line, and None where nothing was reached
    from which to count; it is negative where this status came first.
    """

    status: Status
    reached: Reached | None
    y: float
    start: float
    end: float
    days: int | None
    is_exact: bool

    @property
    def is_late(self) -> bool:
        """Whether there is more room for words before its end than behind it."""
        return self.end > 60


@dataclass(frozen=True, slots=True)
class Row:
    """A subject with its marks, in the order of the ladder. It is known `until` a day, and drawn so up to `known`."""

    subject: Subject
    marks: tuple[Mark, ...]
    until: Day
    known: float


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month on the axis; the first of them and each January name their year."""

    x: float
    month: Day
    names_year: bool


@dataclass(frozen=True, slots=True)
class Stages:
    """The chart: its rows in the order in which they were given, and its axis."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]


def subject(standing: PeerStanding, words: Vocabulary) -> Subject:
    """One record as a row."""
    reached = {status.id: standing.reached[status.id] for status in words.clocked if status.id in standing.reached}
    awaited = frozenset(
        status.id
        for status in words.clocked
        if status.id not in reached and not is_moot(status.id, standing.reached, standing.steps, words)
    )
    return Subject(standing.record.name, standing, reached, awaited, standing.record.checked)


def first_of(name: Text, subjects: Sequence[Subject]) -> Subject:
    """Several subjects as one: each status from the first of them that reached it, checked when all of them were."""
    reached: dict[str, Reached] = {}
    for status in sorted({status for one in subjects for status in one.reached}):
        found = [one.reached[status] for one in subjects if status in one.reached]
        reached[status] = min(found, key=lambda arrival: (arrival.day.first, arrival.event.date.first, arrival.event.id))
    awaited = frozenset(status for one in subjects for status in one.awaited if status not in reached)
    return Subject(name, None, reached, awaited, min((one.checked for one in subjects), key=lambda day: day.last))


def stages(subjects: Sequence[Subject], words: Vocabulary, as_of: date) -> Stages | None:
    """The chart up to a date; None where nothing was reached by then."""
    days = [arrival.day.first for one in subjects for arrival in one.reached.values()]
    if not days:
        return None
    first = min(days).replace(day=1)
    axis = _Axis(first, as_of)
    return Stages(tuple(_row(one, words.clocked, axis) for one in subjects), tuple(_ticks(axis)))


@dataclass(frozen=True, slots=True)
class _Axis:
    """The days between two dates, as percentages of the way."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day stands."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(100 * min(1.0, max(0.0, share)), 2)


def _row(one: Subject, clocked: Sequence[Status], axis: _Axis) -> Row:
    until = one.checked if one.checked.last <= axis.last else Day.of(axis.last)
    levels = [
        _mark(one, status, round((level + 0.5) * 100 / len(clocked), 2), until.last, clocked[0].id, axis)
        for level, status in enumerate(clocked)
    ]
    return Row(one, tuple(mark for mark in levels if mark is not None), until, axis.x(until.last))


def _mark(one: Subject, status: Status, y: float, until: date, origin: str, axis: _Axis) -> Mark | None:
    began, reached = one.reached.get(origin), one.reached.get(status.id)
    if reached is None and (began is None or status.id not in one.awaited):
        return None
    end = reached.day.first if reached else until
    start = began.day.first if began else end
    days = (end - start).days if began and status.id != origin else None
    is_exact = all(arrival.day.is_exact and not arrival.event.about for arrival in (began, reached) if arrival)
    return Mark(status, reached, y, axis.x(start), axis.x(end), days, is_exact)


def _ticks(axis: _Axis) -> Iterator[Tick]:
    """As many months as fit, the same number apart, and counted so that Januaries are among them."""
    first, last = axis.first.year * 12 + axis.first.month - 1, axis.last.year * 12 + axis.last.month - 1
    step = next((step for step in _STEPS if (last - first) // step < TICKS), _STEPS[-1])
    months = [Day(month // 12, month % 12 + 1) for month in range(first, last + 1) if month % step == 0]
    for month in months:
        x = axis.x(month.first)
        if x <= _LAST_TICK:
            yield Tick(x, month, month.month == 1 or month == months[0])
