"""Adding by editing text: the new lines say what was meant, and everything else stays letter for letter."""

import difflib
import time
import unicodedata
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import EXAMPLE

from dealtracker import escape, limits
from dealtracker.adding.drafts import Draft, complete, described, free, same_page
from dealtracker.adding.entries import Field, event_lines, source_lines, track_text
from dealtracker.adding.form import LABELS, Unusable, answers, draft
from dealtracker.adding.placing import with_event, with_source
from dealtracker.model import Day, Deal
from dealtracker.problems import DataProblems
from dealtracker.reading import Document, read_text

TRACK = EXAMPLE / "tracks" / "bridge-toll.yml"
RECORD = TRACK.read_text("utf-8")

line_of_text = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs", "Co", "Cn", "Cf"]) | st.just(" ")).map(
    lambda text: " ".join(unicodedata.normalize("NFC", text).split())
)


def value(text: str) -> dict[str, Any]:
    document = read_text(text, "record")
    assert isinstance(document, Document), document
    assert isinstance(document.value, dict)
    return document.value


@given(line_of_text)
def test_a_text_is_written_so_that_it_is_read_as_itself(text: str) -> None:
    document = read_text(f"title: {escape.yaml(text)}\n", "record")
    assert isinstance(document, Document), document
    assert document.value == {"title": text}


ODD = ["15%", "a: b", "a #b", "#b", "- a", "true", "12", "null", "~", "it’s", "'a'", '"a"', "a:", "[a]", "{a}", "&a", "*a", "!a"]
ODD += ["%a", "@a", "`a", "? a", "| a", "> a", "서울", "a:b", "Seoul signs"]


@pytest.mark.parametrize("text", ODD)
def test_quotes_stand_only_where_they_are_needed(text: str) -> None:
    said = escape.yaml(text)
    plain = read_text(f"title: {text}\n", "record")
    if said != text:
        assert not (isinstance(plain, Document) and plain.value == {"title": text} and text[0].isalpha())
    assert value(f"title: {said}\n") == {"title": text}


def added(before: str, after: str) -> list[str]:
    """The lines that are new; nothing may have gone."""
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert not [line for line in lines if line.startswith("-")]
    return [line[2:] for line in lines if line.startswith("+")]


@given(st.dates(min_value=Day.read("2031-01-01").first, max_value=Day.read("2032-12-31").first), line_of_text.filter(bool))
def test_an_event_comes_behind_those_that_did_not_happen_later(date: object, title: str) -> None:
    fields: dict[str, Field] = {"id": "news", "date": str(date), "kind": "statement", "title": title, "sources": ["treaty-text"]}
    after = with_event(RECORD, event_lines(fields), Day.read(str(date)))
    events = value(after)["events"]
    assert sorted(events, key=lambda event: str(event["date"])) == events
    assert [event for event in events if event["id"] != "news"] == value(RECORD)["events"]
    assert next(event for event in events if event["id"] == "news") == fields
    assert len([line for line in added(RECORD, after) if line]) == 5


def test_on_one_day_the_new_event_is_the_last() -> None:
    after = with_event(RECORD, event_lines({"id": "news", "date": "2031-06-20"}), Day.read("2031-06-20"))
    assert [event["id"] for event in value(after)["events"]] == ["lake-summit", "joint-paper", "news", "threat", "ordinance"]


def test_comments_stay_with_what_they_are_about() -> None:
    text = RECORD.replace("  - id: ordinance", "  # the ordinance, at last\n  - id: ordinance").replace(
        "positions:", "# who wants what\npositions:"
    )
    early = with_event(text, event_lines({"id": "news", "date": "2031-08-01"}), Day.read("2031-08-01"))
    assert "    date: 2031-08-01\n\n  # the ordinance, at last\n  - id: ordinance\n" in early
    late = with_event(text, event_lines({"id": "news", "date": "2031-12-01"}), Day.read("2031-12-01"))
    assert "    date: 2031-12-01\n\n# who wants what\npositions:\n" in late


@pytest.mark.parametrize("events", ["", "events:\n\n", "events: []\n\n"])
def test_the_first_event_of_a_record(events: str) -> None:
    text = f"title: Tunnel\ndomain: trade\n{events}sources:\n  - id: a\n    title: A\n"
    after = with_event(text, event_lines({"id": "news", "date": "2031-08-01"}), Day.read("2031-08-01"))
    assert value(after) == value(text) | {"events": [{"id": "news", "date": "2031-08-01"}]}
    assert list(value(after)) == ["title", "domain", "events", "sources"]


@pytest.mark.parametrize("end", ["\n", "", "\n\n", "\n# the end\n"])
def test_a_source_comes_last(end: str) -> None:
    text = RECORD.rstrip("\n") + end
    after = with_source(text, source_lines({"id": "news", "title": "A: b"}))
    assert value(after)["sources"] == [*value(text)["sources"], {"id": "news", "title": "A: b"}]
    without = with_source("title: Tunnel\n", source_lines({"id": "news", "title": "A"}))
    assert without == "title: Tunnel\n\nsources:\n  - id: news\n    title: A\n"


def test_dense_lists_stay_dense() -> None:
    text = "events:\n  - id: a\n    date: 2031-01-01\n  - id: b\n    date: 2031-03-01\n"
    middle = with_event(text, event_lines({"id": "n", "date": "2031-02-01"}), Day.read("2031-02-01"))
    last = with_event(text, event_lines({"id": "n", "date": "2031-04-01"}), Day.read("2031-04-01"))
    assert "\n\n" not in middle + last
    assert [event["id"] for event in value(middle)["events"]] == ["a", "n", "b"]


def test_a_text_that_cannot_be_read_is_not_edited() -> None:
    with pytest.raises(DataProblems):
        with_event("a: b: c\n", ["  - id: x"], Day.read("2031-01-01"))
    with pytest.raises(DataProblems):
        with_source("a: [\n", ["  - id: x"])


def test_a_new_track_reads_like_one_that_a_person_wrote() -> None:
    event: dict[str, Field] = {"id": "news", "date": "2031-08-01", "points": {"a": "8 crowns", "b": None}, "sources": ["s"]}
    text = track_text(
        {"title": "Tunnel", "summary": "A tunnel: under the lake", "domain": "trade"}, event, [{"id": "s", "title": "S"}]
    )
    assert value(text) == {
        "title": "Tunnel",
        "summary": "A tunnel: under the lake",
        "domain": "trade",
        "events": [event],
        "sources": [{"id": "s", "title": "S"}],
    }
    assert track_text({"title": "Tunnel"}, event, []).endswith("    sources: [s]\n")


def test_ids_are_made_from_words_and_are_free(example: Deal) -> None:
    said = complete(example, "bridge-toll", Draft({"title": "The lake summit"}, ("treaty-text",)), {})
    assert (said["id"], said["sources"]) == ("lake-summit-2", ["treaty-text"])
    assert complete(example, "bridge-toll", Draft({"title": "합의"}), {"id": "s"})["id"] == "event"
    assert complete(example, "bridge-toll", Draft({"title": "x", "id": "mine"}), {})["id"] == "mine"
    assert free("a", ["a", "a-2"]) == "a-3"


def test_a_source_that_is_known_is_not_described_again(example: Deal) -> None:
    url = example.sources["ordinance-44"].url
    assert described(example, {"url": f"{url}/#top"}) == ({"id": "ordinance-44"}, False)
    new, is_new = described(
        example, {"url": "https://lakepost.example/new", "title": "The Toll: a story", "publisher": "The Lake Post"}
    )
    assert is_new and new["id"] == "lake-post-toll-story"
    assert same_page(example.sources.values(), "") is None
    assert described(example, {}) == ({}, False)


def form(**said: str) -> str:
    """A filled form, with answers that will do where none are given."""
    plain = {
        "track": "bridge-toll",
        "date": "2031-10-01",
        "kind": "statement",
        "title": "A statement",
        "url": "https://lakepost.example/n",
    }
    return "\n\n".join(f"### {LABELS[name.replace('_', '-')]}\n\n{answer}" for name, answer in (plain | said).items())


def test_a_form_becomes_a_draft(example: Deal) -> None:
    said = answers(
        form(
            by="north, south",
            place="_No response_",
            points="- toll: 9 crowns",
            kind="threat: somebody threatens",
            published="2031-10",
        )
    )
    track, made = draft(example, said)
    assert track == "bridge-toll"
    assert made.event == {
        "date": "2031-10-01",
        "kind": "threat",
        "by": ["north", "south"],
        "title": "A statement",
        "points": {"toll": "9 crowns"},
    }
    assert made.source == {
        "title": "[lakepost.example]",
        "publisher": "lakepost.example",
        "kind": list(example.vocabulary.source_kind)[-1],
        "language": "en",
        "published": "2031-10",
        "url": "https://lakepost.example/n",
    }


def test_a_heading_in_an_answer_is_text_and_cannot_answer_for_another_field(example: Deal) -> None:
    said = answers(form(title="It said\n\n### Track\n\nferry-quota\n\n### My own heading\n\nmore"))
    assert said["track"] == "bridge-toll"
    assert "### My own heading" in said["title"] and "ferry-quota" in said["title"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"track": "bridge-tol"}, "“Track”: `bridge-tol` is not known; did you mean `bridge-toll`?"),
        ({"track": "../../etc"}, "`../../etc` is not known"),
        ({"date": "tomorrow"}, "“Date”: `tomorrow` is not a date"),
        ({"kind": "zzz"}, "one of talks"),
        ({"by": "north, east"}, "`east` is not known"),
        ({"points": "fee: 1"}, "`fee` is not known"),
        ({"url": "javascript:alert(1)"}, "is not the address of a page"),
        ({"url": "https://[a.example/x"}, "`https://[a.example/x` is not the address of a page"),
        ({"url": "https://a\u2100b.example/"}, "is not the address of a page"),
        ({"archive": "https://]"}, "is not the address of a page"),
        ({"archive": "ftp://a.example"}, "is not the address of a page"),
        ({"title": "x" * 2001}, "“What happened” has 2,001 characters; at most 2,000 are allowed"),
        ({"title": "_No response_"}, "“What happened” has no answer"),
    ],
)
def test_an_answer_that_will_not_do_is_named(said: dict[str, str], words: str, example: Deal) -> None:
    with pytest.raises(Unusable) as wrong:
        draft(example, answers(form(**said)))
    assert words in str(wrong.value)


def test_a_form_has_so_many_characters() -> None:
    assert answers("x" * limits.FORM) == {}
    with pytest.raises(Unusable, match="the form has more than 100,000 characters"):
        answers("x" * (limits.FORM + 1))


def test_a_heading_of_many_spaces_is_read_at_once() -> None:
    started = time.process_time()
    answers("### x" + " " * (limits.FORM - 6) + "x")
    assert time.process_time() - started < 1


@given(st.dictionaries(st.sampled_from([name.replace("-", "_") for name in LABELS]), st.text(max_size=60)), st.text(max_size=200))
def test_no_form_is_too_odd_to_be_answered(example: Deal, said: dict[str, str], before: str) -> None:
    with suppress(Unusable):
        track, made = draft(example, answers(before + form(**said)))
        assert track in example.tracks and made.event["kind"] in example.vocabulary.kind
