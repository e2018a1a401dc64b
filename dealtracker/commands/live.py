"""`build.py live`: whether the published site is as new as it should be."""

import argparse
from datetime import date

from dealtracker.commands.command import FAILED, OK, PROBLEMS, Command, days, say, show


def arguments(parser: argparse.ArgumentParser) -> None:
    """How old it may be, and where it is."""
    parser.description = (
        "Asks the published site of which day it is. A site is built every day, because flags and day counts depend on the day; "
        "one that is older has stopped following, however fresh it looks."
    )
    parser.epilog = "for example: build.py live     build.py live --behind 3 --address https://deal.example/"
    parser.add_argument("--behind", type=int, default=1, metavar="DAYS", help="so many days it may be behind (default: 1)")
    parser.add_argument("--address", metavar="URL", help="the address of the site (default: that of data/deal.yml)")


def run(options: argparse.Namespace, today: date) -> int:
    """Ask, and say. Exit 1 where the site is too old, 3 where it does not answer."""
    from dealtracker.commands.links import asker_of
    from dealtracker.loading import load
    from dealtracker.supply.seal import ABOUT_THE_BUILD

    loaded = load(options.root / "data", max(options.as_of, today), options.root)
    if loaded.about is None:
        show(loaded.errors)
        return PROBLEMS
    address = (options.address or loaded.about.address).rstrip("/") + "/"
    try:
        said = asker_of(address).json(address + ABOUT_THE_BUILD)
        built = date.fromisoformat(str(said["as-of"]))
    except OSError as error:
        say(f"{address} does not answer: {error}", aside=True)
        return FAILED
    except (KeyError, TypeError, ValueError):
        say(f"{address}{ABOUT_THE_BUILD} does not say of which day the site is", aside=True)
        return FAILED
    behind = (today - built).days
    say(f"{address} is of {built}, {days(behind)} behind {today}")
    return PROBLEMS if behind > options.behind else OK


COMMAND = Command("live", "say whether the published site is as new as it should be", arguments, run)
