"""`build.py fix`: repairs what can have been meant in only one way, and says what is left."""

import argparse
import sys
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path

from dealtracker.commands.command import FAILED, OK, PROBLEMS, WRONG_USE, Command, fault, say, show

_ABOUT = """\
Repairs in data/ what can have been meant in only one way: order of events, spaces, quotes, ends of lines, form of ids
and dates. Comments and everything else stay byte for byte. What only a person can decide is left, and said.
"""

_EXAMPLES = """\
examples:
  build.py fix                                   repair what can be repaired
  build.py fix data/tracks/car-tariffs.yml       only in this file
  build.py fix --dry-run > repair.diff           write nothing; git apply repair.diff does the same

exit codes:  0 nothing is left · 1 something is left · 2 wrong use · 3 a file could not be written
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which files, and whether they are written."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description, parser.epilog = _ABOUT, _EXAMPLES
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="only these files or folders (default: all of data/)")
    parser.add_argument("--dry-run", action="store_true", help="write nothing; print what would change, as `git apply` reads it")


def run(options: argparse.Namespace, today: date) -> int:
    """Repair, and print what was repaired and what is left. Records may know events up to today."""
    from dealtracker.fixing import repair

    data: Path = options.root / "data"
    paths = [path.resolve() for path in options.paths or [data]]
    for given, path in zip(options.paths, paths, strict=False):
        if not path.exists() or not path.is_relative_to(data.resolve()):
            say(f"there is no `{given}` in {data}", aside=True)
            return WRONG_USE

    def is_wanted(file: Path) -> bool:
        return any((file.parent.resolve() / file.name).is_relative_to(path) for path in paths)

    repaired = repair(data, max(options.as_of, today), is_wanted)
    if options.dry_run:
        sys.stdout.writelines(piece for change in repaired.changes for piece in change.difference())
    else:
        try:
            for change in repaired.changes:
                change.write(options.root)
        except OSError as error:
            say(f"the files could not be written: {fault(error)}", aside=True)
            return FAILED
    with redirect_stdout(sys.stderr if options.dry_run else sys.stdout):
        say(*repaired.said)
        show(repaired.left)
        would = "would be " if options.dry_run else ""
        say(f"{len(repaired.said)} {would}repaired, {len(repaired.left)} left")
    return PROBLEMS if repaired.left else OK


COMMAND = Command("fix", "repair what can have been meant in only one way", arguments, run)
