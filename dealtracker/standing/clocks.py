"""The days between the rungs that are counted: announced, on paper, in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dealtracker.model import Action, Day, Event, Vocabulary
from dealtracker.standing.fold import Step


@dataclass(frozen=True, slots=True)
class Reached:
    """The first event that led to a rung, and since when it applies."""

    day: Day
    event: Event


@dataclass(frozen=True, slots=True)
class Clock:
    """The days from one rung to the next.

    `days` is None where the clock never started or was never going to end (the rung was passed over, or the track left
    the ladder first). It is negative where the later rung came first. While it runs, `days` counts to the as-of date.
    `is_exact` is false where a date is known only to the month or only approximately.
    """

    start: str
    end: str
    days: int | None
    is_running: bool
    is_exact: bool


def reached(events: Sequence[Event], vocabulary: Vocabulary) -> dict[str, Reached]:
    """For each rung that an event led up to by name: the first such event. `events` count and are in order."""
    result: dict[str, Reached] = {}
    for event in events:
        effect = vocabulary.kind[event.kind].effect
        if effect.action is Action.CLIMB and effect.status is not None:
            result.setdefault(effect.status, Reached(event.effective or event.date, event))
    return result


def clocks(arrivals: Mapping[str, Reached], steps: Sequence[Step], vocabulary: Vocabulary, as_of: date) -> tuple[Clock, ...]:
    """The clocks between neighbouring counted rungs, lowest first."""
    return tuple(_clock(start.id, end.id, arrivals, steps, vocabulary, as_of) for start, end in pairwise(vocabulary.clocked))


def _clock(
    start: str,
    end: str,
    arrivals: Mapping[str, Reached],
    steps: Sequence[Step],
    vocabulary: Vocabulary,
    as_of: date,
) -> Clock:
    began, ended = arrivals.get(start), arrivals.get(end)
    if began is None:
        return Clock(start, end, None, is_running=False, is_exact=True)
    exact = began.day.is_exact and not began.event.about
    if ended is not None:
        exact = exact and ended.day.is_exact and not ended.event.about
        return Clock(start, end, (ended.day.first - began.day.first).days, is_running=False, is_exact=exact)
    if is_moot(end, arrivals, steps, vocabulary):
        return Clock(start, end, None, is_running=False, is_exact=True)
    return Clock(start, end, (as_of - began.day.first).days, is_running=True, is_exact=exact)


def is_moot(end: str, arrivals: Mapping[str, Reached], steps: Sequence[Step], vocabulary: Vocabulary) -> bool:
    """Whether nobody waits for the rung any more: a higher one was reached without it, or the ladder was left."""
    rung = {status.id: status.rung or 0 for status in vocabulary.ladder}
    left = {kind.effect.status for kind in vocabulary.kinds if kind.effect.action is Action.LEAVE}
    return any(rung[status] > rung[end] for status in arrivals) or (bool(steps) and steps[-1].status in left)
