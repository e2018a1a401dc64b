"""The deal as it could be known on a day: what people wrote, without anything that lies after it.

Everything that is said of a day is worked out from this, so that nothing that happens later can change it. It is the past
as the record knows it now: what has no date stays as it is written today (titles, points and their values before the talks,
notes on events, and that there is a record at all). So does `accessed`, which says when somebody looked at a source. What
was put on the site on a day is in the history of the files.
"""

import operator
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from dealtracker.model import About, Day, Deal, Event, Link, Peer, Reading, Record, Source, Text, Track
from dealtracker.model.base import Model
from dealtracker.model.citations import cites
from dealtracker.model.records import Expected, Question
from dealtracker.standing.flags import known_readings
from dealtracker.standing.fold import is_withdrawn

AnyRecord = TypeVar("AnyRecord", bound=Record)
Answerable = TypeVar("Answerable", Event, Expected)
Ending = TypeVar("Ending", Link, Question)
M = TypeVar("M", bound=Model)

UNSAID = Text("")
"""Stands where a text knows more than the day: whoever shows it leaves it out."""


def known_deal(deal: Deal, as_of: date) -> Deal:
    """A deal without what lies after a day: its records, and the sources and landmarks that have to do with these."""
    seen = replace(
        deal,
        tracks={id: known(track, as_of) for id, track in deal.tracks.items()},
        bases={id: known(basis, as_of) for id, basis in deal.bases.items()},
        peers={id: known(peer, as_of) for id, peer in deal.peers.items()},
    )
    kept = set[str]().union(*map(cites, seen.records()))
    sources = {id: source for id, source in deal.sources.items() if id in kept or was_read(source, as_of)}
    return replace(seen, about=_about(seen), sources=sources)


def known(record: AnyRecord, as_of: date) -> AnyRecord:
    """A record without what lies after a day; the same parts in the same order, and each only with what was known of it.

    What is answered, settled, ended or withdrawn later is not so yet. The summary and the gaps are written with all events in
    view: as of a day before the one up to which they tell, the summary is `UNSAID` and there are no gaps. Somebody who looked
    for news later has seen all that there was on the day: the record was checked until then. A source is kept where something
    that is kept cites it, or where it had been read.
    """
    events = [event for event in record.events if event.date.last <= as_of]
    ids = {event.id for event in events}
    parts: dict[str, Any] = {
        "events": tuple(_standing(event, as_of) for event in _answered(events, ids)),
        "corrections": tuple(correction for correction in record.corrections if correction.date.last <= as_of),
    }
    if not is_withdrawn(record, as_of):
        parts["retracted"] = None
    is_told = _has_come(record.told_until, as_of)
    if not is_told:
        parts |= {"summary": UNSAID, "told_until": None}
    if isinstance(record, Peer):
        parts |= _of_peer(record, ids, as_of)
        parts["gaps"] = record.gaps if is_told else ()
    if isinstance(record, Track):
        parts |= _of_track(record, ids, as_of)
    seen = _with(record, parts)
    if not isinstance(seen, Peer):
        return seen
    kept = cites(seen)
    return _with(seen, {"sources": tuple(source for source in seen.sources if source.id in kept or was_read(source, as_of))})


def _with(part: M, parts: Mapping[str, Any]) -> M:
    """Something with other parts; and where none is another one, the same thing, which takes no memory."""
    others = {name: value for name, value in parts.items() if not _is_same(getattr(part, name), value)}
    return part.but(others) if others else part


def _is_same(one: object, other: object) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(operator.is_, one, other))
    return one == other


def was_read(source: Source, as_of: date) -> bool:
    """Whether somebody had read a source by a day. When it was published says nothing of when it came into the record."""
    return source.accessed is not None and source.accessed.last <= as_of


def _about(seen: Deal) -> About:
    """What is said of the deal, with the landmarks that had happened and stand."""
    events = {(id, event.id) for id, track in seen.tracks.items() for event in track.events if event.retracted is None}
    landmarks = tuple(mark for mark in seen.about.landmarks if (mark.track, mark.event) in events)
    return _with(seen.about, {"landmarks": landmarks})


def _of_peer(peer: Peer, events: Collection[str], as_of: date) -> dict[str, Any]:
    return {
        "readings": tuple(_reading(reading, events, as_of) for reading in known_readings(peer.readings, as_of)),
        "checked": min(peer.checked, Day.of(as_of), key=lambda day: day.last),
    }


def _of_track(track: Track, events: Collection[str], as_of: date) -> dict[str, Any]:
    """Links, expectations and questions begin on the first day that can be meant, as the standing counts them."""
    return {
        "positions": tuple(position for position in track.positions if position.date.last <= as_of),
        "links": tuple(_ended(link, as_of) for link in track.links if link.since.first <= as_of),
        "expected": tuple(_answered([entry for entry in track.expected if entry.since.first <= as_of], events)),
        "questions": tuple(_ended(question, as_of) for question in track.questions if question.since.first <= as_of),
    }


def _standing(event: Event, as_of: date) -> Event:
    """An event that is withdrawn only later still stands."""
    return event if is_withdrawn(event, as_of) else _with(event, {"retracted": None})


def _answered(parts: Iterable[Answerable], events: Collection[str]) -> Iterator[Answerable]:
    for part in parts:
        yield part if part.answered in events else _with(part, {"answered": None})


def _ended(part: Ending, as_of: date) -> Ending:
    return part if _has_come(part.until, as_of) else _with(part, {"until": None})


def _reading(reading: Reading, events: Collection[str], as_of: date) -> Reading:
    """A reading with the sides that had spoken. The note of one that is settled, which tells how, waits until it is."""
    parts: dict[str, Any] = {"sides": tuple(side for side in reading.sides if side.date.last <= as_of)}
    if reading.event not in events:
        parts["event"] = None
    if not _has_come(reading.until, as_of):
        parts |= {"until": None, "note": None}
    return _with(reading, parts)


def _has_come(day: Day | None, as_of: date) -> bool:
    """Whether a day, if there is one, is not still ahead."""
    return day is None or day.last <= as_of
