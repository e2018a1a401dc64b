"""Flags: what to notice beside the status, each with what raises it.

The vocabulary gives each flag its words. What raises it is decided here; `FLAGS` and the vocabulary must name the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dealtracker.model import Action, Event, Link, Reading, Track, Vocabulary
from dealtracker.model.records import Expected

FLAGS = ("disputed", "at-risk", "blocked", "basis-fell", "overdue", "stale")

RAISED_BY_EVENTS = ("at-risk",)
"""The flags that a kind of event may raise."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag, and the readings, events, links, bases or expectations that raise it (for `stale`: nothing)."""

    flag: str
    causes: tuple[Reading | Event | Link | Expected | str, ...] = ()


def known_readings(readings: Iterable[Reading], as_of: date) -> list[Reading]:
    """The readings of which at least two sides had spoken by a day."""
    return [reading for reading in readings if sum(side.date.last <= as_of for side in reading.sides) >= 2]


def is_disputed(reading: Reading, as_of: date) -> bool:
    """Whether at least two parties had spoken by a day, and the matter is unsettled; third voices make no dispute."""
    parties = {side.by for side in reading.sides if side.by is not None and side.date.last <= as_of}
    return len(parties) >= 2 and is_open(reading, as_of)


def is_open(reading: Reading, as_of: date) -> bool:
    """Whether a reading is still unsettled on a day."""
    return reading.until is None or reading.until.last > as_of


def is_active(link: Link, as_of: date) -> bool:
    """Whether a link holds on a day."""
    return link.since.first <= as_of and (link.until is None or link.until.last > as_of)


def is_answered(by: str | None, events: Iterable[Event]) -> bool:
    """Whether what waits for an answer has one among the events known so far."""
    return by is not None and any(event.id == by for event in events)


def is_overdue(expected: Expected, events: Sequence[Event], as_of: date) -> bool:
    """Whether an expected date has passed unanswered."""
    return expected.date.last < as_of and not is_answered(expected.answered, events)


def unanswered(events: Sequence[Event], vocabulary: Vocabulary, flag: str) -> tuple[Event, ...]:
    """The events that raise a flag and that no later event in the record answers."""
    return tuple(
        event for event in events if vocabulary.kind[event.kind].raises == flag and not is_answered(event.answered, events)
    )


def days_unchecked(track: Track, as_of: date) -> int:
    """Days since somebody last looked for news; 0 on a day before that."""
    return max(0, (as_of - track.checked.last).days)


def track_flags(
    track: Track,
    events: Sequence[Event],
    basis_status: Mapping[str, str | None],
    vocabulary: Vocabulary,
    stale_after: int,
    as_of: date,
) -> tuple[Raised, ...]:
    """The flags of a track on a day.

    `events` are those known by then. `basis_status` holds the status of each legal basis of the track; a basis has
    fallen when it left the ladder, and the flag is raised when at least one has and no other one applies.
    """
    raised: list[Raised] = []
    disputes = tuple(reading for reading in track.readings if is_disputed(reading, as_of))
    raised.append(Raised("disputed", disputes))
    raised.append(Raised("at-risk", unanswered(events, vocabulary, "at-risk")))
    blocks = tuple(link for link in track.links if vocabulary.relation[link.relation].blocks and is_active(link, as_of))
    raised.append(Raised("blocked", blocks))
    raised.append(Raised("basis-fell", _fallen(track.basis, basis_status, vocabulary)))
    late = tuple(e for e in track.expected if e.since.first <= as_of and is_overdue(e, events, as_of))
    raised.append(Raised("overdue", late))
    found = tuple(flag for flag in raised if flag.causes)
    if days_unchecked(track, as_of) > stale_after:
        found += (Raised("stale"),)
    return found


def _fallen(bases: Iterable[str], status: Mapping[str, str | None], vocabulary: Vocabulary) -> tuple[str, ...]:
    known = [(basis, vocabulary.status[id]) for basis in bases if (id := status[basis]) is not None]
    left = {kind.effect.status for kind in vocabulary.kinds if kind.effect.action is Action.LEAVE}
    fallen = tuple(basis for basis, word in known if word.id in left)
    return () if any(word.applies for _, word in known) else fallen
