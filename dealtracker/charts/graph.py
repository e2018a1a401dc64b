"""What waits on what, as a drawing: names in rows, and beside them a line for everything that others lean on.

It is read like a score. Each track has a row. Each line runs down a lane of its own and belongs to the track to which its
arrow points; every dot on it is a link, held by the track in whose row it stands. Lines of one relation stand together,
and two of them share a lane where they are clear of each other. So no two lines ever cross, however many there are, and
names can be as long as they like.

Coordinates are percentages of the drawing: rows and lanes take their size from the style sheet, and nothing is stretched.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dealtracker.model import Link, Text
from dealtracker.model.vocabulary import Relation
from dealtracker.standing import DealStanding, TrackStanding
from dealtracker.standing.flags import is_active
from dealtracker.standing.stand import PeerStanding

MOST = 60
"""More names than this are not drawn: the list says it better."""

WIDEST = 72
"""Nor are more lanes than this."""

NARROW = 24
"""With more lanes than this the drawing is too wide for a phone, which then shows the list alone."""

_LEAST_LANES = 3
"""Room for the name of a relation above its lines."""


@dataclass(frozen=True, slots=True)
class Node:
    """A track or peer in its row; `reach` is its farthest line, and `near` are the rows that it shares a link with."""

    standing: PeerStanding
    row: int
    y: float
    reach: float
    near: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The names below a heading: the tracks of a domain, or, without a label, the peers."""

    label: Text | None
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A link, or several that say the same of the same two: where it stands, and whom it joins."""

    y: float
    holder: PeerStanding
    target: PeerStanding
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Every link of one relation that meets at one track: in the row `hub`, at `y`. `rows` are all that it joins.

    The track is marked by an arrow; of a mutual relation by a dot as the others are, or by a ring where there are several.
    """

    mark: Literal["arrow", "ring", "dot"]
    x: float
    y: float
    top: float
    bottom: float
    hub: int
    rows: tuple[int, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """The lines of a relation, and the lanes they take. `style` is 0 where the relation blocks; others are numbered."""

    relation: Relation
    lanes: int
    style: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """The drawing: groups of names from the top down, ways from left to right, and its size in rows and lanes."""

    groups: tuple[Group, ...]
    ways: tuple[Way, ...]
    rows: int
    lanes: int

    @property
    def is_wide(self) -> bool:
        """Whether it is too wide for a phone."""
        return self.lanes > NARROW

    @property
    def has_rings(self) -> bool:
        """Whether a line is marked by a ring, which needs a word."""
        return any(line.mark == "ring" for way in self.ways for line in way.lines)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A link between two rows."""

    holder: int
    target: int
    link: Link


@dataclass(frozen=True, slots=True)
class _Star:
    """Edges that meet in one row; `rows` are all that they join, from the top."""

    hub: int
    rows: tuple[int, ...]
    edges: tuple[_Edge, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What stands in which row (None: a heading), and how many lanes there are."""

    slots: tuple[PeerStanding | None, ...]
    lanes: int

    def y(self, row: int) -> float:
        """The middle of a row."""
        return round((row + 0.5) * 100 / len(self.slots), 2)

    def x(self, lane: int) -> float:
        """The middle of a lane."""
        return round((lane + 0.5) * 100 / self.lanes, 2)

    def end(self, row: int) -> PeerStanding:
        """The track or peer in a row that is not a heading's."""
        found = self.slots[row]
        if found is None:
            raise IndexError(row)
        return found


def graph(standing: DealStanding) -> Graph | None:
    """The links that hold on the date and what they join; None where there are none, or too many."""
    active = [(s, link) for s in standing.tracks.values() for link in s.links if is_active(link, standing.as_of)]
    ends = {_key(end): end for holder, link in active for end in (holder, standing.end(link))}
    if not 0 < len(ends) <= MOST:
        return None
    headings = _headings(standing, ends.values())
    slots = tuple(slot for _, members in headings for slot in (None, *members))
    row = {_key(slot): number for number, slot in enumerate(slots) if slot is not None}
    edges = [_Edge(row[_key(holder)], row[_key(standing.end(link))], link) for holder, link in active]
    edges.sort(key=lambda edge: (edge.holder, edge.target, edge.link.since.first, edge.link.why.en))
    drawn = [(relation, _lanes(_stars(relation, edges))) for relation in _ordered(standing.deal.vocabulary.relations)]
    drawn = [(relation, lanes) for relation, lanes in drawn if lanes]
    sheet = _Sheet(slots, sum(_width(lanes) for _, lanes in drawn))
    if sheet.lanes > WIDEST:
        return None
    ways = tuple(_ways(drawn, sheet))
    groups = tuple(
        Group(label, tuple(_node(member, row[_key(member)], ways, sheet) for member in members)) for label, members in headings
    )
    return Graph(groups, ways, len(slots), sheet.lanes)


def is_mutual(relation: Relation) -> bool:
    """Whether a relation is the same from both ends."""
    return relation.label == relation.inverse


def _key(standing: PeerStanding) -> tuple[bool, str]:
    """What tells tracks and peers apart; one of each can have the same id. Tracks come first."""
    return not isinstance(standing, TrackStanding), standing.record.id


def _headings(standing: DealStanding, ends: Iterable[PeerStanding]) -> list[tuple[Text | None, list[PeerStanding]]]:
    """The tracks of each domain, then the peers, in the order of their ids."""
    ends = sorted(ends, key=_key)
    found: list[tuple[Text | None, list[PeerStanding]]] = [
        (domain.label, [end for end in ends if isinstance(end, TrackStanding) and end.track.domain == domain.id])
        for domain in standing.deal.vocabulary.domains
    ]
    found.append((None, [end for end in ends if not isinstance(end, TrackStanding)]))
    return [(label, members) for label, members in found if members]


def _ordered(relations: Sequence[Relation]) -> list[Relation]:
    """What blocks stands first, next to the names."""
    return sorted(relations, key=lambda relation: not relation.blocks)


def _stars(relation: Relation, edges: Iterable[_Edge]) -> Iterator[_Star]:
    """The edges of a relation, gathered where most of them meet: at a target, or, of a mutual one, at either end."""
    hubs = (lambda edge: (edge.holder, edge.target)) if is_mutual(relation) else (lambda edge: (edge.target,))
    left = [edge for edge in edges if edge.link.relation == relation.id]
    while left:
        meeting: dict[int, set[int]] = {}
        for edge in left:
            for hub in hubs(edge):
                meeting.setdefault(hub, set()).update((edge.holder, edge.target))
        hub = min(meeting, key=lambda row: (-len(meeting[row]), row))
        yield _Star(hub, tuple(sorted(meeting[hub])), tuple(edge for edge in left if hub in hubs(edge)))
        left = [edge for edge in left if hub not in hubs(edge)]


def _lanes(stars: Iterable[_Star]) -> list[list[_Star]]:
    """Stars from the top down, each in the first lane in which a row stays free between it and the one above."""
    lanes: list[list[_Star]] = []
    for star in sorted(stars, key=lambda star: (star.rows, star.hub)):
        free = next((lane for lane in lanes if lane[-1].rows[-1] + 1 < star.rows[0]), None)
        if free is None:
            lanes.append([star])
        else:
            free.append(star)
    return lanes


def _width(lanes: Sequence[object]) -> int:
    """The lanes that a relation takes, with one left free behind it."""
    return max(len(lanes), _LEAST_LANES) + 1


def _ways(drawn: Iterable[tuple[Relation, list[list[_Star]]]], sheet: _Sheet) -> Iterator[Way]:
    start = style = 0
    for relation, lanes in drawn:
        style += not relation.blocks
        lines = tuple(_line(relation, star, start + lane, sheet) for lane, stars in enumerate(lanes) for star in stars)
        yield Way(relation, _width(lanes), 0 if relation.blocks else style, lines)
        start += _width(lanes)


def _line(relation: Relation, star: _Star, lane: int, sheet: _Sheet) -> Line:
    links: dict[int, list[_Edge]] = {}
    for edge in star.edges:
        links.setdefault(edge.holder if edge.holder != star.hub else edge.target, []).append(edge)
    dots = tuple(
        Dot(sheet.y(row), sheet.end(edges[0].holder), sheet.end(edges[0].target), tuple(edge.link for edge in edges))
        for row, edges in sorted(links.items())
    )
    mark: Literal["arrow", "ring", "dot"] = "arrow" if not is_mutual(relation) else "ring" if len(star.rows) > 2 else "dot"
    ends = sheet.y(star.rows[0]), sheet.y(star.rows[-1])
    return Line(mark, sheet.x(lane), sheet.y(star.hub), *ends, star.hub, star.rows, dots)


def _node(standing: PeerStanding, row: int, ways: Iterable[Way], sheet: _Sheet) -> Node:
    lines = [line for way in ways for line in way.lines if row in line.rows]
    near = {other for line in lines for other in (line.rows if line.hub == row else (line.hub,))} - {row}
    return Node(standing, row, sheet.y(row), max(line.x for line in lines), tuple(sorted(near)))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A track or peer next to another one, and what the link is called from there."""

    label: Text
    standing: PeerStanding


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What a track waits for, and what waits for it; at least one of them is not empty."""

    here: TrackStanding
    before: tuple[Neighbour, ...]
    after: tuple[Neighbour, ...]

    @staticmethod
    def levels(neighbours: Sequence[Neighbour]) -> list[float]:
        """The height of each of several names that stand one above the other, in percent."""
        return [round((place + 0.5) * 100 / len(neighbours), 2) for place in range(len(neighbours))]


def neighbourhood(standing: DealStanding, track: str) -> Neighbourhood | None:
    """The links around one track that keep something from moving on the date; None where there are none."""
    here = standing.tracks.get(track)
    if here is None:
        return None
    words = standing.deal.vocabulary.relation
    before = {
        _key(end): Neighbour(words[link.relation].label, end)
        for link in standing.blocked.get(track, ())
        for end in (standing.end(link),)
    }
    after = {
        _key(other): Neighbour(words[link.relation].inverse, other)
        for other, link in standing.incoming.get(track, ())
        if link in standing.blocked.get(other.track.id, ())
    }
    if not before and not after:
        return None
    return Neighbourhood(here, tuple(before[key] for key in sorted(before)), tuple(after[key] for key in sorted(after)))
