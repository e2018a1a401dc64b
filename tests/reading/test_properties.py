"""Whatever is in a file: it is a document or has problems, and nothing that was written in quotes is changed."""

import json
from typing import Any
from unicodedata import normalize

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dealtracker.reading import Document, read_text
from dealtracker.reading.characters import is_hidden, odd_characters
from dealtracker.rules import RULES

signs = st.sampled_from(
    [*"abc:- \n#{}[],&*!|>'\"%@`?~<=\\.\t0179각힣", "\n  ", "\n- ", ": ", " #", "---\n", "<<: ", "\\u", "\u00a0"]
)
yaml_like = st.lists(signs, max_size=40).map("".join)


def is_sound(text: str) -> None:
    result = read_text(text, "record.yml")
    if isinstance(result, Document):
        assert result.place().line >= 1
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert result
    for problem in result:
        assert problem.rule in RULES
        assert problem.message
        assert problem.hint
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1


@given(st.text())
@example("\ufeff")
@example("\r")
@example("a: !")
@example("? ")
def test_any_text_is_a_document_or_has_problems(text: str) -> None:
    is_sound(text)


@settings(max_examples=1000)
@given(yaml_like)
def test_any_text_with_the_signs_of_yaml_is_a_document_or_has_problems(text: str) -> None:
    is_sound(text)


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from(["a: b", "- a", "- a: b", "a:", "b: 'c", '"d', "e: f: g", "-h", "i", "[j", "k: {l"]),
        ),
        max_size=6,
    )
)
def test_any_lines_are_a_document_or_have_problems(lines: list[tuple[int, str]]) -> None:
    is_sound("\n".join("  " * depth + line for depth, line in lines))


@given(st.text())
@example("a long line of plain letters\u200b")
@example("\ud800 is half of a character")
@example("\x7f")
@example("가\ufe0f")
def test_no_hidden_character_is_overlooked(text: str) -> None:
    hidden = [at for at, character in enumerate(text) if is_hidden(character) and character != "\n"]
    odd = odd_characters(text, in_file=False)
    assert [found.at for found in odd if found.rule == "invisible-character"] == hidden


visible = st.text().filter(lambda text: not any(odd_characters(text, in_file=False)))
plain_text = visible.map(lambda text: normalize("NFC", text))
plain_values = st.recursive(
    plain_text, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain_text, inner, max_size=4)
)


@given(st.dictionaries(plain_text, plain_values, min_size=1))
def test_what_a_writer_that_quotes_everything_wrote_reads_back_the_same(value: dict[str, Any]) -> None:
    for text in (json.dumps(value, ensure_ascii=False), yaml.safe_dump(value, default_style='"', sort_keys=False)):
        document = read_text(text, "record.yml")
        assert isinstance(document, Document), [str(problem) for problem in document]
        assert document.value == value
