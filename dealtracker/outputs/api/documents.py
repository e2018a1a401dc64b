"""The documents under `api/v1/`: one model for each, from which the schemas are made too.

In each of them `record` is what people wrote, with the names of the record format, as it could be known on the as-of
date; `standing` is what was worked out. A list that grows with the deal is cut like the long lists of the site: see
`ListPart`.
"""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from dealtracker.model import About, Basis, Day, Event, Peer, Point, Reading, Source, Text, Track, Vocabulary
from dealtracker.model.base import Id
from dealtracker.model.records import Retraction
from dealtracker.outputs.api.worked import (
    Shown,
    StandingInList,
    StandingOfBasis,
    StandingOfDeal,
    StandingOfEvent,
    StandingOfPeer,
    StandingOfPoint,
    StandingOfReading,
    StandingOfSource,
    StandingOfTrack,
    Turn,
)

VERSION = "1"
"""The version of the form of the documents, which is also in every address."""

FOLDER = f"api/v{VERSION}"

OPENAPI = f"{FOLDER}/openapi.json"

MEDIA = "application/json"


class Document(Shown):
    """What every document says of itself."""

    described_by: str = Field(description="The address of the JSON Schema of this document.")
    version: str = Field(
        description="The version of this form. Fields may be added to it; none is removed or changes its meaning."
    )
    as_of: date = Field(description="The day for which everything is said. Nothing that happened later is in here.")
    licence: Text = Field(description="The licence of the data.")


class ListPart(Document):
    """A part of a list. Where a list is long, its other entries are in parts of their own."""

    count: int = Field(ge=0, description="The entries of the whole list, in all its parts.")
    next: str | None = Field(default=None, description="The address of the next part. Absent in the last one.")


class Licences(Shown):
    """Under which licences everything may be used."""

    data: Text = Field(description="The licence of the data.")
    program: str = Field(description="The licence of the program, by its SPDX identifier.")


class Program(Shown):
    """The program that made this."""

    name: str = Field(description="Its name.")
    version: str = Field(description="Its version.")


class Counts(Shown):
    """How many of each there are; those of withdrawn tracks are only in their own documents."""

    tracks: int = Field(description="Tracks that are not withdrawn.")
    withdrawn: int = Field(description="Tracks that are withdrawn.")
    events: int = Field(description="Events of the tracks.")
    points: int = Field(description="Points at issue of the tracks.")
    readings: int = Field(description="Readings of the tracks.")
    changes: int = Field(description="Changes of status of the tracks.")
    sources: int = Field(description="Sources.")
    peers: int = Field(description="Comparable deals.")
    bases: int = Field(description="Legal bases.")


class Leaf(Shown):
    """A document, and where its schema is. `{id}` in an address stands for the id of a track."""

    address: str = Field(description="The address of the document.")
    described_by: str = Field(description="The address of its JSON Schema.")
    what: str = Field(description="What is in it.")


class Index(Document):
    """The deal as a whole, and the addresses of everything else."""

    page: str = Field(description="The address of the site.")
    openapi: str = Field(description="The address of the OpenAPI document, which describes all addresses.")
    documents: Mapping[str, Leaf] = Field(description="The documents, by their names.")
    licences: Licences = Field(description="The licences of the data and of the program.")
    program: Program = Field(description="The program that made this.")
    record: About = Field(description="What was written of the deal. Landmarks are left out before they happen.")
    counts: Counts = Field(description="How many of each there are.")
    standing: StandingOfDeal = Field(description="Where the deal stands.")


class WrittenInList(Shown):
    """What was written of a track, in short."""

    title: Text = Field(description="What it is called.")
    short: Text | None = Field(default=None, description="A shorter title.")
    domain: Id = Field(description="The field it belongs to; see the vocabulary.")
    basis: tuple[Id, ...] = Field(description="The legal bases it rests on.")
    checked: Day = Field(description="The date on which a person last looked for news of it.")
    aliases: tuple[Id, ...] = Field(description="Earlier ids.")
    retracted: Retraction | None = Field(default=None, description="Set when the record is withdrawn.")


class TrackInList(Shown):
    """A track in the list of all."""

    id: Id = Field(description="Its id.")
    page: str = Field(description="The address of its page.")
    document: str = Field(description="The address of the document that holds all of it.")
    record: WrittenInList = Field(description="What was written.")
    standing: StandingInList = Field(description="What was worked out.")


class TrackList(Document):
    """Every track, in the order of the site; withdrawn ones stand last."""

    tracks: tuple[TrackInList, ...] = Field(description="The tracks.")


class TrackDocument(Document):
    """One track, whole."""

    id: Id = Field(description="Its id.")
    page: str = Field(description="The address of its page.")
    record: Track = Field(description="What was written.")
    cited: tuple[Source, ...] = Field(
        description="What was written of the sources that it cites and that are first needed elsewhere: with `sources` of the"
        " record, these are all."
    )
    standing: StandingOfTrack = Field(description="What was worked out.")


class EventInList(Shown):
    """An event of a track."""

    track: Id = Field(description="The track.")
    page: str = Field(description="The address of the event on its page.")
    record: Event = Field(description="What was written.")
    standing: StandingOfEvent = Field(description="What was worked out.")


class EventList(ListPart):
    """Events of all tracks, newest first."""

    events: tuple[EventInList, ...] = Field(description="The events.")


class PointInList(Shown):
    """A point of a track."""

    track: Id = Field(description="The track.")
    page: str = Field(description="The address of the point on its page.")
    record: Point = Field(description="What was written.")
    standing: StandingOfPoint = Field(description="What was worked out.")


class PointList(ListPart):
    """Points at issue of all tracks, in the order of the tracks."""

    points: tuple[PointInList, ...] = Field(description="The points.")


class ReadingInList(Shown):
    """A reading of a track."""

    track: Id = Field(description="The track.")
    page: str = Field(description="The address of the reading on its page.")
    record: Reading = Field(description="What was written.")
    standing: StandingOfReading = Field(description="What was worked out.")


class ReadingList(ListPart):
    """What is read differently, of all tracks, in the order of the tracks."""

    readings: tuple[ReadingInList, ...] = Field(description="The readings.")


class SourceInList(Shown):
    """A source."""

    page: str = Field(description="The address of the source on the page of its kind.")
    record: Source = Field(description="What was written.")
    standing: StandingOfSource = Field(description="What was worked out.")


class SourceList(ListPart):
    """Every source, the newest first, those without a date last."""

    sources: tuple[SourceInList, ...] = Field(description="The sources.")


class DecidingEvent(Shown):
    """What was written of the event that made a change."""

    date: Day = Field(description="When it happened.")
    effective: Day | None = Field(default=None, description="From when it applies, if that is another day.")
    kind: Id = Field(description="What kind of event it is.")
    title: Text = Field(description="What happened.")
    sources: tuple[Id, ...] = Field(description="The sources it rests on.")


class ChangeInList(Shown):
    """A change of status of a track."""

    track: Id = Field(description="The track.")
    page: str = Field(description="The address of the event on its page.")
    record: DecidingEvent = Field(description="What was written.")
    standing: Turn = Field(description="What was worked out.")


class ChangeList(ListPart):
    """Every change of status, newest first."""

    changes: tuple[ChangeInList, ...] = Field(description="The changes.")


class PeerInList(Shown):
    """A comparable deal."""

    id: Id = Field(description="Its id.")
    page: str = Field(description="Its address on the page of other deals.")
    record: Peer = Field(description="What was written.")
    standing: StandingOfPeer = Field(description="What was worked out.")


class PeerList(Document):
    """The comparable deals of other countries, whole."""

    peers: tuple[PeerInList, ...] = Field(description="The deals.")


class BasisInList(Shown):
    """A legal basis."""

    page: str = Field(description="Its address on the page of legal bases.")
    record: Basis = Field(description="What was written.")
    standing: StandingOfBasis = Field(description="What was worked out.")


class BasisList(Document):
    """The legal bases that tracks rest on, whole."""

    bases: tuple[BasisInList, ...] = Field(description="The legal bases.")


class VocabularyDocument(Document):
    """The words that records are written in, with their definitions and with the rule for each kind of event."""

    record: Vocabulary = Field(description="What was written.")


class Build(Document):
    """What this was made from and by; nothing that depends on a machine or a clock."""

    program: Program = Field(description="The program that made this.")
    licences: Licences = Field(description="The licences of the data and of the program.")
    counts: Counts = Field(description="How many of each there are.")


DOCUMENTS: Mapping[str, type[Document]] = {
    "index": Index,
    "tracks": TrackList,
    "track": TrackDocument,
    "events": EventList,
    "points": PointList,
    "readings": ReadingList,
    "sources": SourceList,
    "changes": ChangeList,
    "peers": PeerList,
    "bases": BasisList,
    "vocabulary": VocabularyDocument,
    "build": Build,
}
"""The documents by their names. The first line of each docstring says everywhere what is in it."""


def path(name: str, track: str = "{id}") -> str:
    """The path of a document: that of its first part where it has parts, and of one track where there is one for each."""
    return f"{FOLDER}/tracks/{track}.json" if DOCUMENTS[name] is TrackDocument else f"{FOLDER}/{name}.json"


def part_path(name: str, part: int | str) -> str:
    """The path of a part of a list that is not the first one."""
    return f"{FOLDER}/{name}/part-{part}.json"


def schema_path(name: str) -> str:
    """The path of the JSON Schema of a document."""
    return f"{FOLDER}/schemas/{name}.json"


def what(name: str) -> str:
    """What is in a document."""
    return (DOCUMENTS[name].__doc__ or "").strip()
