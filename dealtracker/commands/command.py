"""What a command is, and what the commands have in common."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

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


def show(problems: Sequence[Problem]) -> None:
    """Print problems for a person at a terminal."""
    for line in text.lines(Report(problems)):
        print(line)


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
