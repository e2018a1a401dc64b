"""What a change means: each kind of difference is said, and nothing else; comments are as they were looked at."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import DAY, EXAMPLE

from dealtracker import escape
from dealtracker.loading import load
from dealtracker.meaning import Meaning, compare, markdown, plain
from dealtracker.model import Deal
from dealtracker.pages import Edition
from dealtracker.standing import DealStanding, deal_standing

GOLDEN = Path(__file__).parent / "golden"
TRACK = "tracks/bridge-toll.yml"

NEW_EVENT = """\
  - id: doubt
    date: 2031-10-02
    place: south
    kind: {kind}
    by: [south]
    title: The toll houses are closed
    text: The minister gave no other reason than the weather.
    sources: [lake-post-2031-07-09]

positions:
"""


@pytest.fixture(scope="module")
def before(example: Deal) -> DealStanding:
    return deal_standing(example, date.fromisoformat(DAY))


def changed(folder: Path, *edits: tuple[str, str], file: str = TRACK) -> DealStanding:
    """The example deal with texts of a file replaced."""
    data = shutil.copytree(EXAMPLE, folder / "data")
    text = (data / file).read_text("utf-8")
    for old, new in edits:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    (data / file).write_text(text, "utf-8")
    loaded = load(data, date.fromisoformat(DAY))
    assert loaded.deal is not None, loaded.errors
    return deal_standing(loaded.deal, date.fromisoformat(DAY))


FORWARD = [("positions:\n", NEW_EVENT.format(kind="delivered"))]
BACK = [("positions:\n", NEW_EVENT.format(kind="reversed"))]
SAME = [
    ("positions:\n", NEW_EVENT.format(kind="statement")),
    ("title: Toll on the lake bridge", "title: The toll on the lake bridge"),
]


@pytest.mark.parametrize(("name", "edits"), [("forward", FORWARD), ("back", BACK), ("same", SAME)])
def test_the_comment_on_a_change(
    name: str, edits: list[tuple[str, str]], before: DealStanding, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    said = "\n".join(markdown(compare(before, changed(tmp_path, *edits)))) + "\n"
    file = GOLDEN / f"{name}.md"
    if request.config.getoption("--write-golden"):
        file.write_text(said, "utf-8")
    assert said == file.read_text("utf-8")


def test_no_change_means_nothing(before: DealStanding) -> None:
    meaning = compare(before, before)
    assert not meaning
    assert list(plain(meaning)) == list(markdown(meaning)) == ["Nothing stands otherwise than before."]


def told(before: DealStanding, after: DealStanding) -> str:
    return "\n".join(plain(compare(before, after)))


DIFFERENCES: dict[str, tuple[list[tuple[str, str]], str]] = {
    "since": ([("effective: 2031-09-01", "effective: 2031-09-05")], "since 2031-09-05"),
    "clock": ([("effective: 2031-09-01", "effective: 2031-09-05")], "Clock: on paper → in force 77 days (was 73 days)"),
    "value of a point": (
        [("points: {toll: 8 crowns}\n    sources: [ordinance-44]", "points: {toll: 9 crowns}\n    sources: [ordinance-44]")],
        "Point `toll`: in force at 8 crowns → in force at 9 crowns",
    ),
    "evidence": (
        [
            (
                "kind: legal\n    language: en\n    published: 2031-09-15",
                "kind: press\n    language: en\n    published: 2031-09-15",
            )
        ],
        "so far only reported",
    ),
    "event": ([("The joint paper records the toll of 8 crowns", "The paper records it")], "Event `joint-paper` changed: title"),
    "reading settled": (
        [("    point: toll\n    sides:", "    point: toll\n    until: 2031-08-01\n    sides:")],
        "Reading settled on 2031-08-01: Does the lower toll",
    ),
    "reading changed": (
        [("Only lorries bound for Sudland were meant.", "Only those bound for Sudland.")],
        "Reading changed: `which-lorries`",
    ),
    "waits": ([("    until: 2031-09-15\n", "")], "Now waits for `ferry-quota`"),
    "flag": ([("    until: 2031-09-15\n", "")], "Flag raised: blocked"),
    "expectation": ([("date: 2032-06\n", "date: 2032-07\n")], "Expected by 2032-07 instead of 2032-06: `review`"),
    "summary": ([("Lorries from Norland pay", "Lorries pay")], "Also changed: summary"),
    "several fields": (
        [("checked: 2031-11-30", "checked: 2031-12-01"), ("domain: trade\n", "domain: trade\nshort: Toll\n")],
        "Also changed: checked, short",
    ),
    "position": ([("Ties the toll to the ferry quota.", "Ties it to the ferries.")], "Also changed: positions"),
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_each_kind_of_difference_is_said(name: str, before: DealStanding, tmp_path: Path) -> None:
    edits, expected = DIFFERENCES[name]
    after = changed(tmp_path, *edits)
    assert expected in told(before, after)


def test_what_was_taken_out_is_said_loudly(before: DealStanding, tmp_path: Path) -> None:
    more = changed(tmp_path, *FORWARD)
    said = told(more, before)
    assert "delivered → in force (since 2031-09-01), because `ordinance`" in said
    assert "Event taken out: `doubt`" in said


def test_a_new_track_and_one_taken_out(before: DealStanding, tmp_path: Path) -> None:
    data = shutil.copytree(EXAMPLE, tmp_path / "data")
    shutil.copy(data / TRACK, data / "tracks" / "tunnel-toll.yml")
    text = (data / "tracks" / "tunnel-toll.yml").read_text("utf-8")
    text = re.sub(r"\nlinks:.*?\nexpected:", "\nexpected:", text[: text.index("\nsources:\n  - id") + 1], flags=re.DOTALL)
    (data / "tracks" / "tunnel-toll.yml").write_text(text, "utf-8")
    loaded = load(data, date.fromisoformat(DAY))
    assert loaded.deal is not None, loaded.errors
    after = deal_standing(loaded.deal, date.fromisoformat(DAY))
    assert "data/tracks/tunnel-toll.yml: Toll on the lake bridge\n  new: in force (since 2031-09-01)" in told(before, after)
    assert "data/tracks/tunnel-toll.yml: Toll on the lake bridge\n  taken out, with all its events" in told(after, before)


def test_words_and_the_deal_itself_concern_everything(before: DealStanding, tmp_path: Path) -> None:
    words = changed(
        tmp_path / "a", ("definition: The subject is on the table.", "definition: It is on the table."), file="vocabulary.yml"
    )
    deal = changed(tmp_path / "b", ("stale-after: ", "stale-after: 1"), file="deal.yml")
    assert told(before, words) == "The vocabulary is different: every status follows from it."
    assert "What the deal says about itself (`deal.yml`) is different." in told(before, deal)


def test_who_still_waits_for_what_moved_is_named(before: DealStanding, tmp_path: Path) -> None:
    waiting = changed(tmp_path / "a", ("    until: 2031-09-15\n", ""))
    data = shutil.copytree(tmp_path / "a" / "data", tmp_path / "b" / "data")
    quota = data / "tracks" / "ferry-quota.yml"
    text = quota.read_text("utf-8")
    (first,) = re.findall(r"(?<=\nevents:\n).*?\n(?=\n  - id|\n\w)", text, re.DOTALL)[:1]
    added = first.replace("quota-agreed", "settled").replace("signed", "in-force").replace("2031-09-15", "2031-12-01")
    end = text.index("\n\n", text.rindex("    kind: ")) + 1
    quota.write_text(text[:end] + "\n" + added + text[end:], "utf-8")
    loaded = load(data, date.fromisoformat(DAY))
    assert loaded.deal is not None, loaded.errors
    assert "Still waiting for it: `bridge-toll`. Has that ended?" in told(
        waiting, deal_standing(loaded.deal, date.fromisoformat(DAY))
    )


def test_the_real_deal_is_nothing_else_than_itself(real: Edition) -> None:
    assert compare(real.standing, real.standing) == Meaning((), ())


HOSTILE = [
    "@everyone",
    "#12",
    "<b>x</b>",
    "[a](https://b.example)",
    "![](x)",
    "https://x.example",
    "www.x.example",
    "`x`",
    "**x**",
    "| a |",
    "- a",
    "1. a",
    "GH-12",
    "a@b.example",
    "~~x~~",
    "<!-- x",
    "&amp;",
    "\\`x",
]


@given(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8))
def test_a_comment_calls_nobody_and_holds_no_markup(hostile: str, more: str) -> None:
    said = escape.comment(f"{more}{hostile}{more}")
    assert not re.search(r"[@#]\w|://\w|www\.|GH-\d", said, re.IGNORECASE)
    assert "<" not in said and ">" not in said.replace("\\>", "")


def test_a_withdrawal_is_said_with_its_reason(before: DealStanding, tmp_path: Path) -> None:
    gone = "    sources: [ordinance-44]\n    retracted:\n      date: 2031-12-01\n      why: It was a draft.\n\npositions:"
    event = changed(tmp_path / "event", ("    sources: [ordinance-44]\n\npositions:", gone))
    said = "\n".join(plain(compare(before, event)))
    assert "Event withdrawn on 2031-12-01: ordinance – It was a draft." in said.replace("`", "").replace("*", "")
    assert "in force → on paper" in said.replace("*", "")
    whole = changed(tmp_path / "whole", ("domain: trade", "domain: trade\nretracted:\n  date: 2031-12-01\n  why: It was two."))
    assert "Withdrawn on 2031-12-01: It was two." in "\n".join(plain(compare(before, whole))).replace("*", "")
