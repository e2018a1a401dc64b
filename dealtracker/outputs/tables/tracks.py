"""The tables of tracks: where each stands, the days from rung to rung, and those that were withdrawn."""

from collections.abc import Iterator
from dataclasses import dataclass

from dealtracker.model import Event, Track
from dealtracker.outputs.tables.shape import Column, Kind, Table, day_as_known, days, texts
from dealtracker.outputs.tables.words import domains, ids, proof, proofs
from dealtracker.pages.addresses import address
from dealtracker.pages.edition import Edition
from dealtracker.standing import Clock, TrackStanding
from dealtracker.standing.clocks import Reached


def event_of(track: str, event: Event | None) -> str | None:
    """The id of an event in the tables; None without one."""
    return None if event is None else f"{track}/{event.id}"


@dataclass(frozen=True, slots=True)
class Counted:
    """A clock of a track, with the events between which it counts."""

    track: str
    clock: Clock
    began: Reached | None
    ended: Reached | None


def _tracks(edition: Edition) -> Iterator[TrackStanding]:
    yield from edition.standing.tracks.values()


def _clocks(edition: Edition) -> Iterator[Counted]:
    for here in _tracks(edition):
        for clock in here.clocks:
            yield Counted(here.track.id, clock, here.reached.get(clock.start), here.reached.get(clock.end))


def _withdrawn(edition: Edition) -> Iterator[Track]:
    return (here.track for here in edition.standing.retracted.values())


def _page(track: Track) -> str:
    return address(track)


def _id(here: TrackStanding) -> str:
    return here.track.id


TRACKS: Table[TrackStanding] = Table(
    name="tracks",
    title="Tracks",
    what="Every track of the negotiations and where it stands. Withdrawn tracks are in `withdrawn`.",
    key=("id",),
    items=_tracks,
    columns=(
        Column("id", Kind.ID, "The id of the track.", _id, is_required=True),
        *texts("title", "What it is called.", lambda here: here.track.title, is_required=True),
        *texts("short", "A shorter title, as charts show it.", lambda here: here.track.short),
        Column("domain", Kind.ID, "The field it belongs to.", lambda here: here.track.domain, is_required=True, words=domains),
        Column(
            "status",
            Kind.ID,
            "Where it stands, worked out from its events; empty before the first.",
            lambda here: here.status,
            refers="statuses",
        ),
        Column(
            "evidence",
            Kind.ID,
            "Whether a document of the kind that the status asks for proves it.",
            lambda here: proof(here.evidence),
            words=proofs,
        ),
        *days("since", "Since when the status applies.", lambda here: here.step.since if here.step else None),
        Column(
            "because",
            Kind.ID,
            "The event that led to the status.",
            lambda here: event_of(_id(here), here.step.because) if here.step else None,
            refers="events",
        ),
        Column(
            "rests_on",
            Kind.ID,
            "The event that proves the status: the same one, or where talks resumed the one that first led there.",
            lambda here: event_of(_id(here), here.step.rests_on) if here.step else None,
            refers="events",
        ),
        Column("flags", Kind.IDS, "What else to notice: the flags that are raised.", lambda here: ids(here.flag)),
        Column(
            "last_event",
            Kind.ID,
            "The newest event.",
            lambda here: event_of(_id(here), here.last_event),
            refers="events",
        ),
        day_as_known(
            "checked",
            "When a person last looked for news of it. What happened later is not in the record.",
            lambda here: here.track.checked,
            is_required=True,
        ),
        Column("basis", Kind.IDS, "The legal bases that it rests on.", lambda here: ids(here.track.basis)),
        *texts(
            "summary",
            "What it is about. Left out as of a day before the one up to which it tells: it would know more than the row.",
            lambda here: here.track.summary or None,
        ),
        Column("page", Kind.PAGE, "The page of the track.", lambda here: _page(here.track), is_required=True),
    ),
)

CLOCKS: Table[Counted] = Table(
    name="clocks",
    title="Days from rung to rung",
    what="For each track the days between two rungs of the ladder, where the days between them are counted.",
    key=("track", "start"),
    items=_clocks,
    columns=(
        Column("track", Kind.ID, "The track.", lambda row: row.track, is_required=True, refers="tracks"),
        Column(
            "start", Kind.ID, "The rung from which days count.", lambda row: row.clock.start, is_required=True, refers="statuses"
        ),
        Column(
            "end", Kind.ID, "The rung up to which they count.", lambda row: row.clock.end, is_required=True, refers="statuses"
        ),
        *days("started", "When the first rung was reached, as it applies.", lambda row: row.began.day if row.began else None),
        Column(
            "started_by",
            Kind.ID,
            "The event that led to it.",
            lambda row: event_of(row.track, row.began.event) if row.began else None,
            refers="events",
        ),
        *days("ended", "When the second rung was reached, as it applies.", lambda row: row.ended.day if row.ended else None),
        Column(
            "ended_by",
            Kind.ID,
            "The event that led to it.",
            lambda row: event_of(row.track, row.ended.event) if row.ended else None,
            refers="events",
        ),
        Column(
            "days",
            Kind.NUMBER,
            "The days between; up to the day of these tables while they run. Below zero where the second rung came first, empty "
            "where there is nothing to count.",
            lambda row: row.clock.days,
        ),
        Column(
            "running",
            Kind.YES_NO,
            "Whether the second rung has not been reached and can still be.",
            lambda row: row.clock.is_running,
            is_required=True,
        ),
        Column(
            "exact",
            Kind.YES_NO,
            "Whether both days are known to the day. Otherwise the days are counted from the first day that it can be.",
            lambda row: row.clock.is_exact,
            is_required=True,
        ),
    ),
)

WITHDRAWN: Table[Track] = Table(
    name="withdrawn",
    title="Withdrawn tracks",
    what="Tracks that were withdrawn, and why. Their pages stay; nothing else of them is in the tables.",
    key=("id",),
    items=_withdrawn,
    columns=(
        Column("id", Kind.ID, "The id of the track.", lambda track: track.id, is_required=True),
        *texts("title", "What it was called.", lambda track: track.title, is_required=True),
        day_as_known(
            "withdrawn",
            "When it was withdrawn.",
            lambda track: track.retracted.date if track.retracted else None,
            is_required=True,
        ),
        *texts("why", "The reason.", lambda track: track.retracted.why if track.retracted else None, is_required=True),
        Column("page", Kind.PAGE, "Its page.", _page, is_required=True),
    ),
)
