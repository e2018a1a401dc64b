"""Rules about the shape of a record: which fields it has and what each holds. The models find the trouble; this module
says it in words that help, and mends the value so that one mistake does not hide the next.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dealtracker.problems import did_you_mean, shortened, some_of
from dealtracker.rules.base import Example, Finding, Keys, Rule, Scope
from dealtracker.rules.ids import slug

unknown_field = Rule(
    "unknown-field",
    "A field that the format does not know would be lost without a word.",
    Example("    ▸source: [ordinance-44]", "    sources: [ordinance-44]"),
    scope=Scope.SHAPE,
)

missing_field = Rule(
    "missing-field",
    "Without this field a reader could not tell what the entry says, or how we know.",
    Example(
        "  - ▸id: ordinance\n    effective: 2031-09-01\n    place", "  - id: ordinance\n    date: 2031-09-15\n    effective: 2031-09-01\n    place"
    ),
    scope=Scope.SHAPE,
)

status_written = Rule(
    "status-written",
    "A status is never typed: it follows from dated, sourced events, so that it cannot be forgotten or wished for.",
    Example("domain: trade\n▸status: in-force", "domain: trade"),
    scope=Scope.SHAPE,
)

wrong_shape = Rule(
    "wrong-shape",
    "A list where one word belongs, or a word where a list belongs, cannot be read as it was meant.",
    Example("    by: ▸south\n    title: An ordinance", "    by: [south]\n    title: An ordinance"),
    scope=Scope.SHAPE,
)

RULES = (unknown_field, missing_field, status_written, wrong_shape)

_COMPUTED = ("status", "since", "because", "evidence", "stage", "flags")
_NOUN = {
    "events": "event", "points": "point", "readings": "reading", "links": "link", "positions": "position", "expected": "expectation",
    "questions": "question", "sources": "source", "sides": "voice", "corrections": "correction", "parties": "party",
    "statuses": "status", "kinds": "kind", "comparison": "row",
}  # fmt: skip
_TYPES = {
    "string_type": "a text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "fields of its own",
    "mapping_type": "fields of its own",
    "model_type": "fields of its own",
    "model_attributes_type": "fields of its own",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "bool_type": "`true` or `false`",
    "bool_parsing": "`true` or `false`",
}
_OWN_WORDS = ("date-format", "date-not-in-calendar", "wrong-shape", "missing-field", "word-not-known")


def findings(model: type[BaseModel], value: object, error: ValidationError) -> list[tuple[str, Finding]]:
    """What the models found wrong with a value, each with the name of its rule, and each cause once."""
    details = error.errors(include_url=False)
    renamed = {
        (*detail["loc"][:-1], near)
        for detail in details
        if detail["type"] == "extra_forbidden" and (near := _near_field(model, detail["loc"])) is not None
    }
    found: list[tuple[str, Finding]] = []
    for detail in details:
        if detail["type"] == "missing" and detail["loc"] in renamed:
            continue  # the field is there, under a name that is reported already
        found.append(_finding(model, value, detail))
    return found


def _finding(model: type[BaseModel], value: object, detail: ErrorDetails) -> tuple[str, Finding]:
    keys: Keys = detail["loc"]
    kind, context = detail["type"], detail.get("ctx") or {}
    said = shortened(detail["input"])
    if kind == "extra_forbidden":
        return _unknown(model, keys)
    if kind == "missing":
        fields = _fields_at(model, keys[:-1])
        about = f": {_lower(fields[str(keys[-1])])}" if str(keys[-1]) in fields else ""
        what = _called(value, keys[:-1])
        return "missing-field", Finding(keys[:-1], f"{what} has no `{keys[-1]}`", f"add `{keys[-1]}:`{about}")
    if kind in ("too_short", "string_too_short") or detail["input"] is None:
        what = "empty" if kind != "too_short" or not detail["input"] else "too short"
        least = context.get("min_length", 1)
        hint = f"write at least {least} entries" if least > 1 else "fill it, or leave the field out where it may be left out"
        return "missing-field", Finding(_named(keys), f"`{_last_name(keys)}` is {what}", hint, of_key=True)
    if kind in _OWN_WORDS:
        message = detail["msg"]
        hint = str(context.get("hint", "compare it with the example record"))
        return kind, Finding(keys, message, hint)
    if kind == "string_pattern_mismatch" and _last_name(keys) in ("id", *_ID_FIELDS):
        better = slug(str(detail["input"]))
        return "id-form", Finding(keys, f"`{said}` is not an id", f"write `{better}`" if better else "use letters a–z and digits")
    if kind in _TYPES:
        hint = f"write it in brackets: `[{said}]`" if "list" in _TYPES[kind] and isinstance(detail["input"], str) else (
            _meaning(model, keys) or "compare it with the example record"
        )  # fmt: skip
        return "wrong-shape", Finding(keys, f"`{_last_name(keys)}` wants {_TYPES[kind]}, not `{said}`", hint)
    return "wrong-shape", Finding(
        keys, f"`{said}` cannot stand under `{_last_name(keys)}`", _meaning(model, keys) or "compare it with the example record"
    )


_ID_FIELDS = ("sources", "basis", "by", "track", "peer", "answered", "point", "event", "place", "kind", "domain", "relation", "aliases", "points")


def _unknown(model: type[BaseModel], keys: Keys) -> tuple[str, Finding]:
    name = str(keys[-1])
    if name in _COMPUTED:
        return "status-written", Finding(
            keys, f"`{name}` cannot be written by hand", "add the event that changed it; the status follows", of_key=True
        )
    fields = _fields_at(model, keys[:-1])
    if name.startswith("-"):
        hint = f"write `- {name.lstrip('-')}`, with a space after the hyphen"
    elif name == "id":
        hint = "leave it out: the name of the file is the id"
    else:
        near = did_you_mean(name, fields)
        hint = f"did you mean `{near}`?" if near else f"the fields are: {some_of(fields, 20)}"
    where = _NOUN.get(str(keys[-3]), "entry") if len(keys) > 2 and isinstance(keys[-2], int) else "this record"
    of = f"a field of {'an' if where[0] in 'aeiou' else 'a'} {where}" if where != "this record" else "a field of this record"
    return "unknown-field", Finding(keys, f"`{shortened(name)}` is not {of}", hint, of_key=True)


def _near_field(model: type[BaseModel], keys: Keys) -> str | None:
    name = str(keys[-1])
    return None if name in _COMPUTED else did_you_mean(name, _fields_at(model, keys[:-1]))


def _called(value: object, keys: Keys) -> str:
    """What to call the thing at `keys` in a message: “event `fact-sheet`”, or “this record”."""
    noun = next((_NOUN[str(key)] for key in reversed(keys) if str(key) in _NOUN), None)
    for key in keys:
        try:
            value = value[key]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return "this entry"
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return f"{noun or 'entry'} `{shortened(value['id'])}`"
    return f"this {noun}" if noun else "this record"


def _named(keys: Keys) -> Keys:
    """The way to a field itself: the language inside a text is not a place that the writer sees."""
    return keys[:-1] if keys and keys[-1] == "en" and len(keys) > 1 else keys


def _last_name(keys: Keys) -> str:
    names = [str(key) for key in _named(keys) if isinstance(key, str)]
    return names[-1] if names else "this record"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".") if sentence else ""


def _meaning(model: type[BaseModel], keys: Keys) -> str | None:
    keys = _named(keys)
    while keys and isinstance(keys[-1], int):
        keys = keys[:-1]
    described = _fields_at(model, keys[:-1]).get(str(keys[-1])) if keys else None
    return f"{_last_name(keys)}: {_lower(described)}" if described else None


def _fields_at(model: type[BaseModel], keys: Keys) -> dict[str, str]:
    """The fields that may stand at a place of a record, with their descriptions."""
    here: type[BaseModel] | None = model
    for key in keys:
        if isinstance(key, int) or here is None:
            continue
        here = next(
            (_model_in(field.annotation) for name, field in here.model_fields.items() if (field.alias or name) == key), None
        )
    if here is None:
        return {}
    return {
        field.alias or name: field.description or ""
        for name, field in here.model_fields.items()
        if not field.exclude
    }  # fmt: skip


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `tuple[Event, ...]` or `Quote | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType, tuple, Mapping) or get_args(annotation):
        for part in get_args(annotation):
            found = _model_in(part)
            if found is not None:
                return found
    return None


def mended(value: Any, error: ValidationError, stand_in: Mapping[str, Any]) -> tuple[Any, list[Keys]]:
    """A copy of the value in which everything wrong is replaced by something harmless, and where that was done.

    Rules that come later look at the copy, and what they find at a mended place is a consequence and is not said.
    """
    copy = deepcopy(value)
    touched: list[Keys] = []
    for detail in sorted(error.errors(include_url=False), key=lambda detail: _depth_first(detail["loc"]), reverse=True):
        keys: Keys = _named(detail["loc"])
        touched.append(keys)
        _mend(copy, keys, stand_in, remove=detail["type"] == "extra_forbidden")
    return copy, touched


def _depth_first(keys: Sequence[str | int]) -> tuple[str, ...]:
    return tuple(f"{key:09d}" if isinstance(key, int) else key for key in keys)


def _mend(value: Any, keys: Keys, stand_in: Mapping[str, Any], *, remove: bool) -> None:
    if not keys:
        return
    *way, last = keys
    holders = [value]
    for key in way:
        try:
            holders.append(holders[-1][key])
        except (KeyError, IndexError, TypeError):
            return
    holder = holders[-1]
    if isinstance(holder, list):
        if isinstance(last, int) and last < len(holder):
            del holder[last]
    elif isinstance(holder, dict):
        if last in stand_in and not remove:
            holder[last] = _neighbour_date(holders, way) if stand_in[str(last)] == "date" else stand_in[str(last)]
        else:
            holder.pop(last, None)


def _neighbour_date(holders: list[Any], way: list[str | int]) -> str:
    """A date that is right beside its neighbours, so that a broken date is not also out of order."""
    if len(holders) > 1 and isinstance(holders[-2], list) and way and isinstance(way[-1], int):
        at = way[-1]
        for other in [*reversed(holders[-2][:at]), *holders[-2][at + 1 :]]:
            if isinstance(other, dict) and isinstance(other.get("date"), str):
                return str(other["date"])
    return "2000-01-01"


def under(keys: Keys, touched: Sequence[Keys]) -> bool:
    """Whether a place lies at or under one that was mended."""
    return any(keys[: len(place)] == place for place in touched)

