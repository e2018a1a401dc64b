"""The tables that the others refer to: the sources, and the statuses."""

from collections.abc import Iterator

from dealtracker.model import Source, Status
from dealtracker.model.citations import cites
from dealtracker.outputs.tables.shape import Column, Kind, Table, day_as_known, days, texts
from dealtracker.outputs.tables.words import ids, reads, source_kinds
from dealtracker.pages.edition import Edition


def _sources(edition: Edition) -> Iterator[Source]:
    """The sources on which anything rests."""
    cited = set[str]().union(*map(cites, edition.deal.records()))
    return (source for id, source in edition.deal.sources.items() if id in cited)


def _statuses(edition: Edition) -> Iterator[Status]:
    yield from edition.words.statuses


SOURCES: Table[Source] = Table(
    name="sources",
    title="Sources",
    what="Every page, document or report that something on the site rests on.",
    key=("id",),
    items=_sources,
    columns=(
        Column("id", Kind.ID, "The id of the source.", lambda source: source.id, is_required=True),
        Column(
            "title",
            Kind.TEXT,
            "Its title. In [square brackets] where the headline was not seen.",
            lambda source: source.title,
            is_required=True,
        ),
        Column("publisher", Kind.TEXT, "Who published it.", lambda source: source.publisher, is_required=True),
        Column("kind", Kind.ID, "What kind of source it is.", lambda source: source.kind, is_required=True, words=source_kinds),
        Column(
            "language", Kind.TEXT, "The language of the page, as two letters.", lambda source: source.language, is_required=True
        ),
        *days("published", "The date it carries; empty where it shows none.", lambda source: source.published),
        day_as_known("accessed", "The date on which it was read.", lambda source: source.accessed),
        Column(
            "read",
            Kind.ID,
            "How it was read; decides whether it can prove a status.",
            lambda source: source.read,
            is_required=True,
            words=reads,
        ),
        Column("url", Kind.TEXT, "Its address, as it was written down.", lambda source: source.url, is_required=True),
        Column("archive", Kind.TEXT, "The address of an archived copy.", lambda source: source.archive),
        *texts("note", "What a reader should know about it.", lambda source: source.note),
    ),
)

STATUSES: Table[Status] = Table(
    name="statuses",
    title="Statuses",
    what="Where a track or a point can stand, in the order of the site.",
    key=("id",),
    items=_statuses,
    columns=(
        Column("id", Kind.ID, "The id of the status.", lambda status: status.id, is_required=True),
        *texts("label", "What readers see.", lambda status: status.label, is_required=True),
        Column("rung", Kind.NUMBER, "Its place on the ladder; empty for a status beside it.", lambda status: status.rung),
        *texts("definition", "What it means.", lambda status: status.definition, is_required=True),
        *texts("next", "What would move it.", lambda status: status.next, is_required=True),
        Column("asks", Kind.IDS, "The kinds of source of which it asks for one.", lambda status: ids(status.asks)),
    ),
)
