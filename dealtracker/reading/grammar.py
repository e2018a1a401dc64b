"""YAML's grammar: composing the tree, and refusing what YAML allows too much of.

Why a text is not YAML at all is said in `causes`.
"""

import operator
import re
from collections.abc import Iterator
from itertools import islice
from typing import cast

import yaml

from dealtracker import limits
from dealtracker.problems import Place, shortened
from dealtracker.reading.characters import odd_characters
from dealtracker.reading.trouble import Trouble, the_first


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """PyYAML's pieces without its guesses at types; with libyaml underneath where it is there, some ten times faster.

    It would guess in three methods, which it calls for every node. In their places stand functions of Python's core that
    take as many arguments and do next to nothing. What they give becomes the tag of a node, at which nobody looks.
    """

    descend_resolver = staticmethod(operator.is_)
    ascend_resolver = staticmethod(bool)
    resolve = staticmethod(slice)


_SIGNS = "&*!<"
_REFERRING = re.compile(f"[{_SIGNS}]")
_BEFORE_A_VALUE = frozenset("\n [{,:?-")
_COLUMNS = 50
_MAY_BE_DEEP = re.compile(rf"\n[ ?:-]{{{_COLUMNS}}}")
"""What stands further to the right may be deep, and so may what has many brackets: a level needs a column or a bracket."""

_LARGE = limits.FILE // 5
"""A text of so many characters is measured before a tree is made of it, which may need a hundred times as much room."""


class TooMuch(Exception):
    """A text is nested more deeply, or has more values, than is read; `trouble` says it."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def compose(text: str) -> yaml.Node | None:
    """The tree of a text, or None where there is nothing in it.

    Raises:
        yaml.YAMLError: the text is not YAML; `causes.explain` says why in plain words.
        TooMuch: it is nested too deeply, or has too many values.
    """
    brackets = text.count("[") + text.count("{")
    if brackets > limits.DEPTH - _COLUMNS - 2 or len(text) > _LARGE or _MAY_BE_DEEP.search("\n" + text):
        _measure(text)
    root: yaml.Node | None = _Loader(text).get_single_node()
    if root is not None and _most_values(text) > limits.VALUES:
        first = next(islice(nodes(root), limits.VALUES, None), None)
        if first is not None:
            raise TooMuch(too_many(first.start_mark))
    return root


def _most_values(text: str) -> int:
    """More values and names than this cannot be in a text: but for the first, each one or two need a sign before them."""
    written = text.encode("utf-8", "surrogatepass")
    return 1 + 2 * (len(written) - len(written.translate(None, b"-:?,[{")))


def _measure(text: str) -> None:
    """Refuse deep nesting before it is composed: libyaml would run out of stack, and take the program with it."""
    depth = values = 0
    for event in yaml.parse(text, Loader=_Loader):
        values += isinstance(event, yaml.NodeEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        mark = cast(yaml.Mark, event.start_mark)
        if depth > limits.DEPTH:
            message = f"this is more than {limits.DEPTH} levels deep"
            raise TooMuch(Trouble(Place(mark.line + 1, mark.column + 1), "yaml-grammar", message, "take the nesting apart"))
        if values > limits.VALUES:
            raise TooMuch(too_many(mark))


def too_many(mark: yaml.Mark) -> Trouble:
    """The trouble with a file of more values than are read, the first of which begins here."""
    message, hint = f"this file has more than {limits.VALUES:,} values", "look whether it is the right file, or make two of it"
    return Trouble(Place(mark.line + 1, mark.column + 1), "too-many-items", message, hint)


def references(text: str, loader: type[yaml.BaseLoader] | None = None) -> list[Trouble]:
    """Anchors, aliases, tags and merge keys. A tree that has them is not walked: it may contain itself.

    Raises:
        yaml.YAMLError: the text is not YAML.
    """
    if not any(sign in text for sign in _SIGNS):
        return []
    if not any(_may_refer(text, match.start()) for match in _REFERRING.finditer(text)):
        return []
    lines = text.split("\n")
    events = islice(yaml.parse(text, Loader=loader or _Loader), 2 * limits.VALUES)  # of more, no tree is made
    return the_first(trouble for event in events if (trouble := _reference(lines, event)) is not None)


def _may_refer(text: str, at: int) -> bool:
    """Whether a character stands where it could begin a reference, and not inside a word or an address."""
    return text.startswith("<<", at) if text[at] == "<" else at == 0 or text[at - 1] in _BEFORE_A_VALUE


def _reference(lines: list[str], event: yaml.Event) -> Trouble | None:
    mark = cast(yaml.Mark, event.start_mark)
    place = Place(mark.line + 1, mark.column + 1)
    if isinstance(event, yaml.AliasEvent):
        return Trouble(
            place,
            "anchor-or-tag",
            f"`*{event.anchor}` refers to another place of the file",
            "put quotes around the text, or write the value out",
        )
    if anchor := getattr(event, "anchor", None):
        return Trouble(
            place,
            "anchor-or-tag",
            f"`&{anchor}` names this place of the file",
            "put quotes around the text, or leave the name out",
        )
    if getattr(event, "tag", None):
        tag = lines[mark.line][mark.column :].split(" ")[0]
        return Trouble(
            place, "anchor-or-tag", f"`{tag}` gives the value a type", "put quotes around the text, or leave the type out"
        )
    if isinstance(event, yaml.ScalarEvent) and event.value == "<<" and not event.style:
        return Trouble(place, "anchor-or-tag", "`<<` copies fields from another place of the file", "write the fields out")
    return None


def refusals(text: str, root: yaml.Node) -> list[Trouble]:
    """What is YAML, but would change or hide what people meant. The tree must be one without `references`."""
    found: list[Trouble] = []
    if " #" in text:
        found.extend(the_first(_cut_by_comment(text, root)))
    if "{" in text:
        found.extend(the_first(_prose_in_braces(root)))
    if "\\" in text:
        found.extend(the_first(_odd_escapes(root)))
    return found


def _cut_by_comment(text: str, root: yaml.Node) -> Iterator[Trouble]:
    lines = [*text.split("\n"), ""]  # an empty value may end after the end
    for node in scalars(root):
        if not node.style:
            mark = node.end_mark
            comment = re.match(r"\s+#", lines[mark.line][mark.column :])
            if comment:
                place = Place(mark.line + 1, mark.column + comment.end())
                said = shortened(node.value or "nothing")
                yield Trouble(
                    place,
                    "cut-by-comment",
                    f"a `#` after a space hides the rest of the line; what is left is `{said}`",
                    "put quotes around the text; a comment goes on a line of its own",
                )


def _prose_in_braces(root: yaml.Node) -> Iterator[Trouble]:
    for node in _mappings(root):
        if not node.flow_style:
            continue
        for key, value in node.value:
            if not (isinstance(value, yaml.ScalarNode) and value.value == "" and not value.style):
                continue
            said = shortened(key.value)
            if re.match(r"[\w-]+:\S", str(key.value)):
                yield Trouble(
                    _start(key), "yaml-grammar", f"`{said}` has no space after the colon", "write a space after the colon"
                )
            else:
                yield Trouble(
                    _start(key),
                    "prose-in-braces",
                    f"inside braces `{said}` is a field without a value",
                    "write each text on a line of its own, without braces",
                )


def _odd_escapes(root: yaml.Node) -> Iterator[Trouble]:
    """What has no place in a record has none in it as an escape either. Of each text the first is said."""
    for node in scalars(root):
        if node.style == '"' and (odd := next(odd_characters(node.value, in_file=False), None)):
            yield Trouble(_start(node), odd.rule, odd.message, "leave the escape out")


def scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Every scalar of a tree, keys too, in the order of the file."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars(item)
    else:
        for key, value in node.value:
            yield from scalars(key)
            yield from scalars(value)


def _mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    """Every mapping of a tree."""
    if isinstance(node, yaml.MappingNode):
        yield node
        for key, value in node.value:
            yield from _mappings(key)
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _mappings(item)


def nodes(root: yaml.Node) -> Iterator[yaml.Node]:
    """Every node of a tree, in the order of the file."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(reversed(node.value))
        elif isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in reversed(node.value) for part in reversed(pair))


def _start(node: yaml.Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)
