"""The words of the vocabulary, and the vocabulary itself."""

from typing import Any

import pytest
from judging import findings, places
from making import EXAMPLE, WORDS, event, link, peer, reading, source, track, written

from dealtracker.model import Vocabulary
from dealtracker.rules.words import vocabulary_findings


def test_every_word_of_a_record_is_looked_up() -> None:
    said = {"date": "2026", "says": "A thing", "sources": ["press"]}
    record = track(
        event("fight", place="moon", by=["us", "mars"]),
        points=[{"id": "toll", "title": "Toll", "owes": "mars"}, {"id": "quota", "title": "Quota"}],
        positions=[{"by": "mars", "date": "2026", "text": "Wants it", "sources": ["press"]}],
        readings=[reading(sides=[said | {"by": "mars"}, said | {"who": "A voice"}])],
        links=[link("married-to", "ferry")],
        domain="love",
    )
    assert sorted(places("word-not-known", record)) == [
        "domain",
        "events.0.by.0",
        "events.0.by.1",
        "events.0.kind",
        "events.0.place",
        "links.0.relation",
        "points.0.owes",
        "positions.0.by",
        "readings.0.sides.0.by",
    ]


def test_a_peer_has_no_domain() -> None:
    assert places("word-not-known", peer(event("signed"))) == []


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("text-publish", "did you mean `text-published`?"),
        ("In-Force", "did you mean `in-force`?"),
        ("enacted ", "did you mean `enacted`?"),
        ("xyz", f"write one of: {', '.join(WORDS.kind)}"),
    ],
)
def test_a_near_miss_gets_the_word_and_anything_else_the_list(word: str, hint: str) -> None:
    record = track(event("signed").but({"kind": word}))
    assert [finding.hint for finding in findings("word-not-known", record)] == [hint]


def test_kind_and_way_of_reading_of_a_source_are_looked_up() -> None:
    assert places("source-word-not-known", source("page", kind="law", read="twice")) == ["kind", "read"]
    assert places("source-word-not-known", source("page")) == []


# The vocabulary

WRITTEN = written(EXAMPLE / "vocabulary.yml")


def broken(**changes: Any) -> list[str]:
    found = vocabulary_findings(Vocabulary.of(WRITTEN | changes))
    return [f"{'.'.join(map(str, finding.keys))}: {finding.message}" for finding in found]


def changed(name: str, number: int, **fields: Any) -> list[dict[str, Any]]:
    entries = list(WRITTEN[name])
    entries[number] = entries[number] | fields
    return entries


def test_the_vocabulary_of_the_example_is_right() -> None:
    assert broken() == []


@pytest.mark.parametrize("name", ["statuses", "kinds", "source-kinds", "reads", "domains", "relations", "flags"])
def test_a_word_is_defined_once(name: str) -> None:
    again = WRITTEN[name][-1]
    assert f"{name}.{len(WRITTEN[name])}.id: `{again['id']}` is defined twice" in broken(**{name: [*WRITTEN[name], again]})


def test_a_ladder_has_rungs() -> None:
    statuses = [{key: value for key, value in status.items() if key != "rung"} for status in WRITTEN["statuses"]]
    assert "statuses: no status has a `rung`" in broken(statuses=statuses)


def test_two_statuses_do_not_stand_on_one_rung() -> None:
    assert broken(statuses=changed("statuses", 2, rung=1)) == [
        "statuses.2.rung: `on-paper` and `announced` stand on the same rung"
    ]


def test_a_status_asks_for_kinds_of_source_that_there_are() -> None:
    assert broken(statuses=changed("statuses", 2, asks=["legal", "rumour"])) == [
        "statuses.2.asks.1: `rumour` is not a kind of source"
    ]


@pytest.mark.parametrize(
    ("effect", "message"),
    [
        ({"up-to": "paused"}, "kinds.5.effect.up-to: `paused` is not a status with a rung"),
        ({"pause": "in-force"}, "kinds.5.effect.pause: `in-force` is not a status beside the ladder"),
        ({"off-to": "gone"}, "kinds.5.effect.off-to: `gone` is not a status beside the ladder"),
    ],
)
def test_a_kind_of_event_leads_where_its_effect_can_lead(effect: dict[str, str], message: str) -> None:
    assert broken(kinds=changed("kinds", 5, effect=effect)) == [message]


def test_flags_are_those_that_the_program_raises() -> None:
    assert broken(kinds=changed("kinds", 5, raises="at-rest")) == ["kinds.5.raises: `at-rest` is not a flag that events raise"]
    assert broken(flags=changed("flags", 0, id="angry")) == [
        "flags.0.id: `angry` is not a flag that the program raises",
        "flags: the flag `disputed` has no words",
    ]
