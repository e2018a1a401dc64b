"""`build.py build`, the default: check, make the pages, build the site."""

import argparse
import errno
import time
from datetime import date
from pathlib import Path

from dealtracker.commands.command import FAILED, OK, PROBLEMS, WRONG_USE, Command, Progress, fault, megabytes, say, show
from dealtracker.problems import DataProblems
from dealtracker.project import Project


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the site goes."""
    parser.add_argument("--site", type=Path, metavar="FOLDER", help="where the site goes (default: site/ in the project)")


def run(options: argparse.Namespace, today: date) -> int:
    """Build, and say what was done or why not."""
    from dealtracker.engine import BuildFailed
    from dealtracker.files import size
    from dealtracker.memory import EndedEarly
    from dealtracker.publish import NoSite, Restless, publish

    project = Project(options.root, today=today)
    started = time.monotonic()
    progress = Progress()
    site = options.site or project.site
    try:
        made = publish(project, options.as_of, site, progress.tell, progress.page)
    except DataProblems as error:
        progress.end()
        show(error.problems)
        say("nothing was written; the site is as it was", aside=True)
        return PROBLEMS
    except NoSite as error:
        progress.end()
        say(str(error), aside=True)
        return WRONG_USE
    except BuildFailed as error:
        progress.end()
        say("MkDocs could not build the pages:", *(f"  {line}" for line in error.lines), aside=True)
        say("the site is as it was", aside=True)
        return FAILED
    except (Restless, EndedEarly) as error:
        progress.end()
        say(f"{error}; the site is as it was", aside=True)
        return FAILED
    except OSError as error:
        progress.end()
        say(f"the build could not go on: {fault(error)}", aside=True)
        if error.errno == errno.ENOSPC and site.is_dir():
            say(f"the last build took {megabytes(size(site) + size(project.tree))}", aside=True)
        say("the site is as it was", aside=True)
        return FAILED
    except KeyboardInterrupt:
        progress.end()
        raise
    progress.end()
    seconds = time.monotonic() - started
    say(f"{made.tracks} tracks as of {options.as_of}: {made.pages} pages in {site / 'index.html'} ({seconds:.1f} s)")
    if made.warnings:
        say(f"{made.warnings} warnings; build.py check --warnings shows them")
    return OK


COMMAND = Command("build", "check, make the pages, build the site (the default)", arguments, run)
