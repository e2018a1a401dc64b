"""Addresses of pages, from the root of the site. They are always written relative to the page on which they stand."""

from dealtracker.model import Peer, Record, Track


def url(path: str) -> str:
    """The address of a page of the tree: `tracks/chips.md` is published at `tracks/chips/`."""
    return path.removesuffix("index.md").removesuffix(".md") + ("/" if not path.endswith("index.md") else "")


def address(record: Record) -> str:
    """The address, from the root, of the page that shows a record."""
    if isinstance(record, Track):
        return f"tracks/{record.id}/"
    return f"{'deals' if isinstance(record, Peer) else 'bases'}/#{record.id}"


def lasting(track: Track, part: str) -> str:
    """A name for a part of a track (`event-fact-sheet`) by which other programs remember it, from the root of the site.

    It is the address that the part had when the track was first published: a track that is renamed keeps its earlier ids
    under `aliases`, the oldest first. Titles, dates and the order of the record are not in it.
    """
    return f"tracks/{next(iter(track.aliases), track.id)}/#{part}"
