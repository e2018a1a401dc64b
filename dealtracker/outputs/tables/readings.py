"""The table of what is read differently: one row for each voice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dealtracker.model import Day, Event, Reading, Text
from dealtracker.model.records import Side
from dealtracker.outputs.tables.shape import Column, Kind, Table, cited, day_as_known, days, texts
from dealtracker.outputs.tables.tracks import event_of
from dealtracker.outputs.tables.words import ids, parties
from dealtracker.pages.addresses import address
from dealtracker.pages.edition import Edition
from dealtracker.standing import TrackStanding
from dealtracker.standing.flags import is_disputed, is_open


@dataclass(frozen=True, slots=True)
class Voice:
    """One side of a reading, by its number in the record, seen from a day. `event` is what the reading is about."""

    track: TrackStanding
    reading: Reading
    number: int
    side: Side
    event: Event | None
    as_of: date

    @property
    def of_reading(self) -> str:
        """The ids of the track and of the reading."""
        return f"{self.track.track.id}/{self.reading.id}"

    @property
    def id(self) -> str:
        """Its id in the tables."""
        return f"{self.of_reading}/{self.number}"

    @property
    def point(self) -> str | None:
        """The id of the point in the tables, where the reading is about one."""
        return f"{self.track.track.id}/{self.reading.point}" if self.reading.point else None

    @property
    def settled(self) -> Day | None:
        """When the difference was settled, if it was."""
        return None if is_open(self.reading, self.as_of) else self.reading.until

    @property
    def note(self) -> Text | None:
        """The remark, which may say how it was settled."""
        return self.reading.note


def _voices(edition: Edition) -> Iterator[Voice]:
    as_of = edition.as_of
    for track in edition.standing.tracks.values():
        events = {event.id: event for event in track.events} if track.readings else {}
        for reading in track.readings:
            for number, side in enumerate(reading.sides, start=1):
                yield Voice(track, reading, number, side, events.get(reading.event or ""), as_of)


READINGS: Table[Voice] = Table(
    name="readings",
    title="Readings",
    what="What is read differently: one row for each voice on each question, in the order of the record.",
    key=("id",),
    items=_voices,
    columns=(
        Column(
            "id",
            Kind.ID,
            "The ids of the track and of the reading, and the number of the voice.",
            lambda row: row.id,
            is_required=True,
        ),
        Column(
            "reading",
            Kind.ID,
            "The ids of the track and of the reading: the same for all its voices.",
            lambda row: row.of_reading,
            is_required=True,
        ),
        Column("track", Kind.ID, "The track.", lambda row: row.track.track.id, is_required=True, refers="tracks"),
        *texts("question", "The question that they answer differently.", lambda row: row.reading.question, is_required=True),
        Column("point", Kind.ID, "The point it is about.", lambda row: row.point, refers="points"),
        Column("event", Kind.ID, "The event it is about.", lambda row: event_of(row.track.track.id, row.event), refers="events"),
        Column("side", Kind.NUMBER, "The number of the voice.", lambda row: row.number, is_required=True),
        Column("by", Kind.ID, "The party that speaks; empty for a third voice.", lambda row: row.side.by, words=parties),
        *texts("who", "Who speaks for it, or the third voice.", lambda row: row.side.who),
        *days("date", "When.", lambda row: row.side.date, is_required=True),
        *texts("says", "How it reads the matter.", lambda row: row.side.says, is_required=True),
        Column(
            "disputed",
            Kind.YES_NO,
            "Whether at least two of the parties differ and nothing has settled it.",
            lambda row: is_disputed(row.reading, row.as_of),
            is_required=True,
        ),
        day_as_known("settled", "When the difference was settled; empty while it is open.", lambda row: row.settled),
        *texts("note", "A remark; how it was settled.", lambda row: row.note),
        Column("sources", Kind.IDS, "The sources of what this voice says.", lambda row: ids(row.side.sources), is_required=True),
        Column(
            "page",
            Kind.PAGE,
            "Where the site shows it.",
            lambda row: f"{address(row.track.track)}#reading-{row.reading.id}",
            is_required=True,
        ),
    ),
)

READING_SOURCES = cited("reading", "readings", lambda edition: ((row.id, row.side.sources) for row in _voices(edition)))
