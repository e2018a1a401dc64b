"""A present status that no document proves."""

import pytest
from judging import findings
from making import deal, event, source, track


@pytest.mark.parametrize(
    ("kind", "cited", "is_reported"),
    [
        ("in-force", ["legal"], False),
        ("in-force", ["press", "legal"], False),
        ("in-force", ["official-document"], True),
        ("signed", ["official-statement"], False),
        ("signed", ["wire"], True),
        ("announced", ["press"], False),
    ],
)
def test_a_status_asks_for_its_kinds_of_source(kind: str, cited: list[str], is_reported: bool) -> None:
    found = findings("only-reported", deal(track(event(kind, sources=cited))))
    assert [finding.keys for finding in found] == [("events", 0, "sources", 0)] * is_reported


def test_a_source_known_only_indirectly_proves_nothing() -> None:
    found = findings(
        "only-reported", deal(track(event("in-force", sources=["hearsay"])), sources=[source("hearsay", read="indirectly")])
    )
    assert [finding.owner for finding in found] == ["tracks/bridge"]


def test_only_the_event_that_decides_the_present_status_is_asked() -> None:
    reported_then_proved = track(event("signed", "2026-01-01", sources=["press"]), event("in-force", "2026-02-02"))
    assert findings("only-reported", deal(reported_then_proved)) == []
    assert findings("only-reported", deal(track())) == []
