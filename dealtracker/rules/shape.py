"""Rules about the shape of a record: which fields it has and what each holds. The models find the trouble; this module
says it in words that help.
"""

from collections.abc import Mapping
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dealtracker import limits
from dealtracker.model import Text
from dealtracker.model.base import ID_PATTERN, Model
from dealtracker.model.text import Languages
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
        "  - ▸id: ordinance\n    effective: 2031-09-01\n    place",
        "  - id: ordinance\n    date: 2031-09-15\n    effective: 2031-09-01\n    place",
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

SAID = 1_000
"""So many mistakes of one record are said. Nobody makes as many by hand, and nobody reads them."""

_COMPUTED = ("status", "since", "because", "evidence", "stage", "flags")
_NOUN = {
    "events": "event",
    "points": "point",
    "readings": "reading",
    "links": "link",
    "positions": "position",
    "expected": "expectation",
    "questions": "question",
    "sources": "source",
    "sides": "voice",
    "corrections": "correction",
    "parties": "party",
    "statuses": "status",
    "kinds": "kind",
    "comparison": "row",
    "landmarks": "landmark",
    "Source": "source",
    "Basis": "legal basis",
}
"""What to call an entry, by the field that lists it; by the name of the model where a file lists it."""

_TYPES = {
    "string_type": "a text",
    "tuple_type": "a list",
    "dict_type": "fields of its own",
    "dataclass_type": "fields of its own",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "bool_type": "`true` or `false`",
    "bool_parsing": "`true` or `false`",
}
UNKNOWN = "unexpected_keyword_argument"
"""What pydantic calls a field that a model does not have."""

_OWN_WORDS = ("date-format", "date-not-in-calendar", "wrong-shape", "missing-field", "word-not-known", "invisible-character")
_COMPARE = "compare it with the example record"


def findings(model: type[Model], value: object, error: ValidationError) -> list[tuple[str, Finding]]:
    """What the models found wrong with a value, each with the name of its rule, and each cause once; at most `SAID`."""
    details = [detail for detail in error.errors(include_url=False) if not is_counted_wrong(detail)]
    meant = {there for detail in details if detail["type"] == UNKNOWN for there in _meant(model, detail["loc"])}
    return [
        _finding(model, value, detail)
        for detail in details[:SAID]
        if not (detail["type"] == "missing" and detail["loc"] in meant)  # it is there, under a name that is reported
    ]


def is_counted_wrong(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because some of its entries are wrong: those are reported."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _meant(model: type[Model], keys: Keys) -> list[Keys]:
    """The fields that an unknown field may stand for."""
    *way, name = keys
    here = _model_at(model, keys[:-1])
    near = _near(here, str(name))
    return [(*way, meant) for meant in (near, "en" if here is Languages else None) if meant is not None]


def _finding(model: type[Model], value: object, detail: ErrorDetails) -> tuple[str, Finding]:
    keys, kind, context = detail["loc"], detail["type"], detail.get("ctx") or {}
    if kind == UNKNOWN:
        return _unknown(model, keys)
    if kind == "missing":
        about = _described(_model_at(model, keys[:-1])).get(str(keys[-1]))
        hint = f"add `{keys[-1]}:`: {_lower(about)}" if about else f"add `{keys[-1]}:`"
        return "missing-field", Finding(keys[:-1], f"{_called(model, value, keys[:-1])} has no `{keys[-1]}`", hint)
    if kind in ("too_short", "string_too_short") or detail["input"] is None:
        return "missing-field", _empty(keys, detail["input"], context.get("min_length", 1))
    if kind in _OWN_WORDS:
        said = str(context.get("said", ""))
        return kind, Finding(keys, detail["msg"].replace(f"`{said}`", f"`{shortened(said)}`"), str(context.get("hint", _COMPARE)))
    return _other(model, detail)


def _other(model: type[Model], detail: ErrorDetails) -> tuple[str, Finding]:
    keys, kind, context, said = detail["loc"], detail["type"], detail.get("ctx") or {}, detail["input"]
    most = context.get("max_length")
    if context.get("pattern") == ID_PATTERN or most == limits.ID:
        return "id-form", _not_an_id(keys, str(said), too_long=most is not None)
    if kind == "string_too_long":
        message = f"`{_last_name(keys)}` has {len(str(said)):,} characters; at most {most:,} are allowed"
        return "text-too-long", Finding(named(keys), message, "leave out what nobody needs to find the page")
    return "wrong-shape", _misfit(keys, said, _TYPES.get(kind), _meaning(model, keys))


def _empty(keys: Keys, written: object, least: int) -> Finding:
    hint = f"write at least {least} entries" if least > 1 else "fill it, or leave the field out where it may be left out"
    return Finding(named(keys), f"`{_last_name(keys)}` is {'too short' if written else 'empty'}", hint, of_key=True)


def _misfit(keys: Keys, written: object, wants: str | None, hint: str) -> Finding:
    if wants is None:
        return Finding(keys, f"{_said(written)} cannot stand under `{_last_name(keys)}`", hint)
    if wants == "a list" and isinstance(written, str):
        hint = f"write it in brackets: `[{shortened(written)}]`"
    elif wants == "a list" and isinstance(written, dict):
        hint = "begin each entry with a hyphen and a space"
    return Finding(keys, f"`{_last_name(keys)}` wants {wants}, not {_said(written)}", hint)


def _not_an_id(keys: Keys, said: str, *, too_long: bool) -> Finding:
    better = slug(said)
    message = f"{_said(said)} is too long for an id" if too_long else f"{_said(said)} is not an id"
    hint = f"write `{better}`" if better else "use letters a–z and digits"
    return Finding(named(keys), message, hint, of_key=keys[-1] == "[key]")


def _unknown(model: type[Model], keys: Keys) -> tuple[str, Finding]:
    name = str(keys[-1])
    here = _model_at(model, keys[:-1])
    near = _near(here, name)
    if near is None and name in _COMPUTED:
        return "status-written", Finding(
            keys, f"`{name}` cannot be written by hand", "add the event that changed it; the status follows", of_key=True
        )
    if name.startswith("-"):
        hint = f"write `- {name.lstrip('-').strip()}`, with a space after the hyphen"
    elif near is not None:
        hint = f"did you mean `{near}`?"
    elif " " in name:
        hint = "put quotes around the text: a colon and a space make a field of it"
    else:
        hint = f"the fields are: {some_of(_described(here), 20)}"
    return "unknown-field", Finding(keys, f"`{shortened(name)}` is not a field of {_holder(model, keys[:-1])}", hint, of_key=True)


def _near(here: type[Model], name: str) -> str | None:
    """The field that was probably meant: the same one under its name in the program, or one spelt nearly so."""
    field = here.fields().get(name)
    if field is not None and field.alias != name:
        return field.alias
    return None if name in _COMPUTED else did_you_mean(name, _described(here))


def _holder(model: type[Model], keys: Keys) -> str:
    """What a field belongs to: “an event”, “`quote`” or “this record”."""
    if keys and isinstance(keys[-1], str):
        return f"`{keys[-1]}`"
    noun = _NOUN.get(str(keys[-2]), "entry") if keys else _NOUN.get(model.__name__)
    return "this record" if noun is None else f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _called(model: type[Model], value: Any, keys: Keys) -> str:
    """What to call the thing at `keys`: “event `fact-sheet`”, “this link”, “`quote`” or “this record”."""
    if keys and isinstance(keys[-1], str):
        return f"`{keys[-1]}`"
    for key in keys:
        value = value[key]
    noun = _NOUN.get(str(keys[-2]), "entry") if keys else _NOUN.get(model.__name__)
    id = value.get("id")
    return f"{noun} `{shortened(id)}`" if noun and id else f"this {noun or 'record'}"


def named(keys: Keys) -> Keys:
    """The way to a field itself: the language of a plain text, and the mark of a key, are no places that the writer sees."""
    return keys[:-1] if len(keys) > 1 and keys[-1] in ("en", "[key]") else keys


def _last_name(keys: Keys) -> str:
    return next((str(key) for key in reversed(named(keys)) if isinstance(key, str)), "this record")


def _said(written: object) -> str:
    """What somebody wrote, as a message can quote it."""
    if isinstance(written, dict | list):
        return "fields" if isinstance(written, dict) else "a list"
    return f"`{str(written).lower() if isinstance(written, bool) else shortened(written)}`"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _meaning(model: type[Model], keys: Keys) -> str:
    """What a field is for, as a hint."""
    keys = named(keys)
    while keys and isinstance(keys[-1], int):
        keys = keys[:-1]
    described = _described(_model_at(model, keys[:-1])).get(str(keys[-1])) if keys else None
    return f"{keys[-1]}: {_lower(described)}" if described else _COMPARE


def _described(model: type[Model]) -> dict[str, str]:
    """The fields of a model as they are written, each with its description."""
    return {field.alias or name: field.description or "" for name, field in model.fields().items() if not field.exclude}


def _model_at(model: type[Model], keys: Keys) -> type[Model]:
    """The model of the thing that `keys` lead to, or of what holds it where it has none."""
    key_is_free = False
    for key in keys:
        if key_is_free:  # a key of a mapping: a name of people's own, and no field
            key_is_free = False
        elif isinstance(key, str):
            annotation = next(field.annotation for name, field in model.fields().items() if (field.alias or name) == key)
            model, key_is_free = _model_in(annotation) or model, get_origin(annotation) is Mapping
    return model


def _model_in(annotation: Any) -> type[Model] | None:
    """The model inside an annotation such as `tuple[Event, ...]` or `Quote | None`."""
    if annotation is Text:
        return Languages
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part)) is not None), None)
