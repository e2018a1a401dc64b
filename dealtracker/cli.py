"""The command line: parse, hand over, exit. What a command does stands in `dealtracker.commands`.

Exit codes: 0 all is well; 1 something that people wrote has problems; 2 wrong use; 3 the build itself failed, or the system
refused something; 128 and the number of the signal by which it was stopped. Anything else is a bug, and shows its traceback.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from dealtracker.commands import COMMANDS, FAILED, OK, PROBLEMS
from dealtracker.commands.command import WRONG_USE, day, fault, folder, say
from dealtracker.memory import EndedEarly
from dealtracker.stopping import Stopped, stoppable

YOUNGEST = date(2025, 1, 1)
"""The program is younger than that, so a clock that says less is wrong."""

_ABOUT = """\
On Paper: a public tracker of a negotiation, made from dated, sourced records.

  build.py                 check the records, make the pages, build the site into site/
  build.py serve           the same as a preview that follows every edit
  build.py check           only check, and say everything that is wrong in one run
  build.py fix             repair what can have been meant in only one way
  build.py diff            what a change of the records means: which status moves, and why
  build.py ids             add what is new to the list of everything that was ever published
"""

_EXAMPLES = """\
examples:
  build.py check --warnings              errors, and also what could be better
  build.py --as-of 2025-08-30            the site as it stood at the end of August 2025
  build.py serve --port 8080             preview at http://127.0.0.1:8080/

exit codes:  0 all is well · 1 problems in data/ or content/ · 2 wrong use · 3 the build failed
             130, 143 stopped, by Ctrl+C or by the system
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, by default that of the process; the result is the exit code."""
    options = _parser().parse_args(_with_command(sys.argv[1:] if arguments is None else arguments))
    try:
        today = _today()
    except (OverflowError, ValueError):
        print("SOURCE_DATE_EPOCH is not a time of which this machine knows the day", file=sys.stderr)
        return WRONG_USE
    options.as_of = options.as_of or today
    try:
        with stoppable():
            code: int = options.run(options, today)
            sys.stdout.flush()
    except Stopped as stopped:
        is_the_end = options.command == "serve" and stopped.number == signal.SIGINT
        print("\nstopped" if is_the_end else f"\nstopped by {stopped}; nothing is half written", file=sys.stderr)
        return OK if is_the_end else stopped.exit_code
    except BrokenPipeError:  # whoever was reading has seen enough, like `head`; Python must not complain again at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except EndedEarly as error:
        say(error, aside=True)
        return FAILED
    except OSError as error:
        say(f"this could not be done: {fault(error)}", aside=True)
        return FAILED
    if code == PROBLEMS and today < YOUNGEST:
        print(f"this machine takes {today} for today; if that is wrong, so is what it says of dates", file=sys.stderr)
    return code


def _with_command(arguments: Sequence[str]) -> list[str]:
    """The arguments with `build` put in where no command is named."""
    names = {command.name for command in COMMANDS}
    named = any(argument in names for argument in arguments)
    return list(arguments) if named or {"-h", "--help"} & set(arguments) else ["build", *arguments]


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--as-of",
        type=day,
        metavar="DATE",
        help="the day for which everything is said, like 2025-08-30; default: SOURCE_DATE_EPOCH, or today (UTC)",
    )
    shared.add_argument(
        "--root",
        type=folder,
        default=Path(),
        metavar="FOLDER",
        help="the project: the folder that holds data/, content/, overrides/ and mkdocs.yml (default: this one)",
    )
    parser = argparse.ArgumentParser(
        prog="build.py", description=_ABOUT, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        added = commands.add_parser(command.name, parents=[shared], help=command.help)
        command.arguments(added)
        added.set_defaults(run=command.run)
    return parser


def _today() -> date:
    """The one place where the clock is read."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else datetime.now(UTC)
    return moment.date()
