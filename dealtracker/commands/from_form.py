"""`build.py from-form`: a filled form becomes the lines of an event."""

import argparse
import sys
from datetime import date
from pathlib import Path

from dealtracker import limits
from dealtracker.commands.command import OK, PROBLEMS, Command, say, show
from dealtracker.problems import DataProblems


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the form is."""
    parser.description = (
        "Reads a filled form (an issue made with “Report news”) and writes the event that it describes into the record "
        "of its track. Every answer is a text and no more; what `check` would refuse is refused here, and nothing is written."
    )
    parser.epilog = "for example: build.py from-form issue.md     … | build.py from-form -"
    parser.add_argument("form", metavar="FILE", help="the text of the form; `-` reads standard input")


def run(options: argparse.Namespace, today: date) -> int:
    """Write the event, or say why not."""
    from dealtracker.adding import add, with_draft
    from dealtracker.adding.form import Unusable, answers, draft
    from dealtracker.loading import load

    data, as_of = options.root / "data", max(options.as_of, today)
    try:
        text = _text(options.form)
        loaded = load(data, as_of, options.root)
        if loaded.deal is None:
            raise DataProblems(loaded.errors)  # noqa: TRY301 - said in the same words as problems of the form
        track, news = draft(loaded.deal, answers(text))
        additions = with_draft(loaded.deal, data, track, news)
        add(data, additions, as_of)
    except DataProblems as error:
        show(error.problems)
        say("nothing was written", aside=True)
        return PROBLEMS
    except Unusable as error:
        say(f"{error}\nnothing was written", aside=True)
        return PROBLEMS
    except (OSError, UnicodeDecodeError) as error:
        say(f"the form cannot be read: {error}\nnothing was written", aside=True)
        return PROBLEMS
    for addition in additions:
        say(f"written: data/{addition.path}")
    return OK


def _text(form: str) -> str:
    if form == "-":
        return sys.stdin.read(limits.FORM + 1)
    with Path(form).open(encoding="utf-8") as file:
        return file.read(limits.FORM + 1)


COMMAND = Command("from-form", "turn a filled form into an event", arguments, run)
