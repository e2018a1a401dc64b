"""Every source, by kind, and what rests on it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dealtracker.model import Day, Record, Source, Track
from dealtracker.model.citations import cites
from dealtracker.pages.addresses import address
from dealtracker.pages.catalogue import by_kind
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.lists import Listed, Narrowing, labels, listed, narrowing
from dealtracker.pages.parts import Part
from dealtracker.standing import DealStanding


@dataclass(frozen=True, slots=True)
class Resting:
    """A record that cites a source, and whether the event that decided its status does."""

    record: Record
    by_status: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A source and what rests on it."""

    source: Source
    resting: tuple[Resting, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many sources of a kind there are: all of them, by how they were read, and those on which a status rests."""

    all: int
    read: Mapping[str, int]
    carrying: int
    has_one_page: bool


def pages(edition: Edition) -> Iterator[Page]:
    """An overview, and a list for each kind, in parts where it is long."""
    cut = by_kind(edition.deal)
    words = edition.words
    plain = edition.renderer.plain
    found = resting(edition.standing)
    counts = {kind: _counted(cut[kind], found) for kind in cut}
    yield edition.page(
        "sources/index.md",
        "sources.md.j2",
        title=edition.say("Sources"),
        description=edition.say("{n} sources by kind, how each was read, and what rests on it.", n=len(edition.deal.sources)),
        updated=(day for source in edition.deal.sources.values() for day in _dates(source)),
        hide=("navigation", "toc"),
        kinds=[(kind, counts[kind.id]) for kind in words.source_kinds],
        total=len(edition.deal.sources),
    )
    for kind in words.source_kinds:
        for part in cut[kind.id]:
            shown = listed([Kept(source, found.get(source.id, ())) for source in part.entries[::-1]], keys)
            yield edition.page(
                part.path,
                "source_kind.md.j2",
                title=edition.say("Sources: {kind}", kind=plain(kind.label)),
                description=plain(kind.definition),
                updated=(day for source in part.entries for day in _dates(source)),
                hide=("navigation", "toc"),
                kind=kind,
                sources=shown,
                list=form(edition, shown),
                address=address,
                language=edition.language,
                part=part,
                parts=cut[kind.id],
                count=counts[kind.id].all,
            )


def _dates(source: Source) -> tuple[Day | None, Day | None]:
    """When a source came out, and when it was read."""
    return source.published, source.accessed


def keys(kept: Kept) -> dict[str, str]:
    """By what a source is found: how it was read, and what rests on it."""
    resting = [
        "status" if any(one.by_status for one in kept.resting) else "",
        "track" if any(isinstance(one.record, Track) for one in kept.resting) else "other" if kept.resting else "nothing",
    ]
    return {"read": kept.source.read, "rests": " ".join(filter(None, resting))}


def form(edition: Edition, sources: Sequence[Listed[Kept]]) -> Narrowing:
    """What the sources can be narrowed down to."""
    say = edition.say
    rests = {
        "status": say("a status"),
        "track": say("something in a track"),
        "other": say("only another deal or a legal basis"),
        "nothing": say("nothing yet"),
    }
    return narrowing(
        sources,
        ("read", say("How it was read"), say("all"), labels(edition.words.reads)),
        ("rests", say("What rests on it"), say("all"), rests),
    )


def _counted(cut: Sequence[Part[Source]], resting: Mapping[str, Sequence[Resting]]) -> Counted:
    sources = [source for part in cut for source in part.entries]
    carrying = sum(any(one.by_status for one in resting.get(source.id, ())) for source in sources)
    return Counted(len(sources), Counter(source.read for source in sources), carrying, len(cut) == 1)


def resting(standing: DealStanding) -> dict[str, tuple[Resting, ...]]:
    """For each source, the records that cite it, each once."""
    known = (*standing.tracks.values(), *standing.retracted.values(), *standing.peers.values(), *standing.bases.values())
    decided = {
        (id(here.record), source)
        for here in known
        if here.step is not None
        for event in (here.step.because, here.step.rests_on)
        for source in event.sources
    }
    found: dict[str, list[Resting]] = {}
    for record in standing.deal.records():
        for source in cites(record):
            found.setdefault(source, []).append(Resting(record, (id(record), source) in decided))
    return {source: tuple(records) for source, records in found.items()}
