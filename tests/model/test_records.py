"""Records: what may be left out, what may not be changed, and names with hyphens in files."""

from dataclasses import FrozenInstanceError, is_dataclass
from functools import cached_property
from typing import Any

import pytest
from making import EXAMPLE, WORDS, event, track, written
from pydantic import TypeAdapter, ValidationError

from dealtracker.model import About, Action, Kind, Link, Record, Source, Text, Track, Vocabulary, deal, records, vocabulary
from dealtracker.model.base import Model
from dealtracker.model.records import Side
from dealtracker.model.vocabulary import Effect

LINK = {"relation": "part-of", "from": "2026", "why": "It is", "sources": ["press"]}
SIDE = {"date": "2026", "says": "A thing", "sources": ["press"]}

text = TypeAdapter(Text).validate_python


def test_a_plain_text_is_english() -> None:
    assert text("A toll") == text({"en": "A toll"}) == Text("A toll")
    assert str(text(15)) == "15"
    assert [str(text(word)) for word in (True, False)] == ["true", "false"]


def test_a_text_is_given_in_the_language_asked_for_or_in_english() -> None:
    both, plain = Text(en="Toll", ko="통행료"), Text(en="Toll")
    assert both.in_language("ko") == ("통행료", "ko")
    assert both.in_language("en") == ("Toll", "en")
    assert plain.in_language("ko") == ("Toll", "en")
    assert text(both) == both


def test_records_cannot_be_changed() -> None:
    record = track()
    with pytest.raises(FrozenInstanceError):
        record.domain = "security"  # type: ignore[misc]


MODELS: set[type[Model]] = {
    value
    for room in (deal, records, vocabulary)
    for value in vars(room).values()
    if isinstance(value, type) and issubclass(value, Model) and value is not Model
}


@pytest.mark.parametrize("model", sorted(MODELS, key=str))
def test_what_records_are_made_of_is_frozen_and_in_slots(model: type[Model]) -> None:
    assert is_dataclass(model)
    with pytest.raises(FrozenInstanceError):
        setattr(object.__new__(model), next(iter(model.fields())), None)
    works_something_out = any(isinstance(value, cached_property) for value in vars(model).values())
    assert ("__dict__" in dir(model)) == works_something_out


def test_a_record_with_another_value_is_another_one() -> None:
    whole = track(event("talks"))
    other = whole.but({"domain": "security", "events": ()})
    assert (other.domain, other.events, other.title) == ("security", (), whole.title)
    assert (whole.domain, len(whole.events)) == ("trade", 1)
    assert type(other) is Track and other != whole and other.but({"domain": "trade", "events": whole.events}) == whole


def test_no_record_has_a_status() -> None:
    for model in (Track, Record):
        assert not {"status", "since", "because", "stage"} & set(model.fields())


@pytest.mark.parametrize("target", [{"track": "ferry"}, {"peer": "westland"}])
def test_a_link_leads_to_one_thing(target: dict[str, str]) -> None:
    assert Link.of(LINK | target)


@pytest.mark.parametrize("target", [{}, {"track": "ferry", "peer": "westland"}])
def test_a_link_to_nothing_or_to_two_things_is_refused(target: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="one `track` or to one `peer`"):
        Link.of(LINK | target)


def test_somebody_speaks_in_every_voice_of_a_reading() -> None:
    assert Side.of(SIDE | {"by": "us"})
    assert Side.of(SIDE | {"who": "A third voice"})
    with pytest.raises(ValidationError, match="nobody speaks here"):
        Side.of(SIDE)


def test_a_source_was_read_in_full_unless_it_says_otherwise() -> None:
    plain = {"id": "page", "title": "A", "publisher": "B", "kind": "press", "language": "en", "url": "https://a.example"}
    assert Source.of(plain).read == "in-full"


@pytest.mark.parametrize(
    ("written_effect", "action", "status"),
    [
        ("none", Action.NONE, None),
        ("resume", Action.RESUME, None),
        ({"up-to": "in-force"}, Action.CLIMB, "in-force"),
        ({"pause": "paused"}, Action.PAUSE, "paused"),
        ({"off-to": "lapsed"}, Action.LEAVE, "lapsed"),
    ],
)
def test_effects_of_kinds_of_event(written_effect: Any, action: Action, status: str | None) -> None:
    words = written(EXAMPLE / "vocabulary.yml")
    words["kinds"] = [{"id": "x", "label": "X", "definition": "X", "effect": written_effect}]
    (kind,) = Vocabulary.of(words).kinds
    assert (kind.effect.action, kind.effect.status) == (action, status)


@pytest.mark.parametrize("effect", ["climb", {"up-to": "a", "pause": "b"}, {"up-to": 5}, {"over": "a"}, 5, None])
def test_what_is_no_effect_is_refused(effect: Any) -> None:
    with pytest.raises(ValidationError, match="this is not an effect"):
        Kind.of({"id": "x", "label": "X", "definition": "X", "effect": effect})


def test_an_effect_stays_an_effect() -> None:
    effect = Effect(Action.CLIMB, "in-force")
    assert Kind.of({"id": "x", "label": "X", "definition": "X", "effect": effect}).effect is effect


def test_words_are_found_by_their_ids() -> None:
    for words in (WORDS.status, WORDS.kind, WORDS.source_kind, WORDS.read, WORDS.domain, WORDS.relation, WORDS.flag):
        assert all(word.id == id for id, word in words.items())


def test_the_ladder_is_climbed_from_the_lowest_rung() -> None:
    assert [status.id for status in WORDS.ladder] == ["talks", "announced", "on-paper", "enacting", "in-force", "delivered"]
    assert [status.id for status in WORDS.clocked] == ["announced", "on-paper", "in-force"]


@pytest.mark.parametrize("address", ["http://a.example/", "https://a.example", "https://a.example/b", "a.example/"])
def test_the_address_of_the_site_is_encrypted_and_ends_with_a_slash(address: str) -> None:
    about = written(EXAMPLE / "deal.yml")
    with pytest.raises(ValidationError, match="address"):
        About.of(about | {"address": address})


def test_parties_have_a_clock() -> None:
    about = About.of(written(EXAMPLE / "deal.yml"))
    assert str(about.party["north"].zone) == "Europe/Helsinki"
