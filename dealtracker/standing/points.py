"""Where a single point stands: the same fold over the events that name it, and the value it has at each stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dealtracker.model import Action, Day, Event, Point, Source, Text, Vocabulary
from dealtracker.standing.evidence import Evidence, evidence
from dealtracker.standing.fold import Axis, Step, counts_from, fold


@dataclass(frozen=True, slots=True)
class Said:
    """A value that an event gave to a point."""

    value: Text
    on: Day
    event: Event


@dataclass(frozen=True, slots=True)
class PointStanding:
    """A point on a date.

    `stages` holds, for each status that an event led the point to, the last value given there. `value` is what holds at
    the present status. `proposed` is what was said last by an event that moves nothing (a threat, a proposal), where
    that is newer than the last move.
    """

    point: Point
    steps: tuple[Step, ...]
    evidence: Evidence | None
    stages: Mapping[str, Said]
    value: Said | None
    proposed: Said | None

    @property
    def status(self) -> str | None:
        """The status, or None where no event has named the point yet."""
        return self.steps[-1].status if self.steps else None

    @property
    def because(self) -> Event | None:
        """The event that decided the status."""
        return self.steps[-1].because if self.steps else None


def point_standing(point: Point, events: Sequence[Event], sources: Mapping[str, Source], vocabulary: Vocabulary) -> PointStanding:
    """Where a point stands after `events`, which count and are in order; those that do not name it are passed over."""
    naming = [event for event in events if point.id in event.points]
    steps = tuple(fold(naming, vocabulary))
    stages: dict[str, Said] = {}
    value: Said | None = None
    proposed: Said | None = None
    for event, status in zip(naming, _statuses_after(naming, steps), strict=True):
        given = event.points[point.id]
        said = None if given is None else Said(given, counts_from(event, Axis.KNOWN), event)
        effect = vocabulary.kind[event.kind].effect
        if effect.status is None or effect.action is Action.PAUSE:
            proposed = said or proposed
            continue
        if said is not None:
            stages[effect.status] = said
        if status == effect.status:
            value, proposed = said or value, None
    proof = evidence(steps[-1].status, steps[-1].rests_on, sources, vocabulary) if steps else None
    return PointStanding(point, steps, proof, stages, value, proposed)


def _statuses_after(events: Sequence[Event], steps: Sequence[Step]) -> list[str]:
    """The status after each of the events."""
    turns = {id(step.because): step.status for step in steps}
    result: list[str] = []
    for event in events:
        result.append(turns.get(id(event)) or result[-1])
    return result
