"""Rules about what a record refers to: sources, other tracks, legal bases, and its own events and points."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from dealtracker.model import Deal, Link, Record
from dealtracker.model.citations import citations
from dealtracker.problems import shortened, suggestion
from dealtracker.rules.base import Example, Finding, Keys, Scope, Setting, rule


def unsure(touched: Collection[Keys]) -> set[str]:
    """The rules that cannot judge a record of which events or points were mended so that their ids are lost."""
    lost = {keys[:1] for keys in touched if len(keys) < 3 or keys[2] == "id"}
    return {rule for field, rule in (("events", "event-unknown"), ("points", "point-unknown")) if (field,) in lost}


@rule(
    "source-unknown",
    why="Whatever a record says must lead to a source that a reader can look up.",
    example=Example("    sources: [▸ordinance-45]", "    sources: [ordinance-44]"),
)
def source_unknown(record: Record, setting: Setting) -> Iterator[Finding]:
    """Every cited source is described in some file."""
    for keys, source in citations(record):
        if source not in setting.names.sources:
            yield Finding(
                keys,
                f"the source `{shortened(source)}` is not described anywhere",
                suggestion(source, setting.names.sources, "describe it under `sources:` at the end of this file"),
            )


def _missing(keys: Keys, id: str, known: Collection[str], what: str, otherwise: str) -> Iterator[Finding]:
    if id not in known:
        yield Finding(keys, f"{what} `{shortened(id)}` does not exist", suggestion(id, known, otherwise))


@rule(
    "track-unknown",
    why="A link must lead to a page that exists.",
    example=Example("    track: ▸ferry-quotas", "    track: ferry-quota"),
)
def track_unknown(record: Record, setting: Setting) -> Iterator[Finding]:
    """The tracks and peers that links lead to."""
    for number, link in enumerate(getattr(record, "links", ())):
        if link.track is not None:
            known, hint = setting.names.tracks, "the id of a track is the name of its file"
            yield from _missing(("links", number, "track"), link.track, known, "the track", hint)
        if link.peer is not None:
            known, hint = setting.names.peers, "the id of a peer is the name of its file"
            yield from _missing(("links", number, "peer"), link.peer, known, "the peer", hint)


@rule(
    "link-to-itself",
    why="A track cannot wait for itself.",
    example=Example("    track: ▸bridge-toll", "    track: ferry-quota"),
)
def link_to_itself(record: Record, setting: Setting) -> Iterator[Finding]:
    """A link leads to another track."""
    for number, link in enumerate(getattr(record, "links", ())):
        if link.track == record.id:
            yield Finding(("links", number, "track"), f"`{record.id}` leads to itself", "write the id of the other track")


@rule(
    "basis-unknown",
    why="Legal bases have events of their own; a track falls with its basis.",
    example=Example("basis: [▸lake-treatie]", "basis: [lake-treaty]"),
)
def basis_unknown(record: Record, setting: Setting) -> Iterator[Finding]:
    """The legal bases of a track."""
    for number, basis in enumerate(getattr(record, "basis", ())):
        yield from _missing(("basis", number), basis, setting.names.bases, "the legal basis", "describe it in bases.yml")


@rule(
    "event-unknown",
    why="What was answered, and what a reading is about, must be an event of the same record.",
    example=Example("    answered: ▸ordnance", "    answered: ordinance"),
)
def event_unknown(record: Record, setting: Setting) -> Iterator[Finding]:
    """References from threats, expectations and readings to events."""
    known = [event.id for event in record.events]
    hint = "write the id of an event of this record"
    for field in ("events", "expected"):
        for number, part in enumerate(getattr(record, field, ())):
            if part.answered is not None:
                yield from _missing((field, number, "answered"), part.answered, known, "the event", hint)
    for number, reading in enumerate(getattr(record, "readings", ())):
        if reading.event is not None:
            yield from _missing(("readings", number, "event"), reading.event, known, "the event", hint)


@rule(
    "point-unknown",
    why="An event can move only points that the record names.",
    example=Example("    points: {▸tol: 15 crowns}", "    points: {toll: 15 crowns}"),
)
def point_unknown(record: Record, setting: Setting) -> Iterator[Finding]:
    """References from events and readings to points."""
    known = [point.id for point in getattr(record, "points", ())]
    hint = "add it under `points:` first"
    for number, event in enumerate(record.events):
        for point in event.points:
            for finding in _missing(("events", number, "points", point), point, known, "the point", hint):
                yield finding._replace(of_key=True)
    for number, reading in enumerate(getattr(record, "readings", ())):
        if reading.point is not None:
            yield from _missing(("readings", number, "point"), reading.point, known, "the point", hint)


@rule(
    "comparison-unknown",
    why="The comparison with other deals shows points that exist.",
    example=Example("    point: ▸tolls", "    point: toll", "deal.yml"),
    scope=Scope.DEAL,
)
def comparison_unknown(deal: Deal, setting: Setting) -> Iterator[Finding]:
    """The track and the point of each row of the comparison."""
    for number, row in enumerate(deal.about.comparison):
        yield from _part_of_a_track(("comparison", number), row.track, "point", row.point, deal, setting)


@rule(
    "landmark-unknown",
    why="The chart marks days of events that exist.",
    example=Example("    event: ▸ordinanc", "    event: ordinance", "deal.yml"),
    scope=Scope.DEAL,
)
def landmark_unknown(deal: Deal, setting: Setting) -> Iterator[Finding]:
    """The track and the event of each landmark."""
    for number, mark in enumerate(deal.about.landmarks):
        yield from _part_of_a_track(("landmarks", number), mark.track, "event", mark.event, deal, setting)


def _part_of_a_track(keys: Keys, track: str, part: str, id: str, deal: Deal, setting: Setting) -> Iterator[Finding]:
    """A track that `deal.yml` names, and a point or event of it (`part`), where one of them does not exist."""
    hint = "the id of a track is the name of its file"
    found = list(_missing((*keys, "track"), track, setting.names.tracks, "the track", hint))
    if track in deal.tracks:
        known = [entry.id for entry in getattr(deal.tracks[track], f"{part}s")]
        found += _missing((*keys, part), id, known, f"the {part}", f"see `{part}s:` of {track}")
    for finding in found:
        yield finding._replace(owner="deal")


class _Wait(NamedTuple):
    """A link by which one track waits for another."""

    track: str
    number: int
    other: str
    link: Link


@rule(
    "waits-in-a-circle",
    why="If each waits for the other at the same time, nothing could ever move; one of the links is older than the other.",
    example=Example(
        "  - relation: ▸blocked-by\n    track: bridge-toll\n    from: 2031-07-10",
        "  - relation: precedent\n    peer: westland\n    from: 2031-09-15",
        "tracks/ferry-quota.yml",
    ),
    scope=Scope.DEAL,
)
def waits_in_a_circle(deal: Deal, setting: Setting) -> Iterator[Finding]:
    """No track waits for itself through others on any one day. It is said of the link that closed the circle."""
    blocking = {relation.id for relation in deal.vocabulary.relations if relation.blocks}
    waits = {
        track.id: [
            _Wait(track.id, number, link.track, link)
            for number, link in enumerate(track.links)
            if link.relation in blocking and link.track is not None and link.track != track.id
        ]
        for track in deal.tracks.values()
    }
    said: set[frozenset[tuple[str, int]]] = set()
    for wait in chain.from_iterable(waits.values()):
        circle = _circle(waits, wait, wait.link.since.last)
        links = frozenset((step.track, step.number) for step in circle)
        if circle and links not in said:
            said.add(links)
            tracks = [f"`{step.track}`" for step in circle]
            yield Finding(
                ("links", wait.number, "relation"),
                "these tracks wait for one another: " + " → ".join((*tracks, tracks[0])),
                "end one of the links with `until:`, or make it `leverage-for`",
                owner=f"tracks/{wait.track}",
            )


def _circle(waits: Mapping[str, Sequence[_Wait]], first: _Wait, day: date) -> list[_Wait]:
    """The shortest circle of links that begins with `first` and surely held on a day; empty where there is none."""
    ways = [[first]] if _holds(first.link, day) else []
    reached = {first.other}
    for way in ways:  # it grows while it is walked: the shorter ways come first
        for wait in waits.get(way[-1].other, ()):
            if _holds(wait.link, day):
                if wait.other == first.track:
                    return [*way, wait]
                if wait.other not in reached:
                    reached.add(wait.other)
                    ways.append([*way, wait])
    return []


def _holds(link: Link, day: date) -> bool:
    """Whether a link surely holds on a day, however little is known of the days on which it began and ended."""
    return link.since.last <= day and (link.until is None or day < link.until.first)


RULES = (
    source_unknown,
    track_unknown,
    link_to_itself,
    basis_unknown,
    event_unknown,
    point_unknown,
    comparison_unknown,
    landmark_unknown,
    waits_in_a_circle,
)
