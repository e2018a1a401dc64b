"""`build.py diff`: what a change of the data means."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dealtracker.commands.command import OK, PROBLEMS, WRONG_USE, Command, give, say, show
from dealtracker.history import NoSuchVersion, version
from dealtracker.problems import DataProblems

if TYPE_CHECKING:
    from dealtracker.standing import DealStanding

_FORMATS = ("text", "markdown")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The two sides, and the form."""
    parser.description = (
        "Says what a change of data/ means: which status moves from where to where and because of which event, clocks, points, "
        "readings, what waits, new sources without an archived copy. Each side is a folder that holds data/, or a version of git."
    )
    parser.epilog = "for example: build.py diff origin/main     build.py diff HEAD~1 HEAD --format markdown"
    parser.add_argument("old", metavar="OLD", help="the earlier side: a folder or a version, like origin/main")
    parser.add_argument("new", metavar="NEW", nargs="?", help="the later side (default: the project as it is now)")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="text (the default), or markdown for a comment")


def run(options: argparse.Namespace, today: date) -> int:
    """Compare both sides as of one day, and print what is different."""
    from dealtracker import meaning

    try:
        before, after = (_standing(options, side, today) for side in (options.old, options.new))
    except NoSuchVersion as error:
        say(error, aside=True)
        return WRONG_USE
    except DataProblems as error:
        show(error.problems)
        say("one side has problems, so that nothing can be compared", aside=True)
        return PROBLEMS
    found = meaning.compare(before, after)
    if options.format == "markdown":
        give(meaning.markdown(found))
    else:
        say(*meaning.plain(found))
    return OK


def _standing(options: argparse.Namespace, side: str | None, today: date) -> "DealStanding":
    from dealtracker.loading import load
    from dealtracker.standing import deal_standing

    with _folder(options.root, side) as folder:
        loaded = load(folder / "data", max(options.as_of, today), folder)
    if loaded.deal is None:
        raise DataProblems(loaded.errors)
    return deal_standing(loaded.deal, options.as_of)


@contextmanager
def _folder(root: Path, side: str | None) -> Iterator[Path]:
    """The folder of a side: the project itself, another folder, or a version of git for a while."""
    if side is None:
        yield root
    elif (Path(side) / "data").is_dir():
        yield Path(side)
    else:
        with version(root, side) as folder:
            yield folder


COMMAND = Command("diff", "say what a change of the data means", arguments, run)
