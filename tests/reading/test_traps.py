"""Traps: what is refused although it can be read, because it means something else or hides something."""

import time

import pytest

from dealtracker.reading import Document, read_text
from dealtracker.reading.trouble import MOST

CASES = [
    # text, and what is found: line:column rule, and a part of the message
    # comments that cut a text
    ("title: Annex #3 text\n", "1:14 cut-by-comment", "what is left is `Annex`"),
    ("a:\n  - one\n  - two # three\n", "3:9 cut-by-comment", "`two`"),
    ("checked: 2031-11-30 # looked again\n", "1:21 cut-by-comment", "`2031-11-30`"),
    ("a: # b\n", "1:4 cut-by-comment", "`nothing`"),
    ("text: one\n  two # three\n", "2:7 cut-by-comment", "`one two`"),
    ("a: [b, c #d\n  ]\n", "1:10 cut-by-comment", "`c`"),
    ("제목: 한국 #3\n", "1:8 cut-by-comment", "`한국`"),
    # prose in braces
    ("title: {en: steel, autos, ko: x}\n", "1:20 prose-in-braces", "`autos` is a field without a value"),
    ("title: {steel, autos}\n", "1:9 prose-in-braces|1:16 prose-in-braces", "`steel`"),
    ("a:\n  - {b: c, d}\n", "2:12 prose-in-braces", "`d`"),
    ("points: {toll:8}\n", "1:10 yaml-grammar", "`toll:8` has no space after the colon"),
    # the same key twice
    ("a: 1\nb: 2\na: 3\n", "3:1 double-key", "`a` is written twice; the first is on line 1"),
    ("- x: 1\n  x: 2\n- x: 3\n", "2:3 double-key", "the first is on line 1"),
    ("a: {b: 1, b: 2}\na: 1\n", "1:11 double-key|2:1 double-key", "the first is on line 1"),
    ("a: 1\na: 2\na: 3\n", "2:1 double-key|3:1 double-key", "the first is on line 1"),
    # references, types, copies
    ("a: &b c\n", "1:4 anchor-or-tag", "`&b`"),
    ("a: &b c\nd: *b\n", "1:4 anchor-or-tag|2:4 anchor-or-tag", "`&b`"),
    ("a: *b\n", "1:4 anchor-or-tag", "`*b` refers to another place"),
    ("a: !!str 5\nb: !mine x\nc: ! y\n", "1:4 anchor-or-tag|2:4 anchor-or-tag|3:4 anchor-or-tag", "`!!str` gives"),
    ("a: !!python/object/apply:os.system [ls]\n", "1:4 anchor-or-tag", "`!!python/object/apply:os.system`"),
    ("a: &b {c: 1}\nd:\n  <<: *b\n", "1:4 anchor-or-tag|3:3 anchor-or-tag|3:7 anchor-or-tag", "`&b`"),
    ("a:\n  <<: {c: 1}\n", "2:3 anchor-or-tag", "`<<` copies fields"),
    ("a: &a [*a]\n", "1:4 anchor-or-tag|1:8 anchor-or-tag", "`&a`"),  # it would contain itself
    ("a: !]\n", "1:4 anchor-or-tag", "`!]` gives the value a type"),
    ("&a a: b\n", "1:1 anchor-or-tag", "`&a`"),
    ("[&a b,*a ]\n", "1:2 anchor-or-tag|1:7 anchor-or-tag", "`&a`"),
    # field names that are no words
    ("[a, b]: c\n", "1:1 yaml-grammar", "a field name must be a plain word"),
    ("? {a: b}\n: c\n", "1:3 yaml-grammar", "a field name must be a plain word"),
    # characters
    ("\ufeffa: b\n", "1:1 byte-order-mark", "byte-order mark"),
    ("a: b\r\nc: d\r\n", "1:1 windows-line-ends", "Windows"),
    ("a: b\nc: d\re: f\n", "2:1 windows-line-ends", "Windows"),
    ("a:\tb\n", "1:3 tab", "a tab"),
    ("a:\n\t- b\n\t- c\n", "2:1 tab|3:1 tab", "a tab"),
    ("a:\n  - b\n \t - c\n", "3:2 tab", "a tab"),
    ("a: b \n", "1:5 space-at-line-end", "spaces"),
    ("a: b\n  \nc: d", "2:1 space-at-line-end", "spaces"),
    ("a: b   ", "1:5 space-at-line-end", "spaces"),
    ("a: b\u00a0\n", "1:5 space-at-line-end", "spaces"),
    ("a: b\u200bc\n", "1:5 invisible-character", "U+200B (zero width space)"),
    ("a: \x07\n", "1:4 invisible-character", "U+0007 (bell)"),
    ("a: b\u2028c\n", "1:5 invisible-character", "U+2028 (line separator)"),
    ("a: b\x85c\n", "1:5 invisible-character", "U+0085"),
    ("a: \u3164한글\n", "1:4 invisible-character", "U+3164 (hangul filler)"),
    ("a: \U000e0041\n", "1:4 invisible-character", "U+E0041"),
    ("a: \ufffe\n", "1:4 invisible-character", "U+FFFE"),
    ("a: 한\u202e글\nb: \ufeff\n", "1:5 invisible-character|2:4 invisible-character", "U+202E"),
    ('a: "b\\u202ec"\n', "1:4 invisible-character", "U+202E"),  # written as an escape it is as invisible
    ('a: ["b", "\\0"]\n', "1:10 invisible-character", "U+0000"),
    ('a: "\\ud800"\n', "1:5 invisible-character", "`\\ud800` is not a character"),
    ('a: "\\u0041\\\\ud800"\nb: "\\ud83d"\n', "2:5 invisible-character", "`\\ud83d` is not a character"),
    ('a: "\\U00110000"\n', "1:5 invisible-character", "`\\U00110000` is not a character"),
    ('a: "\\UFFFFFFFF"\n', "1:5 invisible-character", "`\\UFFFFFFFF` is not a character"),
    ("a: 각\nb: 한\u1100\u1161\u11a8\n", "2:5 letters-apart", "stored in pieces"),
    ("a: cafe\u0301\n", "1:7 letters-apart", "stored in pieces"),
    # what a merge leaves
    ("<<<<<<< mine\na: b\n=======\na: c\n>>>>>>> theirs\n", "1:1 merge-mark|3:1 merge-mark|5:1 merge-mark", "`<<<<<<<`"),
    ("||||||| base\na: b\n", "1:1 merge-mark", "`|||||||`"),
    # a second record
    ("a: b\n---\nc: d\n", "2:1 second-document", "`---`"),
    ("a: b\n---\n", "2:1 second-document", "`---`"),
    ("a: b\n---\nc: d\n---\ne: f\n", "2:1 second-document", "`---`"),
    ("a: b\n...\nc: d\n", "2:1 second-document", "`...`"),
    ("a: b\n... and so on\n", "2:1 second-document", "`...`"),
    # nothing
    ("", "1:1 file-empty", "empty"),
    ("\n\n", "1:1 file-empty", "empty"),
    ("# only a remark\n", "1:1 file-empty", "empty"),
    ("---\n# nothing\n", "1:1 file-empty", "this file is empty"),
    ("---", "1:1 file-empty", "this file is empty"),
]


@pytest.mark.parametrize(("text", "found", "message"), CASES)
def test_a_trap_is_said_where_it_stands(text: str, found: str, message: str) -> None:
    problems = read_text(text, "record.yml")
    said = [] if isinstance(problems, Document) else problems
    assert "|".join(f"{problem.place.line}:{problem.place.column} {problem.rule}" for problem in said) == found
    if said:
        assert message in said[0].message
        assert all(problem.hint and problem.path == "record.yml" for problem in said)


def test_traps_of_several_kinds_are_said_in_one_run() -> None:
    problems = read_text("\ufeff<<<<<<< a\r\n\tb: \u200bc \u1112\u1161\r\n", "record.yml")
    assert not isinstance(problems, Document)
    assert {problem.rule for problem in problems} == {
        "byte-order-mark",
        "windows-line-ends",
        "tab",
        "merge-mark",
        "invisible-character",
        "letters-apart",
    }


@pytest.mark.parametrize("text", ["a: b\n" + "\tc\n" * 1000, "a: [" + "*b, " * 1000 + "]\n", "a: {" + "b, " * 1000 + "}\n"])
def test_of_a_mistake_made_everywhere_only_the_first_places_are_said(text: str) -> None:
    problems = read_text(text, "record.yml")
    assert not isinstance(problems, Document)
    assert len([problem for problem in problems if problem.rule != "double-key"]) == MOST


def test_marks_on_nothing_are_said_where_they_stand() -> None:
    pile = "\u0335\u0336\u0337\u0338"
    for text, column, on in (
        (f"{pile}a: b\n", 1, "nothing"),
        (f"a: \u200b{pile}\n", 5, "nothing"),
        (f"a: b{pile}\n", 4, "`b`"),
    ):
        problems = read_text(text, "record.yml")
        assert not isinstance(problems, Document)
        assert (problems[-1].place.column, problems[-1].message.split(";")[0]) == (column, f"more than 3 marks stand on {on}")


def test_a_pile_of_very_many_marks_is_not_sorted() -> None:
    started = time.process_time()
    problems = read_text("a: e" + "\u0301\u0323" * 200_000, "record.yml")
    assert not isinstance(problems, Document)
    assert [problem.rule for problem in problems] == ["marks-piled-up"]
    assert time.process_time() - started < 10


@pytest.mark.parametrize("text", ["a: Q & A, 3 * 4, wow!\n", "a: 'x & *y !z <<'\n", "a: '&'\n", "a: b << c\n"])
def test_signs_inside_a_text_are_no_references(text: str) -> None:
    assert isinstance(read_text(text, "record.yml"), Document)


@pytest.mark.parametrize("text", ["====== x", "a: <<<<<<< b", "a: |\n  =======\n", "<<<<<<<a: b"])
def test_only_whole_marks_at_the_beginning_of_a_line_are_left_over_from_a_merge(text: str) -> None:
    problems = read_text(text, "record.yml")
    assert isinstance(problems, Document) or "merge-mark" not in {problem.rule for problem in problems}
