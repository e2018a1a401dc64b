"""`build.py check`: everything that is wrong, in one run, in the form that its reader uses."""

import argparse
import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dealtracker.commands.command import OK, PROBLEMS, WRONG_USE, Command, give, say
from dealtracker.fixing import repairs
from dealtracker.history import NoSuchVersion, changed_lines
from dealtracker.problems import Level, Problem
from dealtracker.reports import FORMATS, Report, github

if TYPE_CHECKING:
    from dealtracker.loading import Loaded


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is said, in which form, and what comes first."""
    parser.add_argument("--warnings", action="store_true", help="say also what could be better")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text for people (the default); json: an object a line; github: annotations of a pull request; sarif: code scanning",
    )
    parser.add_argument(
        "--since", metavar="VERSION", help="say first what is nearest to lines changed since a version of git, like origin/main"
    )
    parser.add_argument(
        "--summary",
        type=Path,
        metavar="FILE",
        help="add a table of everything to a file; with --format github by default the summary of the job",
    )


def run(options: argparse.Namespace, today: date) -> int:
    """Check, and print what was found. Records may know events up to today."""
    from dealtracker.loading import load

    as_of = max(options.as_of, today)
    loaded = load(options.root / "data", as_of, options.root)
    problems = [*loaded.errors, *(loaded.warnings() if options.warnings else [])]
    try:
        problems = nearest_first(problems, changed_lines(options.root, options.since)) if options.since else problems
    except NoSuchVersion as error:
        say(error, aside=True)
        return WRONG_USE
    report = Report(problems, loaded.about.address if loaded.about else None, repairs(problems, options.root))
    give(FORMATS[options.format](report))
    _summarise(report, options)
    if options.format == "text":
        _say_the_rest(loaded, as_of, warnings=options.warnings)
    return PROBLEMS if loaded.errors else OK


def nearest_first(problems: Sequence[Problem], changed: Mapping[str, list[int]]) -> list[Problem]:
    """Errors before warnings; of each, those nearest to changed lines first, and those in unchanged files last."""

    def distance(problem: Problem) -> tuple[bool, float]:
        lines, line = changed.get(problem.path) or [], problem.place.line
        after = bisect_left(lines, line)
        return problem.level is not Level.ERROR, min(
            (abs(near - line) for near in lines[max(0, after - 1) : after + 1]), default=1e9
        )

    return sorted(problems, key=distance)


def _summarise(report: Report, options: argparse.Namespace) -> None:
    file = options.summary or (os.environ.get("GITHUB_STEP_SUMMARY") if options.format == "github" else None)
    if file:
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(github.summary(report))


def _say_the_rest(loaded: "Loaded", as_of: date, *, warnings: bool) -> None:
    if loaded.deal is not None:
        deal = loaded.deal
        events = sum(len(track.events) for track in deal.tracks.values())
        say(f"checked {len(deal.tracks)} tracks, {events} events, {len(deal.sources)} sources as of {as_of}: no errors")
    if not warnings and loaded.warned:
        listed = ", ".join(f"{count} {name}" for name, count in Counter(loaded.warned).most_common())
        say(f"{sum(loaded.warned.values())} warnings ({listed}); --warnings shows them")


COMMAND = Command("check", "say everything that is wrong with the records", arguments, run)
