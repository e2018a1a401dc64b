"""Other deals beside this one: announced, on paper, in force, and the points that can be compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dealtracker.charts.stages import Subject, first_of, stages, subject
from dealtracker.model import Text
from dealtracker.model.deal import Compared
from dealtracker.pages import updated
from dealtracker.pages.addresses import earlier_anchors
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.track import entries
from dealtracker.standing import PointStanding
from dealtracker.standing.stand import PeerStanding


@dataclass(frozen=True, slots=True)
class Beside:
    """A point of one deal, with the name of the deal and the address of its record."""

    title: Text
    address: str
    point: PointStanding


@dataclass(frozen=True, slots=True)
class Compare:
    """What is compared, and the point of each deal that has one: ours first."""

    row: Compared
    points: tuple[Beside, ...]


def pages(edition: Edition) -> Iterator[Page]:
    """One page, where there are peers."""
    peers = list(edition.standing.peers.values())
    if not peers:
        return
    compared = [peer for peer in peers if not peer.is_withdrawn]
    ours = [edition.standing.tracks[id] for id in compared_tracks(edition)]
    tracks = [subject(track, edition.words) for track in ours]
    others = sorted((subject(peer, edition.words) for peer in compared), key=_began)
    whole = [first_of(edition.deal.about.home, tracks)] if tracks else []
    yield edition.page(
        "deals/index.md",
        "deals.md.j2",
        title=edition.say("Other deals"),
        description=edition.say("Comparable deals: when each was announced, put on paper and in force, and at which rates."),
        updated=(day for deal in (*peers, *ours) for day in updated.of_record(deal)),
        hide=("toc",),
        peers=peers,
        chart=stages([*whole, *others, *tracks], edition.words, edition.as_of),
        deals=len(whole) + len(others),
        rows=comparison(edition, compared),
        earlier=earlier_anchors,
        entries={peer.record.id: entries(peer) for peer in peers},
    )


def _began(one: Subject) -> date:
    """When a deal reached its first step; one that has not stands last."""
    return min((arrival.day.first for arrival in one.reached.values()), default=date.max)


def compared_tracks(edition: Edition) -> list[str]:
    """The tracks that `deal.yml` compares, each once."""
    return [id for id in dict.fromkeys(row.track for row in edition.deal.about.comparison) if id in edition.standing.tracks]


def comparison(edition: Edition, peers: list[PeerStanding]) -> list[Compare]:
    """What `deal.yml` asks for, where any deal has said something of it."""
    found = []
    for row in edition.deal.about.comparison:
        track = edition.standing.tracks.get(row.track)
        points = [Beside(edition.deal.about.home, f"tracks/{row.track}/", track.point[row.point])] if track else []
        points += [
            Beside(peer.record.title, f"deals/#{peer.record.id}", peer.point[row.id]) for peer in peers if row.id in peer.point
        ]
        said = tuple(beside for beside in points if beside.point.value or beside.point.proposed)
        if said:
            found.append(Compare(row, said))
    return found
