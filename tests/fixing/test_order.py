"""Putting entries in order: blocks of lines move, with their comments, and only where they must."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealtracker.fixing import edited, edits
from dealtracker.model import Day
from dealtracker.problems import Place, Problem
from dealtracker.reading import Document, read_text


def sorted_text(text: str) -> str | None:
    """The text with the list in order of which the last date is out of it."""
    line = max(number for number, row in enumerate(text.split("\n"), 1) if "date:" in row)
    column = text.split("\n")[line - 1].index("date:") + 7
    found = edits(Problem("data/x.yml", Place(line, column), "out-of-order", "", ""), text)
    return None if found is None else edited(text, found)


def test_an_entry_moves_with_the_comments_right_above_it_and_the_gaps_stay() -> None:
    text = """\
events:
  # a note on the list

  # the second
  - id: b
    date: 2031-02-01
    text: >-
      # no comment

      - no entry


  # the first,
  # on two lines
  - id: a
    # inside
    date: 2031-01-01

    # the end of it

# the tail
title: x
"""
    assert (
        sorted_text(text)
        == """\
events:
  # a note on the list

  # the first,
  # on two lines
  - id: a
    # inside
    date: 2031-01-01

    # the end of it


  # the second
  - id: b
    date: 2031-02-01
    text: >-
      # no comment

      - no entry

# the tail
title: x
"""
    )


@pytest.mark.parametrize("end", ["\n", "", "\n\n# tail\n", "\ntitle: x", "\n\n\ntitle: x\n"])
def test_the_end_of_the_file_stays_as_it_is(end: str) -> None:
    text = "events:\n- id: b\n  date: 2031-02-01\n-\n  id: a\n  date: 2031-01-01"
    assert sorted_text(text + end) == "events:\n-\n  id: a\n  date: 2031-01-01\n- id: b\n  date: 2031-02-01" + end


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2031-02-01 2031-01-01", "2031-01-01 2031-02-01"),
        ("2031-03-01 2031-02-01 2031-01-01", "2031-01-01 2031-02-01 2031-03-01"),
        ("2031-02-01 2031-02 2031-01-31", "2031-01-31 2031-02-01 2031-02"),
        ("2031-02 2031-02-01 2031-01", "2031-01 2031-02 2031-02-01"),  # what need not move stays
        ("2031-02-20 2031-02 2031-02-10", "2031-02-10 2031-02-20 2031-02"),
        ("2031-02-02 x 2031-02-01", "2031-02-01 2031-02-02 x"),
        ("2031-02-01 2031-02", None),
        ("x 2031-02-01", None),
    ],
)
def test_only_what_surely_happened_earlier_moves(before: str, after: str | None) -> None:
    def written(days: str) -> str:
        return "events:\n" + "".join(f"  - date: {day}\n" for day in days.split())

    assert sorted_text(written(before)) == (None if after is None else written(after))


@pytest.mark.parametrize(
    "text",
    [
        "events: [{date: 2031-02-01}, {date: 2031-01-01}]\n",
        "- - date: 2031-02-01\n  - date: 2031-01-01\n",
        "date: 2031-01-01\n",
        "events:\n  a: {date: 2031-02-01}\n  b: {date: 2031-01-01}\n",
    ],
)
def test_what_does_not_stand_on_lines_of_its_own_is_left(text: str) -> None:
    assert sorted_text(text) is None


blocks = st.tuples(
    st.sampled_from(["", "  # note\n", "  # two\n  # lines\n"]),
    st.sampled_from(["2031-01-01", "2031-01-02", "2031-01-03", "2031-01", "2031"]),
    st.sampled_from(["", "    text: >-\n      one\n\n      # two\n", "    # inside\n", "    by: [a,\n      b]\n"]),
    st.sampled_from(["", "\n", "\n\n", "\n  # apart\n\n"]),
)


@given(st.lists(blocks, min_size=2, max_size=7))
def test_nothing_is_lost_and_the_result_is_in_order(drawn: list[tuple[str, str, str, str]]) -> None:
    text = "title: x\nevents:\n" + "".join(
        f"{above}  - id: e{number}\n    date: {day}\n{more}{gap}" for number, (above, day, more, gap) in enumerate(drawn)
    )
    after = sorted_text(text) or text
    assert sorted(after.split("\n")) == sorted(text.split("\n"))
    read = read_text(after, "x.yml")
    assert isinstance(read, Document) and isinstance(read.value, dict)
    before = read_text(text, "x.yml")
    assert isinstance(before, Document) and isinstance(before.value, dict)
    events, written = read.value["events"], before.value["events"]
    assert isinstance(events, list) and isinstance(written, list)
    assert sorted(map(str, events)) == sorted(map(str, written))
    days = [Day.read(day) for day in re.findall(r"date: (\S+)", after)]
    assert all(not later.last < earlier.first for number, earlier in enumerate(days) for later in days[number + 1 :])
    assert (sorted_text(after) or after) == after
    for above, following in pairwise(after.split("\n")):
        if re.match(r"  # (note|lines)", above):
            assert following.startswith("  - id: ")
