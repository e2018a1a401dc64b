"""Repairs of texts that mean something else to YAML than to their writer: quotes around them, or a line of their own.

Only what is surely a text is put in quotes: the value of a field that holds one. A colon in a date or in a list of ids
is another mistake, which quotes would only hide.
"""

import re

import yaml

from dealtracker import escape
from dealtracker.fixing.case import Case, beginning, children, tree
from dealtracker.fixing.edits import Edit, edited
from dealtracker.fixing.fields import fields, is_prose

_COMMENT = re.compile(r"\s#")
_QUOTES = "\"'"


def needs_quotes(case: Case) -> list[Edit] | None:
    """Quotes around a text with a colon in it, with a sign at its beginning, or with quotes of its own."""
    value = _value_on_line(case)
    if value is None or not is_prose(_name(case)):
        return None
    if case.text[case.at : case.at + 1] == "\\":
        return _plain_backslash(case)
    if case.at > value:
        return _quotes_inside(case, value)
    return None if _is_sign_of_yaml(case.rest) else _in_quotes(case)


def anchor_or_tag(case: Case) -> list[Edit] | None:
    """Quotes around a sentence that begins with `&` or `*`, where nothing else in the file has to do with such a name."""
    sentence = re.match(r"([&*])([\w-]+) +\S", case.rest)
    if sentence is None or _value_on_line(case) != case.at or not is_prose(_name(case)):
        return None
    other = {"&": "*", "*": "&"}[sentence[1]] + sentence[2]
    return None if other in case.text else _in_quotes(case)


def quote_not_closed(case: Case) -> list[Edit] | None:
    """The closing quote at the end of the line, where the next line is surely something else."""
    quote, said = case.rest[:1], case.rest[1:]
    is_decade = quote == "'" and said[:1].isdigit()  # '90s
    if _value_on_line(case) != case.at or is_decade or quote in said or "\\" in said or _COMMENT.search(said) or _goes_on(case):
        return None
    return [Edit(case.end, case.end, quote)]


def cut_by_comment(case: Case) -> list[Edit] | None:
    """Quotes around a text with a number sign: `Annex #3`. A line of its own for a comment: `# looked again`.

    A sign and a letter without a space between them can be either in a text.
    """
    if case.root is None:
        return None
    node = _scalar_before(case.root, case.at)
    if node is None or case.text.count("\n", node.end_mark.index, case.at):
        return None
    start, is_number = node.start_mark.index, re.match(r"#\d", case.rest) is not None
    if not node.value and re.match(r"#[^\s#]", case.rest):
        return [Edit(case.at, case.end, escape.quoted_yaml(case.rest))]
    is_text = is_prose(_name(Case(case.problem, case.text, start)))
    if is_text and is_number:
        return [Edit(start, case.end, escape.quoted_yaml(case.text[start : case.end]))]
    if re.match(r"#+ +[^\W\d]", case.rest) or not (is_text or is_number):
        return _comment_above(case, node)
    return None


def prose_in_braces(case: Case) -> list[Edit] | None:
    """Each text of the braces on a line of its own; a comma only ends a text where a field follows. Quotes around brackets."""
    brackets = re.fullmatch(r"\[[^\[\]]*\]", case.rest)
    if brackets and _value_on_line(case) == case.at and is_prose(_name(case)):
        return _in_quotes(case)
    braces = re.fullmatch(r"( *(?:- +)*)([\w-]+):( +)\{([^{}]*)\}", case.line)
    if braces is None or _COMMENT.search(braces[4]):
        return None
    pairs = [re.fullmatch(r"([\w-]+): +(\S.*)", part) for part in re.split(r", +(?=[\w-]+: )", braces[4].strip(" ,"))]
    said = {pair[1]: pair[2] for pair in pairs if pair}
    if len(said) < len(pairs) or (braces[2] in fields() and is_prose(braces[2]) and said.keys() - {"en", "ko"}):
        return None
    indent = " " * (len(braces[1]) + 2)
    lines = [f"\n{indent}{name}: {_as_value(text)}" for name, text in said.items()]
    return [Edit(case.start + braces.start(3), case.end, "".join(lines))]


def _as_value(text: str) -> str:
    """A text as it is, where that is one value that says it; else in quotes."""
    root = tree(f"a: {text}")
    value = children(root)[-1] if root is not None else None
    is_one = isinstance(value, yaml.ScalarNode) and (value.style in (*_QUOTES,) or value.value == text)
    return text if is_one else escape.quoted_yaml(text)


# Where a value is, and what it belongs to


def _value_on_line(case: Case) -> int | None:
    """Where the value of the line begins; None where there is none before the place or at it."""
    at = case.start + case.begins.value
    return at if at < case.end and at <= case.at else None


def _name(case: Case) -> str | None:
    """The field of the value: on its line, or above the list that it is an item of."""
    here = case.begins
    if here.name is not None or not here.is_entry:
        return here.name
    for line in case.above:
        above = beginning(line)
        if above.is_entry and (above.column < here.column if above.name is None else above.column <= here.indent):
            return above.name if above.value == len(line) else None
    return None


def _goes_on(case: Case) -> bool:
    """Whether the value of the line may go on below."""
    following = next((line for line in case.below if line.strip()), None)
    if following is None:
        return False
    below = beginning(following)
    return below.indent > case.begins.column or not (below.is_entry or following.lstrip().startswith("#"))


def _is_sign_of_yaml(said: str) -> bool:
    """Whether a value begins as one that YAML is meant to understand, however wrong it is."""
    return said[0] in "|>,]}" or re.match(r"- |\{\s*[\w-]+:|[\[{][^\]}]*$", said) is not None


# Quotes


def _in_quotes(case: Case) -> list[Edit] | None:
    """Quotes around the whole value from the place on, with the lines on which it goes on."""
    end = case.end
    for line in case.below:
        below = beginning(line)
        if not line.strip() or below.indent <= case.begins.column or below.is_entry:
            break
        end += 1 + len(line)
    said = case.text[case.at : end]
    return None if _COMMENT.search(said) else [Edit(case.at, end, escape.quoted_yaml(said))]


def _plain_backslash(case: Case) -> list[Edit] | None:
    """A second backslash, which makes the first a plain one. Beside escapes that mean something nobody can tell."""
    escapes = re.findall(r"\\(.)", case.line)
    if any(sign in "0abtnvfre N_LPxuU\t" for sign in escapes):
        return None
    return [Edit(case.at, case.at, "\\")]


def _quotes_inside(case: Case, value: int) -> list[Edit] | None:
    """Quotes that hold the quotes of a text: `'It's here'`, `"A" and "B"`, `"He said "yes""`, `"Deal" signed`."""
    said = case.text[value : case.end]
    quote = said[0]
    if quote not in _QUOTES or "\\" in said or _COMMENT.search(said) or _goes_on(case):
        return None
    inner = [at for at in range(1, len(said.rstrip()) - 1) if said[at] == quote and not _is_apostrophe(said, at)]
    first_opens = bool(inner) and said[inner[0] - 1] in " (“‘—–-"
    if said.endswith(quote) and (first_opens or not inner):  # the outer quotes are no part of the text
        return [Edit(value, case.end, escape.quoted_yaml(said[1:-1].replace(quote * 2, quote)))]
    if inner and not first_opens:
        return [Edit(value, case.end, escape.quoted_yaml(said))]
    return None


def _is_apostrophe(said: str, at: int) -> bool:
    return said[at] == "'" and said[at - 1].isalnum() and said[at + 1].isalnum()


# Comments


def _scalar_before(root: yaml.Node, at: int) -> yaml.ScalarNode | None:
    """The last word or text of a tree that begins before a position."""
    node = root
    while below := [child for child in children(node) if child.start_mark.index <= at]:
        node = below[-1]
    return node if isinstance(node, yaml.ScalarNode) and node.start_mark.index <= at else None


def _comment_above(case: Case, node: yaml.ScalarNode) -> list[Edit] | None:
    """The comment on a line above that of the value, if the record still says the same."""
    first = Case(case.problem, case.text, node.start_mark.index)
    indent = first.line[: len(first.line) - len(first.line.lstrip(" "))]
    end = case.start + len(case.line[: case.column].rstrip())
    edits = [Edit(first.start, first.start, f"{indent}{case.rest}\n"), Edit(end, case.end, "")]
    after = tree(edited(case.text, edits))
    is_same = after is not None and case.root is not None and _plain(after) == _plain(case.root)
    return edits if is_same else None


def _plain(root: yaml.Node) -> list[tuple[str, object]]:
    """All that a tree says, in the order of the text."""
    said: list[tuple[str, object]] = []
    left = [root]
    while left:
        node = left.pop()
        said.append((type(node).__name__, node.value if isinstance(node, yaml.ScalarNode) else len(node.value)))
        left.extend(reversed(children(node)))
    return said
