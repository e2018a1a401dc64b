"""What a command is, and what the commands have in common."""

import argparse
import errno
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dealtracker import escape
from dealtracker.problems import Problem
from dealtracker.reports import Report, text

OK, PROBLEMS, WRONG_USE, FAILED = 0, 1, 2, 3
"""Exit codes: all is well; what people wrote has problems; wrong use; the build itself failed."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, one line of help, what it adds to the parser, and what it does.

    `run` is given the options (among them `root` and `as_of`) and today's date (UTC), and returns the exit code.
    """

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, date], int]


def day(written: str) -> date:
    """A date from the command line.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{written}` is not a date like 2025-08-30") from None


def folder(written: str) -> Path:
    """A folder from the command line.

    Raises:
        argparse.ArgumentTypeError: there is none of that name.
    """
    if not Path(written).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder `{written}`")
    return Path(written)


def say(*lines: object, aside: bool = False) -> None:
    """Print lines for a person at a terminal, whoever wrote the words in them; `aside` on standard error."""
    for line in lines:
        print(escape.terminal(str(line)), file=sys.stderr if aside else sys.stdout)


def give(lines: Iterable[str]) -> None:
    """Print lines that are to be read by something else: a document in a format of its own, in which they are safe already."""
    for line in lines:
        print(line)


def show(problems: Sequence[Problem]) -> None:
    """Print problems for a person at a terminal."""
    give(text.lines(Report(problems)))


def fault(error: OSError) -> str:
    """What the system refused, of which file, and what somebody can do about it."""
    where = f"`{error.filename}`" if error.filename is not None else "what it was asked for"
    if error.errno in (errno.ENOSPC, errno.EDQUOT) and error.filename is not None:
        folder = next((one for one in Path(error.filename).absolute().parents if one.is_dir()), Path())
        return f"no room for {where}; {megabytes(shutil.disk_usage(folder).free)} are free there: make room, and try again"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"{where} is not ours to change ({error.strerror}): allow it, or work on a copy of the project"
    return f"{error.strerror or error}: {where}"


def days(count: int) -> str:
    """So many days."""
    return f"{count} day{'s' if count != 1 else ''}"


def megabytes(size: int) -> str:
    """How many bytes there are, as people say it."""
    return f"{size / 1e6:,.1f} MB"


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
