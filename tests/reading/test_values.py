"""What people write stays what they wrote: only true, false, null, nothing and plain whole numbers become something else."""

from pathlib import Path

import pytest

from dealtracker.reading import Document, read_file, read_text
from dealtracker.reading.document import Value


def value(text: str) -> Value:
    document = read_text(text, "record.yml")
    assert isinstance(document, Document), [str(problem) for problem in document]
    return document.value


@pytest.mark.parametrize(
    "written",
    [
        # what stock YAML turns into false, true or null
        "no",
        "No",
        "NO",
        "yes",
        "Yes",
        "on",
        "off",
        "OFF",
        "y",
        "n",
        "True",
        "TRUE",
        "False",
        "Null",
        "NULL",
        "~",
        # times, which stock YAML counts in sixties
        "18:16",
        "12:30",
        "12:30:45",
        "1:2",
        # numbers that lose something
        "0123",
        "007",
        "1.10",
        "1.0",
        "1e3",
        "1_000",
        "0x1F",
        "0b1",
        "0o17",
        "+5",
        "-0",
        "1,000",
        ".5",
        ".inf",
        "12345678901234567890",
        # dates, also impossible ones
        "2025-11-14",
        "2025-02-30",
        "2025-11",
        "2001-12-14t21:59:43.10-05:00",
        # signs that mean something only elsewhere
        "15%",
        "a:b",
        "C#",
        "it's",
        'he said "no"',
        "a - b",
        "a*b",
        "Q&A",
        "5 > 3",
        "a|b",
        "what?",
        "=",
        "-5%",
        "50 %",
        "https://a.example/?b=c#d",
        "(round) brackets",
        "한국·미국",
        "각, 힣",
    ],
)
def test_text_stays_text(written: str) -> None:
    assert value(f"title: {written}\n") == {"title": written}
    assert value(f"- {written}\n") == [written]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("0", 0),
        ("7", 7),
        ("-7", -7),
        ("2026", 2026),
        ("999999999999999999", 999_999_999_999_999_999),
    ],
)
def test_plain_words_and_whole_numbers_are_converted(written: str, meant: Value) -> None:
    assert value(f"field: {written}".strip() + "\n") == {"field": meant}


@pytest.mark.parametrize("written", ["true", "null", "7", "", "no", "2026-01-01", "a: b", "# 3", "@home", "*", "- x", "[x]"])
def test_whatever_stands_in_quotes_is_text(written: str) -> None:
    assert value(f'field: "{written}"\n') == {"field": written}
    assert value(f"field: '{written}'\n") == {"field": written}


def test_a_field_name_is_always_text() -> None:
    assert value("null: a\n7: b\ntrue: c\nno: d\n'': e\n") == {"null": "a", "7": "b", "true": "c", "no": "d", "": "e"}


def test_texts_over_several_lines() -> None:
    assert value("a: one\n  two\n\n  three\nb: |\n  x\n  y\nc: >-\n  x\n  y\n") == {
        "a": "one two\nthree",
        "b": "x\ny\n",
        "c": "x y",
    }


def test_lists_and_fields_inside_one_another() -> None:
    assert value("a: [b, c]\nd: {e: f}\ng:\n- h\n-\n  i: {}\n  j: []\n") == {
        "a": ["b", "c"],
        "d": {"e": "f"},
        "g": ["h", {"i": {}, "j": []}],
    }


def test_comments_on_lines_of_their_own_and_after_brackets_and_quotes_are_allowed() -> None:
    assert value("# one\na: b\n# two\nc: [d] # three\ne: 'f' # four\ng: | # five\n  h # six\n") == {
        "a": "b",
        "c": ["d"],
        "e": "f",
        "g": "h # six\n",
    }


@pytest.mark.parametrize("text", ["a: b", "---\na: b\n", "a: b\n...\n", "\n\na: b\n\n\n", "%YAML 1.1\n---\na: b\n"])
def test_how_a_document_begins_and_ends_makes_no_difference(text: str) -> None:
    assert value(text) == {"a": "b"}


def test_many_brackets_beside_one_another_are_no_deep_nesting() -> None:
    assert value("- [a]\n" * 900) == [["a"]] * 900


def test_a_file_says_the_same_as_its_text(tmp_path: Path) -> None:
    file = tmp_path / "record.yml"
    file.write_text("제목: 통행료\n", "utf-8")
    document = read_file(file, "data/record.yml")
    assert isinstance(document, Document)
    assert (document.path, document.value) == ("data/record.yml", {"제목": "통행료"})
