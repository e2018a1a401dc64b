"""The list of all tracks, by domain and by status."""

from collections.abc import Iterator, Sequence

from dealtracker.model.vocabulary import Domain
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.parts import parts
from dealtracker.standing import TrackStanding


def pages(edition: Edition) -> Iterator[Page]:
    """The list, in parts where it is long."""
    ordered = list(edition.standing.tracks.values())
    cut = parts("tracks", ordered[::-1], size=200)
    for part in cut:
        yield edition.page(
            part.path,
            "tracks.md.j2",
            title=edition.say("Tracks"),
            description=edition.say(
                "{deal}: {n} tracks, where each stands and since when.",
                deal=edition.renderer.plain(edition.deal.about.title),
                n=len(ordered),
            ),
            hide=("navigation", "toc"),
            groups=by_domain(edition, part.entries[::-1]),
            withdrawn=list(edition.standing.retracted.values()),
            part=part,
            parts=cut,
        )


def by_domain(edition: Edition, tracks: Sequence[TrackStanding]) -> list[tuple[Domain, list[TrackStanding]]]:
    """The tracks of each domain that has any, in the order of the vocabulary."""
    found = [(domain, [t for t in tracks if t.track.domain == domain.id]) for domain in edition.words.domains]
    return [(domain, having) for domain, having in found if having]
