"""Every source, by kind, and what rests on it."""

from collections.abc import Iterator, Mapping

from dealtracker.model import Deal, Peer, Record, Source, Track
from dealtracker.pages.catalogue import by_kind
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.parts import Part
from dealtracker.rules.references import citations


def pages(edition: Edition) -> Iterator[Page]:
    """An overview, and a list for each kind, in parts where it is long."""
    cut = by_kind(edition.deal)
    words = edition.words
    plain = edition.renderer.plain
    yield edition.page(
        "sources/index.md",
        "sources.md.j2",
        title=edition.say("Sources"),
        description=edition.say("{n} sources by kind, how each was read, and what rests on it.", n=len(edition.deal.sources)),
        kinds=[(kind, _count(cut, kind.id), _read(cut, kind.id)) for kind in words.source_kinds],
        total=len(edition.deal.sources),
    )
    resting = _resting(edition.deal)
    for kind in words.source_kinds:
        for part in cut[kind.id]:
            yield edition.page(
                part.path,
                "source_kind.md.j2",
                title=edition.say("Sources: {kind}", kind=plain(kind.label)),
                description=plain(kind.definition),
                hide=("navigation", "toc"),
                kind=kind,
                sources=part.entries[::-1],
                resting=resting,
                address=address,
                part=part,
                parts=cut[kind.id],
                count=_count(cut, kind.id),
            )


def _count(cut: Mapping[str, list[Part[Source]]], kind: str) -> int:
    return sum(len(part.entries) for part in cut[kind])


def _read(cut: Mapping[str, list[Part[Source]]], kind: str) -> dict[str, int]:
    """How many of a kind were read in which way."""
    count: dict[str, int] = {}
    for part in cut[kind]:
        for source in part.entries:
            count[source.read] = count.get(source.read, 0) + 1
    return count


def _resting(deal: Deal) -> dict[str, list[Record]]:
    """For each source, the records that cite it, each once."""
    found: dict[str, dict[str, Record]] = {}
    for record in deal.records():
        for _, source in citations(record):
            found.setdefault(source, {})[f"{type(record).__name__}/{record.id}"] = record
    return {source: list(records.values()) for source, records in found.items()}


def address(record: Record) -> str:
    """The address, from the root, of the page that shows a record."""
    if isinstance(record, Track):
        return f"tracks/{record.id}/"
    return f"{'deals' if isinstance(record, Peer) else 'bases'}/#{record.id}"
