"""The commands: parse, call, print, exit. How anything is done stands elsewhere.

Exit codes: 0 all is well; 1 something that people wrote has problems; 2 wrong use; 3 the build itself failed. Anything
else is a bug, and shows its traceback.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from dealtracker.problems import DataProblems, Level, Problem
from dealtracker.project import Project

OK, PROBLEMS, WRONG_USE, FAILED = 0, 1, 2, 3

_ABOUT = """\
On Paper: a public tracker of a negotiation, made from dated, sourced records.

  build.py                 check the records, make the pages, build the site into site/
  build.py serve           the same as a preview that follows every edit
  build.py check           only check, and say everything that is wrong in one run
"""

_EXAMPLES = """\
examples:
  build.py check --warnings              errors, and also what could be better
  build.py --as-of 2025-08-30            the site as it stood at the end of August 2025
  build.py serve --port 8080             preview at http://127.0.0.1:8080/

exit codes:  0 all is well · 1 problems in data/ or content/ · 2 wrong use · 3 the build failed
"""


def main(arguments: Sequence[str]) -> int:
    """Run the command line; the result is the exit code."""
    options = _parser().parse_args(_with_command(arguments))
    today = _today()
    as_of: date = options.as_of or today
    try:
        if options.command == "check":
            return _check(options.root, max(as_of, today), warnings=options.warnings)
        if options.command == "serve":
            return _serve(Project(options.root, today=today), as_of, options.port)
        return _build(Project(options.root, today=today), as_of, options.site)
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return OK if options.command == "serve" else FAILED


def _with_command(arguments: Sequence[str]) -> list[str]:
    """The arguments with `build` put in where no command is named."""
    named = any(argument in ("build", "serve", "check") for argument in arguments)
    return list(arguments) if named or {"-h", "--help"} & set(arguments) else ["build", *arguments]


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help="the day for which everything is said, like 2025-08-30; default: SOURCE_DATE_EPOCH, or today (UTC)",
    )
    shared.add_argument(
        "--root",
        type=_folder,
        default=Path(),
        metavar="FOLDER",
        help="the project: the folder that holds data/, content/, overrides/ and mkdocs.yml (default: this one)",
    )
    parser = argparse.ArgumentParser(
        prog="build.py", description=_ABOUT, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    build = commands.add_parser("build", parents=[shared], help="check, make the pages, build the site (the default)")
    build.add_argument("--site", type=Path, metavar="FOLDER", help="where the site goes (default: site/ in the project)")
    serve = commands.add_parser("serve", parents=[shared], help="preview that follows edits of data, content and theme")
    serve.add_argument("--port", type=int, default=8000, help="the port on this machine (default: 8000)")
    check = commands.add_parser("check", parents=[shared], help="say everything that is wrong with the records")
    check.add_argument("--warnings", action="store_true", help="say also what could be better")
    return parser


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{written}` is not a date like 2025-08-30") from None


def _folder(written: str) -> Path:
    if not Path(written).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder `{written}`")
    return Path(written)


def _today() -> date:
    """The one place where the clock is read."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else datetime.now(UTC)
    return moment.date()


def _check(root: Path, as_of: date, *, warnings: bool) -> int:
    from dealtracker.loading import load

    loaded = load(root / "data", as_of, root)
    problems = [*loaded.errors, *(loaded.warnings() if warnings else [])]
    _print_problems(problems)
    if loaded.deal is not None:
        deal = loaded.deal
        events = sum(len(track.events) for track in deal.tracks.values())
        print(f"checked {len(deal.tracks)} tracks, {events} events, {len(deal.sources)} sources as of {as_of}: no errors")
    if not warnings and loaded.warned:
        listed = ", ".join(f"{count} {name}" for name, count in Counter(loaded.warned).most_common())
        print(f"{sum(loaded.warned.values())} warnings ({listed}); --warnings shows them")
    return PROBLEMS if loaded.errors else OK


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(problem)
    count = Counter(problem.level for problem in problems)
    if count:
        said = [f"{count[level]} {level}{'s' if count[level] != 1 else ''}" for level in Level if count[level]]
        print(" and ".join(said))


def _build(project: Project, as_of: date, site: Path | None) -> int:
    from dealtracker.engine import BuildFailed
    from dealtracker.publish import publish

    started = time.monotonic()
    progress = Progress()
    site = site or project.site
    try:
        made = publish(project, as_of, site, progress.tell, progress.page)
    except DataProblems as error:
        progress.end()
        _print_problems(error.problems)
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
    print(f"{made.tracks} tracks as of {as_of}: {made.pages} pages in {site / 'index.html'} ({seconds:.1f} s)")
    if made.warnings:
        print(f"{made.warnings} warnings; build.py check --warnings shows them")
    return OK


def _serve(project: Project, as_of: date, port: int) -> int:
    from dealtracker.preview import serve

    return serve(project, as_of, port, _print_problems)


class Progress:
    """Says on standard error what is being done: a line a step, and a running count on a terminal."""

    def __init__(self) -> None:
        self.pages = 0
        self.open = False
        self.is_terminal = sys.stderr.isatty()

    def tell(self, line: str) -> None:
        """A new step begins."""
        self.end()
        print(f"  {line} …", end="" if self.is_terminal else "\n", file=sys.stderr, flush=True)
        self.open = self.is_terminal
        self.line = line

    def page(self) -> None:
        """A page was laid out."""
        self.pages += 1
        if self.is_terminal and self.pages % 10 == 0:
            print(f"\r  {self.line} … {self.pages}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """The step is over."""
        if self.open:
            print(file=sys.stderr)
        self.open = False
