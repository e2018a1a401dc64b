"""The whole deal on one date: every track, peer and basis, what changed, and what waits on what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dealtracker.model import Basis, Day, Deal, Event, Link, Peer, Reading, Record, Track
from dealtracker.model.records import Expected
from dealtracker.standing.clocks import Clock, Reached, clocks, reached
from dealtracker.standing.evidence import Evidence, evidence
from dealtracker.standing.flags import Raised, is_active, track_flags
from dealtracker.standing.fold import Axis, Step, fold, in_order, known_by
from dealtracker.standing.known import known_deal
from dealtracker.standing.points import PointStanding, point_standing


@dataclass(frozen=True)
class RecordStanding:
    """A record on a date.

    `record` is what could be known of it then. `events` are those of it that count, in its order; `coming` are those of
    them that are not in effect yet.
    `steps` are the changes of status, oldest first, as they could be known; `proofs` are the evidence of each.
    `applied` are the changes as they applied, seen from the date: a notice counted back changes what applied before it.
    """

    record: Record
    as_of: date
    events: tuple[Event, ...]
    coming: tuple[Event, ...]
    steps: tuple[Step, ...]
    applied: tuple[Step, ...]
    proofs: tuple[Evidence, ...]
    reached: Mapping[str, Reached]
    clocks: tuple[Clock, ...]

    @property
    def step(self) -> Step | None:
        """The step that decided the status, or None before the first event."""
        return self.steps[-1] if self.steps else None

    @property
    def evidence(self) -> Evidence | None:
        """The evidence of the status, or None before the first event."""
        return self.proofs[-1] if self.proofs else None

    @property
    def status(self) -> str | None:
        """The status, or None before the first event."""
        return self.steps[-1].status if self.steps else None

    @property
    def is_documented(self) -> bool:
        """Whether a document of the right kind proves the status. There is nothing to prove before the first event."""
        return self.evidence is None or self.evidence.is_documented

    @cached_property
    def last_event(self) -> Event | None:
        """The newest event that had happened."""
        return max(reversed(self.events), key=lambda event: event.date.last, default=None)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the record was withdrawn by the date."""
        return self.record.retracted is not None


@dataclass(frozen=True)
class PeerStanding(RecordStanding):
    """A comparable deal on a date, with the points compared."""

    record: Peer
    points: tuple[PointStanding, ...]
    readings: tuple[Reading, ...]

    @cached_property
    def point(self) -> Mapping[str, PointStanding]:
        """The points by id."""
        return {point.point.id: point for point in self.points}


@dataclass(frozen=True, slots=True)
class Expectation:
    """Something expected, and how it turned out so far."""

    expected: Expected
    answer: Event | None
    is_past: bool


@dataclass(frozen=True)
class TrackStanding(PeerStanding):
    """A track on a date, with everything that its page says."""

    record: Track
    flags: tuple[Raised, ...]
    links: tuple[Link, ...]
    expectations: tuple[Expectation, ...]

    @property
    def track(self) -> Track:
        """The record, by the name of what it is."""
        return self.record

    @cached_property
    def flag(self) -> Mapping[str, Raised]:
        """The raised flags by id."""
        return {raised.flag: raised for raised in self.flags}


@dataclass(frozen=True, slots=True)
class Change:
    """A change of status of one track."""

    standing: TrackStanding
    step: Step
    proof: Evidence


@dataclass(frozen=True)
class DealStanding:
    """Everything on a date; `deal` is what could be known then. Withdrawn tracks are not among `tracks`, but `retracted`."""

    deal: Deal
    as_of: date
    tracks: Mapping[str, TrackStanding]
    retracted: Mapping[str, TrackStanding]
    peers: Mapping[str, PeerStanding]
    bases: Mapping[str, RecordStanding]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change of status of every track, newest first."""
        found = [
            Change(standing, step, proof)
            for standing in self.tracks.values()
            for step, proof in reversed(list(zip(standing.steps, standing.proofs, strict=True)))
        ]
        return tuple(sorted(found, key=lambda change: change.step.on.last, reverse=True))

    @cached_property
    def blocked(self) -> Mapping[str, tuple[Link, ...]]:
        """For each track that waits: the links to the tracks that it waits for."""
        blocks = {relation.id for relation in self.deal.vocabulary.relations if relation.blocks}
        found = {
            id: tuple(link for link in standing.links if link.relation in blocks and is_active(link, self.as_of))
            for id, standing in self.tracks.items()
        }
        return {id: links for id, links in found.items() if links}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[tuple[TrackStanding, Link], ...]]:
        """For each track: the links of other tracks that lead to it, with the track that holds them."""
        found: dict[str, list[tuple[TrackStanding, Link]]] = {}
        for standing in self.tracks.values():
            for link in standing.links:
                if link.track is not None:
                    found.setdefault(link.track, []).append((standing, link))
        return {id: tuple(links) for id, links in found.items()}

    def end(self, link: Link) -> PeerStanding:
        """The track or peer to which a link leads, a withdrawn one included."""
        if link.peer is not None:
            return self.peers[link.peer]
        track = link.track or ""
        return self.tracks.get(track) or self.retracted[track]

    def chains(self, track: str) -> Iterator[tuple[str, ...]]:
        """What a track waits for, and what that waits for in turn: each chain from the track to its far end.

        A chain that closes to a circle ends with the track that it came from.
        """
        yield from self._chains((track,))

    def _chains(self, so_far: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        waits_for = (link.track for link in self.blocked.get(so_far[-1], ()))
        nexts = [track for track in waits_for if track is not None and track in self.tracks]
        if not nexts or so_far[-1] in so_far[:-1]:
            if len(so_far) > 1:
                yield so_far
            return
        for track in nexts:
            yield from self._chains((*so_far, track))


def deal_standing(deal: Deal, as_of: date) -> DealStanding:
    """Where everything stands on a date, from what could be known by then, and from nothing else."""
    deal = known_deal(deal, as_of)
    bases = {id: _record_standing(basis, deal, as_of) for id, basis in deal.bases.items()}
    peers = {id: _peer_standing(peer, deal, as_of) for id, peer in deal.peers.items()}
    basis_status = {id: None if standing.is_withdrawn else standing.status for id, standing in bases.items()}
    tracks = {id: _track_standing(track, deal, basis_status, as_of) for id, track in deal.tracks.items()}
    kept = {id: standing for id, standing in tracks.items() if not standing.is_withdrawn}
    withdrawn = {id: standing for id, standing in tracks.items() if standing.is_withdrawn}
    return DealStanding(deal, as_of, kept, withdrawn, peers, bases)


def _parts(record: Record, deal: Deal, as_of: date) -> dict[str, object]:
    """The fields of a `RecordStanding`."""
    words = deal.vocabulary
    events = known_by(record.events, as_of)
    counted = in_order(record.events, Axis.KNOWN, as_of)
    steps = tuple(fold(counted, words))
    arrivals = reached(counted, words)
    effective = {id(event) for event in counted}
    return {
        "record": record,
        "as_of": as_of,
        "events": tuple(events),
        "coming": tuple(event for event in events if id(event) not in effective),
        "steps": steps,
        "applied": tuple(fold(in_order(record.events, Axis.APPLIED, as_of), words, Axis.APPLIED)),
        "proofs": tuple(evidence(step.status, step.rests_on, deal.sources, words) for step in steps),
        "reached": arrivals,
        "clocks": clocks(arrivals, steps, words, as_of),
    }


def _record_standing(record: Basis, deal: Deal, as_of: date) -> RecordStanding:
    return RecordStanding(**_parts(record, deal, as_of))  # type: ignore[arg-type]


def _peer_parts(peer: Peer, deal: Deal, as_of: date) -> dict[str, object]:
    """The fields of a `PeerStanding`."""
    counted = in_order(peer.events, Axis.KNOWN, as_of)
    return _parts(peer, deal, as_of) | {
        "points": tuple(point_standing(point, counted, deal.sources, deal.vocabulary) for point in peer.points),
        "readings": peer.readings,
    }


def _peer_standing(peer: Peer, deal: Deal, as_of: date) -> PeerStanding:
    return PeerStanding(**_peer_parts(peer, deal, as_of))  # type: ignore[arg-type]


def _track_standing(track: Track, deal: Deal, basis_status: Mapping[str, str | None], as_of: date) -> TrackStanding:
    events = known_by(track.events, as_of)
    return TrackStanding(
        **_peer_parts(track, deal, as_of),  # type: ignore[arg-type]
        flags=track_flags(track, events, basis_status, deal.vocabulary, deal.about.stale_after, as_of),
        links=track.links,
        expectations=tuple(_expectation(expected, events, as_of) for expected in track.expected),
    )


def _expectation(expected: Expected, events: list[Event], as_of: date) -> Expectation:
    answer = next((event for event in events if event.id == expected.answered), None)
    return Expectation(expected, answer, is_past=expected.date.last < as_of)


def last_checked(standing: DealStanding) -> Day | None:
    """The newest day on which any track was checked."""
    return max((s.track.checked for s in standing.tracks.values()), key=lambda day: day.last, default=None)
