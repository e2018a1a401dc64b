"""Names: what can be an id, and which are taken."""

import pytest
from judging import findings, places
from making import ABOUT, deal, event, expected, peer, point, reading, track

from dealtracker.model import About
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
    once = ABOUT.model_dump(by_alias=True)
    twice = About.model_validate(once | {name: [*once[name], *once[name]] for name in ("parties", "comparison")})
    assert [finding.keys for finding in about_findings(twice)] == [
        ("parties", 2, "id"),
        ("parties", 3, "id"),
        ("comparison", 1, "id"),
    ]


def test_the_alias_of_a_track_is_not_the_name_of_a_track() -> None:
    record = track(aliases=["old", "ferry", "bridge", "westland"])
    assert places("alias-taken", record, tracks=["bridge", "ferry"], peers=["westland"]) == ["aliases.1", "aliases.2"]


def test_the_alias_of_a_peer_is_not_the_name_of_a_peer() -> None:
    record = peer(aliases=["old", "ferry", "westland"])
    assert places("alias-taken", record, tracks=["bridge", "ferry"], peers=["westland"]) == ["aliases.2"]


def test_an_alias_leads_to_one_record_of_a_kind() -> None:
    one, two = track(id="one", aliases=["old", "older"]), track(id="two", aliases=["oldest", "old"])
    found = findings("alias-twice", deal(one, two, peer(aliases=["old"])))
    assert [(finding.owner, finding.keys) for finding in found] == [("tracks/two", ("aliases", 1))]
