"""What a rule is made of."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from dealtracker.model import About, Vocabulary
from dealtracker.problems import Level

Keys = tuple[str | int, ...]


class Finding(NamedTuple):
    """What a rule found at one place of one record: the way to the value, what is wrong, one thing to do.

    `owner` names the record for rules that look at several, like `tracks/car-tariffs`. `first` is the way to the earlier
    one of two things that are the same; its line is added to the message.
    """

    keys: Keys
    message: str
    hint: str
    of_key: bool = False
    owner: str = ""
    first: Keys = ()


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

    `▸` is not part of the text. Where `good` is `*`, the bad text replaces the whole file. With an empty `bad` the mistake
    is about the file itself: it is missing, or has a wrong name, or cannot be read (see `dealtracker.rules.trial`).
    """

    bad: str
    good: str = ""
    file: str = "tracks/bridge-toll.yml"


@dataclass(frozen=True, slots=True)
class Names:
    """Every id that exists, also those of records that could not be read: a broken record is one problem, not many.

    They are looked up often, so that sets or mappings serve best.
    """

    tracks: Collection[str] = ()
    peers: Collection[str] = ()
    bases: Collection[str] = ()
    sources: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule may know beside the record itself. `published` are the lines of the list of what was ever published."""

    as_of: date
    about: About
    vocabulary: Vocabulary
    names: Names = field(default=Names())
    published: Sequence[str] = ()


Check = Callable[[Any, Setting], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name in messages, why it is there, how much it weighs, an example, and what looks for the mistake.

    There is no `check` where the mistake is found on the way, while a file is read or a record is put together.
    """

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
