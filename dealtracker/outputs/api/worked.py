"""What was worked out, as the documents show it: models of which each document holds one beside what was written.

Only the shape is here; `dealtracker.outputs.api.making` fills it from the standing that the pages show.
"""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from dealtracker.model import Day, Text
from dealtracker.model.base import Id, hyphenated
from dealtracker.model.vocabulary import WrittenEffect


class Shown(BaseModel):
    """The base of everything that documents are made of, besides the records themselves."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=hyphenated, populate_by_name=True)


class Proof(Shown):
    """What proves a status: a document of the kind that it asks for, or so far only reports."""

    documented: bool = Field(description="Whether a document of the right kind proves it; otherwise it is reported.")
    asks: tuple[Id, ...] = Field(description="The kinds of source of which the status asks for one; none: anything published.")
    proved_by: tuple[Id, ...] = Field(description="The sources that prove it.")


class Because(Shown):
    """Why a status is what it is: the event that decided it, and the rule for events of its kind."""

    event: Id = Field(description="The event that decided it.")
    page: str = Field(description="The address of the event on its page.")
    kind: Id = Field(description="The kind of the event.")
    effect: WrittenEffect = Field(description="The rule: what an event of this kind does to a status, as in the vocabulary.")
    sources: tuple[Id, ...] = Field(description="The sources of the event.")
    rests_on: Id = Field(
        description="The event that proves the status: the same, or for resumed talks the one that first led where they resumed."
    )


class Turn(Shown):
    """One change of status."""

    was: Id | None = Field(default=None, description="The status before. Absent for the first one.")
    status: Id = Field(description="The status after.")
    on: Day = Field(description="The day from which the change counts.")
    since: Day = Field(description="Since when it applies: the effective day of the event where it has one, else its date.")
    because: Id = Field(description="The event that made the change.")
    documented: bool | None = Field(
        default=None, description="Whether a document of the right kind proves the new status. Absent where only days are asked."
    )


class Arrival(Shown):
    """The first event that led to a rung of the ladder."""

    on: Day = Field(description="Since when it applies.")
    event: Id = Field(description="The event.")


class Days(Shown):
    """The days from one rung of the ladder to the next."""

    start: Id = Field(description="The status from which days are counted.")
    end: Id = Field(description="The status to which they are counted.")
    days: int | None = Field(
        default=None,
        description="How many; negative where the later rung came first. Absent where the clock never started, or where"
        " the rung was passed over. While the clock runs: up to the as-of date.",
    )
    running: bool = Field(description="Whether the second rung is still waited for.")
    exact: bool = Field(description="Whether both dates are known to the day.")


class Ahead(Shown):
    """An event that had happened and is not in effect yet."""

    event: Id = Field(description="The event.")
    effective: Day = Field(description="When it takes effect.")


class LastEvent(Shown):
    """The newest event."""

    event: Id = Field(description="The event.")
    date: Day = Field(description="When it happened.")


class StandingOfRecord(Shown):
    """Where a record stands on the as-of date, worked out from its events by the published rules."""

    status: Id | None = Field(default=None, description="The status. Absent before the first event.")
    since: Day | None = Field(default=None, description="Since when it applies.")
    because: Because | None = Field(default=None, description="Why.")
    evidence: Proof | None = Field(default=None, description="What proves it.")
    last_event: LastEvent | None = Field(default=None, description="The newest event.")
    complete: bool = Field(description="Whether no event of the record as it is today lies after the as-of date.")
    steps: tuple[Turn, ...] = Field(description="The changes of status as they could be known, oldest first.")
    applied: tuple[Turn, ...] = Field(
        description="The changes of status as they applied: a notice counted back changes what applied before it."
    )
    reached: Mapping[Id, Arrival] = Field(description="For each rung that an event led up to by name: the first such event.")
    clocks: tuple[Days, ...] = Field(description="The days between the rungs that are counted, lowest first.")
    coming: tuple[Ahead, ...] = Field(description="Events that had happened and take effect later.")


class GivenValue(Shown):
    """A value that an event gave to a point."""

    value: Text = Field(description="The value.")
    on: Day = Field(description="The day from which it counts.")
    event: Id = Field(description="The event that gave it.")


class StandingOfPoint(Shown):
    """Where a single point at issue stands: the same rules, over the events that name it."""

    status: Id | None = Field(default=None, description="The status. Absent where no event has named the point yet.")
    since: Day | None = Field(default=None, description="Since when it applies.")
    because: Id | None = Field(default=None, description="The event that decided it.")
    evidence: Proof | None = Field(default=None, description="What proves it.")
    value: GivenValue | None = Field(default=None, description="The value at the present status.")
    stages: Mapping[Id, GivenValue] = Field(description="For each status on the way: the last value given there.")
    proposed: GivenValue | None = Field(
        default=None, description="What was said last by an event that moves nothing, where that is newer than the last move."
    )


class StandingOfReading(Shown):
    """Whether a reading is settled."""

    open: bool = Field(description="Whether it is still unsettled.")
    disputed: bool = Field(description="Whether two of the parties differ; other voices make no dispute.")


class StandingOfPeer(StandingOfRecord):
    """Where a comparable deal stands on the as-of date."""

    points: Mapping[Id, StandingOfPoint] = Field(description="The points at issue, by their ids.")
    readings: Mapping[Id, StandingOfReading] = Field(description="What is read differently, by the ids of the readings.")


class Cause(Shown):
    """What raises a flag: one of these."""

    reading: Id | None = Field(default=None, description="A reading of this record.")
    event: Id | None = Field(default=None, description="An event of this record.")
    expected: Id | None = Field(default=None, description="An expectation of this record.")
    basis: Id | None = Field(default=None, description="A legal basis.")
    track: Id | None = Field(default=None, description="Another track.")
    peer: Id | None = Field(default=None, description="A comparable deal.")


class RaisedFlag(Shown):
    """Something to notice beside the status."""

    flag: Id = Field(description="The flag; see the vocabulary.")
    causes: tuple[Cause, ...] = Field(description="What raises it; nothing where it follows from the dates alone.")


class Outcome(Shown):
    """How an expectation turned out so far."""

    answer: Id | None = Field(default=None, description="The event that answered it.")
    past: bool = Field(description="Whether its date has passed.")
    overdue: bool = Field(description="Whether its date has passed without an answer.")


class Waiting(Shown):
    """What keeps a track from moving."""

    track: Id | None = Field(default=None, description="The track that it waits for.")
    peer: Id | None = Field(default=None, description="The comparable deal that it waits for, instead of a track.")
    relation: Id = Field(description="What the relation is; see the vocabulary.")
    since: Day = Field(description="Since when.")


class StandingOfTrack(StandingOfPeer):
    """Where a track stands on the as-of date."""

    flags: tuple[RaisedFlag, ...] = Field(description="The flags that are raised.")
    expected: Mapping[Id, Outcome] = Field(description="How each expectation turned out so far, by their ids.")
    waits_for: tuple[Waiting, ...] = Field(description="What it waits for.")
    chains: tuple[tuple[Id, ...], ...] = Field(
        description="What it waits for, and what that waits for in turn: each chain of tracks, from this one to its far end."
    )
    days_unchecked: int = Field(description="Days since somebody last looked for news of it.")


class StandingOfEvent(Shown):
    """What an event did."""

    counts_from: Day = Field(description="The day from which it counts: its date, and not before it takes effect.")
    coming: bool = Field(description="Whether it takes effect after the as-of date.")
    step: Turn | None = Field(default=None, description="The change of status that it made. Absent where it made none.")


class StandingInList(Shown):
    """Where a track stands, in short."""

    status: Id | None = Field(default=None, description="The status. Absent before the first event.")
    since: Day | None = Field(default=None, description="Since when it applies.")
    because: Id | None = Field(default=None, description="The event that decided it.")
    documented: bool | None = Field(default=None, description="Whether a document of the right kind proves it.")
    last_event: LastEvent | None = Field(default=None, description="The newest event.")
    flags: tuple[Id, ...] = Field(description="The flags that are raised.")


class CitedBy(Shown):
    """A record that cites a source."""

    track: Id | None = Field(default=None, description="The track, where it is one.")
    peer: Id | None = Field(default=None, description="The comparable deal, where it is one.")
    basis: Id | None = Field(default=None, description="The legal basis, where it is one.")
    carries_status: bool = Field(description="Whether the status of that record rests on an event that cites the source.")


class StandingOfSource(Shown):
    """What rests on a source."""

    cited_by: tuple[CitedBy, ...] = Field(description="The records that cite it.")


class StandingOfBasis(StandingOfRecord):
    """Where a legal basis stands on the as-of date."""

    tracks: tuple[Id, ...] = Field(description="The tracks that rest on it.")


class StandingOfDeal(Shown):
    """Where the whole deal stands on the as-of date."""

    statuses: Mapping[Id, int] = Field(description="How many tracks have each status that any has.")
    no_status: int = Field(description="How many tracks have none yet.")
    last_event: Day | None = Field(default=None, description="The date of the newest event of any track.")
    last_checked: Day | None = Field(default=None, description="The newest day on which any track was checked.")
