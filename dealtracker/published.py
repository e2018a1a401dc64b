"""Everything that was ever published, by its ids: `data/published.txt`, one address a line.

    tracks/car-tariffs                  a track, a peer (`peers/`), a legal basis (`bases/`), a source (`sources/`)
    tracks/car-tariffs#event-notice     a part of it: `event`, `point`, `reading`, `expected`

The list only grows: `build.py ids` adds what is new, and `build.py check` finds what no longer leads anywhere. Its lines are
sorted and mean nothing to each other, so that git can merge two lists by keeping the lines of both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dealtracker.model import Basis, Deal, Event, Peer, Point, Reading, Source
from dealtracker.model.records import Expected

FILE = "published.txt"

HEAD = """\
# Everything that was ever published, one address a line. What stands here must lead somewhere for ever.
# `build.py ids` adds what is new. Nobody needs to write here, and nothing is ever taken out.
"""

PARTS = {"events": "event", "points": "point", "readings": "reading", "expected": "expected"}
"""The fields of a record that hold parts with ids, and what the anchor of such a part begins with."""

Named = Peer | Basis | Source
Part = Event | Point | Reading | Expected


def folders(deal: Deal) -> Mapping[str, Mapping[str, Named]]:
    """All that has an address of its own, by the first word of that and by id."""
    return {"tracks": deal.tracks, "peers": deal.peers, "bases": deal.bases, "sources": deal.sources}


def parts(record: Named) -> Iterator[tuple[str, int, Part]]:
    """The parts of a record that have ids, each with its field and its place there. A source has none."""
    for field in () if isinstance(record, Source) else PARTS:
        for number, part in enumerate(getattr(record, field, ())):
            yield field, number, part


def anchors(record: Named) -> Iterator[str]:
    """The anchors of the parts of a record, those by their earlier ids included."""
    for field, _, part in parts(record):
        for id in (part.id, *part.aliases):
            yield f"{PARTS[field]}-{id}"


def addresses(deal: Deal) -> Iterator[str]:
    """Every address that leads somewhere now. Parts are named once, with the id that their record has now."""
    for folder, records in folders(deal).items():
        for id, record in records.items():
            yield from (f"{folder}/{name}" for name in (id, *record.aliases))
            yield from (f"{folder}/{id}#{anchor}" for anchor in anchors(record))


def entries(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The addresses in a list, each with the number of its line, from 0. Lines that begin with `#` are remarks."""
    return ((number, line) for number, line in enumerate(lines) if line and not line.startswith("#"))


def grown(text: str, now: Iterable[str]) -> tuple[str, list[str]]:
    """A list with everything added that is there now and not in it; and what was added. Nothing is taken out."""
    lines = text.splitlines()
    listed = {line for _, line in entries(lines)}
    new = sorted(set(now) - listed)
    if not new:
        return text, []
    remarks = [line for line in lines if line.startswith("#")] or HEAD.splitlines()
    return "\n".join([*remarks, *sorted(listed | set(new))]) + "\n", new
