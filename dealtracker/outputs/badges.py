"""Badges: where a track stands, as a small picture for any page, and as the values from which Shields draws its own.

A badge looks like that of the site: a word, a shape and a colour; filled where a document proves the status, outlined
where it is only reported. It brings its own ground, so that it can be read on a light page and on a dark one.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from dealtracker import escape
from dealtracker.charts.lettering import width
from dealtracker.colours import INK, PAPER, WHITE, ink, standing_out
from dealtracker.model import Status, Text
from dealtracker.pages import Edition, dates
from dealtracker.pages.home import tally
from dealtracker.pages.takeaway import Address, File, Takeaway
from dealtracker.standing import TrackStanding

SIZE, BOLD = 11, 1.06
"""The size of the type in pixels, and how much wider the letters of a status are."""

EDGE = "#737b84"
"""The outline of a badge: seen on white as on black."""


@dataclass(frozen=True, slots=True)
class Pill:
    """A status in a badge. Without a fill it is an outline on paper: a status that is only reported, or none."""

    words: str
    shape: str = ""
    colour: str = EDGE
    is_filled: bool = False

    @property
    def ink(self) -> str:
        """The colour of its words."""
        return ink(self.colour, (WHITE, INK)) if self.is_filled else INK

    @property
    def sign(self) -> int:
        """The room for its shape, in pixels."""
        return SIZE + 3 if self.shape else 0

    @property
    def letters(self) -> float:
        """The width of its words, in pixels."""
        return width(self.words, SIZE, BOLD)


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge: whose it is, what it says, and both in a sentence for those who do not see it."""

    label: str
    pills: tuple[Pill, ...]
    sentence: str

    @property
    def letters(self) -> float:
        """The width of the label, in pixels."""
        return width(self.label, SIZE)


def files(edition: Edition) -> Iterator[File]:
    """The badge of each track, withdrawn ones included, and that of the deal; each as a picture and for Shields."""
    standing = edition.standing
    for track in standing.tracks.values():
        yield from _both(edition, f"badges/{track.track.id}", track_badge(edition, track))
    for track in standing.retracted.values():
        yield from _both(edition, f"badges/{track.track.id}", withdrawn_badge(edition, track), is_error=True)
    yield from _both(edition, "badge", deal_badge(edition))


def _both(edition: Edition, path: str, badge: Badge, *, is_error: bool = False) -> Iterator[File]:
    yield f"{path}.svg", badge_svg(edition, path, badge)
    yield f"{path}.json", json.dumps(shields(badge, is_error=is_error), ensure_ascii=False) + "\n"


def badge_svg(edition: Edition, path: str, badge: Badge) -> str:
    """The picture of a badge, 20 pixels high as such badges are."""
    look = {"size": SIZE, "paper": PAPER, "ink": INK, "edge": EDGE, "language": edition.language}
    return edition.renderer.render("badges/badge.svg.j2", path, badge=badge, laid=laid(badge), **look)


def track_badge(edition: Edition, standing: TrackStanding) -> Badge:
    """The badge of a track: the word that its page shows, and in the sentence since when."""
    label, step = _name(edition, standing.track.name), standing.step
    if step is None or standing.evidence is None:
        return _plain(edition, label, "nothing yet")
    pill = status_pill(edition, edition.words.status[step.status], is_documented=standing.evidence.is_documented)
    since = "{track}: {status}, since about {date}" if step.because.about else "{track}: {status}, since {date}"
    day = dates.in_words(step.since, edition.language)
    return Badge(label, (pill,), edition.say(since, track=label, status=pill.words, date=day))


def withdrawn_badge(edition: Edition, standing: TrackStanding) -> Badge:
    """The badge of a withdrawn track: pages that show it should not go on claiming a status."""
    return _plain(edition, _name(edition, standing.track.name), "withdrawn")


def deal_badge(edition: Edition) -> Badge:
    """The badge of the whole deal: how many tracks stand where, as the home page counts them."""
    label, parts = _name(edition, edition.deal.about.title), tally(edition)
    if not parts:
        return _plain(edition, label, "nothing yet")
    pills = tuple(status_pill(edition, part.status, count=part.count) for part in parts)
    total = len(edition.standing.tracks)
    counts = ", ".join(pill.words for pill in pills)
    return Badge(label, pills, edition.say("{deal}, {n} tracks: {counts}", deal=label, n=total, counts=counts))


def status_pill(edition: Edition, status: Status, *, is_documented: bool = True, count: int | None = None) -> Pill:
    """A status in its colours, or how many tracks have it."""
    label = edition.renderer.plain(status.label)
    words = label if is_documented else edition.say("{status} · reported", status=label)
    if count is not None:
        words = f"{edition.renderer.number(count)} {label}"
    return Pill(words, status.shape, standing_out(status.colour, [PAPER], 3, (WHITE, INK)), is_documented)


def _name(edition: Edition, text: Text) -> str:
    return escape.one_line(edition.renderer.plain(text))


def _plain(edition: Edition, label: str, words: str) -> Badge:
    said = edition.say(words)
    return Badge(label, (Pill(said),), f"{label}: {said}")


def laid(badge: Badge) -> tuple[list[tuple[Pill, float, float]], int]:
    """Each pill with where it begins and how wide it is, and the width of the whole badge, in pixels."""
    at, found = 10 + badge.letters + 7, []
    for pill in badge.pills:
        wide = 8 + pill.sign + pill.letters + 8
        found.append((pill, round(at, 1), round(wide, 1)))
        at += wide + 2
    return found, ceil(at + 0.5)


def shields(badge: Badge, *, is_error: bool = False) -> dict[str, object]:
    """What Shields asks of an endpoint: https://shields.io/badges/endpoint-badge

    Shields draws neither shapes nor outlines; the words say what is only reported. On the colour its white letters can be
    read. An error keeps its colour whatever the page asks for.
    """
    colour = badge.pills[0].colour if len(badge.pills) == 1 else EDGE
    return {
        "schemaVersion": 1,
        "label": badge.label,
        "message": " · ".join(pill.words for pill in badge.pills),
        "color": standing_out(colour, [WHITE], 4.5),
        "isError": is_error,
    }


TAKEAWAY = Takeaway(
    id="badges",
    title="Badges",
    for_whom=(
        "For pages and READMEs that want to show where a track stands and stay right by themselves. "
        "A filled badge is documented, an outlined one so far only reported; link it to the page of the track."
    ),
    version="1",
    standard=("SVG 2, and the endpoint of Shields", "https://shields.io/badges/endpoint-badge"),
    addresses=(
        Address("badges/{id}.svg", "image/svg+xml", "Badge of a track, as a picture (SVG).", short="Badge (SVG)"),
        Address(
            "badges/{id}.json", "application/json", "Badge of a track, as values for Shields (JSON).", short="Badge (Shields)"
        ),
        Address("badge.svg", "image/svg+xml", "Badge of the whole deal: how many tracks stand where."),
        Address("badge.json", "application/json", "The same as values for Shields."),
    ),
    files=files,
    is_data=False,
)
