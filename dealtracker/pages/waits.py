"""What waits on what: chains of tracks that hold each other up, and what is used as leverage for what."""

from collections.abc import Iterator
from dataclasses import dataclass

from dealtracker.charts.graph import graph
from dealtracker.model import Link
from dealtracker.model.vocabulary import Relation
from dealtracker.pages.addresses import address
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.parts import parts
from dealtracker.standing import DealStanding, TrackStanding
from dealtracker.standing.flags import is_active
from dealtracker.standing.stand import PeerStanding

CHAINS = 12
"""Chains that are written out; every link stands in the lists below them."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A link with the track that holds it, and what it leads to."""

    standing: TrackStanding
    link: Link
    relation: Relation
    leads_to: PeerStanding
    title: object
    address: str
    is_over: bool


def pages(edition: Edition) -> Iterator[Page]:
    """The links by relation; those that ended stand last."""
    ties = list(_ties(edition))
    active = [tie for tie in ties if not tie.is_over]
    chains = whole_chains(edition.standing)
    drawn = graph(edition.standing)
    sheet = edition.renderer.render("charts/graph.css.j2", "waits/index.md", graph=drawn) if drawn else ""
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
            updated=(day for tie in shown for day in (tie.link.since, tie.link.until)),
            hide=("toc",),
            style=sheet if part is cut[0] else "",
            graph=drawn if part is cut[0] else None,
            sheet=sheet,
            chains=chains[:CHAINS] if part is cut[0] else [],
            more_chains=max(0, len(chains) - CHAINS),
            groups=[
                (relation, [tie for tie in shown if tie.relation is relation and not tie.is_over])
                for relation in edition.words.relations
            ],
            ended=[tie for tie in shown if tie.is_over],
            part=part,
            parts=cut,
        )


def whole_chains(standing: DealStanding) -> list[tuple[str, ...]]:
    """The chains of what waits for what, longest first, without those that are the end of another one."""
    chains = [chain for track in standing.blocked for chain in standing.chains(track)]
    ends = {chain[start:] for chain in chains for start in range(1, len(chain))}
    return sorted((chain for chain in chains if chain not in ends), key=len, reverse=True)


def _ties(edition: Edition) -> Iterator[Tie]:
    for standing in edition.standing.tracks.values():
        for link in standing.links:
            end, relation = edition.standing.end(link), edition.words.relation[link.relation]
            other = end.record
            yield Tie(standing, link, relation, end, other.title, address(other), not is_active(link, edition.as_of))
