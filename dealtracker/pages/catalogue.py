"""How the sources are spread over pages: by kind, the newest last, in parts where there are many."""

from collections.abc import Mapping

from dealtracker.model import Deal, Source
from dealtracker.pages.addresses import url
from dealtracker.pages.parts import Part, parts


def by_kind(deal: Deal) -> Mapping[str, list[Part[Source]]]:
    """For each kind of source: its parts, the newest first; the sources in a part stand oldest first."""
    found: dict[str, list[Source]] = {kind.id: [] for kind in deal.vocabulary.source_kinds}
    for source in deal.sources.values():
        found[source.kind].append(source)
    return {
        kind: parts(f"sources/{kind}", sorted(sources, key=lambda source: (str(source.published or ""), source.id)))
        for kind, sources in found.items()
    }


def places(deal: Deal) -> dict[str, str]:
    """The address, from the root of the site, of the page on which each source is described."""
    return {source.id: url(part.path) for cut in by_kind(deal).values() for part in cut for source in part.entries}
