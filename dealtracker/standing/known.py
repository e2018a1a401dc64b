"""A record as it could be known on a day: what people wrote, without anything that lies after it.

It is the past as the record knows it now. Undated words stay as they are written today (titles, points and their values
before the talks, notes on events), and so do `checked` and `accessed`, which say when somebody looked and not what
happened.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TypeVar

from dealtracker.model import Day, Event, Link, Peer, Reading, Record, Source, Text, Track
from dealtracker.model.citations import citations
from dealtracker.model.records import Expected, Question
from dealtracker.standing.flags import known_readings
from dealtracker.standing.fold import known_by

AnyRecord = TypeVar("AnyRecord", bound=Record)
Answerable = TypeVar("Answerable", Event, Expected)
Ending = TypeVar("Ending", Link, Question)

UNSAID = Text("")
"""Stands where a text knows more than the day: whoever shows it leaves it out."""


def known(record: AnyRecord, as_of: date) -> AnyRecord:
    """A record without what lies after a day; the same parts in the same order, and each only with what was known of it.

    What is answered, settled or ended later is still open. The summary and the gaps are written with all events in view:
    while an event lies ahead, the summary is `UNSAID` and there are no gaps. A source is kept where it had appeared by
    the day, or where something that is kept cites it.
    """
    events = known_by(record.events, as_of)
    ids = {event.id for event in events}
    is_complete = len(events) == len(record.events)
    parts: dict[str, object] = {"events": tuple(_answered(events, ids))}
    if not is_complete:
        parts["summary"] = UNSAID
    if isinstance(record, Peer):
        parts |= _of_peer(record, ids, as_of)
        parts["gaps"] = record.gaps if is_complete else ()
    if isinstance(record, Track):
        parts |= _of_track(record, ids, as_of)
    seen = record.model_copy(update=parts)
    if not isinstance(record, Peer) or all(has_appeared(source, as_of) for source in record.sources):
        return seen
    return seen.model_copy(update={"sources": tuple(_appeared(record.sources, seen, as_of))})


def has_appeared(source: Source, as_of: date) -> bool:
    """Whether a source had appeared by a day: was published, or where it shows no date, was read."""
    appeared = source.published or source.accessed
    return appeared is not None and appeared.last <= as_of


def _of_peer(peer: Peer, events: Collection[str], as_of: date) -> dict[str, object]:
    return {
        "readings": tuple(_reading(reading, events, as_of) for reading in known_readings(peer.readings, as_of)),
        "corrections": tuple(correction for correction in peer.corrections if correction.date.last <= as_of),
        "retracted": peer.retracted if peer.retracted is not None and peer.retracted.date.last <= as_of else None,
    }


def _of_track(track: Track, events: Collection[str], as_of: date) -> dict[str, object]:
    """Links, expectations and questions begin on the first day that can be meant, as the standing counts them."""
    return {
        "positions": tuple(position for position in track.positions if position.date.last <= as_of),
        "links": tuple(_ended(link, as_of) for link in track.links if link.since.first <= as_of),
        "expected": tuple(_answered([entry for entry in track.expected if entry.since.first <= as_of], events)),
        "questions": tuple(_ended(question, as_of) for question in track.questions if question.since.first <= as_of),
    }


def _answered(parts: Iterable[Answerable], events: Collection[str]) -> Iterator[Answerable]:
    for part in parts:
        yield part if part.answered is None or part.answered in events else part.model_copy(update={"answered": None})


def _ended(part: Ending, as_of: date) -> Ending:
    return part if _has_come(part.until, as_of) else part.model_copy(update={"until": None})


def _reading(reading: Reading, events: Collection[str], as_of: date) -> Reading:
    """A reading with the sides that had spoken. Its note, which tells how it went on, waits until nothing lies ahead."""
    if reading.event is not None and reading.event not in events:
        reading = reading.model_copy(update={"event": None})
    sides = tuple(side for side in reading.sides if side.date.last <= as_of)
    if len(sides) == len(reading.sides) and _has_come(reading.until, as_of):
        return reading
    until = reading.until if _has_come(reading.until, as_of) else None
    return reading.model_copy(update={"sides": sides, "until": until, "note": None})


def _has_come(until: Day | None, as_of: date) -> bool:
    """Whether an end, if there is one, is not still ahead."""
    return until is None or until.last <= as_of


def _appeared(sources: Iterable[Source], seen: Record, as_of: date) -> Iterator[Source]:
    cited = {id for _, id in citations(seen)}
    return (source for source in sources if source.id in cited or has_appeared(source, as_of))
