"""From the standing that the pages show to what the documents say was worked out. Everything here only names things."""

from collections.abc import Iterator
from typing import Any

from dealtracker.model import Event, Link, Reading, Vocabulary
from dealtracker.model.records import Expected
from dealtracker.outputs.api.worked import (
    Ahead,
    Arrival,
    Because,
    Cause,
    Days,
    GivenValue,
    LastEvent,
    Outcome,
    Proof,
    RaisedFlag,
    StandingInList,
    StandingOfBasis,
    StandingOfEvent,
    StandingOfPeer,
    StandingOfPoint,
    StandingOfReading,
    StandingOfTrack,
    Turn,
    Waiting,
)
from dealtracker.standing import (
    Axis,
    Clock,
    DealStanding,
    Evidence,
    Expectation,
    PointStanding,
    Raised,
    RecordStanding,
    Step,
    TrackStanding,
)
from dealtracker.standing.flags import days_unchecked, is_disputed, is_open
from dealtracker.standing.fold import counts_from
from dealtracker.standing.points import Said
from dealtracker.standing.stand import PeerStanding


def of_basis(standing: RecordStanding, words: Vocabulary, page: str, tracks: tuple[str, ...]) -> StandingOfBasis:
    """Where a legal basis stands, on which `tracks` rest. `page` is the address of the event that decided its status."""
    return StandingOfBasis(**_of_record(standing, words, page), tracks=tracks)


def of_peer(standing: PeerStanding, words: Vocabulary, page: str) -> StandingOfPeer:
    """Where a comparable deal stands."""
    return StandingOfPeer(**_of_peer(standing, words, page))


def of_track(standing: TrackStanding, deal: DealStanding, page: str) -> StandingOfTrack:
    """Where a track stands."""
    id = standing.track.id
    return StandingOfTrack(
        **_of_peer(standing, deal.deal.vocabulary, page),
        flags=tuple(RaisedFlag(flag=raised.flag, causes=tuple(causes(raised))) for raised in standing.flags),
        expected={entry.expected.id: outcome(entry) for entry in standing.expectations},
        waits_for=tuple(waiting(link) for link in deal.blocked.get(id, ())),
        chains=tuple(deal.chains(id)),
        days_unchecked=days_unchecked(standing.track, standing.as_of),
    )


def _of_record(standing: RecordStanding, words: Vocabulary, page: str) -> dict[str, Any]:
    """The fields of a `StandingOfRecord`."""
    step = standing.step
    return {
        "status": standing.status,
        "since": None if step is None else step.since,
        "because": None if step is None else because(step, words, page),
        "evidence": proof(standing.evidence),
        "last_event": last_event(standing),
        "complete": bool(standing.record.summary),
        "steps": tuple(turn(step, proof) for step, proof in zip(standing.steps, standing.proofs, strict=True)),
        "applied": tuple(turn(step) for step in standing.applied),
        "reached": {status: Arrival(on=arrival.day, event=arrival.event.id) for status, arrival in standing.reached.items()},
        "clocks": tuple(days(clock) for clock in standing.clocks),
        "coming": tuple(Ahead(event=event.id, effective=counts_from(event, Axis.KNOWN)) for event in standing.coming),
    }


def _of_peer(standing: PeerStanding, words: Vocabulary, page: str) -> dict[str, Any]:
    """The fields of a `StandingOfPeer`."""
    return _of_record(standing, words, page) | {
        "points": {point.point.id: of_point(point) for point in standing.points},
        "readings": {reading.id: of_reading(reading, standing) for reading in standing.readings},
    }


def in_list(standing: TrackStanding) -> StandingInList:
    """Where a track stands, in short."""
    step = standing.step
    return StandingInList(
        status=standing.status,
        since=None if step is None else step.since,
        because=None if step is None else step.because.id,
        documented=None if standing.evidence is None else standing.evidence.is_documented,
        last_event=last_event(standing),
        flags=tuple(standing.flag),
    )


def of_events(standing: TrackStanding) -> Iterator[StandingOfEvent]:
    """What each event of a track did, in the order of the record."""
    turns = {id(step.because): turn(step, proof) for step, proof in zip(standing.steps, standing.proofs, strict=True)}
    coming = {id(event) for event in standing.coming}
    for event in standing.track.events:
        day, is_withdrawn = counts_from(event, Axis.KNOWN), event.retracted is not None
        yield StandingOfEvent(counts_from=day, coming=id(event) in coming, withdrawn=is_withdrawn, step=turns.get(id(event)))


def of_point(standing: PointStanding) -> StandingOfPoint:
    """Where a point stands."""
    step = standing.steps[-1] if standing.steps else None
    return StandingOfPoint(
        status=standing.status,
        since=None if step is None else step.since,
        because=None if step is None else step.because.id,
        evidence=proof(standing.evidence),
        value=said(standing.value),
        stages={status: given(value) for status, value in standing.stages.items()},
        proposed=said(standing.proposed),
    )


def of_reading(reading: Reading, standing: PeerStanding) -> StandingOfReading:
    """Whether a reading is settled."""
    return StandingOfReading(open=is_open(reading, standing.as_of), disputed=is_disputed(reading, standing.as_of))


def because(step: Step, words: Vocabulary, page: str) -> Because:
    """The event and the rule that decided a status."""
    event = step.because
    return Because(
        event=event.id,
        page=page,
        kind=event.kind,
        effect=words.kind[event.kind].effect,
        sources=event.sources,
        rests_on=step.rests_on.id,
    )


def turn(step: Step, proof: Evidence | None = None) -> Turn:
    """A change of status."""
    return Turn(
        was=step.was,
        status=step.status,
        on=step.on,
        since=step.since,
        because=step.because.id,
        documented=None if proof is None else proof.is_documented,
    )


def proof(evidence: Evidence | None) -> Proof | None:
    """What proves a status."""
    if evidence is None:
        return None
    proved_by = tuple(source.id for source in evidence.proved_by)
    return Proof(documented=evidence.is_documented, asks=evidence.asks, proved_by=proved_by)


def last_event(standing: RecordStanding) -> LastEvent | None:
    """The newest event."""
    event = standing.last_event
    return None if event is None else LastEvent(event=event.id, date=event.date)


def days(clock: Clock) -> Days:
    """The days from one rung to the next."""
    return Days(start=clock.start, end=clock.end, days=clock.days, running=clock.is_running, exact=clock.is_exact)


def given(value: Said) -> GivenValue:
    """A value that an event gave to a point."""
    return GivenValue(value=value.value, on=value.on, event=value.event.id)


def said(value: Said | None) -> GivenValue | None:
    """The same where there is one."""
    return None if value is None else given(value)


def outcome(entry: Expectation) -> Outcome:
    """How an expectation turned out so far."""
    answer = entry.answer.id if entry.answer else None
    return Outcome(answer=answer, past=entry.is_past, overdue=entry.is_past and answer is None)


def waiting(link: Link) -> Waiting:
    """What a link makes a track wait for."""
    return Waiting(track=link.track, peer=link.peer, relation=link.relation, since=link.since)


def causes(raised: Raised) -> Iterator[Cause]:
    """What raises a flag."""
    for cause in raised.causes:
        match cause:
            case Reading():
                yield Cause(reading=cause.id)
            case Event():
                yield Cause(event=cause.id)
            case Expected():
                yield Cause(expected=cause.id)
            case Link():
                yield Cause(track=cause.track, peer=cause.peer)
            case str():
                yield Cause(basis=cause)
