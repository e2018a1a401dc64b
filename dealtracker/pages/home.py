"""The home page: the state of the deal in ten seconds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dealtracker.charts.timechart import TimeChart
from dealtracker.model import Day, Status
from dealtracker.pages.coming import coming_up
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.tracks import by_domain
from dealtracker.standing import TrackStanding

LATEST = 8
"""Entries in each of the short lists on the home page; the full lists are a link away."""

MOST_ROWS = 200
"""With more tracks than this, the home page links to the list instead of drawing it."""


@dataclass(frozen=True, slots=True)
class Part:
    """How many tracks have a status, and the part of the bar that shows it, in per cent."""

    status: Status
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A track that was announced and is not on paper yet: since when, and how many days that is."""

    standing: TrackStanding
    since: date
    days: int


def pages(edition: Edition) -> Iterator[Page]:
    """The one page."""
    standing = edition.standing
    tracks = list(standing.tracks.values())
    is_drawn = len(tracks) <= MOST_ROWS
    plain = edition.renderer.plain
    waiting = unwritten(edition)
    expected = [entry for entry in coming_up(edition) if entry.answer is None]
    yield edition.page(
        "index.md",
        "home.md.j2",
        title=plain(edition.deal.about.title),
        description=plain(edition.deal.about.summary),
        hide=("navigation", "toc"),
        tally=tally(edition),
        untouched=sum(track.status is None for track in tracks),
        groups=by_domain(edition, tracks) if is_drawn else [],
        chart=edition.chart if is_drawn else None,
        key=key(edition, edition.chart) if is_drawn else [],
        any_reported=any(not proof.is_documented for track in tracks for proof in track.proofs),
        checked=checked_span(tracks),
        latest=standing.changes[:LATEST],
        unwritten=waiting[:LATEST],
        unwritten_count=len(waiting),
        disputed=[track for track in tracks if "disputed" in track.flag],
        ahead=[entry for entry in expected if not entry.is_past][:LATEST],
        overdue=[entry for entry in expected if entry.is_past],
    )


def tally(edition: Edition) -> list[Part]:
    """For each status that some track has: how many, in the order of the vocabulary."""
    tracks = edition.standing.tracks.values()
    counts = [(status, sum(track.status == status.id for track in tracks)) for status in edition.words.statuses]
    parts: list[Part] = []
    total, before = len(tracks), 0
    for status, count in counts:
        if count:
            parts.append(Part(status, count, round(100 * before / total, 2), round(100 * count / total, 2)))
            before += count
    return parts


def key(edition: Edition, chart: TimeChart) -> list[Status]:
    """The statuses that the chart shows anywhere, in the order of the vocabulary."""
    shown = {band.status.id for row in chart.rows.values() for band in row.bands}
    return [status for status in edition.words.statuses if status.id in shown]


def checked_span(tracks: list[TrackStanding]) -> tuple[Day, Day]:
    """The oldest and the newest day on which a track was checked."""
    days = sorted((standing.track.checked for standing in tracks), key=lambda day: day.last)
    return days[0], days[-1]


def unwritten(edition: Edition) -> list[Unwritten]:
    """Tracks that were announced and are not on paper yet, with the days since; the longest wait first."""
    clocked = edition.words.clocked
    if len(clocked) < 2:
        return []
    first, second = clocked[0].id, clocked[1].id
    waiting = [
        Unwritten(standing, standing.reached[first].day.first, clock.days)
        for standing in edition.standing.tracks.values()
        for clock in standing.clocks
        if clock.start == first and clock.end == second and clock.is_running and clock.days is not None
    ]
    return sorted(waiting, key=lambda entry: (-entry.days, entry.standing.track.id))
