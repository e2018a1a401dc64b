"""What stands on a card, in words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dealtracker.model import Day
from dealtracker.pages import Edition, dates
from dealtracker.standing import TrackStanding


@dataclass(frozen=True, slots=True)
class Badge:
    """A status as a card shows it: filled where it is documented, outlined where it is only reported."""

    words: str
    colour: str
    is_documented: bool
    since: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many tracks stand at a status."""

    count: int
    words: str
    colour: str


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that a card says. It has a badge (a track), or shares (the site), or neither (a track without events)."""

    site: str
    title: str
    date: str
    badge: Badge | None = None
    shares: tuple[Share, ...] = ()


def cards(edition: Edition) -> Iterator[tuple[str, Card]]:
    """The name and the values of each card: one for the site, one for each track."""
    plain = edition.renderer.plain
    about = edition.deal.about
    site = plain(about.name)
    as_of = edition.say("as of {date}", date=dates.in_words(Day.of(edition.as_of), edition.language))
    yield "site", Card(site, plain(about.title), as_of, shares=_shares(edition))
    for standing in edition.standing.tracks.values():
        badge, title = _badge(edition, standing), plain(standing.track.title)
        yield f"tracks/{standing.track.id}", Card(site, title, _checked(edition, standing) or as_of, badge)


def _checked(edition: Edition, standing: TrackStanding) -> str | None:
    """Until when the track was checked. A shared picture lives long: it must not claim more, and need not change daily."""
    checked = standing.track.checked
    if checked.last > edition.as_of:
        return None
    return edition.say("checked until {date}", date=dates.in_words(checked, edition.language))


def _badge(edition: Edition, standing: TrackStanding) -> Badge | None:
    if standing.step is None or standing.evidence is None:
        return None
    status = edition.words.status[standing.step.status]
    label = edition.renderer.plain(status.label)
    documented = standing.evidence.is_documented
    words = label if documented else edition.say("{status} · reported", status=label)
    day = dates.in_words(standing.step.since, edition.language)
    since = edition.say("since about {date}", date=day) if standing.step.because.about else edition.say("since {date}", date=day)
    return Badge(words, status.colour, documented, since)


def _shares(edition: Edition) -> tuple[Share, ...]:
    counted = Counter(standing.status for standing in edition.standing.tracks.values())
    return tuple(
        Share(counted[status.id], edition.renderer.plain(status.label), status.colour)
        for status in edition.words.statuses
        if counted[status.id]
    )
