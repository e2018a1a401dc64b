"""A record as it could be known on a day: nothing later is in it, and nothing else is missing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import ABOUT, basis, day, days, deal, event, expected, histories, link, peer, point, reading, source, track

from dealtracker.model import Day, Event, Landmark, Record, Source, Text, Track
from dealtracker.model.citations import citations
from dealtracker.model.records import Correction, Position, Question
from dealtracker.pages import Edition
from dealtracker.standing.fold import known_by
from dealtracker.standing.known import UNSAID, known, known_deal


def question(since: str, until: str | None = None) -> Question:
    return Question.of({"from": since, "until": until, "text": "Who pays?"})


def position(date: str) -> Position:
    return Position.of({"by": "north", "date": date, "text": "Wants it.", "sources": ["press"]})


def correction(date: str) -> Correction:
    return Correction.of({"date": date, "was": "9 crowns", "now": "8 crowns"})


def holding(field: str, parts: list[Any]) -> Track:
    """A track with nothing but some parts."""
    return track().but({field: tuple(parts)})


DAY = "2026-06-15"
BEFORE, AFTER, MONTH, LAST_MONTH = "2026-06-15", "2026-06-16", "2026-06", "2026-05"
GONE = {"date": AFTER, "why": "It was a mistake."}


@pytest.mark.parametrize(
    ("field", "parts", "seen"),
    [
        ("positions", [position(LAST_MONTH), position(BEFORE), position(MONTH), position(AFTER)], [0, 1]),
        ("corrections", [correction(BEFORE), correction(AFTER)], [0]),
        (
            "links",
            [link("leverage-for", "a", BEFORE), link("leverage-for", "b", MONTH), link("leverage-for", "c", AFTER)],
            [0, 1],
        ),
        ("expected", [expected("2027", BEFORE), expected("2027", AFTER, id="other")], [0]),
        ("questions", [question(BEFORE, BEFORE), question(AFTER)], [0]),
        ("readings", [reading(BEFORE, BEFORE), reading(BEFORE, AFTER), reading(AFTER, AFTER)], [0]),
        ("points", [point("toll"), point("other")], [0, 1]),
    ],
)
def test_parts_are_there_from_their_day(field: str, parts: list[Any], seen: list[int]) -> None:
    assert getattr(known(holding(field, parts), day(DAY)), field) == tuple(parts[number] for number in seen)


@pytest.mark.parametrize("part", [link("leverage-for", "a", BEFORE, until=AFTER), question(BEFORE, AFTER)])
def test_what_ends_later_has_no_end_yet(part: Any) -> None:
    field = "questions" if isinstance(part, Question) else "links"
    (seen,) = getattr(known(holding(field, [part]), day(DAY)), field)
    assert seen == part.but({"until": None})
    (seen,) = getattr(known(holding(field, [part]), day(AFTER)), field)
    assert seen == part


def test_what_is_answered_later_is_not_answered_yet() -> None:
    threat, answer = event("threat", BEFORE, answered="answer"), event("announced", AFTER, id="answer")
    whole = track(threat, answer, expected=[expected("2026-06", LAST_MONTH, answered="answer")])
    seen = known(whole, day(DAY))
    assert [event.answered for event in seen.events] == [None]
    assert [entry.answered for entry in seen.expected] == [None]
    assert known(whole, day(AFTER)) == whole.but({"checked": Day.read(AFTER)})


def test_a_reading_has_the_sides_that_had_spoken_and_no_end_or_remark_of_later() -> None:
    whole = reading(LAST_MONTH, BEFORE, AFTER, until=AFTER, note="Settled by the ordinance.", event="announced-2026-06-16")
    record = track(event("announced", AFTER), readings=[whole])
    (seen,) = known(record, day(DAY)).readings
    assert (len(seen.sides), seen.until, seen.note, seen.event) == (2, None, None, None)
    assert known(record, day(AFTER)).readings == (whole,)


def test_words_about_all_events_wait_for_the_day_up_to_which_they_tell() -> None:
    whole = track(event("talks", BEFORE), gaps=["The text."], **{"told-until": AFTER})
    seen = known(whole, day(DAY))
    assert (seen.summary, seen.gaps, seen.told_until) == (UNSAID, (), None)
    assert not seen.summary and whole.summary
    seen = known(whole, day(AFTER))
    assert (seen.summary, seen.gaps, seen.told_until) == (whole.summary, whole.gaps, Day.read(AFTER))


def test_words_without_such_a_day_stay_whatever_comes() -> None:
    seen = known(track(event("talks", BEFORE), event("announced", AFTER), gaps=["The text."]), day(DAY))
    assert (str(seen.summary), len(seen.gaps)) == ("A toll.", 1)


@pytest.mark.parametrize(
    ("checked", "seen"), [(LAST_MONTH, LAST_MONTH), (BEFORE, BEFORE), (MONTH, DAY), (AFTER, DAY), ("2027-06-01", DAY)]
)
def test_who_looked_later_had_seen_all_of_the_day(checked: str, seen: str) -> None:
    whole = track().but({"checked": Day.read(checked)})
    assert known(whole, day(DAY)).checked == Day.read(seen)


@pytest.mark.parametrize("record", [track(retracted=GONE), peer(retracted=GONE), basis(retracted=GONE)])
def test_a_record_is_withdrawn_from_its_day(record: Record) -> None:
    assert known(record, day(DAY)).retracted is None
    assert known(record, day(AFTER)).retracted == record.retracted


def test_an_event_is_withdrawn_from_its_day_and_stays() -> None:
    whole = track(event("talks", BEFORE, retracted=GONE))
    assert [event.retracted for event in known(whole, day(DAY)).events] == [None]
    assert known(whole, day(AFTER)).events == whole.events


def test_an_answer_that_is_withdrawn_is_still_named() -> None:
    answer = event("announced", BEFORE, id="answer", retracted=GONE)
    whole = track(answer, expected=[expected("2026-06", LAST_MONTH, answered="answer")])
    assert [entry.answered for entry in known(whole, day(AFTER)).expected] == ["answer"]


def test_a_landmark_is_there_while_its_event_is_and_stands() -> None:
    about = ABOUT.but({"landmarks": (Landmark(label=Text("Then"), track="bridge", event="it"),)})
    whole = replace(deal(track(event("talks", BEFORE, id="it", retracted=GONE))), about=about)
    found = [len(known_deal(whole, day(on)).about.landmarks) for on in ("2026-06-14", BEFORE, AFTER)]
    assert found == [0, 1, 0]


def test_a_deal_has_the_sources_that_are_cited_or_had_been_read() -> None:
    cited = deal(track(event("talks", BEFORE, sources=["press"]), event("talks", AFTER, sources=["wire"])))
    assert set(known_deal(cited, day(DAY)).sources) == {"press"}
    assert set(known_deal(cited, day(AFTER)).sources) == {"press", "wire"}


def test_a_source_is_there_once_it_was_read_or_is_cited() -> None:
    def dated(id: str, **dates: str) -> Source:
        return source(id).but({name: event("talks", day).date for name, day in dates.items()})

    sources = (
        dated("published", published=BEFORE),
        dated("read", accessed=BEFORE),
        dated("later", published=AFTER),
        dated("later-and-cited", published=AFTER),
        dated("undated"),
    )
    whole = track(
        event("talks", BEFORE, sources=["later-and-cited"]), event("announced", AFTER, sources=["later"]), sources=sources
    )
    assert [source.id for source in known(whole, day(DAY)).sources] == ["read", "later-and-cited"]
    assert [source.id for source in known(whole, day(AFTER)).sources] == ["read", "later", "later-and-cited"]


@given(histories, days)
def test_its_events_are_those_that_had_happened(events: list[Event], as_of: date) -> None:
    seen = known(track(*events), as_of)
    assert [event.id for event in seen.events] == [event.id for event in known_by(events, as_of)]
    assert known(seen, as_of) == seen


@given(data=st.data(), one=days, other=days)
def test_what_is_known_of_real_records_only_grows(real: Edition, data: st.DataObject, one: date, other: date) -> None:
    record = data.draw(st.sampled_from(list(real.deal.tracks.values())))
    early, late = sorted([one, other])
    before, after = known(record, early), known(record, late)
    for field in ("events", "readings", "positions", "links", "expected", "questions", "corrections", "sources", "points"):
        known_then = [_name(part) for part in getattr(before, field)]
        known_now = [_name(part) for part in getattr(after, field)]
        assert [name for name in known_now if name in known_then] == known_then


def _name(part: Any) -> object:
    """What tells a part from the others of its kind, however much is known of it."""
    return getattr(part, "id", None) or str(getattr(part, "text", None) or getattr(part, "why", None) or part.was)


def test_real_records_are_whole_on_the_last_day_and_what_they_cite_is_described(real: Edition) -> None:
    for record in real.deal.records():
        assert known(record, real.as_of + timedelta(days=1)) == record
        seen = known(record, day("2025-08-30"))
        ids = {event.id for event in seen.events}
        assert {event.answered for event in seen.events} <= ids | {None}
        assert {id for _, id in citations(seen)} <= real.deal.sources.keys()
