"""The whole deal on one date: records, expectations, changes, and what waits for what."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from making import (
    EXAMPLE,
    basis,
    day,
    days,
    deal,
    event,
    expected,
    histories,
    link,
    peer,
    point,
    reading,
    sequence,
    source,
    track,
)

from dealtracker.loading import load
from dealtracker.model import Event, Record, Track
from dealtracker.standing import DealStanding, TrackStanding, deal_standing
from dealtracker.standing.stand import last_checked

RETRACTED = {"date": "2026-06-01", "why": "It was the same as the ferry"}


def _on(as_of: str, *records: Record) -> DealStanding:
    return deal_standing(deal(*records), day(as_of))


def _track_on(as_of: str, *events: Event, **fields: Any) -> TrackStanding:
    return _on(as_of, track(*events, **fields)).tracks["bridge"]


# What was withdrawn


def test_a_basis_that_was_withdrawn_neither_stands_nor_falls() -> None:
    fallen, gone = event("struck-down", "2026-02-01"), {"date": "2026-03-01", "why": "It was no basis."}
    record = track(basis=["treaty"])
    before, after = (_on(on, record, basis(fallen, retracted=gone)) for on in ("2026-02-28", "2026-03-01"))
    assert "basis-fell" in before.tracks["bridge"].flag and "basis-fell" not in after.tracks["bridge"].flag
    assert (before.bases["treaty"].is_withdrawn, after.bases["treaty"].is_withdrawn) == (False, True)


def test_a_withdrawn_event_answers_nothing_and_gives_no_value() -> None:
    answer = event("signed", "2026-02-01", id="answer", points={"toll": "8"}, retracted={"date": "2026-03-01", "why": "No."})
    threat = event("threat", "2026-01-01", answered="answer")
    parts = {"points": [point("toll")], "expected": [expected("2026-02-02", answered="answer")]}
    before, after = (_track_on(on, threat, answer, **parts) for on in ("2026-02-28", "2026-03-01"))
    assert (set(before.flag), set(after.flag)) == (set(), {"at-risk", "overdue"})
    assert (before.expectations[0].answer is not None, after.expectations[0].answer) == (True, None)
    assert (before.point["toll"].status, after.point["toll"].status) == ("on-paper", None)
    assert after.last_event == threat and after.record.events[-1].retracted is not None


# One record


def test_a_track_without_events_stands_nowhere() -> None:
    standing = _track_on("2026-12-31")
    assert (standing.step, standing.status, standing.evidence, standing.last_event) == (None, None, None, None)
    assert (standing.steps, standing.points, standing.flags, standing.is_withdrawn) == ((), (), (), False)


def test_a_track_stands_where_its_events_had_led_it_by_the_date() -> None:
    announced, signed = events = sequence("announced", "signed")
    before, after = _track_on("2026-01-01", *events), _track_on("2026-01-02", *events)
    assert (before.status, before.events, before.record.events) == ("announced", (announced,), (announced,))
    assert (after.status, after.events) == ("on-paper", (announced, signed))
    assert after.step is after.steps[-1]
    assert after.step.because == signed


def test_what_a_person_wrote_is_found_beside_what_was_worked_out() -> None:
    written = track(event("signed"), points=[point("toll")])
    standing = _on("2026-12-31", written).tracks["bridge"]
    assert standing.track is standing.record == written
    assert standing.point["toll"].status is None


def test_an_event_that_is_not_in_effect_yet_is_coming() -> None:
    law = event("in-force", "2026-03-12", effective="2026-06-12")
    assert _track_on("2026-03-11", law).events == ()
    waiting, reached = _track_on("2026-06-11", law), _track_on("2026-06-12", law)
    assert (waiting.events, waiting.coming, waiting.status) == ((law,), (law,), None)
    assert (reached.events, reached.coming, reached.status) == ((law,), (), "in-force")


def test_the_newest_event_is_the_last_one_of_the_newest_day() -> None:
    one, two = event("announced", "2026-02-01"), event("statement", "2026-02-01")
    assert _track_on("2026-12-31", one, two, event("talks", "2026-01-01")).last_event == two


def test_an_event_of_a_month_is_newer_than_one_in_the_middle_of_it() -> None:
    month, middle = event("announced", "2026-02"), event("statement", "2026-02-15")
    assert _track_on("2026-12-31", month, middle).last_event == month


def test_the_evidence_of_a_track_belongs_to_its_last_step() -> None:
    signed, stuck = event("signed", sources=["press"]), event("deadlock", "2026-02-01", sources=["press"])
    first, second = _track_on("2026-01-31", signed, stuck).evidence, _track_on("2026-02-01", signed, stuck).evidence
    assert first is not None
    assert second is not None
    assert (first.is_documented, second.is_documented) == (False, True)


def test_resumed_talks_are_proved_by_what_led_where_they_resumed() -> None:
    law = event("in-force", "2026-01-01", sources=["gazette"])
    reported = [event(kind, date, sources=["press"]) for kind, date in (("deadlock", "2026-02-01"), ("resumed", "2026-03-01"))]
    gazette = source("gazette")
    standing = deal_standing(deal(track(law, *reported), sources=[gazette]), day("2026-12-31")).tracks["bridge"]
    assert standing.evidence is not None
    assert standing.evidence.proved_by == (gazette,)


def test_a_track_has_its_points_clocks_and_rungs() -> None:
    announced = event("announced", "2026-01-01", points={"toll": "8 crowns"})
    standing = _track_on("2026-01-11", announced, points=[point("toll"), point("quota")])
    assert [(found.point.id, found.status) for found in standing.points] == [("toll", "announced"), ("quota", None)]
    assert standing.reached["announced"].event == announced
    assert (standing.clocks[0].days, standing.clocks[0].is_running) == (10, True)


def test_a_track_shows_only_readings_and_links_that_were_known_by_the_date() -> None:
    which, waits = reading("2026-02-01", "2026-03-01"), link("part-of", "ferry", "2026-03", until="2026-04-01")
    before, at_once, after = (
        _track_on(as_of, readings=[which], links=[waits]) for as_of in ("2026-02-28", "2026-03-01", "2026-05-01")
    )
    assert (before.readings, before.links) == ((), ())
    assert (at_once.readings, at_once.links) == ((which,), (waits.but({"until": None}),))
    assert (after.readings, after.links) == ((which,), (waits,))


def test_a_raised_flag_is_found_by_its_id() -> None:
    threat = event("threat")
    assert _track_on("2026-12-31", threat).flag["at-risk"].causes == (threat,)
    assert "stale" not in _track_on("2026-12-31", threat).flag


def test_the_deal_says_after_how_many_days_a_track_is_stale() -> None:
    assert "stale" in _track_on("2026-03-03", checked="2026-01-01").flag
    assert "stale" not in _track_on("2026-03-02", checked="2026-01-01").flag


# Expectations


def test_an_expectation_is_open_then_past_and_then_answered() -> None:
    held = event("talks", "2026-08-01", id="held")
    review = expected("2026-06", since="2026-02", answered="held")
    assert _track_on("2026-01-31", held, expected=[review]).expectations == ()
    seen = [("2026-02-01", None, False), ("2026-06-30", None, False), ("2026-07-01", None, True), ("2026-08-01", held, True)]
    for as_of, answer, is_past in seen:
        (found,) = _track_on(as_of, held, expected=[review]).expectations
        assert (found.answer, found.is_past) == (answer, is_past), as_of


def test_an_expectation_that_nothing_answers_has_no_answer() -> None:
    (found,) = _track_on("2026-12-31", event("talks"), expected=[expected("2027-01-01")]).expectations
    assert (found.expected.id, found.answer, found.is_past) == ("review", None, False)


# Peers, bases, and what was withdrawn


def test_a_peer_stands_like_a_track_with_the_points_compared() -> None:
    toll = event("in-force", points={"toll": "9 crowns"})
    which = reading("2026-02-01", "2026-03-01")
    standing = _on("2026-12-31", peer(toll, points=[point("toll")], readings=[which])).peers["westland"]
    assert (standing.status, standing.readings) == ("in-force", (which,))
    assert standing.point["toll"].because == toll


def test_a_basis_has_a_status_of_its_own_and_its_tracks_fall_with_it() -> None:
    ruling = event("struck-down", "2026-05-01")
    records = [basis(event("in-force"), ruling), track(event("in-force"), basis=["treaty"])]
    before, after = _on("2026-04-30", *records), _on("2026-05-01", *records)
    assert (before.bases["treaty"].status, after.bases["treaty"].status) == ("in-force", "struck-down")
    assert "basis-fell" not in before.tracks["bridge"].flag
    assert after.tracks["bridge"].flag["basis-fell"].causes == ("treaty",)
    assert after.tracks["bridge"].status == "in-force"


def test_a_withdrawn_track_is_kept_apart_from_the_day_on_which_it_was_withdrawn() -> None:
    records = [track(event("signed"), retracted=RETRACTED), track(id="ferry")]
    before, after = _on("2026-05-31", *records), _on("2026-06-01", *records)
    assert (set(before.tracks), set(before.retracted)) == ({"bridge", "ferry"}, set())
    assert (set(after.tracks), set(after.retracted)) == ({"ferry"}, {"bridge"})
    assert after.retracted["bridge"].status == "on-paper"
    assert after.changes == ()


def test_a_track_of_whose_withdrawal_only_the_month_is_known_is_kept_until_its_last_day() -> None:
    withdrawn = track(retracted=RETRACTED | {"date": "2026-06"})
    assert set(_on("2026-06-29", withdrawn).tracks) == {"bridge"}
    assert set(_on("2026-06-30", withdrawn).retracted) == {"bridge"}


def test_the_newest_check_of_any_track_is_the_last_one() -> None:
    standing = _on(
        "2026-12-31", track(checked="2026-03-01"), track(id="ferry", checked="2026-05"), track(id="lake", checked="2026-05-30")
    )
    assert str(last_checked(standing)) == "2026-05"
    assert last_checked(_on("2026-12-31")) is None


# Changes


def test_changes_of_all_tracks_come_newest_first() -> None:
    bridge = track(event("announced", "2026-01-01"), event("statement", "2026-01-15"), event("signed", "2026-03-01"))
    ferry = track(event("announced", "2026-02-01"), id="ferry")
    assert [(change.standing.track.id, change.step.status) for change in _on("2026-12-31", bridge, ferry).changes] == [
        ("bridge", "on-paper"),
        ("ferry", "announced"),
        ("bridge", "announced"),
    ]


def test_a_change_of_a_month_is_newer_than_one_in_the_middle_of_it() -> None:
    bridge, ferry = track(event("announced", "2026-02-15")), track(event("announced", "2026-02"), id="ferry")
    assert [change.standing.track.id for change in _on("2026-12-31", bridge, ferry).changes] == ["ferry", "bridge"]


def test_changes_of_one_day_come_newest_first_too_and_tracks_in_their_order() -> None:
    bridge = track(event("announced"), event("signed"))
    ferry = track(event("reversed"), event("enacted"), id="ferry")
    assert [(change.standing.track.id, change.step.status) for change in _on("2026-12-31", bridge, ferry).changes] == [
        ("bridge", "on-paper"),
        ("bridge", "announced"),
        ("ferry", "enacting"),
        ("ferry", "reversed"),
    ]


# What waits for what


def _waits(id: str, *others: str) -> Track:
    return track(id=id, links=[link("blocked-by", other) for other in others])


def test_blocked_tracks_name_the_links_that_hold_them_back_now() -> None:
    now, over = link("blocked-by", "ferry"), link("blocked-by", "lake", until="2026-02-01")
    bridge = track(links=[now, over, link("part-of", "lake")])
    assert _on("2026-12-31", bridge, track(id="ferry"), track(id="lake")).blocked == {"bridge": (now,)}


def test_incoming_links_are_found_at_the_track_to_which_they_lead() -> None:
    to_track, to_peer, later = (
        link("part-of", "ferry"),
        link("precedent", peer="westland"),
        link("part-of", "ferry", "2027-01-01"),
    )
    standing = _on("2026-12-31", track(links=[to_track, to_peer, later]), track(id="ferry"), peer())
    bridge = standing.tracks["bridge"]
    assert standing.incoming == {"ferry": ((bridge, to_track),)}


def test_every_chain_is_followed_from_the_track_to_its_far_end() -> None:
    standing = _on(
        "2026-12-31", _waits("bridge", "ferry", "lake"), _waits("ferry", "treaty"), track(id="lake"), track(id="treaty")
    )
    assert list(standing.chains("bridge")) == [("bridge", "ferry", "treaty"), ("bridge", "lake")]
    assert list(standing.chains("lake")) == []


def test_a_chain_ends_before_a_track_that_was_withdrawn_and_does_not_lead_to_peers() -> None:
    gone = track(id="lake", retracted=RETRACTED)
    bridge = track(links=[link("blocked-by", "ferry"), link("blocked-by", peer="westland")])
    standing = _on("2026-12-31", bridge, _waits("ferry", "lake"), gone, peer())
    assert list(standing.chains("bridge")) == [("bridge", "ferry")]


def test_a_chain_that_closes_to_a_circle_ends_with_the_track_that_it_came_from() -> None:
    standing = _on("2026-12-31", _waits("bridge", "ferry"), _waits("ferry", "bridge"), _waits("lake", "bridge"))
    assert list(standing.chains("bridge")) == [("bridge", "ferry", "bridge")]
    assert list(standing.chains("lake")) == [("lake", "bridge", "ferry", "bridge")]
    assert list(_on("2026-12-31", _waits("bridge", "bridge")).chains("bridge")) == [("bridge", "bridge")]


# The example deal


def test_the_example_deal_stands_where_its_records_say() -> None:
    loaded = load(EXAMPLE, day("2031-12-01"))
    assert loaded.deal is not None, loaded.errors
    standing = deal_standing(loaded.deal, day("2031-12-01"))
    bridge = standing.tracks["bridge-toll"]
    assert {id: found.status for id, found in standing.tracks.items()} == {"bridge-toll": "in-force", "ferry-quota": "on-paper"}
    assert bridge.step is not None
    assert (bridge.step.because.id, str(bridge.step.since), set(bridge.flag)) == ("ordinance", "2031-09-01", {"disputed"})
    assert [clock.days for clock in bridge.clocks] == [108, 73]


# What holds for any history


def _troubled(events: list[Event], id: str = "bridge", others: tuple[str, ...] = ()) -> Track:
    """A track with something of everything, so that whatever depends on the date or on other records shows."""
    return track(
        *events,
        id=id,
        points=[point("toll")],
        basis=["treaty"],
        readings=[reading("2026-03-01", "2026-09-01", until="2027-02-01")],
        expected=[expected("2026-10", answered="event-0")],
        links=[link("blocked-by", other, "2026-05-01") for other in others],
    )


@given(histories, histories, days)
def test_an_event_after_the_date_changes_nothing(events: list[Event], ruling: list[Event], as_of: date) -> None:
    everything = deal_standing(deal(_troubled(events), basis(*ruling), peer(*events)), as_of)
    past, past_ruling = ([event for event in found if event.date.last <= as_of] for found in (events, ruling))
    only_past = deal_standing(deal(_troubled(past), basis(*past_ruling), peer(*past)), as_of)
    for with_later, without in (
        (everything.tracks["bridge"], only_past.tracks["bridge"]),
        (everything.bases["treaty"], only_past.bases["treaty"]),
        (everything.peers["westland"], only_past.peers["westland"]),
    ):
        assert replace(with_later, record=without.record) == without


@given(st.permutations(["bridge", "ferry", "lake"]), st.tuples(histories, histories, histories), days)
def test_the_order_of_the_records_changes_nothing(order: list[str], drawn: tuple[list[Event], ...], as_of: date) -> None:
    names = ("bridge", "ferry", "lake")
    tracks = {id: _troubled(events, id, names[:number]) for number, (id, events) in enumerate(zip(names, drawn, strict=True))}
    treaty = basis(*drawn[0])
    one = deal_standing(deal(*tracks.values(), treaty), as_of)
    other = deal_standing(deal(treaty, *(tracks[id] for id in order)), as_of)
    assert one.tracks == other.tracks
    assert one.blocked == other.blocked
    assert all(list(one.chains(id)) == list(other.chains(id)) for id in names)


@given(histories, days)
def test_every_event_that_happened_either_counts_or_is_coming(events: list[Event], as_of: date) -> None:
    standing = deal_standing(deal(track(*events)), as_of).tracks["bridge"]
    assert {step.because.id for step in standing.steps}.isdisjoint(event.id for event in standing.coming)
    assert set(map(id, standing.coming)) <= set(map(id, standing.events))
    assert all(step.on.last <= as_of for step in standing.steps)


def test_a_record_knows_what_applied_before_it_was_known() -> None:
    signed, notice = event("signed", "2026-02-01"), event("in-force", "2026-03-01", effective="2026-01-15")
    bridge = deal_standing(deal(track(signed, notice)), day("2026-12-31")).tracks["bridge"]
    assert [step.status for step in bridge.steps] == ["on-paper", "in-force"]
    assert [(step.status, str(step.on)) for step in bridge.applied] == [("in-force", "2026-01-15")]
