"""What events do: going down in silence, changing nothing, standing twice."""

import pytest
from judging import places
from making import event, track


@pytest.mark.parametrize("kind", ["deadlock", "reversed", "struck-down", "lapsed"])
def test_whatever_takes_a_status_down_says_why(kind: str) -> None:
    silent, told, noted = event(kind), event(kind, text="Because."), event(kind, note="Because.")
    assert places("step-down-silent", track(silent, told, noted)) == ["events.0.kind"]


def test_other_kinds_need_no_reason() -> None:
    assert places("step-down-silent", track(event("in-force"), event("resumed"))) == []


def test_an_event_that_ought_to_change_something_and_does_not_is_noticed() -> None:
    record = track(event("in-force", "2026-01-01"), event("signed", "2026-02-02"), event("statement", "2026-03-03"))
    assert places("no-effect", record) == ["events.1.kind"]


def test_an_event_that_names_a_point_or_does_not_count_yet_is_not_idle() -> None:
    names_a_point = event("signed", "2026-02-02", points={"toll": "8"})
    not_yet = event("enacted", "2026-03-03", effective="2030-01-01")
    assert places("no-effect", track(event("in-force", "2026-01-01"), names_a_point, not_yet)) == []


def test_the_same_date_with_the_same_sources_is_noticed_whatever_their_order() -> None:
    record = track(
        event("signed", id="one", sources=["legal", "press"]),
        event("statement", id="two", sources=["press", "legal"]),
        event("statement", id="three", sources=["press"]),
        event("statement", "2026-01", id="four", sources=["press"]),
        event("statement", id="five", sources=["press", "legal"]),
    )
    assert places("event-twice", record) == ["events.1.id", "events.4.id"]
