"""Comparing two versions of a deal on one day, record by record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dealtracker.meaning.pieces import Line, Piece, line, listed, name, strong, theirs
from dealtracker.model import Event, Record, Source, Vocabulary
from dealtracker.standing import Clock, DealStanding, PointStanding, RecordStanding, Step, TrackStanding
from dealtracker.standing.stand import PeerStanding


@dataclass(frozen=True, slots=True)
class Changed:
    """A record of which something stands otherwise: its file, its title, what is said first, and what else."""

    file: str
    title: Piece
    first: Line
    rest: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a change means: the records that it touches, in the order of the deal, and what concerns all of them."""

    changed: tuple[Changed, ...]
    general: tuple[Line, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.general)


def compare(before: DealStanding, after: DealStanding) -> Meaning:
    """What stands otherwise in `after` than in `before`. Both are as of the same day."""
    changed = [
        found
        for folder, old, new in (
            ("tracks", {**before.tracks, **before.retracted}, {**after.tracks, **after.retracted}),
            ("peers", before.peers, after.peers),
            ("bases.yml", before.bases, after.bases),
        )
        for found in _records(folder, old, new, before, after)
    ]
    return Meaning(tuple(changed), tuple(_general(before, after)))


def _general(before: DealStanding, after: DealStanding) -> Iterator[Line]:
    if before.deal.vocabulary != after.deal.vocabulary:
        yield line("The vocabulary is different: every status follows from it.")
    if before.deal.about != after.deal.about:
        yield line("What the deal says about itself (", name("deal.yml"), ") is different.")
    used = {id for record in (*before.deal.records(), *after.deal.records()) for id in _sources_of(record)}
    for id, source in after.deal.sources.items():
        if id in before.deal.sources and before.deal.sources[id] != source and id not in used:
            yield line("The source ", name(id), " is described otherwise.")


def _sources_of(record: Record) -> Iterator[str]:
    return (id for event in record.events for id in event.sources)


def _records(
    folder: str,
    old: Mapping[str, RecordStanding],
    new: Mapping[str, RecordStanding],
    before: DealStanding,
    after: DealStanding,
) -> Iterator[Changed]:
    for id in [*new, *(gone for gone in old if gone not in new)]:
        was, now = old.get(id), new.get(id)
        file = f"data/{folder}" if folder.endswith(".yml") else f"data/{folder}/{id}.yml"
        if now is None:
            yield Changed(file, theirs(old[id].record.title), line(strong("taken out"), ", with all its events"), ())
            continue
        lines = list(_differences(was, now, before, after))
        first = _status(was, now, after.deal.vocabulary)
        if lines or first is not None:
            yield Changed(file, theirs(now.record.title), first or _same(now, after.deal.vocabulary), tuple(lines))


def _same(now: RecordStanding, words: Vocabulary) -> Line:
    return line("stays at ", strong(_label(now.status, words)))


def _status(was: RecordStanding | None, now: RecordStanding, words: Vocabulary) -> Line | None:
    """The change of status or of its evidence, with since, because and what proves it."""
    before, after = (was.status if was else None), now.status
    if now.step is None:
        return line(strong("new"), ", without an event yet") if was is None else None
    moved = before != after
    because = was is not None and was.step is not None and was.step.because.id != now.step.because.id
    since = was is not None and was.step is not None and was.step.since != now.step.since
    if was is not None and not (moved or because or since or was.is_documented != now.is_documented):
        return None
    left = (theirs(_label(before, words)), " → ")
    start = ("new: ",) if was is None else left if moved else ("stays at ",)
    return line(*start, strong(_label(after, words)), *_reason(now.step, now, words))


def _reason(step: Step, now: RecordStanding, words: Vocabulary) -> Iterator[str | Piece]:
    kinds = [str(words.source_kind[source.kind].label) for source in now.evidence.proved_by] if now.evidence else []
    said = [str(words.kind[step.because.kind].label), *([", ".join(dict.fromkeys(kinds))] if kinds else [])]
    yield f" (since {step.since}), because "
    yield name(step.because.id)
    yield " ("
    yield theirs("; ".join(said))
    yield ")"
    if not now.is_documented:
        yield ", so far only "
        yield strong("reported")


def _label(status: str | None, words: Vocabulary) -> str:
    return "no event" if status is None else str(words.status[status].label).lower()


def _differences(was: RecordStanding | None, now: RecordStanding, before: DealStanding, after: DealStanding) -> Iterator[Line]:
    words = after.deal.vocabulary
    yield from _clocks(was, now, words)
    if isinstance(now, PeerStanding):
        old = was if isinstance(was, PeerStanding) else None
        yield from _points(old, now, words)
        yield from _readings(old, now)
    if isinstance(now, TrackStanding):
        track = was if isinstance(was, TrackStanding) else None
        yield from _flags(track, now, words)
        yield from _waiting(track, now, before, after)
        yield from _expectations(track, now)
    yield from _withdrawal(was, now)
    yield from _events(was, now)
    yield from _sources(was, now, before, after)
    yield from _fields(was, now)


def _clocks(was: RecordStanding | None, now: RecordStanding, words: Vocabulary) -> Iterator[Line]:
    old = {(clock.start, clock.end): clock for clock in (was.clocks if was else ())}
    for clock in now.clocks:
        earlier = old.get((clock.start, clock.end))
        if clock.days is not None and clock != earlier:
            between = (theirs(_label(clock.start, words)), " → ", theirs(_label(clock.end, words)), " ")
            was_before = f" (was {_days(earlier)})" if earlier and earlier.days is not None else ""
            yield line("Clock: ", *between, strong(_days(clock)), was_before)


def _days(clock: Clock) -> str:
    about = "" if clock.is_exact else "about "
    return f"{about}{clock.days} days{', still running' if clock.is_running else ''}"


def _points(was: PeerStanding | None, now: PeerStanding, words: Vocabulary) -> Iterator[Line]:
    old = was.point if was else {}
    for point in now.points:
        earlier = old.get(point.point.id)
        said, said_before = _stands(point, words), _stands(earlier, words) if earlier else None
        if said != said_before:
            start: tuple[str | Piece, ...] = ("",) if said_before is None else (*said_before, " → ")
            yield line("Point ", name(point.point.id), ": ", *start, *said)
    for id in old:
        if id not in now.point:
            yield line(strong("Point taken out"), ": ", name(id))


def _stands(point: PointStanding, words: Vocabulary) -> tuple[str | Piece, ...]:
    value = () if point.value is None else (" at ", theirs(point.value.value))
    proposed = () if point.proposed is None else (", proposed: ", theirs(point.proposed.value))
    return (strong(_label(point.status, words)), *value, *proposed)


def _readings(was: PeerStanding | None, now: PeerStanding) -> Iterator[Line]:
    old = {reading.id: reading for reading in (was.readings if was else ())}
    for reading in now.readings:
        earlier = old.pop(reading.id, None)
        if earlier is None:
            yield line("New reading ", name(reading.id), ": ", theirs(reading.question))
        elif earlier.until != reading.until and reading.until is not None:
            yield line("Reading settled on ", str(reading.until), ": ", theirs(reading.question))
        elif earlier != reading:
            yield line("Reading changed: ", name(reading.id))
    for id in old:
        yield line(strong("Reading taken out"), ": ", name(id))


def _flags(was: TrackStanding | None, now: TrackStanding, words: Vocabulary) -> Iterator[Line]:
    old, new = set(was.flag if was else ()), set(now.flag)
    for flag in words.flags:
        if (flag.id in old) != (flag.id in new):
            yield line("Flag raised: " if flag.id in new else "Flag gone: ", strong(str(flag.label).lower()))


def _waiting(was: TrackStanding | None, now: TrackStanding, before: DealStanding, after: DealStanding) -> Iterator[Line]:
    """What the track waits for, and who waits for it where it moved: perhaps that waiting is over."""
    id = now.track.id
    ended = [link for link in before.blocked.get(id, ()) if link not in after.blocked.get(id, ())]
    begun = [link for link in after.blocked.get(id, ()) if link not in before.blocked.get(id, ())]
    for label, links in (("No longer waits for ", ended), ("Now waits for ", begun)):
        if links:
            yield line(label, *listed(name(link.track or link.peer) for link in links))
    if was is not None and was.status != now.status:
        waiting = [other for other, links in after.blocked.items() if any(link.track == id for link in links)]
        if waiting:
            yield line("Still waiting for it: ", *listed(map(name, waiting)), ". Has that ended?")


def _expectations(was: TrackStanding | None, now: TrackStanding) -> Iterator[Line]:
    old = {entry.expected.id: entry for entry in (was.expectations if was else ())}
    for entry in now.expectations:
        earlier = old.get(entry.expected.id)
        if earlier is None:
            yield line("Expected by ", str(entry.expected.date), ": ", theirs(entry.expected.title))
        elif entry.answer is not None and earlier.answer is None:
            yield line("Answered: ", name(entry.expected.id), " by ", name(entry.answer.id))
        elif entry.expected.date != earlier.expected.date:
            yield line(
                "Expected by ",
                str(entry.expected.date),
                " instead of ",
                str(earlier.expected.date),
                ": ",
                name(entry.expected.id),
            )


def _withdrawal(was: RecordStanding | None, now: RecordStanding) -> Iterator[Line]:
    gone = now.record.retracted
    if gone is not None and (was is None or not was.is_withdrawn):
        yield line(strong("Withdrawn"), " on ", str(gone.date), ": ", theirs(gone.why))


def _events(was: RecordStanding | None, now: RecordStanding) -> Iterator[Line]:
    old: dict[str, Event] = {event.id: event for event in (was.record.events if was else ())}
    for event in now.record.events:
        earlier = old.pop(event.id, None)
        if event.retracted is not None and (earlier is None or earlier.retracted is None):
            gone = event.retracted
            yield line(strong("Event withdrawn"), " on ", str(gone.date), ": ", name(event.id), " – ", theirs(gone.why))
            continue
        if earlier is None:
            yield line("New event of ", str(event.date), ": ", name(event.id), " – ", theirs(event.title))
        elif earlier != event:
            fields = [field for field in type(event).fields() if getattr(event, field) != getattr(earlier, field)]
            yield line("Event ", name(event.id), " changed: ", ", ".join(fields))
    for id in old:
        yield line(strong("Event taken out"), ": ", name(id))


def _sources(was: RecordStanding | None, now: RecordStanding, before: DealStanding, after: DealStanding) -> Iterator[Line]:
    """Sources that the events newly rest on, those without an archived copy apart."""
    known = set(_sources_of(was.record)) if was else set()
    new = [id for id in dict.fromkeys(_sources_of(now.record)) if id not in known]
    sources: list[Source] = [after.deal.sources[id] for id in new]
    if sources:
        yield line("New sources: ", *listed(name(source.id) for source in sources))
    unkept = [source for source in sources if source.archive is None and before.deal.sources.get(source.id) is None]
    if unkept:
        yield line("Without an archived copy: ", *listed(name(source.id) for source in unkept))


_SAID_ELSEWHERE = ("id", "events", "points", "readings", "links", "expected", "sources")


def _fields(was: RecordStanding | None, now: RecordStanding) -> Iterator[Line]:
    """Other fields that were written otherwise."""
    if was is None:
        return
    fields = [
        field
        for field in type(now.record).fields()
        if field not in _SAID_ELSEWHERE and getattr(was.record, field) != getattr(now.record, field)
    ]
    if fields:
        yield line("Also changed: ", ", ".join(fields))
