"""Mending a record that is broken in places, so that one mistake does not hide the next.

Whatever the models refuse is replaced by something harmless; the rules then look at the rest. What they find at a mended
place is a consequence and is not said.
"""

from collections.abc import Collection
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dealtracker.model.base import Model
from dealtracker.rules.base import Keys
from dealtracker.rules.shape import UNKNOWN, is_counted_wrong, named

M = TypeVar("M", bound=Model)

_LONG_AGO = "2000-01-01"
_WORD = "unknown"
_STAND_INS: dict[str, Any] = {
    "id": "unnamed",
    "title": "?",
    "summary": "?",
    "text": "?",
    "question": "?",
    "says": "?",
    "why": "?",
    "was": "?",
    "now": "?",
    "from": _LONG_AGO,
    "checked": _LONG_AGO,
    "kind": _WORD,
    "domain": _WORD,
    "relation": _WORD,
    "by": _WORD,
    "track": _WORD,
    "point": _WORD,
    "sources": [_WORD],
    "sides": [],
    "speaker": "?",
    "publisher": "?",
    "language": "en",
    "url": "https://example.org/",
    "name": "?",
    "home": "?",
    "licence": "?",
    "start": _LONG_AGO,
    "capital": "?",
    "address": "https://example.org/",
    "parties": [],
    "time-zone": "UTC",
}
"""For each field that may not be left out; `date` is worked out from its neighbours."""

_ESSENTIAL: dict[str, dict[str, Any]] = {"links": {"track": _WORD, "peer": None}, "sides": {"by": _WORD}}
"""What an entry needs that has every field and still says too little."""

_ROUNDS = 6
"""An entry that is no entry at all is replaced, gets its fields, and then what they need: each takes a round."""


def mended(model: type[M], value: object, error: ValidationError) -> tuple[M | None, Collection[Keys]]:
    """The record without what is wrong in it, and the places where it was mended; None where nothing of it can be read."""
    copy = deepcopy(value)
    touched: dict[Keys, None] = {}
    for _ in range(_ROUNDS):
        details = error.errors(include_url=False)
        wrong = {_place(detail) for detail in details}
        now: dict[Keys, None] = {}
        for detail in details:
            if not under(_place(detail), now):
                now |= dict.fromkeys(_mend(copy, detail, wrong, touched))
        touched |= now
        try:
            return model.of(copy), touched
        except ValidationError as again:
            error = again
    return None, touched


def under(keys: Keys, touched: Collection[Keys]) -> bool:
    """Whether a place lies at or under one that was mended."""
    return any(keys[:length] in touched for length in range(len(keys) + 1))


def _place(detail: ErrorDetails) -> Keys:
    return detail["loc"] if detail["type"] == UNKNOWN else named(detail["loc"])


def _mend(record: Any, detail: ErrorDetails, wrong: set[Keys], touched: Collection[Keys]) -> list[Keys]:
    """Mend one place of a record; the places that were touched."""
    keys = _place(detail)
    if not keys:
        return []
    *way, last = keys
    holder = record
    for key in way:
        holder = holder[key]
    if is_counted_wrong(detail):
        return []
    if isinstance(last, int):
        return _mend_entry(holder, last, keys, detail)
    if detail["type"] == "too_short":
        holder[last] = [*holder[last], *({} for _ in range(detail["ctx"]["min_length"] - len(holder[last])))]
    elif detail["type"] == UNKNOWN or keys in touched:
        holder.pop(last, None)
    elif last == "date":
        holder[last] = _date_beside(record, keys, wrong)
    elif last in _STAND_INS:
        holder[last] = deepcopy(_STAND_INS[last])
    else:
        holder.pop(last, None)
    return [keys]


def _mend_entry(entries: list[Any], number: int, keys: Keys, detail: ErrorDetails) -> list[Keys]:
    if detail["type"] == "dataclass_type":
        entries[number] = {}
        return [keys]
    if detail["type"] == "missing-field":
        essential = _ESSENTIAL[str(keys[-2])]
        entries[number] |= essential
        return [(*keys, name) for name in essential]
    entries[number] = _WORD
    return [keys]


def _date_beside(record: Any, keys: Keys, wrong: set[Keys]) -> object:
    """A date that is right beside its neighbours, so that a broken date is not also out of order."""
    *way, number, _ = keys
    entries: Any = record
    for key in way:
        entries = entries[key]
    if isinstance(entries, list) and isinstance(number, int):
        for other in (*range(number - 1, -1, -1), *range(number + 1, len(entries))):
            if (*way, other, "date") not in wrong and isinstance(entries[other], dict) and "date" in entries[other]:
                return entries[other]["date"]
    return _LONG_AGO
