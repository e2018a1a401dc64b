"""Every event of every track, newest first."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from dealtracker.model import Day
from dealtracker.pages import dates
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.parts import parts
from dealtracker.pages.track import Entry, entries
from dealtracker.standing import TrackStanding

Dated: TypeAlias = tuple[TrackStanding, Entry]


def pages(edition: Edition) -> Iterator[Page]:
    """The timeline, in parts where it is long."""
    everything = [(standing, entry) for standing in edition.standing.tracks.values() for entry in entries(standing)]
    oldest_first = sorted(everything, key=lambda pair: pair[1].event.date.last)
    cut = parts("timeline", oldest_first)
    for part in cut:
        yield edition.page(
            part.path,
            "timeline.md.j2",
            title=edition.say("Timeline"),
            description=edition.say(
                "{n} events in {tracks} tracks, newest first, each with its sources.",
                n=len(everything),
                tracks=len(edition.standing.tracks),
            ),
            hide=("navigation",),
            months=_by_month(edition, part.entries[::-1]),
            part=part,
            parts=cut,
            count=len(everything),
        )


def _by_month(edition: Edition, newest_first: Sequence[Dated]) -> list[tuple[str, str, list[Dated]]]:
    """The entries under the month of their date: its number, its name, and what happened in it."""
    months: dict[date, list[Dated]] = {}
    for dated in newest_first:
        months.setdefault(dated[1].event.date.first.replace(day=1), []).append(dated)
    return [
        (f"{month:%Y-%m}", dates.in_words(Day(month.year, month.month), edition.language), found)
        for month, found in months.items()
    ]
