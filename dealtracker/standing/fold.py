"""The fold: dated events, in order, become a status with a date and a reason.

The published rule, which the method page prints:

1. The first event opens a track at the foot of the ladder.
2. A kind of event that climbs (`up-to`) leads to its rung when the track stands lower. It never lowers it.
3. A kind that pauses (`pause`) stops a track on the ladder and remembers where it stood. A stopped track goes on when
   talks resume (`resume`), to where it stood, or when an event climbs at least as high as it stood.
4. A kind that leaves (`off-to`) takes a track off the ladder. Only a later climb leads back, to the rung of that climb.
   Off the ladder nothing can be paused.

An event counts from the day on which it was both known and in effect; a month counts from its last day, when it has
surely come. On one day, the order of the record decides. An event that is withdrawn counts no more from the day of its
withdrawal; on an earlier day it counts as it did.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dealtracker.model import Action, Day, Event, Record, Vocabulary


class Axis(StrEnum):
    """Two ways of asking where something stood on a past day."""

    KNOWN = "known"
    """What could be known on that day: an event counts from its date, and not before it takes effect."""

    APPLIED = "applied"
    """What applied on that day, as we know today: an event counts from the day since which it is effective."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of status."""

    was: str | None
    status: str
    on: Day
    """The day from which the change counts, on the axis of the fold."""
    because: Event
    rests_on: Event
    """The event that proves the status: `because`, or for resumed talks the event that first led where they resumed."""

    @property
    def since(self) -> Day:
        """Since when it applies: the effective day where the event has one, else its date."""
        return self.because.effective or self.because.date


def counts_from(event: Event, axis: Axis) -> Day:
    """The day from which an event counts on an axis."""
    if event.effective is None:
        return event.date
    if axis is Axis.APPLIED or event.effective.last > event.date.last:
        return event.effective
    return event.date


def is_withdrawn(part: Event | Record, as_of: date) -> bool:
    """Whether an event or a record is withdrawn on a day."""
    return part.retracted is not None and part.retracted.date.last <= as_of


def known_by(events: Iterable[Event], as_of: date) -> list[Event]:
    """The events that had happened by a day and stand, whether in effect or not, in the order of the record."""
    return [event for event in events if event.date.last <= as_of and not is_withdrawn(event, as_of)]


def in_order(events: Iterable[Event], axis: Axis, as_of: date) -> list[Event]:
    """The events that count on a day, in the order in which they count."""
    counted = [event for event in known_by(events, as_of) if counts_from(event, axis).last <= as_of]
    return sorted(counted, key=lambda event: counts_from(event, axis).last)


def fold(events: Sequence[Event], vocabulary: Vocabulary, axis: Axis = Axis.KNOWN) -> Iterator[Step]:
    """The changes of status that a sequence of events makes, oldest first.

    `events` are those that count, in their order (see `in_order`); every kind must be in the vocabulary.
    """
    rung = {status.id: status.rung or 0 for status in vocabulary.ladder}
    status: str | None = None
    held: str | None = None
    rests_on: dict[str, Event] = {}
    for event in events:
        was = status
        status, held = after(event.kind, status, held, vocabulary, rung)
        if status != was:
            if was is None:
                rests_on[vocabulary.ladder[0].id] = event
            if vocabulary.kind[event.kind].effect.action is not Action.RESUME:
                rests_on[status] = event
            yield Step(was, status, counts_from(event, axis), event, rests_on[status])


def status_on(events: Iterable[Event], vocabulary: Vocabulary, day: date, *, axis: Axis, as_of: date) -> Step | None:
    """The step that decided the status on `day`, seen from `as_of`; None before the first event.

    On the axis `KNOWN` nothing later than `day` counts. On the axis `APPLIED` everything known by `as_of` counts from
    the day since which it is effective, so that a notice counted back changes what applied before it was published.
    """
    seen = known_by(events, min(day, as_of) if axis is Axis.KNOWN else as_of)
    counted = sorted(
        (event for event in seen if counts_from(event, axis).last <= day),
        key=lambda event: counts_from(event, axis).last,
    )
    steps = list(fold(counted, vocabulary, axis))
    return steps[-1] if steps else None


def after(
    kind: str, status: str | None, held: str | None, vocabulary: Vocabulary, rung: Mapping[str, int]
) -> tuple[str, str | None]:
    """The status after an event of a kind, and where a stopped track stood before it stopped.

    `status` is None before the first event; `held` is None unless the track is stopped. `rung` holds the height of each
    status on the ladder.
    """
    effect = vocabulary.kind[kind].effect
    opened = status or vocabulary.ladder[0].id
    match effect.action:
        case Action.CLIMB if effect.status is not None:
            stood = rung.get(held or opened, -1)
            height = rung[effect.status]
            if height > stood or (held is not None and height == stood):
                return effect.status, None
        case Action.PAUSE if effect.status is not None and opened in rung:
            return effect.status, opened
        case Action.LEAVE if effect.status is not None:
            return effect.status, None
        case Action.RESUME if held is not None:
            return held, None
    return opened, held
