"""What is wrong with a contribution: a place, a rule, the writer's own words and one thing to do.

A problem is a value. Rules yield problems; nothing here prints, raises or exits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from operator import attrgetter


class Level(StrEnum):
    """How much a problem weighs: an error stops the build, a warning is only said."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a text stands in a file. Lines and columns count from 1, columns in characters."""

    line: int
    column: int
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in one place of one file.

    `path` is relative to the folder that the program was started for, with forward slashes. `message` quotes the
    writer's own words in back quotes; `hint` is one thing that can be typed or done.
    """

    path: str
    place: Place
    rule: str
    message: str
    hint: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        """The two lines that a contributor reads."""
        mark = "" if self.level is Level.ERROR else f"{self.level}: "
        where = f"{self.path}:{self.place.line}:{self.place.column}"
        return f"{where}: {self.rule}: {mark}{self.message}\n    {self.hint}"


class DataProblems(Exception):
    """What people wrote has problems, so that nothing can be made of it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file and place, each said once."""
    return sorted(set(problems), key=attrgetter("path", "place", "rule", "message"))


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, if there is a close one."""
    close = get_close_matches(word.strip().lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def suggestion(word: str, known: Iterable[str], otherwise: str) -> str:
    """A hint for a word that is not known: the nearest one, or else what `otherwise` says."""
    near = did_you_mean(word, known)
    return f"did you mean `{near}`?" if near else otherwise


def some_of(words: Iterable[str], most: int = 12) -> str:
    """A list of words for a hint, cut where it would no longer help."""
    listed = list(words)
    tail = ", …" if len(listed) > most else ""
    return ", ".join(listed[:most]) + tail


def visible(name: str) -> str:
    """What messages call a file. Its name may hold line ends and worse; a message may not."""
    return name if name.isprintable() else ascii(name)[1:-1]


def shortened(text: object, most: int = 60) -> str:
    """The writer's own words for a message: on one line, not longer than a message bears, and `''` where there are none."""
    line = " ".join(str(text).split()) or "''"
    return line if len(line) <= most else line[: most - 1] + "…"
