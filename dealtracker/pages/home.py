"""The home page: the state of the deal in ten seconds."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dealtracker.charts.timechart import TimeChart
from dealtracker.model import Day, Status
from dealtracker.pages import linked_data, tracks, updated
from dealtracker.pages.coming import coming_up
from dealtracker.pages.edition import AS_OF_FILE, Edition, Page
from dealtracker.standing import TrackStanding

LATEST = 8
"""Entries in each of the short lists on the home page; the full lists are a link away."""


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
    shown = list(standing.tracks.values())
    has_chart = edition.is_drawn
    plain = edition.renderer.plain
    waiting = unwritten(edition)
    expected = coming_up(edition)
    yield edition.page(
        "index.md",
        "home.md.j2",
        title=plain(edition.deal.about.title),
        description=plain(edition.deal.about.summary),
        updated=(day for track in shown for day in updated.of_record(track)),
        linked=linked_data.of_home(edition),
        hide=("navigation", "toc"),
        tally=tally(edition),
        as_of_file=AS_OF_FILE,
        untouched=sum(track.status is None for track in shown),
        groups=tracks.by_domain(edition, shown) if has_chart else [],
        chart=edition.chart if has_chart else None,
        key=key(edition, edition.chart) if has_chart else [],
        any_reported=any(not proof.is_documented for track in shown for proof in track.proofs),
        checked=checked_span(shown),
        latest=standing.changes[:LATEST],
        unwritten=waiting[:LATEST],
        unwritten_count=len(waiting),
        disputed=[track for track in shown if "disputed" in track.flag],
        ahead=[entry for entry in expected if entry.is_ahead][:LATEST],
        overdue=[entry for entry in expected if entry.is_overdue],
    )


def tally(edition: Edition) -> list[Part]:
    """For each status that some track has: how many, in the order of the vocabulary."""
    having = Counter(track.status for track in edition.standing.tracks.values())
    parts: list[Part] = []
    total, before = len(edition.standing.tracks), 0
    for status in edition.words.statuses:
        if count := having[status.id]:
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
    waiting = [
        Unwritten(standing, standing.reached[clock.start].day.first, clock.days)
        for standing in edition.standing.tracks.values()
        if (clock := tracks.unwritten(standing)) is not None and clock.days is not None
    ]
    return sorted(waiting, key=lambda entry: (-entry.days, entry.standing.track.id))
