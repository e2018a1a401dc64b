"""Names: what can be an id, and which are taken."""

from typing import Any

import pytest
from judging import findings
from making import ABOUT, deal, dumped, event, expected, peer, point, reading, source, track

from dealtracker.model import About, Record
from dealtracker.rules.ids import about_findings, is_id, slug


@pytest.mark.parametrize("word", ["a", "toll", "lake-summit", "2025-11-14", "a1-b2", "x" * 80])
def test_lower_case_words_joined_by_hyphens_are_ids(word: str) -> None:
    assert is_id(word)
    assert slug(word) == word


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Lake Summit", "lake-summit"),
        ("lake_summit", "lake-summit"),
        ("-toll-", "toll"),
        ("a--b", "a-b"),
        ("Zoll (neu)", "zoll-neu"),
        ("통행료", ""),
        ("", ""),
        ("x" * 81, "x" * 80),
        ("toll\n", "toll"),
    ],
)
def test_what_is_no_id_is_turned_into_the_one_that_was_meant(word: str, meant: str) -> None:
    assert not is_id(word)
    assert slug(word) == meant


def test_events_points_readings_and_expectations_share_one_space_of_ids() -> None:
    record = track(
        event("talks", id="toll"),
        points=[point("toll")],
        readings=[reading("2026-01-01", "2026-01-02", id="review")],
        expected=[expected("2027", id="review")],
    )
    found = findings("id-twice", record)
    assert [(finding.keys, finding.first) for finding in found] == [
        (("points", 0, "id"), ("events", 0, "id")),
        (("expected", 0, "id"), ("readings", 0, "id")),
    ]


def test_a_party_or_a_row_of_the_comparison_has_an_id_of_its_own() -> None:
    once = dumped(ABOUT)
    twice = About.of(once | {name: [*once[name], *once[name]] for name in ("parties", "comparison")})
    assert [finding.keys for finding in about_findings(twice)] == [
        ("parties", 2, "id"),
        ("parties", 3, "id"),
        ("comparison", 1, "id"),
    ]


def taken(*records: Record, **names: Any) -> list[tuple[str, str]]:
    found = findings("alias-taken", deal(*records, sources=[source("paper", "press")]), **names)
    return [(finding.owner, ".".join(map(str, finding.keys))) for finding in found]


def test_the_alias_of_a_record_is_not_the_name_of_one_of_its_kind() -> None:
    names: Any = {"tracks": ["bridge", "ferry"], "peers": ["westland"]}
    earlier = ["old", "ferry", "bridge", "westland"]
    assert taken(track(aliases=earlier), **names) == [("tracks/bridge", "aliases.1"), ("tracks/bridge", "aliases.2")]
    assert taken(peer(aliases=earlier), **names) == [("peers/westland", "aliases.3")]


def test_the_alias_of_a_part_is_not_the_id_of_a_part_of_the_same_record() -> None:
    one = track(event("talks", id="begin", aliases=["toll", "far"]), points=[point("toll")], id="one")
    two = track(event("talks", id="far", aliases=["one", "old", "far"]), id="two")
    assert taken(one, two, tracks=["one", "two"]) == [("tracks/one", "events.0.aliases.0"), ("tracks/two", "events.0.aliases.2")]


def test_the_alias_of_a_source_is_not_the_id_of_a_source() -> None:
    renamed = source("paper").but({"aliases": ("old", "press")})
    found = findings("alias-taken", deal(sources=[renamed]), sources=["paper", "press"])
    assert [(finding.owner, finding.keys) for finding in found] == [("sources/paper", ("aliases", 1))]


def test_an_alias_leads_to_one_record_of_a_kind() -> None:
    one, two = track(id="one", aliases=["old", "older"]), track(id="two", aliases=["oldest", "old"])
    found = findings("alias-twice", deal(one, two, peer(aliases=["old"])))
    assert [(finding.owner, finding.keys) for finding in found] == [("tracks/two", ("aliases", 1))]


def test_an_alias_leads_to_one_part_of_a_record() -> None:
    begun, ended = event("talks", id="begin", aliases=["old"]), event("talks", id="end", aliases=["old"])
    found = findings("alias-twice", deal(track(begun, ended, id="one"), track(begun, id="two")))
    assert [(finding.owner, finding.keys) for finding in found] == [("tracks/one", ("events", 1, "aliases", 0))]
