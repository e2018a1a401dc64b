"""`build.py check`: everything that is wrong, in one run."""

import argparse
from collections import Counter
from datetime import date

from dealtracker.commands.command import OK, PROBLEMS, Command, show


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether warnings are said."""
    parser.add_argument("--warnings", action="store_true", help="say also what could be better")


def run(options: argparse.Namespace, today: date) -> int:
    """Check, and print what was found. Records may know events up to today."""
    from dealtracker.loading import load

    as_of = max(options.as_of, today)
    loaded = load(options.root / "data", as_of, options.root)
    show([*loaded.errors, *(loaded.warnings() if options.warnings else [])])
    if loaded.deal is not None:
        deal = loaded.deal
        events = sum(len(track.events) for track in deal.tracks.values())
        print(f"checked {len(deal.tracks)} tracks, {events} events, {len(deal.sources)} sources as of {as_of}: no errors")
    if not options.warnings and loaded.warned:
        listed = ", ".join(f"{count} {name}" for name, count in Counter(loaded.warned).most_common())
        print(f"{sum(loaded.warned.values())} warnings ({listed}); --warnings shows them")
    return PROBLEMS if loaded.errors else OK


COMMAND = Command("check", "say everything that is wrong with the records", arguments, run)
