"""The documents of an edition, one after the other: which records and standings are in each, and in which order."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any, TypeVar

from dealtracker import program
from dealtracker.model import About, Event, Reading, Record, Source, Track
from dealtracker.model.citations import cites
from dealtracker.outputs.api import documents as doc
from dealtracker.outputs.api import making
from dealtracker.outputs.api.worked import CitedBy, Shown, StandingOfDeal, StandingOfEvent, StandingOfSource
from dealtracker.pages import Edition
from dealtracker.pages.addresses import address, event_address
from dealtracker.pages.catalogue import places
from dealtracker.pages.parts import parts
from dealtracker.standing import Change, PointStanding, RecordStanding, TrackStanding
from dealtracker.standing.stand import PeerStanding, last_checked

SIZE = 1_000
"""Entries in a part of a list that is full; the first part holds up to twice as many."""

T = TypeVar("T")
Made = tuple[str, doc.Document]
"""The path of a document from the root of the site, and the document."""


class Shelf:
    """The documents of an edition. Records are in them as they could be known on its day, beside where they stood."""

    def __init__(self, edition: Edition) -> None:
        self.standing = standing = edition.standing
        self.deal = edition.deal
        self.as_of = edition.as_of
        self.tracks = tuple(standing.tracks.values())
        self.withdrawn = tuple(standing.retracted.values())
        self.peers = tuple(standing.peers.values())
        self.bases = tuple(standing.bases.values())
        self.licences = doc.Licences(data=self.deal.about.licence, program=program.LICENCE)
        self.program = doc.Program(name=program.NAME, version=program.VERSION)

    def documents(self) -> Iterator[Made]:
        """All of them. Withdrawn tracks have their own documents and stand in the list of tracks; other lists pass them over."""
        yield self.index()
        yield self.whole("tracks", tracks=tuple(map(self.track_in_list, (*self.tracks, *self.withdrawn))))
        yield from map(self.track, (*self.tracks, *self.withdrawn))
        yield from self.listed("events", self.events, self.event)
        yield from self.listed("points", self.points, self.point)
        yield from self.listed("readings", self.readings, self.reading)
        yield from self.listed("sources", self.sources, self.source)
        yield from self.listed("changes", self.standing.changes, self.change)
        yield self.whole("peers", peers=tuple(map(self.peer, self.peers)))
        yield self.whole("bases", bases=tuple(map(self.basis, self.bases)))
        yield self.whole("vocabulary", record=self.deal.vocabulary)
        yield self.whole("build", program=self.program, licences=self.licences, counts=self.counts)

    # What documents are made with

    def at(self, path: str) -> str:
        """The full address of something on the site."""
        return self.deal.about.address + path

    def head(self, name: str) -> dict[str, Any]:
        """What a document says of itself."""
        schema = self.at(doc.schema_path(name))
        return {"described_by": schema, "version": doc.VERSION, "as_of": self.as_of, "licence": self.deal.about.licence}

    def whole(self, name: str, **holds: object) -> Made:
        """A document that is never cut."""
        return doc.path(name), doc.DOCUMENTS[name](**self.head(name), **holds)

    def listed(self, name: str, entries: Sequence[T], make: Callable[[T], Shown]) -> Iterator[Made]:
        """A list in its parts, made of `entries` in the order of the list."""
        cut = parts(name, entries[::-1], SIZE)
        paths = [doc.path(name), *(doc.part_path(name, part.number) for part in cut[1:])]
        nexts = [*map(self.at, paths[1:]), None]
        for part, path, following in zip(cut, paths, nexts, strict=True):
            shown = {name: tuple(make(entry) for entry in part.entries[::-1])}
            document = doc.DOCUMENTS[name](**self.head(name) | {"count": len(entries), "next": following} | shown)
            yield path, document

    def event_page(self, record: Record, event: Event) -> str:
        """The full address of an event on the page of its record."""
        return self.at(event_address(record, event))

    def because_page(self, standing: RecordStanding) -> str:
        """The full address of the event that decided a status."""
        return self.event_page(standing.record, standing.step.because) if standing.step else ""

    # The deal

    def index(self) -> Made:
        """The entrance."""
        documents = {
            name: doc.Leaf(address=self.at(doc.path(name)), described_by=self.at(doc.schema_path(name)), what=doc.what(name))
            for name in doc.DOCUMENTS
        }
        return self.whole(
            "index",
            page=self.deal.about.address,
            openapi=self.at(doc.OPENAPI),
            documents=documents,
            licences=self.licences,
            program=self.program,
            record=self.about,
            counts=self.counts,
            standing=self.stands,
        )

    @property
    def about(self) -> About:
        """What was written of the deal, with the landmarks that have happened."""
        about, happened = self.deal.about, {(here.track.id, event.id) for here in self.tracks for event in here.track.events}
        landmarks = tuple(mark for mark in about.landmarks if (mark.track, mark.event) in happened)
        return about.but({"landmarks": landmarks})

    @property
    def stands(self) -> StandingOfDeal:
        """How many tracks have each status, in the order of the vocabulary."""
        having = Counter(here.status for here in self.tracks)
        dates = [here.last_event.date for here in self.tracks if here.last_event]
        return StandingOfDeal(
            statuses={status.id: having[status.id] for status in self.deal.vocabulary.statuses if having[status.id]},
            no_status=having[None],
            last_event=max(dates, key=lambda day: day.last, default=None),
            last_checked=last_checked(self.standing),
        )

    @cached_property
    def counts(self) -> doc.Counts:
        """How many of each there are."""
        return doc.Counts(
            tracks=len(self.tracks),
            withdrawn=len(self.withdrawn),
            events=len(self.events),
            points=len(self.points),
            readings=len(self.readings),
            changes=len(self.standing.changes),
            sources=len(self.sources),
            peers=len(self.peers),
            bases=len(self.bases),
        )

    # Tracks, peers, legal bases

    def track_in_list(self, standing: TrackStanding) -> doc.TrackInList:
        """A line in the list of tracks."""
        track = standing.track
        written = {field.name: getattr(track, field.name) for field in fields(doc.WrittenInList)}
        return doc.TrackInList(
            id=track.id,
            page=self.at(address(track)),
            document=self.at(doc.path("track", track.id)),
            record=doc.WrittenInList(**written),
            standing=making.in_list(standing),
        )

    def track(self, standing: TrackStanding) -> Made:
        """All of a track."""
        track = standing.track
        described = {source.id for source in track.sources}
        others = [id for id in cites(track) if id not in described]
        return doc.path("track", track.id), doc.TrackDocument(
            **self.head("track"),
            id=track.id,
            page=self.at(address(track)),
            record=track,
            cited=tuple(self.deal.sources[id] for id in others),
            standing=making.of_track(standing, self.standing, self.because_page(standing)),
        )

    def peer(self, standing: PeerStanding) -> doc.PeerInList:
        """A comparable deal."""
        peer = standing.record
        stands = making.of_peer(standing, self.deal.vocabulary, self.because_page(standing))
        return doc.PeerInList(id=peer.id, page=self.at(address(peer)), record=peer, standing=stands)

    def basis(self, standing: RecordStanding) -> doc.BasisInList:
        """A legal basis, with the tracks that rest on it."""
        basis = self.deal.bases[standing.record.id]
        resting = tuple(here.track.id for here in self.tracks if basis.id in here.track.basis)
        stands = making.of_basis(standing, self.deal.vocabulary, self.because_page(standing), resting)
        return doc.BasisInList(page=self.at(address(basis)), record=basis, standing=stands)

    # Lists of parts of tracks

    @cached_property
    def events(self) -> list[tuple[Track, Event, StandingOfEvent]]:
        """Every event, newest first."""
        found = [
            (here.track, event, stands)
            for here in self.tracks
            for event, stands in zip(here.track.events, making.of_events(here), strict=True)
        ]
        return sorted(found, key=lambda entry: entry[1].date.last)[::-1]

    def event(self, entry: tuple[Track, Event, StandingOfEvent]) -> doc.EventInList:
        """An event, and what it did."""
        track, event, stands = entry
        return doc.EventInList(track=track.id, page=self.event_page(track, event), record=event, standing=stands)

    @cached_property
    def points(self) -> list[tuple[Track, PointStanding]]:
        """Every point."""
        return [(here.track, point) for here in self.tracks for point in here.points]

    def point(self, entry: tuple[Track, PointStanding]) -> doc.PointInList:
        """A point, and where it stands."""
        track, stands = entry
        page = self.at(f"{address(track)}#point-{stands.point.id}")
        return doc.PointInList(track=track.id, page=page, record=stands.point, standing=making.of_point(stands))

    @cached_property
    def readings(self) -> list[tuple[TrackStanding, Reading]]:
        """Every reading."""
        return [(here, reading) for here in self.tracks for reading in here.track.readings]

    def reading(self, entry: tuple[TrackStanding, Reading]) -> doc.ReadingInList:
        """A reading, and whether it is settled."""
        here, reading = entry
        page = self.at(f"{address(here.track)}#reading-{reading.id}")
        return doc.ReadingInList(track=here.track.id, page=page, record=reading, standing=making.of_reading(reading, here))

    def change(self, change: Change) -> doc.ChangeInList:
        """A change of status, and the event that made it."""
        track, event = change.standing.track, change.step.because
        return doc.ChangeInList(
            track=track.id,
            page=self.event_page(track, event),
            record=doc.DecidingEvent(**{field.name: getattr(event, field.name) for field in fields(doc.DecidingEvent)}),
            standing=making.turn(change.step, change.proof),
        )

    # Sources

    @cached_property
    def cited_by(self) -> dict[str, list[CitedBy]]:
        """For each source, the records that cite it."""
        found: dict[str, list[CitedBy]] = {}
        kinds: dict[str, Sequence[RecordStanding]] = {
            "track": (*self.tracks, *self.withdrawn),
            "peer": self.peers,
            "basis": self.bases,
        }
        for kind, standings in kinds.items():
            for here in standings:
                carrying = () if here.step is None else (*here.step.because.sources, *here.step.rests_on.sources)
                for source in cites(here.record):
                    by = CitedBy(**{kind: here.record.id}, carries_status=source in carrying)
                    found.setdefault(source, []).append(by)
        return found

    @cached_property
    def sources(self) -> list[Source]:
        """Every source, newest first."""
        return sorted(self.deal.sources.values(), key=lambda source: (str(source.published or ""), source.id))[::-1]

    @cached_property
    def places(self) -> dict[str, str]:
        """The page on which each source is described."""
        return places(self.deal)

    def source(self, source: Source) -> doc.SourceInList:
        """A source, and what rests on it."""
        page = self.at(f"{self.places[source.id]}#source-{source.id}")
        stands = StandingOfSource(cited_by=tuple(self.cited_by.get(source.id, ())))
        return doc.SourceInList(page=page, record=source, standing=stands)
