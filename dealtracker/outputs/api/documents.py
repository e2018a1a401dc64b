"""The documents under `api/v1/`: one model for each, from which the schemas are made too.

In each of them `record` is what people wrote, with the names of the record format, as it could be known on the as-of
date; `standing` is what was worked out. A list that grows with the deal is cut like the long lists of the site: see
`ListPart`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from dealtracker.model import About, Basis, Day, Event, Peer, Point, Reading, Source, Text, Track, Vocabulary
from dealtracker.model.base import Id, hyphenated
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
    says,
)

VERSION = "1"
"""The version of the form of the documents, which is also in every address."""

FOLDER = f"api/v{VERSION}"

OPENAPI = f"{FOLDER}/openapi.json"

MEDIA = "application/json"


class Document(BaseModel):
    """What every document says of itself."""

    model_config = ConfigDict(alias_generator=hyphenated, frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

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


@dataclass(slots=True, kw_only=True)
class Licences(Shown):
    """Under which licences everything may be used."""

    data: Annotated[Text, says("The licence of the data.")]
    program: Annotated[str, says("The licence of the program, by its SPDX identifier.")]


@dataclass(slots=True, kw_only=True)
class Program(Shown):
    """The program that made this."""

    name: Annotated[str, says("Its name.")]
    version: Annotated[str, says("Its version.")]


@dataclass(slots=True, kw_only=True)
class Counts(Shown):
    """How many of each there are; those of withdrawn tracks are only in their own documents."""

    tracks: Annotated[int, says("Tracks that are not withdrawn.")]
    withdrawn: Annotated[int, says("Tracks that are withdrawn.")]
    events: Annotated[int, says("Events of the tracks.")]
    points: Annotated[int, says("Points at issue of the tracks.")]
    readings: Annotated[int, says("Readings of the tracks.")]
    changes: Annotated[int, says("Changes of status of the tracks.")]
    sources: Annotated[int, says("Sources.")]
    peers: Annotated[int, says("Comparable deals.")]
    bases: Annotated[int, says("Legal bases.")]


@dataclass(slots=True, kw_only=True)
class Leaf(Shown):
    """A document, and where its schema is. `{id}` in an address stands for the id of a track."""

    address: Annotated[str, says("The address of the document.")]
    described_by: Annotated[str, says("The address of its JSON Schema.")]
    what: Annotated[str, says("What is in it.")]


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


@dataclass(slots=True, kw_only=True)
class WrittenInList(Shown):
    """What was written of a track, in short."""

    title: Annotated[Text, says("What it is called.")]
    short: Annotated[Text | None, says("A shorter title.")] = None
    domain: Annotated[Id, says("The field it belongs to; see the vocabulary.")]
    basis: Annotated[tuple[Id, ...], says("The legal bases it rests on.")]
    checked: Annotated[Day, says("The date on which a person last looked for news of it.")]
    aliases: Annotated[tuple[Id, ...], says("Earlier ids.")]
    retracted: Annotated[Retraction | None, says("Set when the record is withdrawn.")] = None


@dataclass(slots=True, kw_only=True)
class TrackInList(Shown):
    """A track in the list of all."""

    id: Annotated[Id, says("Its id.")]
    page: Annotated[str, says("The address of its page.")]
    document: Annotated[str, says("The address of the document that holds all of it.")]
    record: Annotated[WrittenInList, says("What was written.")]
    standing: Annotated[StandingInList, says("What was worked out.")]


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


@dataclass(slots=True, kw_only=True)
class EventInList(Shown):
    """An event of a track."""

    track: Annotated[Id, says("The track.")]
    page: Annotated[str, says("The address of the event on its page.")]
    record: Annotated[Event, says("What was written.")]
    standing: Annotated[StandingOfEvent, says("What was worked out.")]


class EventList(ListPart):
    """Events of all tracks, newest first."""

    events: tuple[EventInList, ...] = Field(description="The events.")


@dataclass(slots=True, kw_only=True)
class PointInList(Shown):
    """A point of a track."""

    track: Annotated[Id, says("The track.")]
    page: Annotated[str, says("The address of the point on its page.")]
    record: Annotated[Point, says("What was written.")]
    standing: Annotated[StandingOfPoint, says("What was worked out.")]


class PointList(ListPart):
    """Points at issue of all tracks, in the order of the tracks."""

    points: tuple[PointInList, ...] = Field(description="The points.")


@dataclass(slots=True, kw_only=True)
class ReadingInList(Shown):
    """A reading of a track."""

    track: Annotated[Id, says("The track.")]
    page: Annotated[str, says("The address of the reading on its page.")]
    record: Annotated[Reading, says("What was written.")]
    standing: Annotated[StandingOfReading, says("What was worked out.")]


class ReadingList(ListPart):
    """What is read differently, of all tracks, in the order of the tracks."""

    readings: tuple[ReadingInList, ...] = Field(description="The readings.")


@dataclass(slots=True, kw_only=True)
class SourceInList(Shown):
    """A source."""

    page: Annotated[str, says("The address of the source on the page of its kind.")]
    record: Annotated[Source, says("What was written.")]
    standing: Annotated[StandingOfSource, says("What was worked out.")]


class SourceList(ListPart):
    """Every source, the newest first, those without a date last."""

    sources: tuple[SourceInList, ...] = Field(description="The sources.")


@dataclass(slots=True, kw_only=True)
class DecidingEvent(Shown):
    """What was written of the event that made a change."""

    date: Annotated[Day, says("When it happened.")]
    effective: Annotated[Day | None, says("From when it applies, if that is another day.")] = None
    kind: Annotated[Id, says("What kind of event it is.")]
    title: Annotated[Text, says("What happened.")]
    sources: Annotated[tuple[Id, ...], says("The sources it rests on.")]


@dataclass(slots=True, kw_only=True)
class ChangeInList(Shown):
    """A change of status of a track."""

    track: Annotated[Id, says("The track.")]
    page: Annotated[str, says("The address of the event on its page.")]
    record: Annotated[DecidingEvent, says("What was written.")]
    standing: Annotated[Turn, says("What was worked out.")]


class ChangeList(ListPart):
    """Every change of status, newest first."""

    changes: tuple[ChangeInList, ...] = Field(description="The changes.")


@dataclass(slots=True, kw_only=True)
class PeerInList(Shown):
    """A comparable deal."""

    id: Annotated[Id, says("Its id.")]
    page: Annotated[str, says("Its address on the page of other deals.")]
    record: Annotated[Peer, says("What was written.")]
    standing: Annotated[StandingOfPeer, says("What was worked out.")]


class PeerList(Document):
    """The comparable deals of other countries, whole."""

    peers: tuple[PeerInList, ...] = Field(description="The deals.")


@dataclass(slots=True, kw_only=True)
class BasisInList(Shown):
    """A legal basis."""

    page: Annotated[str, says("Its address on the page of legal bases.")]
    record: Annotated[Basis, says("What was written.")]
    standing: Annotated[StandingOfBasis, says("What was worked out.")]


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
