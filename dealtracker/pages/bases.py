"""The legal bases: which stands, which fell, and which tracks rest on each."""

from collections.abc import Iterator

from dealtracker.pages import updated
from dealtracker.pages.addresses import earlier_anchors
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.track import entries


def pages(edition: Edition) -> Iterator[Page]:
    """One page, where there are bases."""
    standing = edition.standing
    if not standing.bases:
        return
    yield edition.page(
        "bases/index.md",
        "bases.md.j2",
        title=edition.say("Legal bases"),
        description=edition.say("The laws, powers and agreements that the tracks rest on, and whether each still stands."),
        updated=(day for basis in standing.bases.values() for day in updated.of_record(basis)),
        earlier=earlier_anchors,
        bases=[
            (basis, entries(basis), [track for track in standing.tracks.values() if id in track.track.basis])
            for id, basis in standing.bases.items()
        ],
    )
