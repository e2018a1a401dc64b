"""`build.py stale`: what wants looking at."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dealtracker import escape
from dealtracker.commands.command import OK, PROBLEMS, Command, give, say, show

if TYPE_CHECKING:
    from dealtracker.standing import DealStanding, Expectation, TrackStanding

_FORMATS = ("text", "markdown")

Wanted = tuple[str, list[tuple[str, str]]]
"""A heading, and for each track what wants looking at."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """How far ahead, and the form."""
    parser.description = (
        "Lists what wants looking at: tracks that nobody has checked for long, dates that passed unanswered or come soon, "
        "statuses that rest on reports alone, threats without an answer, sources without an archived copy."
    )
    parser.epilog = "for example: build.py stale     build.py stale --ahead 30 --format markdown"
    parser.add_argument("--ahead", type=int, default=7, metavar="DAYS", help="dates that come within so many days (default: 7)")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="text (the default), or markdown for an issue")


def run(options: argparse.Namespace, today: date) -> int:
    """Say what wants looking at. That something does is no error: exit 0."""
    from dealtracker.loading import load
    from dealtracker.standing import deal_standing

    loaded = load(options.root / "data", max(options.as_of, today), options.root)
    if loaded.deal is None:
        show(loaded.errors)
        return PROBLEMS
    standing = deal_standing(loaded.deal, options.as_of)
    found = [(heading, entries) for heading, entries in wanted(standing, options.ahead) if entries]
    if options.format == "markdown":
        give(_lines(found, "### {}\n", lambda track, said: f"- {escape.comment_code(track)}: {escape.comment(said)}"))
    else:
        say(*_lines(found, "{}:", lambda track, said: f"  {track}: {said}"))
    return OK


def _lines(found: Sequence[Wanted], heading: str, line: Callable[[str, str], str]) -> Iterator[str]:
    for what, entries in found:
        yield heading.format(what)
        yield from (line(track, said) for track, said in entries)
        yield ""
    yield f"{sum(len(entries) for _, entries in found)} to look at" if found else "nothing wants looking at"


def wanted(standing: "DealStanding", ahead: int) -> Iterator[Wanted]:
    """What wants looking at on the day of a standing, the most urgent first; dates up to so many days ahead."""
    tracks, words = list(standing.tracks.values()), standing.deal.vocabulary
    soon = standing.as_of + timedelta(days=ahead)
    yield (
        "Passed without an answer",
        [_expected(track, entry) for track in tracks for entry in track.expectations if entry.is_past and entry.answer is None],
    )
    yield (
        f"Expected within {ahead} days",
        [
            _expected(track, entry)
            for track in tracks
            for entry in track.expectations
            if not entry.is_past and entry.answer is None and entry.expected.date.first <= soon
        ],
    )
    flagged = [(track, track.flag[flag]) for flag in ("at-risk", "basis-fell") for track in tracks if flag in track.flag]
    yield "Flagged", [(track.track.id, str(words.flag[raised.flag].label)) for track, raised in flagged]
    old = sorted((track for track in tracks if "stale" in track.flag), key=lambda track: track.track.checked.last)
    yield "Not checked for long", [(track.track.id, f"checked until {track.track.checked}") for track in old]
    yield (
        "Reported, not documented",
        [
            (track.track.id, f"{words.status[track.step.status].label} since {track.step.since}")
            for track in tracks
            if track.step and not track.is_documented
        ],
    )
    yield "Without an archived copy", [(id, f"{count} source{'s' if count != 1 else ''}") for id, count in _unkept(standing)]


def _expected(track: "TrackStanding", entry: "Expectation") -> tuple[str, str]:
    return track.track.id, f"{entry.expected.date}, {entry.expected.title}"


def _unkept(standing: "DealStanding") -> Iterator[tuple[str, int]]:
    from dealtracker.model.citations import cites

    for id, track in standing.tracks.items():
        count = sum(standing.deal.sources[source].archive is None for source in cites(track.track))
        if count:
            yield id, count


COMMAND = Command("stale", "list what wants looking at", arguments, run)
