"""The table of the single things at issue, each with its own status and value."""

from collections.abc import Iterator
from dataclasses import dataclass

from dealtracker.outputs.tables.shape import Column, Kind, Table, cited, days, texts
from dealtracker.outputs.tables.tracks import event_of
from dealtracker.outputs.tables.words import ids, parties, proof, proofs
from dealtracker.pages.addresses import address
from dealtracker.pages.edition import Edition
from dealtracker.standing import PointStanding, TrackStanding


@dataclass(frozen=True, slots=True)
class AtIssue:
    """A point of a track, and where it stands."""

    track: TrackStanding
    here: PointStanding

    @property
    def id(self) -> str:
        """Its id in the tables."""
        return f"{self.track.track.id}/{self.here.point.id}"

    @property
    def of_track(self) -> str:
        """The id of the track."""
        return self.track.track.id


def _points(edition: Edition) -> Iterator[AtIssue]:
    for track in edition.standing.tracks.values():
        for here in track.points:
            yield AtIssue(track, here)


POINTS: Table[AtIssue] = Table(
    name="points",
    title="Points at issue",
    what="The single things at issue in each track: a rate, a cap, a quota, a schedule. Each moves only by events that name it.",
    key=("id",),
    items=_points,
    columns=(
        Column("id", Kind.ID, "The ids of the track and of the point.", lambda row: row.id, is_required=True),
        Column("track", Kind.ID, "The track.", lambda row: row.of_track, is_required=True, refers="tracks"),
        *texts("title", "What is at issue.", lambda row: row.here.point.title, is_required=True),
        Column("owes", Kind.ID, "The party that owes it.", lambda row: row.here.point.owes, words=parties),
        *texts("unit", "The unit of its values, where they have one.", lambda row: row.here.point.unit),
        Column(
            "status", Kind.ID, "Where it stands; empty before an event names it.", lambda row: row.here.status, refers="statuses"
        ),
        Column(
            "evidence",
            Kind.ID,
            "Whether a document of the kind that the status asks for proves it.",
            lambda row: proof(row.here.evidence),
            words=proofs,
        ),
        *days("since", "Since when the status applies.", lambda row: row.here.steps[-1].since if row.here.steps else None),
        Column(
            "because",
            Kind.ID,
            "The event that led to the status.",
            lambda row: event_of(row.of_track, row.here.because),
            refers="events",
        ),
        *texts("value", "The value that holds at this status.", lambda row: row.here.value.value if row.here.value else None),
        Column(
            "value_by",
            Kind.ID,
            "The event that gave it this value.",
            lambda row: event_of(row.of_track, row.here.value.event) if row.here.value else None,
            refers="events",
        ),
        *texts(
            "proposed",
            "The value that was last said since, by an event that moves nothing.",
            lambda row: row.here.proposed.value if row.here.proposed else None,
        ),
        Column(
            "proposed_by",
            Kind.ID,
            "The event in which it was said.",
            lambda row: event_of(row.of_track, row.here.proposed.event) if row.here.proposed else None,
            refers="events",
        ),
        *texts("before", "Its value before the talks.", lambda row: row.here.point.before),
        *texts("note", "A remark.", lambda row: row.here.point.note),
        Column("sources", Kind.IDS, "The sources of the value before the talks.", lambda row: ids(row.here.point.sources)),
        Column(
            "page",
            Kind.PAGE,
            "Where the site shows it.",
            lambda row: f"{address(row.track.track)}#point-{row.here.point.id}",
            is_required=True,
        ),
    ),
)

POINT_SOURCES = cited("point", "points", lambda edition: ((row.id, row.here.point.sources) for row in _points(edition)))
