"""What a page says of itself to machines: JSON-LD in the words of schema.org, printed by the theme in its head.

Types say no more than is true. A track is a plain `CreativeWork`: it is neither an article nor the review of a claim. And
nothing is an `Event`: that asks for a start and a place where one can be, and what is expected here is known by the day
*by* which it should come, mostly without a place; what happened is a notice or a law rather than an occasion. The status of
a track has no property, either: `creativeWorkStatus` is about the work, and is used where a record is withdrawn.
"""

from typing import TYPE_CHECKING, TypeAlias

from dealtracker import escape
from dealtracker.model import Day, Source
from dealtracker.pages.addresses import url
from dealtracker.standing import TrackStanding

if TYPE_CHECKING:
    from dealtracker.pages.edition import Edition

Node: TypeAlias = dict[str, object]
"""A thing by its properties; `@type` says what it is. Texts are as people wrote them: the theme escapes them."""

MOST_CITED = 2
"""The sources of the status are cited, no more: the page lists all."""


def of_page(edition: "Edition", path: str, title: str, description: str, updated: Day | None, particular: Node) -> Node:
    """A page of the tree as a thing: what all of them say, and what is `particular`. A page is a list unless that says else."""
    said: Node = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": title,
        "description": description,
        "url": absolute(edition, url(path)),
        "inLanguage": edition.language,
        "isPartOf": site(edition),
    }
    if updated is not None:
        said["dateModified"] = str(updated)
    return {name: value for name, value in (said | particular).items() if value is not None}


def absolute(edition: "Edition", path: str) -> str:
    """An address under that of the site."""
    return edition.deal.about.address + path


def site(edition: "Edition") -> Node:
    """The site that a page is part of."""
    return {"@type": "WebSite", "name": edition.renderer.plain(edition.deal.about.name), "url": edition.deal.about.address}


def of_home(edition: "Edition") -> Node:
    """Home stands for the whole site."""
    about, plain = edition.deal.about, edition.renderer.plain
    return site(edition) | {"isPartOf": None, "about": _thing(plain(about.title)), "license": _licence(edition)}


def of_track(edition: "Edition", standing: TrackStanding, other_title: str | None) -> Node:
    """A track: what it is about, from when to when its events are, and the sources of its status."""
    plain = edition.renderer.plain
    dates = sorted((event.date for event in standing.events), key=lambda day: day.last)
    return {
        "@type": "CreativeWork",
        "alternateName": other_title,
        "about": [_thing(plain(edition.deal.about.title)), _thing(plain(edition.words.domain[standing.track.domain].label))],
        "license": _licence(edition),
        "temporalCoverage": f"{dates[0]}/{dates[-1]}" if dates else None,
        "citation": _cited(edition, standing) or None,
        "creativeWorkStatus": edition.say("withdrawn") if standing.track.id in edition.standing.retracted else None,
    }


def of_data(edition: "Edition") -> Node:
    """All records together as a data set, with every form in which they can be taken away whole."""
    about, plain = edition.deal.about, edition.renderer.plain
    tracked = {standing.track.domain for standing in edition.standing.tracks.values()}
    forms = [
        {
            "@type": "DataDownload",
            "name": address.what,
            "contentUrl": absolute(edition, address.path),
            "encodingFormat": address.media,
        }
        for takeaway in edition.takeaways
        if takeaway.is_data
        for address in takeaway.addresses
        if not address.is_of_a_track
    ]
    return {
        "@type": "Dataset",
        "creator": {"@type": "Organization", "name": plain(about.name), "url": about.address},
        "license": _licence(edition),
        "isAccessibleForFree": True,
        "temporalCoverage": f"{about.start}/{edition.as_of}",
        "keywords": [plain(domain.label) for domain in edition.words.domains if domain.id in tracked],
        "isBasedOn": about.repository,
        "distribution": forms or None,
    }


def _thing(name: str) -> Node:
    return {"@type": "Thing", "name": name}


def _licence(edition: "Edition") -> Node:
    return {"@type": "CreativeWork", "name": edition.renderer.plain(edition.deal.about.licence)}


def _cited(edition: "Edition", standing: TrackStanding) -> list[Node]:
    """The sources of the event that decided the status; those first that can be linked to."""
    if standing.step is None:
        return []
    ids = dict.fromkeys((*standing.step.rests_on.sources, *standing.step.because.sources))
    sources = sorted((edition.deal.sources[id] for id in ids), key=lambda source: escape.link(source.url) is None)
    return [_citation(source) for source in sources[:MOST_CITED]]


def _citation(source: Source) -> Node:
    """A source. A title in square brackets is no title, but describes a page whose headline was not seen."""
    is_title = not (source.title.startswith("[") and source.title.endswith("]"))
    said: Node = {
        "@type": "CreativeWork",
        "name" if is_title else "description": source.title if is_title else source.title[1:-1],
        "publisher": {"@type": "Organization", "name": source.publisher},
        "url": escape.link(source.url),
        "datePublished": str(source.published) if source.published else None,
    }
    return {name: value for name, value in said.items() if value is not None}
