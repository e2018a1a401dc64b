"""What a rule is made of."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from dealtracker.model import About, Vocabulary
from dealtracker.problems import Level

Keys = tuple[str | int, ...]


class Finding(NamedTuple):
    """What a rule found at one place of one record: the way to the value, what is wrong, one thing to do.

    `owner` names the record for rules that look at several, like `tracks/car-tariffs`.
    """

    keys: Keys
    message: str
    hint: str
    of_key: bool = False
    owner: str = ""


class Scope(StrEnum):
    """What a rule looks at."""

    TEXT = "text"
    SHAPE = "shape"
    RECORD = "record"
    SOURCE = "source"
    DEAL = "deal"


@dataclass(frozen=True, slots=True)
class Example:
    """A mistake in the example deal: replace `good` in `file` by `bad`, and `check` says it where `▸` stands.

    `▸` is not part of the text. With an empty `good` the bad text is put at the end of the file.
    """

    bad: str
    good: str = ""
    file: str = "tracks/bridge-toll.yml"


@dataclass(frozen=True, slots=True)
class Names:
    """Every id that exists, also those of records that could not be read: a broken record is one problem, not many."""

    tracks: Sequence[str] = ()
    peers: Sequence[str] = ()
    bases: Sequence[str] = ()
    sources: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule may know beside the record itself."""

    as_of: date
    about: About
    vocabulary: Vocabulary
    names: Names = field(default=Names())


Check = Callable[[Any, Setting], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name in messages, why it is there, how much it weighs, and an example."""

    name: str
    why: str
    example: Example
    level: Level = Level.ERROR
    scope: Scope = Scope.RECORD
    check: Check | None = None


def rule(
    name: str, *, why: str, example: Example, level: Level = Level.ERROR, scope: Scope = Scope.RECORD
) -> Callable[[Check], Rule]:
    """Make a rule of the function below: `check(record, setting)` for its scope yields findings."""

    def make(check: Check) -> Rule:
        return Rule(name, why, example, level, scope, check)

    return make
