"""Mending: whatever is wrong in a record, the rest of it can still be looked at, in its own place."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import EXAMPLE, written
from pydantic import ValidationError

from dealtracker.model import About, Track
from dealtracker.rules.mending import mended, under
from dealtracker.rules.shape import findings

TRACK = {"id": "bridge-toll", **written(EXAMPLE / "tracks" / "bridge-toll.yml")}
Way = tuple[str | int, ...]


def ways(value: Any, way: Way = ()) -> list[Way]:
    """The ways to every value inside a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(found for key, item in inner for found in ways(item, (*way, key)))]


def holder(value: Any, way: Way) -> Any:
    for key in way[:-1]:
        value = value[key]
    return value


def mend(value: Any, model: type[Track] = Track) -> tuple[Track | None, list[Way]]:
    with pytest.raises(ValidationError) as raised:
        model.of(value)
    assert findings(model, value, raised.value)
    record, touched = mended(model, value, raised.value)
    return record, list(touched)


def is_right(value: Any) -> bool:
    try:
        Track.of(value)
    except ValidationError:
        return False
    return True


keys = st.sampled_from(["id", "en", "x y", "-id", "date", "by"])
garbage = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["unheard-of", "2026-01-01", "Bad Id"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=4,
)


@given(st.lists(st.tuples(st.sampled_from(ways(TRACK)[1:]), garbage | st.just("remove")), min_size=1, max_size=8))
def test_a_record_can_be_mended_whatever_stands_anywhere_in_it(changes: list[tuple[Way, Any]]) -> None:
    value = deepcopy(TRACK)
    for way, new in changes:
        if way in ways(value):
            if new == "remove":
                del holder(value, way)[way[-1]]
            else:
                holder(value, way)[way[-1]] = new
    if not is_right(value):
        record, touched = mend(value)
        assert record is not None
        assert touched


@pytest.mark.parametrize("way", [way for way in ways(TRACK)[1:] if isinstance(holder(TRACK, way)[way[-1]], str)])
def test_only_the_broken_place_is_mended(way: Way) -> None:
    value = deepcopy(TRACK)
    holder(value, way)[way[-1]] = {"a b": {"c d": 1}}
    record, touched = mend(value)
    assert record is not None
    assert under(way, touched)
    beside = [other for other in ways(TRACK) if under(other, touched)]
    assert all(under(other, [way]) or under(way, [other]) for other in beside), beside


def test_a_record_that_is_no_mapping_cannot_be_mended() -> None:
    assert mend(["a", "list"]) == (None, [])


@pytest.mark.parametrize("model", [Track, About])
def test_a_record_with_nothing_in_it_can_be_mended(model: type[Track]) -> None:
    record, _ = mend({}, model)
    assert record is not None


def test_a_broken_date_is_put_beside_its_neighbours() -> None:
    value = deepcopy(TRACK)
    for number, date in ((0, "14/11/2025"), (1, "2031-02-30"), (2, None)):
        value["events"][number]["date"] = date
    record, _ = mend(value)
    assert record is not None
    assert [str(event.date) for event in record.events] == ["2031-09-15"] * 4


def test_dates_that_are_all_broken_are_long_ago() -> None:
    value = deepcopy(TRACK) | {"retracted": {"date": "never", "why": "It is gone."}}
    for event in value["events"]:
        event["date"] = "never"
    record, _ = mend(value)
    assert record is not None
    assert record.retracted is not None
    assert {str(event.date) for event in record.events} | {str(record.retracted.date)} == {"2000-01-01"}


def test_what_holds_nothing_of_a_track_is_replaced_by_something_harmless() -> None:
    value = deepcopy(TRACK) | {"events": ["An event"], "readings": ["A reading"], "links": ["A link"], "sources": "A source"}
    record, touched = mend(value)
    assert record is not None
    assert (record.events[0].kind, record.links[0].track, len(record.readings[0].sides)) == ("unknown", "unknown", 2)
    assert {way[0] for way in touched} == {"events", "readings", "links", "sources"}
