"""Lists that a reader can narrow down: the words by which each entry is found, and the form that offers them.

An entry carries its words in one attribute, `data-k`: one field for each key that the form uses, in the order in which it
names them, divided by commas; blanks divide several words in a field. Ids hold neither. `lists.js` reads them; without it
the form stays hidden and the list is whole.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeAlias, TypeVar

from dealtracker.model import Text
from dealtracker.model.vocabulary import Domain, Word

T = TypeVar("T")

Keys: TypeAlias = Mapping[str, str]
"""The words of an entry by key. Every entry of a list has the same keys."""

Words: TypeAlias = Mapping[str, Text | str]
"""What readers see for each word, in the order in which the choice offers them."""

MOST_OPTIONS = 100
"""A choice between more than this many words is left to the free text."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """An entry of a list with its words."""

    entry: T
    keys: Keys


@dataclass(frozen=True, slots=True)
class Option:
    """A word that can be chosen, and how many entries have it."""

    word: str
    label: Text | str
    count: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A key to choose by: its label, what choosing nothing is called, and the words that occur."""

    key: str
    label: str
    everything: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Narrowing:
    """The form above a list. `orders` are the keys to sort by (`-since`: backwards) with their labels; the first, which is
    empty, is the order in which the page stands."""

    choices: tuple[Choice, ...]
    orders: tuple[tuple[str, str], ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys that are used; entries carry no other."""
        used = [choice.key for choice in self.choices] + [key.removeprefix("-") for key, _ in self.orders if key]
        return tuple(dict.fromkeys(used))

    def fields(self, entry: Listed[T]) -> str:
        """The words of an entry as it carries them."""
        return ",".join([entry.keys[key] for key in self.keys])


def listed(entries: Iterable[T], keys: Callable[[T], Keys]) -> list[Listed[T]]:
    """Each entry with its words."""
    return [Listed(entry, keys(entry)) for entry in entries]


def narrowing(
    entries: Sequence[Listed[T]], *choices: tuple[str, str, str, Words], orders: Sequence[tuple[str, str]] = ()
) -> Narrowing:
    """The form for some entries. A choice is its key, label, word for everything, and words; it offers those that occur."""
    offered = (Choice(key, label, everything, _options(entries, key, words)) for key, label, everything, words in choices)
    return Narrowing(tuple(choice for choice in offered if 0 < len(choice.options) <= MOST_OPTIONS), tuple(orders))


def _options(entries: Iterable[Listed[T]], key: str, words: Words) -> tuple[Option, ...]:
    found = Counter(word for entry in entries for word in entry.keys[key].split())
    return tuple(Option(word, label, found[word]) for word, label in words.items() if found[word])


def labels(words: Iterable[Word | Domain]) -> dict[str, Text | str]:
    """Words of the vocabulary as a choice shows them."""
    return {word.id: word.label for word in words}
