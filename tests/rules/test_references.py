"""References: whatever a record names is there, and nothing waits for itself."""

from itertools import permutations, product

import pytest
from judging import findings, places
from making import deal, event, expected, link, peer, point, reading, track

from dealtracker.model import Link, Record, Track
from dealtracker.rules.references import unsure


def test_a_near_miss_gets_a_suggestion() -> None:
    (finding,) = findings("source-unknown", track(event("talks", sources=["us-fr-notise"])), sources=["kr-law", "us-fr-notice"])
    assert finding.hint == "did you mean `us-fr-notice`?"


def test_what_is_far_from_everything_gets_a_way_to_go_on() -> None:
    (finding,) = findings("source-unknown", track(event("talks", sources=["zzz"])), sources=["kr-law"])
    assert finding.hint == "describe it under `sources:` at the end of this file"


def test_sources_are_looked_for_wherever_they_are_cited() -> None:
    record = track(
        event("talks", sources=["x"]),
        points=[{"id": "toll", "title": "Toll", "sources": ["x"]}],
        positions=[{"by": "us", "date": "2026", "text": "Wants it", "sources": ["x"]}],
        links=[link("blocked-by", "ferry", sources=["x"])],
        expected=[expected("2027", sources=["x"])],
        readings=[reading("2026", "2026")],
    )
    assert places("source-unknown", record) == [
        "events.0.sources.0",
        "points.0.sources.0",
        "positions.0.sources.0",
        "links.0.sources.0",
        "expected.0.sources.0",
        "readings.0.sides.0.sources.0",
        "readings.0.sides.1.sources.0",
    ]


def test_a_link_leads_to_a_track_or_a_peer_that_exists() -> None:
    record = track(links=[link("blocked-by", "ferry"), link("precedent", peer="westland"), link("precedent", peer="ferry")])
    assert places("track-unknown", record, tracks=["ferry"], peers=["westland"]) == ["links.2.peer"]


def test_events_and_points_are_those_of_the_same_record() -> None:
    record = track(
        event("threat", id="threat", answered="gone", points={"quota": None}),
        points=[point("toll")],
        readings=[reading("2026", "2026", event="threat", point="toll"), reading("2026", "2026", event="toll", point="threat")],
        expected=[expected("2027", answered="gone")],
    )
    assert places("event-unknown", record) == ["events.0.answered", "expected.0.answered", "readings.1.event"]
    assert places("point-unknown", record) == ["events.0.points.quota", "readings.1.point"]


@pytest.mark.parametrize(
    ("touched", "rules"),
    [
        ((), set()),
        (("events",), {"event-unknown"}),
        (("events", 2), {"event-unknown"}),
        (("events", 2, "id"), {"event-unknown"}),
        (("events", 2, "date"), set()),
        (("points", 0, "id"), {"point-unknown"}),
        (("title",), set()),
    ],
)
def test_nobody_is_told_that_something_is_missing_whose_id_could_not_be_read(
    touched: tuple[str | int, ...], rules: set[str]
) -> None:
    assert unsure([touched] if touched else []) == rules


def test_the_comparison_waits_for_a_track_that_could_not_be_read() -> None:
    assert findings("comparison-unknown", deal(), tracks=["bridge-toll"]) == []
    (finding,) = findings("comparison-unknown", deal(), tracks=["bridge-tol"])
    assert (finding.keys, finding.owner, finding.hint) == (("comparison", 0, "track"), "deal", "did you mean `bridge-tol`?")


def test_a_landmark_waits_for_a_track_that_could_not_be_read() -> None:
    assert findings("landmark-unknown", deal(), tracks=["bridge-toll"]) == []
    found = findings("landmark-unknown", deal(), tracks=["bridge-tol"])
    assert [(finding.keys, finding.owner) for finding in found] == [
        (("landmarks", 0, "track"), "deal"),
        (("landmarks", 1, "track"), "deal"),
    ]


# Circles


def waiting(id: str, *links: Link) -> Track:
    return track(id=id, links=links)


def wait(other: str, since: str = "2026-01-01", until: str | None = None) -> Link:
    return link("blocked-by", other, since, until=until)


def circles(*records: Record) -> list[tuple[str, str]]:
    found = findings("waits-in-a-circle", deal(*records))
    return [(finding.owner.removeprefix("tracks/"), finding.message) for finding in found]


def test_two_tracks_must_not_wait_for_each_other() -> None:
    found = circles(waiting("a", wait("b")), waiting("b", wait("a", "2026-02-02")))
    assert found == [("b", "these tracks wait for one another: `b` → `a` → `b`")]  # the later link closed the circle


def test_the_way_round_may_be_longer_and_is_said_once() -> None:
    tracks = [waiting("a", wait("b")), waiting("b", wait("c")), waiting("c", wait("a")), waiting("d", wait("a"))]
    for order in permutations(tracks):
        ((_, message),) = circles(*order)
        assert message.count("→") == 3
        assert "`d`" not in message


@pytest.mark.parametrize(
    ("until", "since", "is_circle"),
    [
        ("2026-02-02", "2026-02-02", False),
        ("2026-02-02", "2026-02-01", True),
        ("2026-02-02", "2026-03-03", False),
        ("2026-02", "2026-01-31", True),
        ("2026-02", "2026-02-02", False),
        ("2026-02-02", "2026-02", False),
        ("2026-02-02", "2026-01", True),
        (None, "2030", True),
    ],
)
def test_links_that_never_hold_on_one_day_are_no_circle(until: str | None, since: str, is_circle: bool) -> None:
    assert bool(circles(waiting("a", wait("b", until=until)), waiting("b", wait("a", since)))) == is_circle


def test_three_links_of_which_each_two_overlap_but_not_all_are_no_circle() -> None:
    assert (
        circles(
            waiting("a", wait("b", "2026-01-01", "2026-03-01")),
            waiting("b", wait("c", "2026-02-01", "2026-05-01")),
            waiting("c", wait("a", "2026-04-01")),
        )
        == []
    )


def test_a_link_that_holds_on_no_day_for_sure_closes_no_circle() -> None:
    assert circles(waiting("a", wait("b", "2026-01", "2026-01-20")), waiting("b", wait("a", "2026-01-01"))) == []


def test_only_links_that_block_tracks_count() -> None:
    assert circles(waiting("a", link("leverage-for", "b")), waiting("b", wait("a"))) == []
    assert circles(waiting("a", link("blocked-by", peer="a"), wait("a"), wait("elsewhere")), peer(id="a")) == []


def test_two_circles_are_two_findings() -> None:
    found = circles(waiting("a", wait("b"), wait("c")), waiting("b", wait("a")), waiting("c", wait("a")))
    assert len(found) == 2


def test_everything_waiting_for_everything_is_found_in_good_time() -> None:
    names = [f"t{number}" for number in range(30)]
    links = {name: [wait(other) for one, other in product([name], names) if one != other] for name in names}
    assert len(circles(*(waiting(name, *links[name]) for name in names))) == 30 * 29 / 2
