"""A deal in which every field that can hold a text holds every string of a list.

Which fields there are is read from the models. `whole` writes a deal in which all of them are filled, and `filled` puts the
strings in. A field that is new, and that `whole` does not know, is found by `test_fields`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from itertools import cycle
from types import UnionType
from typing import Any, Union, get_args, get_origin

from making import EXAMPLE, written
from pydantic.fields import FieldInfo

from dealtracker import escape
from dealtracker.model import About, Basis, Deal, Peer, Source, Text, Track, Vocabulary
from dealtracker.model.base import Model, Written

AS_OF = date(2031, 11, 30)
"""The feeds hold everything of the month before."""

SPREAD = 16, 34
"""So many tracks, each with so many events, points and so on. Their product is more than the strings: one for each field."""

DENSE = 3, 8
"""Fewer, each field with several strings, for what takes longer."""

SOURCES = 40
"""So many sources a record has at least, since their titles have room for a few strings only."""

ROOTS: tuple[type[Model], ...] = (About, Vocabulary, Track, Peer, Basis, Source)
"""What people write as a file, or as an entry of one."""

RECORDS: Mapping[str, type[Model]] = {"tracks": Track, "peers": Peer, "bases": Basis, "sources": Source}
"""Where a deal holds its records."""

FILES: Mapping[str, type[Model]] = {"about": About, "vocabulary": Vocabulary, **RECORDS}
"""What `whole` gives, by its names there."""

Path = tuple[str, ...]
"""The way to a field through the models: `Track`, `events`, `quote`, `text`, `ko`."""


def inner(annotation: Any) -> Any:
    """What is inside of an optional, of a list or of a mapping."""
    while get_origin(annotation) in (Union, UnionType, tuple, Mapping):
        parts = [part for part in get_args(annotation) if part not in (type(None), ...)]
        annotation = parts[-1]
    return annotation


def is_free(found: FieldInfo) -> bool:
    """Whether a field holds a text in one language, as somebody writes it."""
    return inner(found.annotation) == Written or set(get_args(Written)[1:]) <= set(found.metadata)


def fields(model: type[Model]) -> Iterator[tuple[str, FieldInfo]]:
    """The fields of a model under the names by which people write them."""
    for name, found in model.fields().items():
        if not found.exclude:
            yield found.alias or name, found


def ways(model: type[Model], way: Path = ()) -> Iterator[tuple[Path, FieldInfo, str]]:
    """The way to every field, and whether it holds a `text`, fields of its `own`, or something that is `closed`."""
    for name, found in fields(model):
        here, annotation = (*(way or (model.__name__,)), name), inner(found.annotation)
        if annotation is Text:
            yield (*here, "en"), found, "text"
            yield (*here, "ko"), found, "text"
        elif is_free(found):
            yield here, found, "text"
        elif isinstance(annotation, type) and issubclass(annotation, Model):
            yield here, found, "own"
            yield from ways(annotation, here)
        else:
            yield here, found, "closed"


def all_ways(kind: str) -> dict[Path, FieldInfo]:
    """The ways of one kind through all models."""
    return {way: found for root in ROOTS for way, found, of in ways(root) if of == kind}


ADDRESSES = ("url", "archive")
"""Fields whose text becomes a link if it can be one."""

SHORTEST = "shape"
"""The field of at most two characters."""

_SIGNS = "".join(map(chr, range(0x2460, 0x2474)))
_STAND_IN = re.compile(rf"https://q([0-9]+)q\.example/|q([0-9]+)q|([{_SIGNS}])")


def stand_in(number: int, text: str, way: Path, signs: Sequence[str]) -> str:
    """A harmless text of the same kind in place of a hostile one: a sign for a sign, a link for what can be one, else a word."""
    if way[-1] == SHORTEST:
        return _SIGNS[signs.index(text)]
    if way[-1] in ADDRESSES and escape.link(text) is not None:
        return f"https://q{number}q.example/"
    return f"q{number}q"


@dataclass
class Filling:
    """Gives out strings, for each field all of them: to a field that is there seldom, several at a time, in lines.

    Every field begins at another string, so that those beside each other differ. `met` counts how often `hostile` was asked
    for one.
    """

    strings: Sequence[str]
    is_harmless: bool = False
    places: dict[Path, int] = field(default_factory=dict)
    given: dict[Path, int] = field(default_factory=dict)
    met: int = 0

    @cached_property
    def signs(self) -> list[str]:
        """The strings that fit where only a sign does."""
        return [text for text in self.strings if len(text) <= 2][: len(_SIGNS)]

    def count(self, way: Path) -> str:
        """There is such a field once more."""
        self.places[way] = self.places.get(way, 0) + 1
        return SOME[:2]

    def give(self, way: Path) -> str:
        """The text for the next field of that way."""
        number = self.given.get(way, 0)
        self.given[way] = number + 1
        fitting = self.signs if way[-1] == SHORTEST else self.strings
        most, places, first = len(fitting), self.places[way], 29 * list(self.places).index(way)
        each = (
            range(number, number + 1)
            if places >= most or way[-1] == SHORTEST
            else range(number, most, places)  # neighbours are of one family: together they would be too long for some fields
        )
        return "\n".join(self._shown(fitting[(first + at) % most], way) for at in each)

    def _shown(self, text: str, way: Path) -> str:
        return stand_in(self._number[text], text, way, self.signs) if self.is_harmless else text

    @cached_property
    def _number(self) -> dict[str, int]:
        return {text: number for number, text in enumerate(self.strings)}

    def hostile(self, text: str) -> str:
        """A harmless text with the hostile strings in place of what stands for them."""

        def meant(found: re.Match[str]) -> str:
            self.met += 1
            return self.signs[_SIGNS.index(found[3])] if found[3] else self.strings[int(found[1] or found[2])]

        return _STAND_IN.sub(meant, text)

    @property
    def pairs(self) -> int:
        """How many pairs of a string and a field there are."""
        return sum(len(self.signs) if way[-1] == SHORTEST else len(self.strings) for way in self.places)


Give = Callable[[Path], str]


def _fill(model: type[Model], value: Any, way: Path, give: Give) -> Any:
    """A value with a text from `give` in every place for one."""
    made = dict(value)
    for name, found in fields(model):
        holds, put = made.get(name), partial(_put, found, (*way, name), give)
        if isinstance(holds, dict) and get_origin(found.annotation) is Mapping:
            made[name] = {key: None if part is None else put(part) for key, part in holds.items()}
        elif isinstance(holds, list):
            made[name] = [put(part) for part in holds]
        elif holds is not None:
            made[name] = put(holds)
    return made


def _put(found: FieldInfo, way: Path, give: Give, value: Any) -> Any:
    annotation = inner(found.annotation)
    if annotation is Text:
        return {"en": give((*way, "en")), "ko": give((*way, "ko"))}
    if is_free(found):
        return give(way)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return _fill(annotation, value, way, give)
    return value


def filled(strings: Sequence[str], size: tuple[int, int], *, is_harmless: bool = False) -> tuple[dict[str, Any], Filling]:
    """The plain values of a whole deal with all strings in all its fields, or with harmless ones in their place."""
    values = whole(*size)
    filling = Filling(strings, is_harmless)
    _every(values, filling.count)
    return _every(values, filling.give), filling


def put_in(way: Path, text: str) -> Any:
    """The plain values of a file of a small deal, or of several of its kind, with one text in one field."""
    left = [text]
    name = next(name for name, model in FILES.items() if model.__name__ == way[0])
    return _every({name: _small()[name]}, lambda here: left.pop() if here == way and left else SOME)[name]


@cache
def _small() -> dict[str, Any]:
    return whole(1, 2)


def _every(values: dict[str, Any], give: Callable[[Path], str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in values.items():
        model = FILES[name]
        fill = partial(_fill, model, way=(model.__name__,), give=give)
        made[name] = [fill(part) for part in value] if isinstance(value, list) else fill(value)
    return made


def deal(values: Mapping[str, Any]) -> Deal:
    """The deal of plain values, made by the models alone: nothing was checked."""
    tracks = {value["id"]: Track.of(value) for value in values["tracks"]}
    peers = {value["id"]: Peer.of(value) for value in values["peers"]}
    sources = [Source.of(value) for value in values["sources"]]
    sources += [source for record in (*tracks.values(), *peers.values()) for source in record.sources]
    return Deal(
        about=About.of(values["about"]),
        vocabulary=Vocabulary.of(values["vocabulary"]),
        tracks=tracks,
        bases={value["id"]: Basis.of(value) for value in values["bases"]},
        peers=peers,
        sources={source.id: source for source in sources},
    )


SOME = "text"
"""Where a text will be put in."""


def whole(tracks: int, parts: int) -> dict[str, Any]:
    """A deal with everything in it that the format has. Its texts are all the same."""
    vocabulary = written(EXAMPLE / "vocabulary.yml")
    vocabulary["words"] = [{"avoid": SOME, "write": SOME} for _ in range(8)]
    kinds = cycle(kind["id"] for kind in vocabulary["kinds"])
    source_kinds = cycle(kind["id"] for kind in vocabulary["source-kinds"])
    reads = cycle(read["id"] for read in vocabulary["reads"])
    relations = cycle(relation["id"] for relation in vocabulary["relations"])
    domains = cycle(domain["id"] for domain in vocabulary["domains"])
    parties = ("north", "south", "east")
    about = written(EXAMPLE / "deal.yml") | {
        "parties": [
            {"id": id, "name": SOME, "capital": SOME, "time-zone": zone}
            for id, zone in zip(parties, ("Europe/Helsinki", "Europe/Lisbon", "Asia/Seoul"), strict=True)
        ],
        "comparison": [{"id": f"point-{n}", "title": SOME, "track": "track-0", "point": f"point-{n}"} for n in range(8)],
        "landmarks": [{"label": SOME, "track": f"track-{n % tracks}", "event": f"event-{n}"} for n in range(8)],
    }

    def source(id: str) -> dict[str, Any]:
        return {
            "id": id,
            "title": SOME,
            "publisher": SOME,
            "kind": next(source_kinds),
            "language": "en",
            "published": "2031-11-02",
            "accessed": "2031-11-03",
            "url": SOME,
            "archive": SOME,
            "read": next(reads),
            "note": SOME,
            "aliases": [f"{id}-before"],
        }

    def event(number: int, cited: Sequence[str], points: Sequence[str]) -> dict[str, Any]:
        day = 3 + number * 25 // max(parts, 10)
        return {
            "id": f"event-{number}",
            "date": f"2031-11-{day:02d}",
            "time": "09:30",
            "about": number % 5 == 0,
            "effective": f"2031-12-{1 + number // 7:02d}" if number % 7 == 0 else f"2031-11-{day:02d}",
            "place": parties[number % 3],
            "kind": next(kinds),
            "by": [parties[number % 3], parties[(number + 1) % 3]],
            "title": SOME,
            "text": SOME,
            "points": dict.fromkeys(points, SOME),
            "quote": {"text": SOME, "speaker": SOME, "role": SOME, "language": "ko" if number % 2 else "en"},
            "note": SOME,
            "confidence": "low",
            "answered": f"event-{number + 1}" if number % 4 == 0 else None,
            "sources": list(cited),
            "aliases": [f"event-{number}-before"],
            "retracted": {"date": "2031-11-28", "why": SOME} if number % 5 == 2 else None,
        }

    def peer(id: str, parts: int) -> dict[str, Any]:
        own = [f"{id}-source-{n}" for n in range(max(parts, SOURCES))]
        numbers = range(parts)
        return {
            "id": id,
            "title": SOME,
            "summary": SOME,
            "checked": "2031-11-29",
            "points": [
                {
                    "id": f"point-{n}",
                    "title": SOME,
                    "owes": parties[n % 3],
                    "unit": SOME,
                    "before": SOME,
                    "sources": [own[n]],
                    "note": SOME,
                    "aliases": [f"point-{n}-before"],
                }
                for n in numbers
            ],
            "events": [event(n, own[n::parts], [f"point-{n}", f"point-{n // 2}"] if n else ["point-0"]) for n in numbers],
            "readings": [
                {
                    "id": f"reading-{n}",
                    "question": SOME,
                    "point": f"point-{n}",
                    "event": f"event-{n}",
                    "sides": [
                        {"by": parties[n % 2], "who": SOME, "date": "2031-11-20", "says": SOME, "sources": [own[n]]},
                        {"who": SOME, "date": "2031-11-21", "says": SOME, "sources": [own[n]]},
                    ],
                    "until": "2031-11-28" if n % 3 == 0 else None,
                    "note": SOME,
                    "aliases": [f"reading-{n}-before"],
                }
                for n in numbers
            ],
            "gaps": [SOME for _ in numbers],
            "sources": [source(id) for id in own],
            "corrections": [{"date": "2031-11-22", "was": SOME, "now": SOME} for _ in numbers],
            "aliases": [f"{id}-before"],
        }

    def track(number: int, parts: int, **more: Any) -> dict[str, Any]:
        id = f"track-{number}"
        own = f"{id}-source-0"
        others = [n for n in range(tracks + 1) if n != number]
        return {
            **peer(id, parts),
            "short": SOME,
            "domain": next(domains),
            "basis": ["basis-0", "basis-1"],
            "positions": [{"by": parties[n % 3], "date": "2031-11-19", "text": SOME, "sources": [own]} for n in range(parts)],
            "links": [
                {
                    "relation": next(relations),
                    **({"peer": "peer-0"} if n == 0 else {"track": f"track-{others[n % len(others)]}"}),
                    "from": "2031-11-05",
                    "until": "2031-11-25" if n % 4 == 0 else None,
                    "why": SOME,
                    "sources": [own],
                }
                for n in range(parts)
            ],
            "expected": [
                {
                    "id": f"expected-{n}",
                    "from": "2031-11-05",
                    "date": f"2031-11-{6 + n // 3:02d}" if n % 3 == 0 else f"2032-{1 + n // 28:02d}-{1 + n % 28:02d}",
                    "title": SOME,
                    "sources": [own],
                    "answered": "event-9" if n % 5 == 0 else None,
                    "aliases": [f"expected-{n}-before"],
                }
                for n in range(parts)
            ],
            "questions": [{"from": "2031-11-05", "until": None, "text": SOME} for _ in range(parts)],
            **more,
        }

    shared = [f"shared-{n}" for n in range(3 * SOURCES)]
    withdrawn = {"retracted": {"date": "2031-11-27", "why": SOME}}
    return {
        "about": about,
        "vocabulary": vocabulary,
        "tracks": [*(track(n, parts) for n in range(tracks)), track(tracks, 4, **withdrawn)],
        "peers": [*(peer(f"peer-{n}", parts // 3 + 1) for n in range(2)), peer("peer-2", 3) | withdrawn],
        "bases": [
            {
                "id": f"basis-{n}",
                "title": SOME,
                "summary": SOME,
                "events": [event(number, shared[number::10], []) | {"points": {"x": SOME}} for number in range(10)],
                "corrections": [{"date": "2031-11-22", "was": SOME, "now": SOME} for _ in range(10)],
                "aliases": [f"basis-{n}-before"],
                **(withdrawn if n == 3 else {}),
            }
            for n in range(4)
        ],
        "sources": [source(id) for id in shared],
    }
