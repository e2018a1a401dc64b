"""Addresses of pages, from the root of the site. They are always written relative to the page on which they stand."""

from dealtracker.model import Basis, Event, Peer, Record, Track
from dealtracker.model.records import Expected


def url(path: str) -> str:
    """The address of a page of the tree: `tracks/chips.md` is published at `tracks/chips/`."""
    return path.removesuffix("index.md").removesuffix(".md") + ("/" if not path.endswith("index.md") else "")


def name(path: str) -> str:
    """What files about a page are called, without their ending: `tracks/chips.md` → `tracks/chips`, `index.md` → `index`."""
    return url(path).removesuffix("/") or "index"


def address(record: Record) -> str:
    """The address, from the root, of the page that shows a record."""
    if isinstance(record, Track):
        return f"tracks/{record.id}/"
    return f"{'deals' if isinstance(record, Peer) else 'bases'}/#{record.id}"


def event_address(record: Record, event: Event) -> str:
    """The address, from the root, of an event on the page that shows its record."""
    return address(record) + (f"#event-{event.id}" if isinstance(record, Track) else f"-{event.id}")


def earlier_anchors(record: Peer | Basis, event: Event) -> list[str]:
    """The anchors that an event had on a page of several records, under earlier ids of its own and of its record."""
    had = [f"{name}-{id}" for name in (record.id, *record.aliases) for id in (event.id, *event.aliases)]
    return had[1:]


def lasting(track: Track, what: str, part: Event | Expected) -> str:
    """A name for a part of a track by which other programs remember it, from the root of the site.

    It is the address that the part had when it was first published (`tracks/cars/#event-notice`): what is renamed keeps its
    earlier ids under `aliases`, the oldest first. Titles, dates and the order of the record are not in it.
    """
    return f"tracks/{oldest(track)}/#{what}-{oldest(part)}"


def oldest(named: Track | Peer | Basis | Event | Expected) -> str:
    """The id under which something was first published."""
    return next(iter(named.aliases), named.id)
