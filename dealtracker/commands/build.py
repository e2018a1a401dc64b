"""`build.py build`, the default: check, make the pages, build the site."""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from dealtracker.commands.command import FAILED, OK, PROBLEMS, Command, Progress, show
from dealtracker.problems import DataProblems
from dealtracker.project import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the site goes."""
    parser.add_argument("--site", type=Path, metavar="FOLDER", help="where the site goes (default: site/ in the project)")


def run(options: argparse.Namespace, today: date) -> int:
    """Build, and say what was done or why not."""
    from dealtracker.engine import BuildFailed
    from dealtracker.publish import publish

    project = Project(options.root, today=today)
    started = time.monotonic()
    progress = Progress()
    site = options.site or project.site
    try:
        made = publish(project, options.as_of, site, progress.tell, progress.page)
    except DataProblems as error:
        progress.end()
        show(error.problems)
        print("nothing was written; the site is as it was", file=sys.stderr)
        return PROBLEMS
    except BuildFailed as error:
        progress.end()
        print("MkDocs could not build the pages:", *error.lines, sep="\n  ", file=sys.stderr)
        print("the site is as it was", file=sys.stderr)
        return FAILED
    except OSError as error:
        progress.end()
        print(f"the build could not write: {error.strerror}: {error.filename}", file=sys.stderr)
        return FAILED
    progress.end()
    seconds = time.monotonic() - started
    print(f"{made.tracks} tracks as of {options.as_of}: {made.pages} pages in {site / 'index.html'} ({seconds:.1f} s)")
    if made.warnings:
        print(f"{made.warnings} warnings; build.py check --warnings shows them")
    return OK


COMMAND = Command("build", "check, make the pages, build the site (the default)", arguments, run)
