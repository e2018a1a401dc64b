"""Texts that are not YAML: the cause in our own words, at the place of the cause."""

import pytest
import yaml

from dealtracker import limits
from dealtracker.reading import Document, read_text
from dealtracker.reading.causes import explain

CASES = [
    # a text that needs quotes
    ("title: The bridge: a toll\n", "1:8 needs-quotes", "`The bridge: a toll` has a colon in it"),
    ("a:\n  - b: c\n    title: Korea: US\n    d: e\n", "3:12 needs-quotes", "`Korea: US` has a colon in it"),
    ("title: 한국: 미국\n", "1:8 needs-quotes", "`한국: 미국` has a colon in it"),
    ("title: steel:\n", "1:8 needs-quotes", "`steel:` has a colon in it"),
    ("by:\n  - north: a: b\n", "2:12 needs-quotes", "`a: b` has a colon in it"),
    ("title: @home\n", "1:8 needs-quotes", "a text cannot begin with `@`"),
    ("title: `code`\n", "1:8 needs-quotes", "a text cannot begin with a back quote"),
    ("title: %5 off\n", "1:8 needs-quotes", "a text cannot begin with `%`"),
    ("title: *star* text\n", "1:8 needs-quotes", "a text cannot begin with `*`"),
    ("title: , then\n", "1:8 needs-quotes", "a text cannot begin with `,`"),
    ("title: ? what\n", "1:8 needs-quotes", "a text cannot begin with `?`"),
    ("title: > text\n", "1:8 needs-quotes", "a text cannot begin with `>`"),
    ("title: | text\n", "1:8 needs-quotes", "a text cannot begin with `|`"),
    ("title: !<x y\n", "1:8 needs-quotes", "a text cannot begin with `!`"),
    ("title: - one\n", "1:8 needs-quotes", "a text cannot begin with `-`"),
    ("title: [Annex] on steel\n", "1:8 needs-quotes", "a text cannot begin with `[`"),
    ("title: {x} on steel\n", "1:8 needs-quotes", "a text cannot begin with `{`"),
    ("by: ]north\n", "1:5 needs-quotes", "a text cannot begin with `]`"),
    ("- @home\n", "1:3 needs-quotes", "a text cannot begin with `@`"),
    ("%x\na: b\n", "1:1 needs-quotes", "a line cannot begin with `%`"),
    # quotes
    ('a: b\ntitle: "no end\nc: d\n', "2:8 quote-not-closed", 'begins on line 2 with " has no closing quote'),
    ("title: 'no end\nc: d\n", "1:8 quote-not-closed", "begins on line 1 with ' has no closing quote"),
    ('"title: x\na: b\n', "1:1 quote-not-closed", "begins on line 1"),
    ('title: "Toll on the lake\nsummary: He said "hello"\nx: y\n', "1:8 quote-not-closed", "begins on line 1"),
    ("title: 'Toll on the lake\nsummary: the lake's end\nx: y\n", "1:8 quote-not-closed", "begins on line 1"),
    ("title: 'It's here'\n", "1:12 needs-quotes", "the quoted text ends before `s here'`"),
    ('title: "A" and "B"\n', "1:12 needs-quotes", 'the quoted text ends before `and "B"`'),
    ('title: "C:\\path"\n', "1:11 needs-quotes", "`\\p` means something else inside double quotes"),
    ('title: "\\u12"\n', "1:9 needs-quotes", "means something else inside double quotes"),
    ('title: "\\u\u202f5"\n', "1:9 needs-quotes", "`\\u` means something else inside double quotes"),
    ('text: "first\n  second"\n bad: x\n', "3:2 wrong-indent", "`bad: x`"),
    # spaces that are missing, or no spaces
    ("a:\n  - id: x\n\n  -id: y\n   b: c\n", "4:3 yaml-grammar", "`-id` has no space after the hyphen"),
    ("a:\n  -id: y\n   b: c\n", "2:3 yaml-grammar", "`-id` has no space after the hyphen"),
    ("title:foo\nsummary: x\n", "1:1 yaml-grammar", "`title:foo` has no space after the colon"),
    ("title: A\ndomain:trade\nx: y\n", "2:1 yaml-grammar", "`domain:trade` has no space after the colon"),
    ("a:\n  - id:foo\n    date: x\n", "2:5 yaml-grammar", "`id:foo` has no space after the colon"),
    ("a: b\ntitle:\u00a0foo\nc: d\n", "2:7 invisible-character", "a special space stands here: U+00A0"),
    ("a:\n  - b: c\n\u3000\u3000  d: e: f\n", "3:1 invisible-character", "a special space stands here: U+3000"),
    # lines that stand wrong
    ("a:\n  - id: x\n     b: c\n", "3:6 wrong-indent", "`b: c` does not stand where its neighbours do"),
    ("a:\n  - id: x\n    b: c\n     d: [e]\n", "4:6 wrong-indent", "`d: [e]`"),
    ("a:\n  - id: x\n   b: c\n", "3:4 wrong-indent", "`b: c`"),
    ("  a: b\nc: d\n", "2:1 wrong-indent", "`c: d`"),
    ("a:\n   - b\n  - c\n", "3:3 wrong-indent", "`- c`"),
    ("a: b\n- c\n", "2:1 wrong-indent", "`- c`"),
    ("- a\nb: c\n", "2:1 wrong-indent", "`b: c`"),
    ("text: |\n    abc\n  def\nx: y\n", "3:3 wrong-indent", "`def`"),
    ("a: b\nchecked 2031\nc: d\n", "2:1 yaml-grammar", "`checked 2031` is neither a field nor part of a text"),
    ("a:\n  - b: c\n    kind signed\n    d: e\n", "3:5 yaml-grammar", "`kind signed` is neither a field nor part of a text"),
    # brackets and braces
    ("a:\n  by: [north\n  kind: x\n", "2:7 yaml-grammar", "the `[` here is not closed"),
    ("points: {toll: 8\nx: y\n", "1:9 yaml-grammar", "the `{` here is not closed"),
    ("points: {toll: 8 #3}\nx: y\n", "1:18 cut-by-comment", "hides the rest of the line"),
    ("title: {en: a: b}\n", "1:8 prose-in-braces", "`{en: a: b}` cannot be read"),
    ("a: [\n", "1:4 yaml-grammar", "the `[` here is not closed"),
    ("a: {b: [\n\n\n", "1:8 yaml-grammar", "the `[` here is not closed"),
    ("[a:: # b", "1:1 yaml-grammar", "the `[` here is not closed"),
    ("[a, {b: c", "1:5 yaml-grammar", "the `{` here is not closed"),
    ("by: [north]]\n", "1:12 yaml-grammar", "there is one `]` too many here"),
    # what only one parser of two refuses
    ("%YAML 1.3\n---\na: b\n", "1:1 yaml-grammar", "this file cannot be read as YAML"),
    # nesting
    ("[" * 5000, "1:201 yaml-grammar", "more than 200 levels deep"),
    ("[" * 900 + "]" * 900, "1:201 yaml-grammar", "more than 200 levels deep"),
    ("[" * 100_000 + "]" * 100_000, "1:201 yaml-grammar", "more than 200 levels deep"),
    ("- " * 100_000 + "x", "1:401 yaml-grammar", "more than 200 levels deep"),
    ("a:\n" + "  - {b: [c]}\n" * 50 + "  - {b: [" + "[" * 197, "52:206 yaml-grammar", "more than 200 levels deep"),
]


@pytest.mark.parametrize(("text", "found", "message"), CASES, ids=[text[:30] for text, _, _ in CASES])
def test_the_cause_is_said_where_it_stands(text: str, found: str, message: str) -> None:
    problems = read_text(text, "record.yml")
    assert not isinstance(problems, Document)
    (problem,) = problems
    assert f"{problem.place.line}:{problem.place.column} {problem.rule}" == found
    assert message in problem.message
    assert problem.hint


@pytest.mark.parametrize("text", [text for text, _, _ in CASES if text.count("[") < 100 and text.count("-") < 100])
def test_no_message_is_in_the_words_of_a_parser(text: str) -> None:
    problems = read_text(text, "record.yml")
    assert not isinstance(problems, Document)
    words = ("token", "scalar", "mapping", "block", "expected", "document start", "node", "parse", "scanning")
    assert not [word for word in words if word in problems[0].message + problems[0].hint]


@pytest.mark.parametrize(("text", "found", "message"), [case for case in CASES if len(case[0]) < 100 and "YAML" not in case[0]])
def test_the_same_is_said_where_there_is_only_the_python_parser(
    text: str, found: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dealtracker.reading.grammar._Loader", yaml.BaseLoader)
    problems = read_text(text, "record.yml")
    assert not isinstance(problems, Document)
    assert [f"{problem.place.line}:{problem.place.column} {problem.rule}" for problem in problems] == [found]


def test_a_second_document_is_the_cause_whatever_comes_behind_it() -> None:
    trouble = explain("a: b\n---\nc: d: e\n")
    assert (trouble.rule, trouble.place.line, trouble.place.column) == ("second-document", 2, 1)


def test_there_is_an_end_to_looking_for_the_cause() -> None:
    trouble = explain("[" + "a, " * (2 * limits.VALUES) + "}")
    assert (trouble.rule, trouble.place.line) == ("too-many-items", 1)
    assert trouble.message == "this file has more than 20,000 values"


def test_a_text_with_a_colon_over_several_lines() -> None:
    trouble = explain("text: The minister said\n  that: it is so\n")
    assert (trouble.rule, trouble.place.line, trouble.place.column) == ("wrong-indent", 2, 3)
