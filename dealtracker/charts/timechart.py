"""The chart of the deal: for each track a band through time, in the colour and with the sign of the status it had.

A band ends where somebody last looked for news; from there on the chart says “not checked”, so that the end of the record
never looks like the end of events.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from dealtracker.model import Action, Day, Event, Status, Text, Vocabulary
from dealtracker.standing import DealStanding, TrackStanding

WIDE, NARROW = 6.6, 3.1
"""Pixels of a hundredth of the band column: beside its table on a wide screen, and alone on a phone of 320 pixels."""

LETTER = 6.4
"""Pixels of a letter in a band or beside a landmark."""

SIGN = 11
"""Pixels that the sign of a status needs."""

UNCHECKED = 12
"""Letters of “not checked”."""

EARLIER = 6.0
"""Per cent of the width for all the time before the deal, however long that was."""

YEAR = 4
"""Letters of the year that stands above that."""

UNITS = 2000
"""Ticks of events are drawn on a grid of so many columns: they are many, and whole numbers are short."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The time that a chart shows: from the first event up to and including a day.

    Before `start`, the beginning of the deal, there may be a stretch with a scale of its own: all of it is drawn on
    `earlier` per cent of the width. It gets no more room than the same time gets later.
    """

    first: date
    start: date
    end: date

    @property
    def earlier(self) -> float:
        """Where the deal begins, in per cent of the width."""
        before, all_days = (self.start - self.first).days, (self.end - self.first).days + 1
        return round(min(EARLIER, 100 * before / all_days), 2)

    def at(self, day: date) -> float:
        """Where a day begins, in per cent of the width; days outside are at the edges."""
        if day < self.start:
            return round(self.earlier * max(0, (day - self.first).days) / max(1, (self.start - self.first).days), 2)
        share = (day - self.start).days / max(1, (self.end - self.start).days + 1)
        return round(self.earlier + (100 - self.earlier) * min(1.0, share), 2)


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of time with one status.

    `letters` says what has room in it: `sign` (of the status), `wide` (its word too, on a wide screen), `word` (its
    word on every screen), or nothing.
    """

    status: Status
    is_documented: bool
    since: Day
    x: float
    width: float
    letters: str


@dataclass(frozen=True, slots=True)
class Row:
    """One track: its bands, the ticks of its events on the grid of `UNITS`, and from where on nobody has looked."""

    standing: TrackStanding
    bands: tuple[Band, ...]
    ticks: tuple[int, ...]
    unchecked: float | None
    says_unchecked: str


@dataclass(frozen=True, slots=True)
class Month:
    """The beginning of a month; `letters` says where the axis has room to name it: on every screen (`word`), or a wide one."""

    day: Day
    x: float
    letters: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A landmark: its number, where it stands, the lane in which its label has room, and whether a text came of it."""

    number: int
    label: Text
    track: str
    event: Event
    x: float
    lane: int
    reads_left: bool
    is_text: bool

    @property
    def eve(self) -> date:
        """The day before: how things stood without it."""
        return self.event.date.first - timedelta(days=1)


@dataclass(frozen=True)
class TimeChart:
    """The chart of all tracks, or the part of it that a page shows."""

    scale: Scale
    months: tuple[Month, ...]
    marks: tuple[Mark, ...]
    rows: Mapping[str, Row]

    @property
    def first(self) -> Day:
        """The day of the first event, or that on which the deal began."""
        return Day.of(self.scale.first)

    @property
    def names_earlier(self) -> bool:
        """Whether the axis has room for the year in which the time before the deal begins."""
        return self.scale.earlier * WIDE >= YEAR * LETTER + 4

    @cached_property
    def lanes(self) -> int:
        """How many lanes the labels of the landmarks need."""
        return max((mark.lane for mark in self.marks), default=-1) + 1


def time_chart(standing: DealStanding) -> TimeChart:
    """The chart of a deal, from its first event to the day of the standing."""
    start = min(standing.deal.about.start.first, standing.as_of)
    everything = (*standing.tracks.values(), *standing.retracted.values())
    first = min((event.date.last for track in everything for event in track.events), default=start)
    scale = Scale(min(first, start), start, standing.as_of)
    words = standing.deal.vocabulary
    rows = {id: row(track, scale, words) for id, track in (*standing.tracks.items(), *standing.retracted.items())}
    return TimeChart(scale, tuple(_months(scale)), tuple(_marks(standing, scale)), rows)


def row(standing: TrackStanding, scale: Scale, words: Vocabulary) -> Row:
    """The row of one track."""
    seen = max([standing.track.checked.last, *(event.date.last for event in standing.events)])
    looked = min(seen, scale.end) + timedelta(days=1)
    unchecked = scale.at(looked) if looked <= scale.end else None
    ticks = sorted({round(scale.at(event.date.last) * UNITS / 100) for event in standing.events})
    room = 0 if unchecked is None else 100 - unchecked
    return Row(standing, tuple(_bands(standing, scale, looked, words)), tuple(ticks), unchecked, _letters(room, UNCHECKED))


def _bands(standing: TrackStanding, scale: Scale, until: date, words: Vocabulary) -> Iterator[Band]:
    days = [*(step.on.last for step in standing.steps), until]
    for (start, end), step, proof in zip(pairwise(days), standing.steps, standing.proofs, strict=True):
        x, over = scale.at(start), scale.at(min(end, until))
        if over > x:
            word = words.status[step.status]
            letters = _letters(over - x, len(word.label.en) + 2)
            yield Band(word, proof.is_documented, step.since, x, round(over - x, 2), letters)


def _letters(room: float, letters: int) -> str:
    """What has room in so many per cent of the width: see `Band`."""
    needed = letters * LETTER + 8
    if room * NARROW >= needed:
        return "word"
    if room * WIDE >= needed:
        return "wide"
    return "sign" if room * NARROW >= SIGN else ""


def _months(scale: Scale) -> Iterator[Month]:
    """The months that begin on the chart. Quarters are named; on a chart of less than ten months each month is."""
    is_short = (scale.end - scale.start).days < 300
    first = scale.start.replace(day=1)
    for number in range(12 * (scale.end.year - first.year) + scale.end.month - first.month + 1):
        month = Day(first.year + (first.month - 1 + number) // 12, (first.month - 1 + number) % 12 + 1)
        if scale.start <= month.first <= scale.end:
            x = scale.at(month.first)
            is_named = is_short or month.month in (1, 4, 7, 10)
            yield Month(month, x, _letters(100 - x, 8) if is_named else "")


def _marks(standing: DealStanding, scale: Scale) -> Iterator[Mark]:
    """The landmarks known by the day of the chart, each label in the highest lane where it meets no other one."""
    found = []
    for landmark in standing.deal.about.landmarks:
        track = standing.tracks.get(landmark.track)
        event = next((e for e in track.events if e.id == landmark.event), None) if track is not None else None
        if event is not None and event.date.last >= scale.first:
            found.append((event.date.last, landmark, event))
    free: list[float] = []
    for number, (day, landmark, event) in enumerate(sorted(found, key=lambda entry: entry[0]), 1):
        x, width = scale.at(day), (len(landmark.label.en) * LETTER + 12) / WIDE
        reads_left = x + width > 100
        begins = x - width if reads_left else x
        lane = next((lane for lane, end in enumerate(free) if end <= begins), len(free))
        free[lane : lane + 1] = [x if reads_left else x + width]
        is_text = standing.deal.vocabulary.kind[event.kind].effect.action is Action.CLIMB
        yield Mark(number, landmark.label, landmark.track, event, x, lane, reads_left, is_text)
