"""Short ways to make records: a test writes only what it is about, and the rest is filled in here."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from dealtracker.model import About, Basis, Deal, Event, Link, Peer, Point, Reading, Record, Source, Track, Vocabulary
from dealtracker.model.base import Model
from dealtracker.model.records import Expected
from dealtracker.reading import Document, read_file

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "dealtracker" / "example"


def written(file: Path) -> Any:
    """The plain values of a file that is known to be right."""
    document = read_file(file, file.name)
    assert isinstance(document, Document), document
    return document.value


def dumped(record: Model) -> dict[str, Any]:
    """A record as plain values, with the names of files."""
    plain: dict[str, Any] = TypeAdapter(type(record)).dump_python(record, by_alias=True)
    return plain


def vocabulary(file: Path = EXAMPLE / "vocabulary.yml", **more: list[dict[str, Any]]) -> Vocabulary:
    """The vocabulary of a file, with further entries for its lists: `kinds=[{…}]`."""
    lists = written(file)
    return Vocabulary.of(lists | {name: lists[name] + entries for name, entries in more.items()})


WORDS = vocabulary()
ABOUT = About.of(written(EXAMPLE / "deal.yml"))


def day(text: str) -> date:
    """A calendar date."""
    return date.fromisoformat(text)


def source(id: str, kind: str = "legal", read: str = "in-full") -> Source:
    """A source. One of each kind is there already, named by its kind: see `SOURCES`."""
    plain = {"title": "A page", "publisher": "The Lake Post", "language": "en", "url": "https://lakepost.example/page"}
    return Source.of(plain | {"id": id, "kind": kind, "read": read})


SOURCES = {kind.id: source(kind.id, kind.id) for kind in WORDS.source_kinds}


def event(kind: str, date: str = "2026-01-01", **fields: Any) -> Event:
    """An event, with a legal source unless `sources` says otherwise. Its id is made of its kind and its date."""
    plain = {"id": f"{kind}-{date}", "kind": kind, "date": date, "title": "Something happens", "sources": ["legal"]}
    return Event.of(plain | fields)


def sequence(*kinds: str) -> list[Event]:
    """Events of these kinds, one a day from 1 January 2026."""
    first = day("2026-01-01")
    return [event(kind, str(first + timedelta(number))) for number, kind in enumerate(kinds)]


def point(id: str = "toll") -> Point:
    """A point."""
    return Point.of({"id": id, "title": "Toll for a lorry"})


def link(relation: str, track: str | None = None, since: str = "2026-01-01", **fields: Any) -> Link:
    """A link to a track, or with `peer=` to a peer."""
    plain = {"relation": relation, "track": track, "from": since, "why": "It is said", "sources": ["press"]}
    return Link.of(plain | fields)


def reading(*dates: str, **fields: Any) -> Reading:
    """A reading with one side for each date, the two parties in turn."""
    sides = [
        {"by": ("north", "south")[number % 2], "date": date, "says": "Another thing", "sources": ["press"]}
        for number, date in enumerate(dates)
    ]
    return Reading.of({"id": "which-lorries", "question": "Which lorries?", "sides": sides} | fields)


def expected(date: str, since: str = "2026-01-01", **fields: Any) -> Expected:
    """An expectation."""
    plain = {"id": "review", "from": since, "date": date, "title": "They review the toll", "sources": ["press"]}
    return Expected.of(plain | fields)


def track(*events: Event, id: str = "bridge", **fields: Any) -> Track:
    """A track that was checked at the end of 2026."""
    plain = {"id": id, "title": "Toll", "summary": "A toll.", "domain": "trade", "checked": "2026-12-31", "events": events}
    return Track.of(plain | fields)


def peer(*events: Event, id: str = "westland", **fields: Any) -> Peer:
    """A comparable deal."""
    plain = {"id": id, "title": "Westland", "summary": "Its toll.", "checked": "2026-12-31", "events": events}
    return Peer.of(plain | fields)


def basis(*events: Event, id: str = "treaty", **fields: Any) -> Basis:
    """A legal basis."""
    plain = {"id": id, "title": "The treaty", "summary": "A treaty.", "events": events}
    return Basis.of(plain | fields)


def deal(*records: Record, sources: Iterable[Source] = (), words: Vocabulary = WORDS) -> Deal:
    """A deal of these records; `sources` come on top of one of each kind."""
    return Deal(
        about=ABOUT,
        vocabulary=words,
        tracks={record.id: record for record in records if isinstance(record, Track)},
        bases={record.id: record for record in records if isinstance(record, Basis)},
        peers={record.id: record for record in records if isinstance(record, Peer) and not isinstance(record, Track)},
        sources=SOURCES | {source.id: source for source in sources},
    )


days = st.dates(day("2026-01-01"), day("2027-12-31"))
"""Any day of two years."""

_written_dates = st.tuples(days, st.sampled_from([10, 10, 10, 7, 4])).map(lambda drawn: str(drawn[0])[: drawn[1]])
_named_points: list[dict[str, str | None]] = [{}, {"toll": None}, {"toll": "8 crowns"}, {"toll": "15 crowns"}]
_drawn_events = st.tuples(
    st.sampled_from([kind.id for kind in WORDS.kinds]),
    _written_dates,
    st.none() | _written_dates,
    st.sampled_from(_named_points),
)


def _history(drawn: list[tuple[str, str, str | None, dict[str, str | None]]]) -> list[Event]:
    return [
        event(kind, date, id=f"event-{number}", effective=effective, points=points)
        for number, (kind, date, effective, points) in enumerate(drawn)
    ]


histories = st.lists(_drawn_events, max_size=12).map(_history)
"""Events of any kinds, in any order, on days, months and years, with and without a day of effect and a point."""
