"""`build.py ids`: add everything that is new to the list of what was ever published."""

import argparse
from datetime import date

from dealtracker.commands.command import FAILED, OK, PROBLEMS, Command, fault, say, show


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(options: argparse.Namespace, today: date) -> int:
    """Add, and print what was added. Nothing is added while the records have problems."""
    from dealtracker import published
    from dealtracker.files import write_whole
    from dealtracker.loading import load
    from dealtracker.project import Project

    data = Project(options.root).data
    loaded = load(data, max(options.as_of, today), options.root)
    if loaded.deal is None:
        show(loaded.errors)
        say("nothing was added", aside=True)
        return PROBLEMS
    file = data / published.FILE
    try:
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        text, added = published.grown(old, published.addresses(loaded.deal))
        if added:
            write_whole(file, text)
    except OSError as error:
        say(f"the list could not be written: {fault(error)}", aside=True)
        return FAILED
    say(*added, f"{len(added):,} added to {file.relative_to(options.root).as_posix()}")
    return OK


COMMAND = Command("ids", "add what is new to the list of everything that was ever published", arguments, run)
