"""What stands on a card, in words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dealtracker.model import Day
from dealtracker.pages import Edition, dates
from dealtracker.pages.addresses import address, name, url
from dealtracker.pages.edition import Heading, shortened
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
    """Everything that a card says.

    The card of a track has a badge, if anything happened. All others have the shares: the home page as its subject, any
    other at its edge, beside a `line` on what is there.
    """

    site: str
    title: str
    date: str
    line: str = ""
    badge: Badge | None = None
    shares: tuple[Share, ...] = ()


def cards(edition: Edition, headings: Iterable[Heading]) -> Iterator[tuple[str, Card]]:
    """The name and the values of each card, for the pages with these headings; parts of a list have one together."""
    plain = edition.renderer.plain
    site, deal = plain(edition.deal.about.name), plain(edition.deal.about.title)
    as_of = edition.say("as of {date}", date=dates.in_words(Day.of(edition.as_of), edition.language))
    shares = _shares(edition)
    tracks = {address(standing.track): standing for standing in edition.standing.tracks.values()}
    for heading in dict.fromkeys(headings):
        standing = tracks.get(url(heading.path))
        if standing is not None:
            card = Card(site, heading.title, _checked(edition, standing) or as_of, badge=_badge(edition, standing))
        elif heading.path == "index.md":
            card = Card(site, heading.title, as_of, shares=shares)
        else:
            card = Card(site, heading.title, f"{shortened(deal, 46)} · {as_of}", heading.line, shares=shares)
        yield name(heading.path), card


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
