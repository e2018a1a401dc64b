"""YAML's grammar: composing the tree, refusing what it allows too much of, and saying in our own words what broke it.

The parsers' own words (“found character that cannot start any token”) help nobody who has not written a parser. When a
text cannot be composed, the pure Python parser reads it once more, whatever parser was used before: its marks are the
more exact ones, and the same text must get the same message on every machine.
"""

import re
from collections.abc import Iterator

import yaml
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.resolver import BaseResolver
from yaml.scanner import Scanner

from dealtracker.problems import Place, shortened
from dealtracker.reading.trouble import Trouble


class _PythonComposer(Reader, Scanner, Parser, Composer, BaseResolver):  # type: ignore[misc]
    """PyYAML's own pieces without its constructors and without its guesses at types."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        BaseResolver.__init__(self)


if yaml.__with_libyaml__:

    class _FastComposer(yaml.cyaml.CParser, BaseResolver):  # type: ignore[misc]
        """The same with libyaml underneath, some ten times faster."""

        def __init__(self, text: str) -> None:
            yaml.cyaml.CParser.__init__(self, text)
            BaseResolver.__init__(self)

else:  # pragma: no cover
    _FastComposer = _PythonComposer

_SCALAR_TAG = "tag:yaml.org,2002:str"
_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"}
_CANNOT_BEGIN = "@`%*&!|>{}[],#?:-\"'"


def compose(text: str) -> yaml.Node | None:
    """The tree of a text, or None where there is nothing in it.

    Raises:
        yaml.YAMLError: the text is not YAML; `explain` says why in plain words.
    """
    root: yaml.Node | None = _FastComposer(text).get_single_node()
    return root


def refusals(text: str, root: yaml.Node) -> list[Trouble]:
    """What is YAML, but would change or hide what people meant."""
    found: list[Trouble] = []
    if "&" in text or "*" in text or "!" in text:
        found.extend(_references_and_tags(text))
    if "<<" in text:
        found.extend(_merge_keys(root))
    if " #" in text:
        found.extend(_cut_by_comment(text, root))
    if "{" in text:
        found.extend(_prose_in_braces(root))
    return found


def explain(text: str) -> Trouble:
    """Why a text that `compose` refused is not YAML, with the place of the cause."""
    try:
        _PythonComposer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        return _in_plain_words(text.split("\n"), error)
    except yaml.YAMLError:
        pass
    return Trouble(Place(1, 1), "yaml-grammar", "this file cannot be read as YAML", "compare it with the example record")


def _references_and_tags(text: str) -> Iterator[Trouble]:
    for event in yaml.parse(text, Loader=yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader):
        mark = event.start_mark
        place = Place(mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.AliasEvent):
            yield Trouble(place, "anchor-or-tag", f"`*{event.anchor}` refers to another place of the file",
                          "put quotes around the text, or write the value out")  # fmt: skip
        elif getattr(event, "anchor", None):
            yield Trouble(place, "anchor-or-tag", f"`&{event.anchor}` names this place of the file",
                          "put quotes around the text, or leave the name out")  # fmt: skip
        elif getattr(event, "tag", None):
            tag = text.split("\n")[mark.line][mark.column :].split(" ")[0]
            yield Trouble(place, "anchor-or-tag", f"`{tag}` gives the value a type",
                          "put quotes around the text, or leave the type out")  # fmt: skip


def _merge_keys(root: yaml.Node) -> Iterator[Trouble]:
    for node in mappings(root):
        for key, _ in node.value:
            if key.value == "<<" and not getattr(key, "style", None):
                yield Trouble(_start(key), "anchor-or-tag", "`<<` copies fields from another place of the file",
                              "write the fields out")  # fmt: skip


def _cut_by_comment(text: str, root: yaml.Node) -> Iterator[Trouble]:
    lines = text.split("\n")
    for node in scalars(root):
        if not node.style:
            mark = node.end_mark
            rest = lines[mark.line][mark.column :] if mark.line < len(lines) else ""
            if re.match(r"\s+#", rest):
                place = Place(mark.line + 1, mark.column + rest.index("#") + 1)
                said = shortened(node.value) or "nothing"
                yield Trouble(place, "cut-by-comment", f"a `#` after a space hides the rest of the line; what is left is `{said}`",
                              "put quotes around the text; a comment goes on a line of its own")  # fmt: skip


def _prose_in_braces(root: yaml.Node) -> Iterator[Trouble]:
    for node in mappings(root):
        if not node.flow_style:
            continue
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode) and value.value == "" and not value.style:
                yield Trouble(_start(key), "prose-in-braces", f"the comma before `{shortened(key.value)}` splits the text in braces",
                              "write each text on a line of its own, without braces")  # fmt: skip


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


def mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    """Every mapping of a tree."""
    if isinstance(node, yaml.MappingNode):
        yield node
        for key, value in node.value:
            yield from mappings(key)
            yield from mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from mappings(item)


def _start(node: yaml.Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def _in_plain_words(lines: list[str], error: yaml.MarkedYAMLError) -> Trouble:
    """Recognise the commonest causes; each branch is one mistake that people really make."""
    mark = error.problem_mark or error.context_mark
    row, column = (mark.line, mark.column) if mark else (0, 0)
    problem, context = str(error.problem or ""), str(error.context or "")
    line = lines[row] if row < len(lines) else ""
    here = Place(row + 1, column + 1)

    if "but found another document" in problem:
        return Trouble(here, "second-document", "a second document begins here with `---`",
                       "delete the line; a file holds one record")  # fmt: skip
    if "quoted scalar" in context and error.context_mark:
        start = error.context_mark
        return Trouble(
            Place(start.line + 1, start.column + 1), "quote-not-closed",
            f"the text that begins on line {start.line + 1} with {lines[start.line][start.column]} has no closing quote",
            "close the quote; inside single quotes write '' for an apostrophe",
        )  # fmt: skip
    if "flow mapping" in context or "flow sequence" in context:
        start = error.context_mark or mark
        return Trouble(
            Place(start.line + 1, start.column + 1), "prose-in-braces",
            f"the text in braces or brackets that begins on line {start.line + 1} cannot be read",
            "braces and brackets hold only short words; write each text on a line of its own",
        )  # fmt: skip
    value = _value_column(line)
    begins = line[value : value + 1]
    if begins and begins in _CANNOT_BEGIN and begins not in "-#'\"":
        return Trouble(Place(row + 1, value + 1), "needs-quotes", f"a text cannot begin with `{begins}`",
                       "put quotes around the text")  # fmt: skip
    if begins and begins in "'\"":
        return Trouble(here, "needs-quotes", f"the quoted text ends before `{shortened(line[column:])}`",
                       "put the quotes around the whole text, and write a quote inside it in the other kind")  # fmt: skip
    if "mapping values are not allowed" in problem and re.search(r": .*(: |:$)", line):
        return Trouble(Place(row + 1, value + 1), "needs-quotes",
                       f"`{shortened(line[value:])}` has a colon in it", "put quotes around the text")  # fmt: skip
    if "could not find expected ':'" in problem:
        start = error.context_mark or mark
        said = lines[start.line].strip()
        return Trouble(Place(start.line + 1, start.column + 1), "yaml-grammar",
                       f"`{shortened(said)}` is neither a field nor part of a text",
                       "write `field: value`, or indent the line if it continues the text above")  # fmt: skip
    return Trouble(here, "wrong-indent", f"`{shortened(line.strip() or 'this line')}` does not stand where its neighbours do",
                   "begin it in the same column as the fields it belongs to, two spaces a level")  # fmt: skip


def _value_column(line: str) -> int:
    """The column, from 0, where the value of a `field: value` or `- value` line begins."""
    match = re.match(r"\s*(?:- +)*(?:[\w-]+:\s+)?", line)
    return match.end() if match else 0
