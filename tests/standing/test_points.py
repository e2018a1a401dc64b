"""Points: a point moves only by the events that name it, and has a value at each stage."""

from datetime import date

from hypothesis import given
from making import SOURCES, WORDS, day, event, histories, point

from dealtracker.model import Event
from dealtracker.standing.fold import Axis, fold, in_order
from dealtracker.standing.points import PointStanding, Said, point_standing

LATER: date = day("2030-01-01")


def _toll(*events: Event) -> PointStanding:
    return point_standing(point("toll"), in_order(events, Axis.KNOWN, LATER), SOURCES, WORDS)


def _gives(kind: str, date: str, value: str | None, **fields: object) -> Event:
    return event(kind, date, points={"toll": value}, **fields)


def _words(said: Said | None) -> str | None:
    return str(said.value) if said else None


ANNOUNCED = _gives("announced", "2026-01-01", "8 crowns")
SIGNED = _gives("signed", "2026-02-01", "9 crowns")
IN_FORCE = _gives("in-force", "2026-03-01", "10 crowns")


def test_a_point_that_no_event_names_stands_nowhere() -> None:
    toll = _toll(event("in-force"))
    assert (toll.steps, toll.status, toll.because, toll.evidence) == ((), None, None, None)
    assert (toll.stages, toll.value, toll.proposed) == ({}, None, None)


def test_a_point_moves_only_by_events_that_name_it() -> None:
    toll = _toll(ANNOUNCED, SIGNED, event("in-force", "2026-03-01", points={"quota": "40 lorries"}))
    assert (toll.status, toll.because) == ("on-paper", SIGNED)


def test_one_event_can_move_several_points_to_different_values() -> None:
    both = event("signed", points={"toll": "8 crowns", "quota": "40 lorries"})
    toll, quota = (point_standing(point(id), [both], SOURCES, WORDS) for id in ("toll", "quota"))
    assert (_words(toll.value), _words(quota.value)) == ("8 crowns", "40 lorries")


def test_a_point_has_the_value_of_the_stage_at_which_it_stands_and_remembers_the_others() -> None:
    toll = _toll(ANNOUNCED, SIGNED, IN_FORCE)
    assert {stage: _words(said) for stage, said in toll.stages.items()} == {
        "announced": "8 crowns",
        "on-paper": "9 crowns",
        "in-force": "10 crowns",
    }
    assert _words(toll.value) == "10 crowns"


def test_a_stage_has_the_last_value_that_was_given_there() -> None:
    toll = _toll(ANNOUNCED, SIGNED, _gives("text-published", "2026-02-20", "7 crowns"))
    assert _words(toll.stages["on-paper"]) == _words(toll.value) == "7 crowns"


def test_a_value_says_from_when_it_counts_and_who_gave_it() -> None:
    later = _gives("in-force", "2026-03-01", "10 crowns", effective="2026-07-01")
    said = _toll(later).value
    assert said is not None
    assert (str(said.on), said.event) == ("2026-07-01", later)


def test_what_is_said_again_of_a_lower_stage_does_not_change_the_value() -> None:
    toll = _toll(IN_FORCE, _gives("announced", "2026-04-01", "6 crowns"))
    assert (_words(toll.value), _words(toll.stages["announced"])) == ("10 crowns", "6 crowns")


def test_an_event_that_names_a_point_without_a_value_moves_it_and_leaves_the_value() -> None:
    toll = _toll(ANNOUNCED, _gives("signed", "2026-02-01", None))
    assert (toll.status, _words(toll.value)) == ("on-paper", "8 crowns")
    assert set(toll.stages) == {"announced"}


def test_a_threat_proposes_a_value_and_changes_none() -> None:
    toll = _toll(SIGNED, _gives("threat", "2026-02-10", "15 crowns"))
    assert (toll.status, _words(toll.value), _words(toll.proposed)) == ("on-paper", "9 crowns", "15 crowns")
    assert set(toll.stages) == {"on-paper"}


def test_the_last_proposal_counts() -> None:
    toll = _toll(_gives("proposal", "2026-02-10", "15 crowns"), _gives("threat", "2026-02-11", "16 crowns"))
    assert (toll.status, toll.value, _words(toll.proposed)) == ("talks", None, "16 crowns")


def test_a_proposal_without_a_value_leaves_the_one_before() -> None:
    toll = _toll(_gives("proposal", "2026-02-10", "15 crowns"), _gives("statement", "2026-02-11", None))
    assert _words(toll.proposed) == "15 crowns"


def test_a_proposal_is_over_when_the_point_moves() -> None:
    assert _toll(SIGNED, _gives("threat", "2026-02-10", "15 crowns"), IN_FORCE).proposed is None


def test_a_proposal_is_over_when_the_point_moves_without_a_new_value() -> None:
    toll = _toll(SIGNED, _gives("threat", "2026-02-10", "15 crowns"), _gives("in-force", "2026-03-01", None))
    assert (_words(toll.value), toll.proposed) == ("9 crowns", None)


def test_a_proposal_is_not_over_when_an_event_does_not_reach_the_stage_of_the_point() -> None:
    toll = _toll(SIGNED, _gives("threat", "2026-02-10", "15 crowns"), _gives("announced", "2026-02-20", "8 crowns"))
    assert _words(toll.proposed) == "15 crowns"


def test_a_value_that_is_named_when_talks_break_off_is_only_proposed() -> None:
    toll = _toll(SIGNED, _gives("deadlock", "2026-02-10", "15 crowns"))
    assert (toll.status, _words(toll.value), _words(toll.proposed)) == ("paused", "9 crowns", "15 crowns")
    assert set(toll.stages) == {"on-paper"}


def test_while_talks_are_stuck_a_lower_stage_does_not_change_the_value() -> None:
    toll = _toll(SIGNED, _gives("deadlock", "2026-02-10", None), _gives("announced", "2026-02-20", "8 crowns"))
    assert (toll.status, _words(toll.value)) == ("paused", "9 crowns")


def test_when_talks_resume_the_value_is_what_it_was() -> None:
    toll = _toll(SIGNED, _gives("deadlock", "2026-02-10", None), _gives("resumed", "2026-02-20", None))
    assert (toll.status, _words(toll.value)) == ("on-paper", "9 crowns")


def test_a_reversal_gives_a_value_too() -> None:
    toll = _toll(IN_FORCE, _gives("reversed", "2026-04-01", "12 crowns"))
    assert (toll.status, _words(toll.value), _words(toll.stages["reversed"])) == ("reversed", "12 crowns", "12 crowns")


def test_after_a_reversal_a_new_announcement_gives_the_value() -> None:
    toll = _toll(IN_FORCE, _gives("reversed", "2026-04-01", "12 crowns"), _gives("announced", "2026-05-01", "11 crowns"))
    assert (toll.status, _words(toll.value)) == ("announced", "11 crowns")


def test_the_evidence_of_a_point_is_that_of_the_event_that_moved_it() -> None:
    reported = _toll(ANNOUNCED, _gives("in-force", "2026-03-01", "10 crowns", sources=["press"])).evidence
    documented = _toll(ANNOUNCED, IN_FORCE).evidence
    assert reported is not None
    assert documented is not None
    assert (reported.proved_by, documented.proved_by) == ((), (SOURCES["legal"],))


def test_the_evidence_of_a_resumed_point_is_that_of_the_event_that_led_there() -> None:
    stuck, again = (
        _gives(kind, date, None, sources=["press"]) for kind, date in [("deadlock", "2026-03-02"), ("resumed", "2026-03-03")]
    )
    found = _toll(IN_FORCE, stuck, again).evidence
    assert found is not None
    assert found.is_documented


@given(histories)
def test_a_point_makes_the_same_steps_as_a_record_of_the_events_that_name_it(events: list[Event]) -> None:
    naming = [event for event in in_order(events, Axis.KNOWN, LATER) if "toll" in event.points]
    assert _toll(*events).steps == tuple(fold(naming, WORDS))


@given(histories)
def test_every_value_of_a_point_was_given_by_an_event_that_names_it(events: list[Event]) -> None:
    toll = _toll(*events)
    for said in (*toll.stages.values(), toll.value, toll.proposed):
        assert said is None or said.event.points["toll"] == said.value
    assert toll.value is None or toll.stages


@given(histories)
def test_each_stage_was_reached_by_name(events: list[Event]) -> None:
    for stage, said in _toll(*events).stages.items():
        assert WORDS.kind[said.event.kind].effect.status == stage
