"""What waits on what: chains of tracks that hold each other up, and what is used as leverage for what."""

from collections.abc import Iterator
from dataclasses import dataclass

from dealtracker.model import Link
from dealtracker.model.vocabulary import Relation
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.parts import parts
from dealtracker.standing import TrackStanding
from dealtracker.standing.flags import is_active


@dataclass(frozen=True, slots=True)
class Tie:
    """A link with the track that holds it."""

    standing: TrackStanding
    link: Link
    relation: Relation
    title: object
    address: str
    is_over: bool


def pages(edition: Edition) -> Iterator[Page]:
    """The links by relation; those that ended stand last."""
    ties = list(_ties(edition))
    active = [tie for tie in ties if not tie.is_over]
    chains = [chain for track in edition.standing.blocked for chain in edition.standing.chains(track)]
    cut = parts("waits", sorted(ties, key=lambda tie: not tie.is_over)[::-1], size=200)
    for part in cut:
        shown = part.entries[::-1]
        yield edition.page(
            part.path,
            "waits.md.j2",
            title=edition.say("What waits on what"),
            description=edition.say(
                "{n} links between tracks: what waits for what, and what is used as leverage.", n=len(active)
            ),
            chains=chains if part is cut[0] else [],
            groups=[
                (relation, [tie for tie in shown if tie.relation is relation and not tie.is_over])
                for relation in edition.words.relations
            ],
            ended=[tie for tie in shown if tie.is_over],
            part=part,
            parts=cut,
        )


def _ties(edition: Edition) -> Iterator[Tie]:
    for standing in edition.standing.tracks.values():
        for link in standing.links:
            if link.peer is not None:
                title, address = edition.deal.peers[link.peer].title, f"deals/#{link.peer}"
            else:
                title, address = edition.deal.tracks[link.track or ""].title, f"tracks/{link.track}/"
            relation = edition.words.relation[link.relation]
            yield Tie(standing, link, relation, title, address, not is_active(link, edition.as_of))
