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

from dealtracker.problems import Place, Problem, shortened
from dealtracker.reading import causes, grammar, traps
from dealtracker.reading.trouble import Trouble

Value: TypeAlias = "bool | int | str | list[Value] | dict[str, Value] | None"
Key: TypeAlias = str | int

_WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,17}")
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
    try:
        with file.open("rb") as stream:
            data = stream.read(traps.LARGEST_FILE + 1)
            size = len(data) if len(data) <= traps.LARGEST_FILE else file.stat().st_size
    except OSError as error:
        return [_whole_file(name, "file-unreadable", *traps.unreadable(error))]
    trouble = traps.in_bytes(data, size)
    if trouble is not None:
        return [Problem(name, *trouble)]
    return read_text(data.decode("utf-8"), name)


def read_text(text: str, name: str) -> Document | list[Problem]:
    """Read a text; the same result as `read_file` for a file that holds it."""
    problems = [Problem(name, *trouble) for trouble in traps.in_text(text)]
    if problems:
        return problems
    try:
        return _read_tree(text, name)
    except RecursionError:
        return [_whole_file(name, "yaml-grammar", "this file is nested too deeply", "take the nesting apart")]


def _read_tree(text: str, name: str) -> Document | list[Problem]:
    try:
        found = grammar.references(text)
        root = None if found else grammar.compose(text)
    except yaml.YAMLError:
        return [Problem(name, *causes.explain(text))]
    if found:
        return [Problem(name, *trouble) for trouble in found]
    if root is None:
        return [_whole_file(name, "file-empty", "this file is empty", "write the record, or delete the file")]
    found = grammar.refusals(text, root)
    value = _value(root, found)
    return [Problem(name, *trouble) for trouble in found] or Document(name, value, root)


def _whole_file(name: str, rule: str, message: str, hint: str) -> Problem:
    return Problem(name, Place(1, 1), rule, message, hint)


def _value(node: yaml.Node, found: list[Trouble]) -> Value:
    """The plain value of a node; double and complex keys are added to `found`."""
    if isinstance(node, yaml.ScalarNode):
        text: str = node.value
        if not node.style:
            if text in _WORDS:
                return _WORDS[text]
            if _WHOLE_NUMBER.fullmatch(text):
                return int(text)
            if " " not in text:
                return intern(text)  # ids, dates and kinds stand in many places, and are kept in memory once
        return text
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, found) for item in node.value]
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
