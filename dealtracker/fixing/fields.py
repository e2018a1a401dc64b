"""What the fields of the format hold, as far as it can be told by their names alone.

A file that is no YAML yet has no records that a model could be asked about. The names are read from the models, so that
a new field needs no line here.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from dealtracker.model import About, Basis, Text, Track, Vocabulary
from dealtracker.model.base import Model, Written
from dealtracker.model.text import Languages


class Holds(Enum):
    """What can stand under a field."""

    PROSE = auto()
    WORD = auto()
    IDS = auto()
    TEXTS = auto()
    ENTRIES = auto()
    FIELDS = auto()


@cache
def fields() -> Mapping[str, frozenset[Holds]]:
    """Every field that some part of a record can have, with what it holds in one or another of them."""
    found: dict[str, frozenset[Holds]] = {}
    for model in _models((Track, Basis, About, Vocabulary, Languages), set()):
        for name, field in model.fields().items():
            written = field.alias or name
            found[written] = found.get(written, frozenset()) | _holds(field)
    return MappingProxyType(found)


def is_prose(name: str | None) -> bool:
    """Whether a field holds texts. The names of people's own, which are those of points, do; None is no field at all."""
    holds = fields().get(name or "")
    return name is not None and (holds is None or bool(holds & {Holds.PROSE, Holds.TEXTS}))


def _models(annotations: Iterable[Any], seen: set[Any]) -> Iterator[type[Model]]:
    """The models that annotations name, and those that these name."""
    for annotation in annotations:
        if _is_model(annotation) and annotation not in seen:
            seen.add(annotation)
            yield annotation
            yield from _models((field.annotation for field in annotation.fields().values()), seen)
        yield from _models(get_args(annotation), seen)


def _holds(field: FieldInfo) -> frozenset[Holds]:
    parts = [part for part in get_args(field.annotation) if part is not type(None)]
    if get_origin(field.annotation) is tuple:
        return frozenset({Holds.ENTRIES if _is_model(parts[0]) else Holds.TEXTS if parts[0] is Text else Holds.IDS})
    if get_origin(field.annotation) is Mapping:
        return frozenset({Holds.FIELDS})
    annotation = parts[0] if parts else field.annotation
    if annotation in (Text, Written) or set(get_args(Written)[1:]) <= set(field.metadata):
        return frozenset({Holds.PROSE})
    return frozenset({Holds.FIELDS if _is_model(annotation) else Holds.WORD})


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Model)
