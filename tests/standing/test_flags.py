"""Flags: what raises each of them, and what does not."""

from typing import Any

import pytest
from making import ROOT, WORDS, day, event, expected, link, reading, track, vocabulary

from dealtracker.model import Track, Vocabulary
from dealtracker.standing.flags import FLAGS, Raised, days_unchecked, is_active, is_open, is_overdue, known_readings, track_flags
from dealtracker.standing.fold import known_by


def _flags(
    found: Track, as_of: str = "2026-12-31", bases: dict[str, str | None] | None = None, words: Vocabulary = WORDS
) -> dict[str, tuple[Any, ...]]:
    """What raises each raised flag, where a track may stay unchecked for 60 days."""
    raised = track_flags(found, known_by(found.events, day(as_of)), bases or {}, words, 60, day(as_of))
    return {flag.flag: flag.causes for flag in raised}


@pytest.mark.parametrize("folder", ["data", "dealtracker/example"])
def test_every_flag_has_its_words_in_the_vocabulary(folder: str) -> None:
    assert set(FLAGS) == set(vocabulary(ROOT / folder / "vocabulary.yml").flag)


def test_a_track_without_trouble_raises_no_flag() -> None:
    assert _flags(track(event("in-force"))) == {}


def test_flags_come_in_their_own_order() -> None:
    threat = event("threat")
    troubled = track(
        threat,
        basis=["treaty"],
        readings=[reading("2026-01-01", "2026-01-02")],
        links=[link("blocked-by", "ferry")],
        expected=[expected("2026-06")],
        checked="2026-01-01",
    )
    assert tuple(_flags(troubled, bases={"treaty": "struck-down"})) == FLAGS


# Disputed


def test_a_reading_disputes_a_track_from_the_day_on_which_a_second_side_has_spoken() -> None:
    which = reading("2026-02-01", "2026-03-01", "2026-04-01")
    disputed = track(readings=[which])
    assert "disputed" not in _flags(disputed, "2026-02-28")
    assert _flags(disputed, "2026-03-01")["disputed"] == (which,)


def test_a_side_of_which_only_the_month_is_known_has_spoken_when_the_month_is_over() -> None:
    which = reading("2026-02-01", "2026-03")
    assert known_readings([which], day("2026-03-30")) == []
    assert known_readings([which], day("2026-03-31")) == [which]


def test_a_settled_reading_disputes_nothing_from_the_day_on_which_it_was_settled() -> None:
    which = reading("2026-02-01", "2026-03-01", until="2026-05-01")
    assert is_open(which, day("2026-04-30"))
    assert not is_open(which, day("2026-05-01"))
    assert "disputed" in _flags(track(readings=[which]), "2026-04-30")
    assert "disputed" not in _flags(track(readings=[which]), "2026-05-01")


def test_a_reading_that_was_settled_in_a_month_is_open_until_its_last_day() -> None:
    which = reading("2026-02-01", "2026-03-01", until="2026-05")
    assert is_open(which, day("2026-05-30"))
    assert not is_open(which, day("2026-05-31"))


# At risk


def test_a_threat_puts_a_track_at_risk() -> None:
    threat = event("threat", "2026-02-01")
    assert "at-risk" not in _flags(track(threat), "2026-01-31")
    assert _flags(track(threat), "2026-02-01")["at-risk"] == (threat,)


def test_a_threat_is_over_on_the_day_on_which_an_event_answers_it() -> None:
    threat, answer = event("threat", "2026-02-01", answered="signature"), event("signed", "2026-03-01", id="signature")
    assert "at-risk" in _flags(track(threat, answer), "2026-02-28")
    assert "at-risk" not in _flags(track(threat, answer), "2026-03-01")


def test_an_event_that_is_not_named_as_the_answer_does_not_end_a_threat() -> None:
    assert "at-risk" in _flags(track(event("threat"), event("in-force", "2026-02-01")))


def test_each_threat_wants_its_own_answer() -> None:
    answered, open_ = event("threat", "2026-02-01", answered="signature"), event("threat", "2026-02-02")
    signature = event("signed", "2026-03-01", id="signature")
    assert _flags(track(answered, open_, signature))["at-risk"] == (open_,)


def test_a_new_kind_that_raises_the_flag_raises_it() -> None:
    kind = {"id": "ultimatum", "label": "Ultimatum", "definition": "A last word.", "effect": "none", "raises": "at-risk"}
    last_word = event("ultimatum")
    assert _flags(track(last_word), words=vocabulary(kinds=[kind]))["at-risk"] == (last_word,)


# Blocked


def test_a_track_is_blocked_while_it_waits_for_another() -> None:
    waits = link("blocked-by", "ferry", "2026-02-01", until="2026-03-01")
    blocked = track(links=[waits])
    assert [day for day in ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01") if "blocked" in _flags(blocked, day)] == [
        "2026-02-01",
        "2026-02-28",
    ]
    assert _flags(blocked, "2026-02-01")["blocked"] == (waits,)


def test_a_link_without_an_end_holds_on() -> None:
    assert is_active(link("blocked-by", "ferry", "2026-02-01"), day("2036-02-01"))


def test_a_link_begins_with_the_first_day_of_its_month_and_ends_with_the_last() -> None:
    waits = link("blocked-by", "ferry", "2026-02", until="2026-04")
    assert [is_active(waits, day(date)) for date in ("2026-01-31", "2026-02-01", "2026-04-29", "2026-04-30")] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("relation", ["leverage-for", "part-of", "precedent"])
def test_other_relations_do_not_block(relation: str) -> None:
    assert _flags(track(links=[link(relation, "ferry")])) == {}


def test_a_new_relation_that_blocks_blocks() -> None:
    relation = {"id": "hangs-on", "label": "Hangs on", "inverse": "Holds", "definition": "It hangs on it.", "blocks": True}
    hangs = link("hangs-on", "ferry")
    assert _flags(track(links=[hangs]), words=vocabulary(relations=[relation]))["blocked"] == (hangs,)


def test_third_voices_make_no_dispute_between_the_parties() -> None:
    which = reading("2026-01-01", "2026-01-02")
    sides = (which.sides[0], which.sides[1].but({"by": "north"}))
    assert _flags(track(readings=[which.but({"sides": sides})])) == {}


# Legal basis fell


@pytest.mark.parametrize("status", ["reversed", "struck-down", "lapsed"])
def test_a_track_whose_only_basis_left_the_ladder_has_lost_it(status: str) -> None:
    assert _flags(track(basis=["treaty"]), bases={"treaty": status})["basis-fell"] == ("treaty",)


@pytest.mark.parametrize("status", ["in-force", "paused", None])
def test_a_basis_that_stands_or_is_only_stuck_or_of_which_nothing_is_known_has_not_fallen(status: str | None) -> None:
    assert _flags(track(basis=["treaty"]), bases={"treaty": status}) == {}


def test_a_track_does_not_fall_while_another_basis_is_in_force() -> None:
    assert _flags(track(basis=["treaty", "act"]), bases={"treaty": "struck-down", "act": "in-force"}) == {}


def test_a_basis_of_which_nothing_is_known_yet_does_not_hold_a_track() -> None:
    found = _flags(track(basis=["treaty", "act"]), bases={"treaty": "struck-down", "act": None})
    assert found["basis-fell"] == ("treaty",)


def test_every_basis_that_fell_is_named() -> None:
    found = _flags(track(basis=["treaty", "act"]), bases={"treaty": "struck-down", "act": "lapsed"})
    assert found["basis-fell"] == ("treaty", "act")


def test_a_basis_that_does_not_apply_yet_does_not_hold_a_track() -> None:
    found = _flags(track(basis=["treaty", "act"]), bases={"treaty": "struck-down", "act": "enacting"})
    assert found["basis-fell"] == ("treaty",)


def test_a_basis_of_another_track_does_not_matter() -> None:
    assert _flags(track(basis=["act"]), bases={"treaty": "struck-down", "act": "in-force"}) == {}


# Overdue


def test_an_expectation_is_overdue_on_the_day_after_its_date() -> None:
    review = expected("2026-06-30")
    assert "overdue" not in _flags(track(expected=[review]), "2026-06-30")
    assert _flags(track(expected=[review]), "2026-07-01")["overdue"] == (review,)


def test_an_expectation_for_a_month_is_overdue_when_the_month_is_over() -> None:
    assert not is_overdue(expected("2026-06"), [], day("2026-06-30"))
    assert is_overdue(expected("2026-06"), [], day("2026-07-01"))


def test_an_answered_expectation_is_not_overdue_once_the_answer_has_happened() -> None:
    held = track(event("talks", "2026-08-01", id="held"), expected=[expected("2026-06-30", answered="held")])
    assert "overdue" in _flags(held, "2026-07-31")
    assert "overdue" not in _flags(held, "2026-08-01")


def test_what_nobody_expected_yet_is_not_overdue() -> None:
    review = expected("2026-02-01", since="2026-04")
    assert "overdue" not in _flags(track(expected=[review]), "2026-03-31")
    assert "overdue" in _flags(track(expected=[review]), "2026-04-01")


# Not checked lately


def test_a_track_is_stale_after_more_days_without_a_check_than_the_deal_allows() -> None:
    unchecked = track(checked="2026-01-01")
    assert "stale" not in _flags(unchecked, "2026-03-02")
    assert Raised("stale") in track_flags(unchecked, [], {}, WORDS, 60, day("2026-03-03"))


def test_days_without_a_check_are_counted_from_the_last_day_that_it_can_have_been() -> None:
    assert days_unchecked(track(checked="2026-01"), day("2026-02-10")) == 10


def test_before_the_check_no_days_are_counted() -> None:
    assert days_unchecked(track(checked="2026-06-01"), day("2026-01-01")) == 0
