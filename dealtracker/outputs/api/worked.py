"""What was worked out, as the documents show it: models of which each document holds one beside what was written.

Only the shape is here; `dealtracker.outputs.api.making` fills it from the standing that the pages show.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

from dealtracker.model import Day, Text
from dealtracker.model.base import Id, hyphenated
from dealtracker.model.vocabulary import WrittenEffect


def says(description: str) -> Any:
    """What a field is for, as its schema says it."""
    return Field(description=description)


WRITTEN = ConfigDict(alias_generator=hyphenated)
"""Names have hyphens, as in the record format."""


class Shown:
    """The base of what documents are made of, besides records: plain values, which pydantic writes and describes.

    They are no models, because there are hundreds for a track, and nothing that the program itself says needs a check.
    """

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = WRITTEN


@dataclass(slots=True, kw_only=True)
class Proof(Shown):
    """What proves a status: a document of the kind that it asks for, or so far only reports."""

    documented: Annotated[bool, says("Whether a document of the right kind proves it; otherwise it is reported.")]
    asks: Annotated[tuple[Id, ...], says("The kinds of source of which the status asks for one; none: anything published.")]
    proved_by: Annotated[tuple[Id, ...], says("The sources that prove it.")]


@dataclass(slots=True, kw_only=True)
class Because(Shown):
    """Why a status is what it is: the event that decided it, and the rule for events of its kind."""

    event: Annotated[Id, says("The event that decided it.")]
    page: Annotated[str, says("The address of the event on its page.")]
    kind: Annotated[Id, says("The kind of the event.")]
    effect: Annotated[WrittenEffect, says("The rule: what an event of this kind does to a status, as in the vocabulary.")]
    sources: Annotated[tuple[Id, ...], says("The sources of the event.")]
    rests_on: Annotated[
        Id, says("The event that proves the status: the same, or for resumed talks the one that first led where they resumed.")
    ]


@dataclass(slots=True, kw_only=True)
class Turn(Shown):
    """One change of status."""

    was: Annotated[Id | None, says("The status before. Absent for the first one.")] = None
    status: Annotated[Id, says("The status after.")]
    on: Annotated[Day, says("The day from which the change counts.")]
    since: Annotated[Day, says("Since when it applies: the effective day of the event where it has one, else its date.")]
    because: Annotated[Id, says("The event that made the change.")]
    documented: Annotated[
        bool | None, says("Whether a document of the right kind proves the new status. Absent where only days are asked.")
    ] = None


@dataclass(slots=True, kw_only=True)
class Arrival(Shown):
    """The first event that led to a rung of the ladder."""

    on: Annotated[Day, says("Since when it applies.")]
    event: Annotated[Id, says("The event.")]


@dataclass(slots=True, kw_only=True)
class Days(Shown):
    """The days from one rung of the ladder to the next."""

    start: Annotated[Id, says("The status from which days are counted.")]
    end: Annotated[Id, says("The status to which they are counted.")]
    days: Annotated[
        int | None,
        Field(
            description="How many; negative where the later rung came first. Absent where the clock never started, or where"
            " the rung was passed over. While the clock runs: up to the as-of date."
        ),
    ] = None
    running: Annotated[bool, says("Whether the second rung is still waited for.")]
    exact: Annotated[bool, says("Whether both dates are known to the day.")]


@dataclass(slots=True, kw_only=True)
class Ahead(Shown):
    """An event that had happened and is not in effect yet."""

    event: Annotated[Id, says("The event.")]
    effective: Annotated[Day, says("When it takes effect.")]


@dataclass(slots=True, kw_only=True)
class LastEvent(Shown):
    """The newest event."""

    event: Annotated[Id, says("The event.")]
    date: Annotated[Day, says("When it happened.")]


@dataclass(slots=True, kw_only=True)
class StandingOfRecord(Shown):
    """Where a record stands on the as-of date, worked out from its events by the published rules."""

    status: Annotated[Id | None, says("The status. Absent before the first event.")] = None
    since: Annotated[Day | None, says("Since when it applies.")] = None
    because: Annotated[Because | None, says("Why.")] = None
    evidence: Annotated[Proof | None, says("What proves it.")] = None
    last_event: Annotated[LastEvent | None, says("The newest event.")] = None
    complete: Annotated[
        bool, says("Whether the summary is there: it is left out as of a day before the one up to which it tells.")
    ]
    steps: Annotated[tuple[Turn, ...], says("The changes of status as they could be known, oldest first.")]
    applied: Annotated[
        tuple[Turn, ...], says("The changes of status as they applied: a notice counted back changes what applied before it.")
    ]
    reached: Annotated[Mapping[Id, Arrival], says("For each rung that an event led up to by name: the first such event.")]
    clocks: Annotated[tuple[Days, ...], says("The days between the rungs that are counted, lowest first.")]
    coming: Annotated[tuple[Ahead, ...], says("Events that had happened and take effect later.")]


@dataclass(slots=True, kw_only=True)
class GivenValue(Shown):
    """A value that an event gave to a point."""

    value: Annotated[Text, says("The value.")]
    on: Annotated[Day, says("The day from which it counts.")]
    event: Annotated[Id, says("The event that gave it.")]


@dataclass(slots=True, kw_only=True)
class StandingOfPoint(Shown):
    """Where a single point at issue stands: the same rules, over the events that name it."""

    status: Annotated[Id | None, says("The status. Absent where no event has named the point yet.")] = None
    since: Annotated[Day | None, says("Since when it applies.")] = None
    because: Annotated[Id | None, says("The event that decided it.")] = None
    evidence: Annotated[Proof | None, says("What proves it.")] = None
    value: Annotated[GivenValue | None, says("The value at the present status.")] = None
    stages: Annotated[Mapping[Id, GivenValue], says("For each status on the way: the last value given there.")]
    proposed: Annotated[
        GivenValue | None, says("What was said last by an event that moves nothing, where that is newer than the last move.")
    ] = None


@dataclass(slots=True, kw_only=True)
class StandingOfReading(Shown):
    """Whether a reading is settled."""

    open: Annotated[bool, says("Whether it is still unsettled.")]
    disputed: Annotated[bool, says("Whether two of the parties differ; other voices make no dispute.")]


@dataclass(slots=True, kw_only=True)
class StandingOfPeer(StandingOfRecord):
    """Where a comparable deal stands on the as-of date."""

    points: Annotated[Mapping[Id, StandingOfPoint], says("The points at issue, by their ids.")]
    readings: Annotated[Mapping[Id, StandingOfReading], says("What is read differently, by the ids of the readings.")]


@dataclass(slots=True, kw_only=True)
class Cause(Shown):
    """What raises a flag: one of these."""

    reading: Annotated[Id | None, says("A reading of this record.")] = None
    event: Annotated[Id | None, says("An event of this record.")] = None
    expected: Annotated[Id | None, says("An expectation of this record.")] = None
    basis: Annotated[Id | None, says("A legal basis.")] = None
    track: Annotated[Id | None, says("Another track.")] = None
    peer: Annotated[Id | None, says("A comparable deal.")] = None


@dataclass(slots=True, kw_only=True)
class RaisedFlag(Shown):
    """Something to notice beside the status."""

    flag: Annotated[Id, says("The flag; see the vocabulary.")]
    causes: Annotated[tuple[Cause, ...], says("What raises it; nothing where it follows from the dates alone.")]


@dataclass(slots=True, kw_only=True)
class Outcome(Shown):
    """How an expectation turned out so far."""

    answer: Annotated[Id | None, says("The event that answered it.")] = None
    past: Annotated[bool, says("Whether its date has passed.")]
    overdue: Annotated[bool, says("Whether its date has passed without an answer.")]


@dataclass(slots=True, kw_only=True)
class Waiting(Shown):
    """What keeps a track from moving."""

    track: Annotated[Id | None, says("The track that it waits for.")] = None
    peer: Annotated[Id | None, says("The comparable deal that it waits for, instead of a track.")] = None
    relation: Annotated[Id, says("What the relation is; see the vocabulary.")]
    since: Annotated[Day, says("Since when.")]


@dataclass(slots=True, kw_only=True)
class StandingOfTrack(StandingOfPeer):
    """Where a track stands on the as-of date."""

    flags: Annotated[tuple[RaisedFlag, ...], says("The flags that are raised.")]
    expected: Annotated[Mapping[Id, Outcome], says("How each expectation turned out so far, by their ids.")]
    waits_for: Annotated[tuple[Waiting, ...], says("What it waits for.")]
    chains: Annotated[
        tuple[tuple[Id, ...], ...],
        says("What it waits for, and what that waits for in turn: each chain of tracks, from this one to its far end."),
    ]
    days_unchecked: Annotated[int, says("Days since somebody last looked for news of it.")]


@dataclass(slots=True, kw_only=True)
class StandingOfEvent(Shown):
    """What an event did."""

    counts_from: Annotated[Day, says("The day from which it counts: its date, and not before it takes effect.")]
    coming: Annotated[bool, says("Whether it takes effect after the as-of date.")]
    withdrawn: Annotated[bool, says("Whether it was withdrawn, and counts for nothing: `retracted` says why.")]
    step: Annotated[Turn | None, says("The change of status that it made. Absent where it made none.")] = None


@dataclass(slots=True, kw_only=True)
class StandingInList(Shown):
    """Where a track stands, in short."""

    status: Annotated[Id | None, says("The status. Absent before the first event.")] = None
    since: Annotated[Day | None, says("Since when it applies.")] = None
    because: Annotated[Id | None, says("The event that decided it.")] = None
    documented: Annotated[bool | None, says("Whether a document of the right kind proves it.")] = None
    last_event: Annotated[LastEvent | None, says("The newest event.")] = None
    flags: Annotated[tuple[Id, ...], says("The flags that are raised.")]


@dataclass(slots=True, kw_only=True)
class CitedBy(Shown):
    """A record that cites a source."""

    track: Annotated[Id | None, says("The track, where it is one.")] = None
    peer: Annotated[Id | None, says("The comparable deal, where it is one.")] = None
    basis: Annotated[Id | None, says("The legal basis, where it is one.")] = None
    carries_status: Annotated[bool, says("Whether the status of that record rests on an event that cites the source.")]


@dataclass(slots=True, kw_only=True)
class StandingOfSource(Shown):
    """What rests on a source."""

    cited_by: Annotated[tuple[CitedBy, ...], says("The records that cite it.")]


@dataclass(slots=True, kw_only=True)
class StandingOfBasis(StandingOfRecord):
    """Where a legal basis stands on the as-of date."""

    tracks: Annotated[tuple[Id, ...], says("The tracks that rest on it.")]


@dataclass(slots=True, kw_only=True)
class StandingOfDeal(Shown):
    """Where the whole deal stands on the as-of date."""

    statuses: Annotated[Mapping[Id, int], says("How many tracks have each status that any has.")]
    no_status: Annotated[int, says("How many tracks have none yet.")]
    last_event: Annotated[Day | None, says("The date of the newest event of any track.")] = None
    last_checked: Annotated[Day | None, says("The newest day on which any track was checked.")] = None
