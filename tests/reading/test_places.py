"""Places: where each value and each key stands, however deep, also beside Korean text."""

import pytest

from dealtracker.problems import Place
from dealtracker.reading import Document, read_text

TEXT = """\
# 통행료
제목: 호수 다리 통행료
title:
  en: Toll
  ko: "통행료"
events:
  - id: 하나
    by: [north, 남쪽, south]
    points: {toll: 8, 할당: 40}
  -
    id: two
    note:
    lists:
      - [a, [b, 다, d]]
      - - e
        - f
"""


def place(keys: tuple[str | int, ...], *, of_key: bool = False) -> tuple[int, int]:
    document = read_text(TEXT, "record.yml")
    assert isinstance(document, Document)
    found = document.place(keys, of_key=of_key)
    return found.line, found.column


@pytest.mark.parametrize(
    ("keys", "of_value", "of_key"),
    [
        ((), (2, 1), (2, 1)),
        (("제목",), (2, 5), (2, 1)),
        (("title",), (4, 3), (3, 1)),
        (("title", "ko"), (5, 7), (5, 3)),
        (("events",), (7, 3), (6, 1)),
        (("events", 0), (7, 5), (7, 5)),
        (("events", 0, "id"), (7, 9), (7, 5)),
        (("events", 0, "by"), (8, 9), (8, 5)),
        (("events", 0, "by", 0), (8, 10), (8, 10)),
        (("events", 0, "by", 2), (8, 21), (8, 21)),
        (("events", 0, "points", "할당"), (9, 27), (9, 23)),
        (("events", 1), (11, 5), (11, 5)),
        (("events", 1, "id"), (11, 9), (11, 5)),
        (("events", 1, "note"), (12, 5), (12, 5)),  # it has no value, so its name is the place
        (("events", 1, "lists", 0), (14, 9), (14, 9)),
        (("events", 1, "lists", 0, 1, 2), (14, 20), (14, 20)),
        (("events", 1, "lists", 1, 1), (16, 11), (16, 11)),
    ],
)
def test_values_and_keys_have_places(keys: tuple[str | int, ...], of_value: tuple[int, int], of_key: tuple[int, int]) -> None:
    assert place(keys) == of_value
    assert place(keys, of_key=True) == of_key


@pytest.mark.parametrize(
    ("keys", "nearest"),
    [
        (("gone",), (2, 1)),
        (("events", 0, "gone"), (7, 5)),
        (("events", 7), (7, 3)),
        (("events", "id"), (7, 3)),
        (("제목", "en"), (2, 5)),
        (("title", 0), (4, 3)),
        (("events", 0, "by", 9, "x"), (8, 9)),
    ],
)
def test_what_is_not_there_has_the_place_of_the_nearest_thing_that_is(
    keys: tuple[str | int, ...], nearest: tuple[int, int]
) -> None:
    assert place(keys) == nearest
    assert place(keys, of_key=True) == nearest


def test_a_place_says_where_a_text_ends() -> None:
    document = read_text("a: 한국어\nb: c\n", "record.yml")
    assert isinstance(document, Document)
    assert document.place(("a",)) == Place(1, 4, 1, 7)
