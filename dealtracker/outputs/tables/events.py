"""The tables of events: what happened, the values that it gave to points, and the changes of status that it made."""

from collections.abc import Iterator
from dataclasses import dataclass

from dealtracker.model import Event, Quote, Text
from dealtracker.outputs.tables.shape import Column, Kind, Table, cited, days, texts
from dealtracker.outputs.tables.tracks import event_of
from dealtracker.outputs.tables.words import ids, kinds, parties, proof, proofs
from dealtracker.pages.addresses import address
from dealtracker.pages.edition import Edition
from dealtracker.standing import Change, TrackStanding


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a track, the status that it led the track to, and whether it is still to take effect.

    `of_track` is the id of the track, `id` that of the event in the tables. `answer` is the event that answered it, where
    that has happened.
    """

    track: TrackStanding
    event: Event
    of_track: str
    id: str
    led_to: str | None
    answer: Event | None
    is_coming: bool

    @property
    def points(self) -> list[str]:
        """The points that it names."""
        return [f"{self.of_track}/{point}" for point in self.event.points]

    @property
    def quote(self) -> Quote | None:
        """Somebody's exact words."""
        return self.event.quote


@dataclass(frozen=True, slots=True)
class Given:
    """A point that an event names, and the value that it gives it."""

    event: str
    point: str
    value: Text | None


def _events(edition: Edition) -> Iterator[Happened]:
    for track in edition.standing.tracks.values():
        known = {event.id: event for event in track.events}
        led_to = {id(step.because): step.status for step in track.steps}
        coming = {id(event) for event in track.coming}
        of_track = track.track.id
        for event in track.events:
            answer = known.get(event.answered or "")
            yield Happened(track, event, of_track, f"{of_track}/{event.id}", led_to.get(id(event)), answer, id(event) in coming)


def _given(edition: Edition) -> Iterator[Given]:
    for row in _events(edition):
        for point, value in row.event.points.items():
            yield Given(row.id, f"{row.of_track}/{point}", value)


def _changes(edition: Edition) -> Iterator[Change]:
    """Oldest first, so that reading on from the top leads to the present."""
    return reversed(edition.standing.changes)


def _proved_by(change: Change) -> list[str]:
    return [source.id for source in change.proof.proved_by]


EVENTS: Table[Happened] = Table(
    name="events",
    title="Events",
    what="Everything that happened in each track: dated facts, in the order of the record. Withdrawn ones are in `corrections`.",
    key=("id",),
    items=_events,
    columns=(
        Column("id", Kind.ID, "The ids of the track and of the event.", lambda row: row.id, is_required=True),
        Column("track", Kind.ID, "The track.", lambda row: row.of_track, is_required=True, refers="tracks"),
        *days("date", "When it happened, where it happened.", lambda row: row.event.date, is_required=True),
        Column("about", Kind.YES_NO, "Whether the date is only approximate.", lambda row: row.event.about, is_required=True),
        Column("time", Kind.TEXT, "The local time, where it is known.", lambda row: row.event.time),
        Column("place", Kind.ID, "The party in whose country it happened.", lambda row: row.event.place, words=parties),
        Column("kind", Kind.ID, "What kind of event it is.", lambda row: row.event.kind, is_required=True, words=kinds),
        Column("by", Kind.IDS, "The parties whose act or words it is.", lambda row: ids(row.event.by)),
        *texts("title", "What happened, in one sentence.", lambda row: row.event.title, is_required=True),
        Column(
            "led_to",
            Kind.ID,
            "The status to which it led the track; empty where none changed.",
            lambda row: row.led_to,
            refers="statuses",
        ),
        *days("effective", "From when it applies, if that is another day.", lambda row: row.event.effective),
        Column("coming", Kind.YES_NO, "Whether it is still to take effect.", lambda row: row.is_coming, is_required=True),
        *texts("text", "What else there is to say.", lambda row: row.event.text),
        *texts("quote", "Exact words.", lambda row: row.quote.text if row.quote else None),
        *texts("speaker", "Who said them.", lambda row: row.quote.speaker if row.quote else None),
        *texts("role", "In which office.", lambda row: row.quote.role if row.quote else None),
        Column(
            "quote_language",
            Kind.TEXT,
            "The language of the words, as two letters.",
            lambda row: row.quote.language if row.quote else None,
        ),
        *texts("note", "A remark about the record of this event.", lambda row: row.event.note),
        Column("confidence", Kind.TEXT, "`low` where it rests on weak sources.", lambda row: row.event.confidence),
        Column(
            "answered",
            Kind.ID,
            "The later event that answered it.",
            lambda row: event_of(row.of_track, row.answer),
            refers="events",
        ),
        Column(
            "points",
            Kind.IDS,
            "The points that it names.",
            lambda row: ids(row.points),
        ),
        Column("sources", Kind.IDS, "The sources that it rests on.", lambda row: ids(row.event.sources), is_required=True),
        Column(
            "page",
            Kind.PAGE,
            "Where the site shows it.",
            lambda row: f"{address(row.track.track)}#event-{row.event.id}",
            is_required=True,
        ),
    ),
)

EVENT_POINTS: Table[Given] = Table(
    name="event_points",
    title="Points named by events",
    what="Which points each event names, and the value that it gives them: how a value moved.",
    key=("event", "point"),
    items=_given,
    columns=(
        Column("event", Kind.ID, "The event.", lambda row: row.event, is_required=True, refers="events"),
        Column("point", Kind.ID, "The point.", lambda row: row.point, is_required=True, refers="points"),
        *texts("value", "The value that it gives the point; empty where it only names it.", lambda row: row.value),
    ),
)

EVENT_SOURCES = cited("event", "events", lambda edition: ((row.id, row.event.sources) for row in _events(edition)))

CHANGES: Table[Change] = Table(
    name="changes",
    title="Changes of status",
    what="Every change of status of every track, oldest first. The last row of a track holds where it stands.",
    key=("because",),
    items=_changes,
    columns=(
        *days("date", "From when it could be known and was in effect.", lambda row: row.step.on, is_required=True),
        Column("track", Kind.ID, "The track.", lambda row: row.standing.track.id, is_required=True, refers="tracks"),
        Column(
            "from", Kind.ID, "Where it stood before; empty where this opened it.", lambda row: row.step.was, refers="statuses"
        ),
        Column("to", Kind.ID, "Where it stands from then on.", lambda row: row.step.status, is_required=True, refers="statuses"),
        Column(
            "because",
            Kind.ID,
            "The event that made the change.",
            lambda row: event_of(row.standing.track.id, row.step.because),
            is_required=True,
            refers="events",
        ),
        *days("since", "Since when the new status applies.", lambda row: row.step.since, is_required=True),
        Column(
            "rests_on",
            Kind.ID,
            "The event that proves the new status: the same one, or where talks resumed the one that first led there.",
            lambda row: event_of(row.standing.track.id, row.step.rests_on),
            is_required=True,
            refers="events",
        ),
        Column(
            "evidence",
            Kind.ID,
            "Whether a document of the kind that the status asks for proves it.",
            lambda row: proof(row.proof),
            is_required=True,
            words=proofs,
        ),
        Column("proved_by", Kind.IDS, "The sources that prove it.", lambda row: ids(_proved_by(row))),
        Column(
            "sources",
            Kind.IDS,
            "The sources of the event that made the change.",
            lambda row: ids(row.step.because.sources),
            is_required=True,
        ),
    ),
)
