"""One YAML file: its values, and on request the place of each.

Stock YAML loading changes what people wrote (`no` → false, `18:16` → 1096, `0123` → 83, `1.10` → 1.1) and forgets where
it stood. Here only `true`, `false`, `null`, nothing at all and plain whole numbers become something else than text;
double keys, anchors, aliases, tags, merge keys and second documents are refused.

The tree is composed by libyaml where PyYAML has it. Places are looked up in that tree only when somebody asks, because
nearly all files are never asked about.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import TypeAlias

import yaml

from dealtracker import limits
from dealtracker.problems import Place, Problem, shortened
from dealtracker.reading import causes, grammar, opening, traps
from dealtracker.reading.trouble import Trouble

Value: TypeAlias = "bool | int | str | list[Value] | dict[str, Value] | None"
Key: TypeAlias = str | int

_WHOLE_NUMBER = re.compile(rf"0|-?[1-9][0-9]{{0,{limits.DIGITS - 1}}}")
_WORDS: dict[str, bool | None] = {"": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read without trouble: `value` is what it says, `path` how messages name it."""

    path: str
    value: Value
    root: yaml.Node

    def place(self, keys: Sequence[Key] = (), *, of_key: bool = False) -> Place:
        """The place of the value that `keys` lead to, or of its key.

        Where the path ends early (a field that is missing), the place is that of the nearest thing that is there.
        """
        node, key_node = self.root, self.root
        for key in keys:
            found = _child(node, key)
            if found is None:
                return _place(node)
            key_node, node = found
        if of_key or (node.start_mark.index == node.end_mark.index):
            return _place(key_node)
        return _place(node)


def read_file(file: Path, name: str) -> Document | list[Problem]:
    """Read a file; `name` is what messages call it. Returns the document, or everything that is wrong with it."""
    data = opening.bytes_of(file, limits.FILE)
    trouble = data if isinstance(data, Trouble) else traps.in_bytes(data)
    if isinstance(data, Trouble) or trouble is not None:
        return [Problem(name, *(trouble or data))]
    return read_text(data.decode("utf-8"), name)


def read_text(text: str, name: str) -> Document | list[Problem]:
    """Read a text; the same result as `read_file` for a file that holds it."""
    problems = [Problem(name, *trouble) for trouble in traps.in_text(text)]
    if problems:
        return problems
    try:
        return _read_tree(text, name)
    except grammar.TooMuch as error:
        return [Problem(name, *error.trouble)]


def _read_tree(text: str, name: str) -> Document | list[Problem]:
    try:
        found = grammar.references(text)
        root = None if found else grammar.compose(text)
    except yaml.YAMLError:
        return [Problem(name, *causes.explain(text))]
    if found:
        return [Problem(name, *trouble) for trouble in found]
    if root is None or root.start_mark.index == root.end_mark.index:  # nothing, or nothing behind `---`
        return [_whole_file(name, "file-empty", "this file is empty", "write the record, or delete the file")]
    found = grammar.refusals(text, root)
    value = _value(root, found)
    return [Problem(name, *trouble) for trouble in found] or Document(name, value, root)


def _whole_file(name: str, rule: str, message: str, hint: str) -> Problem:
    return Problem(name, Place(1, 1), rule, message, hint)


def _value(node: yaml.Node, found: list[Trouble]) -> Value:
    """The plain value of a node. Keys that are double or no words, and what is too long, are added to `found`."""
    if isinstance(node, yaml.ScalarNode):
        return _word(node, found)
    if len(node.value) > limits.ENTRIES:
        found.append(_too_many(node))
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, found) for item in node.value]
    return _fields(node, found)


def _word(node: yaml.ScalarNode, found: list[Trouble]) -> Value:
    text: str = node.value
    if len(text) > limits.TEXT:
        message = f"this text has {len(text):,} characters; at most {limits.TEXT:,} are allowed"
        found.append(Trouble(_place(node), "text-too-long", message, "say it in fewer words, or in several entries"))
    if not node.style:
        if text in _WORDS:
            return _WORDS[text]
        if " " not in text:  # ids, dates and kinds stand in many places, and are kept in memory once
            is_number = (text.isdecimal() or text[0] == "-") and _WHOLE_NUMBER.fullmatch(text)
            return int(text) if is_number else intern(text)
    return text


def _fields(node: yaml.Node, found: list[Trouble]) -> dict[str, Value]:
    result: dict[str, Value] = {}
    for key_node, value_node in node.value:
        key: str = key_node.value
        if not isinstance(key_node, yaml.ScalarNode):
            found.append(
                Trouble(
                    _place(key_node),
                    "yaml-grammar",
                    "a field name must be a plain word",
                    "write the name of the field, then a colon; put quotes around a text that begins with a bracket",
                )
            )
        elif key in result:
            first = next(earlier for earlier, _ in node.value if earlier.value == key)
            found.append(
                Trouble(
                    _place(key_node),
                    "double-key",
                    f"`{shortened(key)}` is written twice; the first is on line {first.start_mark.line + 1}",
                    "keep one of the two, or join them",
                )
            )
        else:
            result[key] = _value(value_node, found)
    return result


def _too_many(node: yaml.Node) -> Trouble:
    """The trouble with a list, or an entry, that does not end. Its place is that of the first item too many."""
    what, first = "list has", node.value[limits.ENTRIES]
    if isinstance(node, yaml.MappingNode):
        what, first = "entry has", first[0]
    message = f"this {what} {len(node.value):,} items; at most {limits.ENTRIES:,} are allowed"
    return Trouble(_place(first), "too-many-items", message, "look whether it is the right file, or make two records of it")


def _child(node: yaml.Node, key: Key) -> tuple[yaml.Node, yaml.Node] | None:
    """The nodes of a key and of its value; an item of a list is its own key."""
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == key:
                return key_node, value_node
    elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        item = node.value[key]
        return item, item
    return None


def _place(node: yaml.Node) -> Place:
    start, end = node.start_mark, node.end_mark
    return Place(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
