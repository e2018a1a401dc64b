"""Every event of every track, newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeAlias

from dealtracker.model import Day, Event
from dealtracker.pages import dates
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.lists import Listed, Narrowing, labels, listed, narrowing
from dealtracker.pages.parts import parts
from dealtracker.pages.track import Entry, entries
from dealtracker.standing import TrackStanding

Dated: TypeAlias = tuple[TrackStanding, Entry]


@dataclass(frozen=True, slots=True)
class Month:
    """A month, and what happened in it."""

    number: str
    name: str
    short: str
    events: list[Listed[Dated]]


def pages(edition: Edition) -> Iterator[Page]:
    """The timeline, in parts where it is long."""
    tracks = (*edition.standing.tracks.values(), *edition.standing.retracted.values())
    everything = [(standing, entry) for standing in tracks for entry in entries(standing)]
    oldest_first = sorted(everything, key=lambda pair: pair[1].event.date.last)
    cut = parts("timeline", oldest_first)
    for part in cut:
        shown = listed(part.entries[::-1], keys)
        months = _by_month(edition, shown)
        yield edition.page(
            part.path,
            "timeline.md.j2",
            title=edition.say("Timeline"),
            description=edition.say(
                "{n} events in {tracks} tracks, newest first, each with its sources.",
                n=len(everything),
                tracks=len(edition.standing.tracks),
            ),
            updated=(entry.event.date for _, entry in part.entries),
            hide=("navigation", "toc"),
            months=months,
            years=[(year, list(found)) for year, found in groupby(months, key=lambda month: month.number[:4])],
            list=form(edition, shown),
            day_of=lambda event: _day_of(event, edition.language),
            part=part,
            parts=cut,
            count=len(everything),
        )


def keys(dated: Dated) -> dict[str, str]:
    """By what an event is found. `to` is the status that it led its track to."""
    standing, entry = dated
    return {
        "track": standing.track.id,
        "domain": standing.track.domain,
        "kind": entry.event.kind,
        "party": " ".join(entry.event.by),
        "to": f"any {entry.step.status}" if entry.step else "",
    }


def form(edition: Edition, events: Sequence[Listed[Dated]]) -> Narrowing:
    """What the timeline can be narrowed down to."""
    words, say = edition.words, edition.say
    return narrowing(
        events,
        ("track", say("Track"), say("all"), {id: here.track.name for id, here in edition.standing.tracks.items()}),
        ("domain", say("Field"), say("all"), labels(words.domains)),
        ("kind", say("Kind of event"), say("all"), labels(words.kinds)),
        ("party", say("Acted or spoke"), say("anybody"), {id: party.name for id, party in edition.deal.about.party.items()}),
        ("to", say("Led to"), say("anything or nothing"), {"any": say("any change of status")} | labels(words.statuses)),
    )


def _by_month(edition: Edition, newest_first: Sequence[Listed[Dated]]) -> list[Month]:
    """The entries under the month of their date."""
    months: dict[date, list[Listed[Dated]]] = {}
    for event in newest_first:
        months.setdefault(event.entry[1].event.date.first.replace(day=1), []).append(event)
    return [_month(first, events, edition.language) for first, events in months.items()]


def _month(first: date, events: list[Listed[Dated]], language: str) -> Month:
    name = dates.in_words(Day(first.year, first.month), language)
    return Month(f"{first:%Y-%m}", name, dates.month(Day.of(first), language), events)


def _day_of(event: Event, language: str) -> str:
    """The date under the heading of its month, which names the year."""
    return dates.day_and_month(event.date.first, language) if event.date.is_exact else dates.in_words(event.date, language)
