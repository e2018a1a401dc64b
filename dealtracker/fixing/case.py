"""A case: one problem, the text that has it, and what stands around the place."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeAlias, cast

import yaml

from dealtracker.fixing.edits import Edit, line_at
from dealtracker.problems import Problem
from dealtracker.reading import grammar

_BEGINNING = re.compile(r"(?P<indent> *)(?P<hyphens>(?:- +)*)(?:(?P<name>[\w-]+):(?: +|$))?")


class Beginning(NamedTuple):
    """How a line begins: its indentation, hyphens of lists, a field; and where what it says begins behind them."""

    indent: int
    column: int
    name: str | None
    value: int

    @property
    def is_entry(self) -> bool:
        """Whether the line begins an entry of a list, or is a field."""
        return self.name is not None or self.column > self.indent


def beginning(line: str) -> Beginning:
    """How a line begins."""
    match = cast(re.Match[str], _BEGINNING.match(line))  # nothing at all is a beginning too
    return Beginning(match.end("indent"), match.end("hyphens"), match["name"], match.end())


@dataclass(frozen=True)
class Case:
    """A problem in a text, at a position from 0. Nothing here looks further than to this one text."""

    problem: Problem
    text: str
    at: int

    @cached_property
    def start(self) -> int:
        """Where the line begins."""
        return line_at(self.text, self.at)[0]

    @cached_property
    def end(self) -> int:
        """Where the line ends."""
        return line_at(self.text, self.at)[1]

    @property
    def line(self) -> str:
        """The line."""
        return self.text[self.start : self.end]

    @property
    def column(self) -> int:
        """How many characters stand before the place on its line."""
        return self.at - self.start

    @property
    def rest(self) -> str:
        """The line from the place on."""
        return self.text[self.at : self.end]

    @property
    def begins(self) -> Beginning:
        """How the line begins."""
        return beginning(self.line)

    @cached_property
    def above(self) -> list[str]:
        """The lines above, the nearest first."""
        return self.text[: self.start].split("\n")[-2::-1]

    @cached_property
    def below(self) -> list[str]:
        """The lines below."""
        return self.text[self.end + 1 :].split("\n") if self.end < len(self.text) else []

    @cached_property
    def root(self) -> yaml.Node | None:
        """The tree of the text, None where it has none."""
        return tree(self.text)

    @cached_property
    def nodes(self) -> list[yaml.Node]:
        """The way through the tree to the place: each node that holds it, the innermost last."""
        nodes = [self.root] if self.root is not None else []
        while nodes:
            before = [child for child in children(nodes[-1]) if child.start_mark.index <= self.at]
            if not before:
                break
            nodes.append(before[-1])
        return nodes

    @property
    def scalar(self) -> yaml.ScalarNode | None:
        """The word or text that begins at the place."""
        node = self.nodes[-1] if self.nodes else None
        return node if isinstance(node, yaml.ScalarNode) and node.start_mark.index == self.at else None


Fixer: TypeAlias = Callable[[Case], list[Edit] | None]
"""What repairs the problems of a rule: the edits, or None where only the writer can say what was meant."""


@lru_cache(maxsize=1)
def tree(text: str) -> yaml.Node | None:
    """The tree of a text, None where it cannot be read as YAML. Mistakes of one text come one after the other."""
    try:
        return grammar.compose(text)
    except (yaml.YAMLError, ValueError, OverflowError, grammar.TooMuch):
        return None


def children(node: yaml.Node) -> list[yaml.Node]:
    """The nodes right inside a node, keys too, in the order of the text."""
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def span(node: yaml.Node) -> tuple[int, int]:
    """From where to where a node stands in its text."""
    return node.start_mark.index, node.end_mark.index


def lone_word(text: str) -> bool:
    """Whether a text is one word, as ids and dates are."""
    return re.fullmatch(r"[\w.-]+", text) is not None
