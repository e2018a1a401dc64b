"""`build.py serve`: a preview that follows edits."""

import argparse
from datetime import date

from dealtracker.commands.command import FAILED, Command, say, show
from dealtracker.project import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """On which port."""
    parser.add_argument("--port", type=int, default=8000, help="the port on this machine (default: 8000)")


def run(options: argparse.Namespace, today: date) -> int:
    """Serve until somebody stops it."""
    from dealtracker.lock import Busy
    from dealtracker.preview import serve

    try:
        return serve(Project(options.root, today=today), options.as_of, options.port, show)
    except Busy as error:
        say(f"there is a preview already: {error}", aside=True)
        return FAILED


COMMAND = Command("serve", "preview that follows edits of data, content and theme", arguments, run)
