"""The home page: the state of the deal in ten seconds."""

from collections.abc import Iterator

from dealtracker.model import Day
from dealtracker.pages.coming import Coming, coming_up
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.tracks import by_domain
from dealtracker.standing import Change, TrackStanding

LATEST = 10
"""Changes, open announcements and expectations on the home page; the full lists are a link away."""

MOST_ROWS = 200
"""With more tracks than this, the home page links to the list instead of holding it."""


def pages(edition: Edition) -> Iterator[Page]:
    """The one page."""
    standing = edition.standing
    tracks = list(standing.tracks.values())
    plain = edition.renderer.plain
    yield edition.page(
        "index.md",
        "home.md.j2",
        title=plain(edition.deal.about.title),
        description=plain(edition.deal.about.summary),
        hide=("navigation", "toc"),
        counts=counts(edition),
        groups=by_domain(edition, tracks) if len(tracks) <= MOST_ROWS else [],
        checked=checked_span(tracks),
        latest=latest(standing.changes),
        unwritten=unwritten(edition)[:LATEST],
        unwritten_count=len(unwritten(edition)),
        disputed=[track for track in tracks if "disputed" in track.flag],
        next_up=next_up(edition)[:LATEST],
    )


def counts(edition: Edition) -> list[tuple[str, list[TrackStanding]]]:
    """For each status that some track has: its tracks, in the order of the vocabulary."""
    tracks = edition.standing.tracks.values()
    found = [(status.id, [t for t in tracks if t.status == status.id]) for status in edition.words.statuses]
    return [(status, having) for status, having in found if having]


def checked_span(tracks: list[TrackStanding]) -> tuple[Day, Day]:
    """The oldest and the newest day on which a track was checked."""
    days = sorted((standing.track.checked for standing in tracks), key=lambda day: day.last)
    return days[0], days[-1]


def latest(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The newest changes of status."""
    return changes[:LATEST]


def unwritten(edition: Edition) -> list[tuple[TrackStanding, int]]:
    """Tracks that were announced and are not on paper yet, with the days since; the longest wait first."""
    clocked = edition.words.clocked
    if len(clocked) < 2:
        return []
    first, second = clocked[0].id, clocked[1].id
    waiting = [
        (standing, clock.days)
        for standing in edition.standing.tracks.values()
        for clock in standing.clocks
        if clock.start == first and clock.end == second and clock.is_running and clock.days is not None
    ]
    return sorted(waiting, key=lambda pair: (-pair[1], pair[0].track.id))


def next_up(edition: Edition) -> list[Coming]:
    """What is expected next, and what should have come."""
    return [entry for entry in coming_up(edition) if entry.answer is None]
