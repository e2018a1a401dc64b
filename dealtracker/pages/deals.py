"""Other deals beside this one: announced, on paper, in force, and the points that can be compared."""

from collections.abc import Iterator
from dataclasses import dataclass

from dealtracker.model.deal import Compared
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.track import entries
from dealtracker.standing import PointStanding, TrackStanding
from dealtracker.standing.stand import PeerStanding


@dataclass(frozen=True, slots=True)
class Compare:
    """A row of the comparison: our point, and the same of each peer where it has one."""

    row: Compared
    ours: PointStanding
    track: TrackStanding
    theirs: tuple[PointStanding | None, ...]


def pages(edition: Edition) -> Iterator[Page]:
    """One page, where there are peers."""
    standing = edition.standing
    peers = list(standing.peers.values())
    if not peers:
        return
    yield edition.page(
        "deals/index.md",
        "deals.md.j2",
        title=edition.say("Other deals"),
        description=edition.say("Comparable deals: when each was announced, put on paper and in force, and at which rates."),
        hide=("toc",),
        peers=peers,
        rows=comparison(edition, peers),
        entries={peer.record.id: entries(peer) for peer in peers},
    )


def comparison(edition: Edition, peers: list[PeerStanding]) -> list[Compare]:
    """The rows that `deal.yml` asks for."""
    rows = []
    for row in edition.deal.about.comparison:
        track = edition.standing.tracks.get(row.track)
        if track is not None:
            rows.append(Compare(row, track.point[row.point], track, tuple(peer.point.get(row.id) for peer in peers)))
    return rows
