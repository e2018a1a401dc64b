"""What editors know of the data files: a JSON Schema for each kind of file, with which they complete and explain.

The fields and what they are for come from the models. The words of the vocabulary and the parties are listed, each with
its meaning. Ids of tracks, sources and legal bases are not: each new one would ask for the schemas to be written anew. In
the schema of the vocabulary itself no word is listed, since it is there that new ones are made.

An editor reads YAML 1.2, where `2031` is a number and `2031-09` a text; `check` takes either for what was meant, and so do
the schemas. Otherwise they are a first help, and `check` has the last word. They keep to draft 7, the newest one that
the YAML language server and JetBrains both know in full.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from dealtracker.adding.first_line import SCHEMAS
from dealtracker.model import About, Basis, Deal, Peer, Source, Track, Vocabulary
from dealtracker.model.base import ID_PATTERN
from dealtracker.model.day import PATTERN as DAY_PATTERN
from dealtracker.model.vocabulary import Word

FILES: Mapping[str, Any] = {
    "track": Track,
    "peer": Peer,
    "sources": tuple[Source, ...],
    "bases": tuple[Basis, ...],
    "deal": About,
    "vocabulary": Vocabulary,
}
"""What a file of each kind holds, by the name of its schema."""

_NOTE = "Written by `build.py refresh` from the models, data/vocabulary.yml and data/deal.yml; changes here are lost."
_PLAIN_TEXT = {"type": ["string", "number", "boolean"], "minLength": 1}
_PATTERNS: Mapping[str, Mapping[str, Any]] = {
    ID_PATTERN: {
        "type": ["string", "integer"],
        "patternErrorMessage": "An id is made of lower-case words and digits joined by hyphens, like `fact-sheet`.",
    },
    DAY_PATTERN: {
        "type": ["string", "integer"],
        "minimum": 1000,
        "maximum": 9999,
        "patternErrorMessage": "Write year-month-day with two digits each, like `2025-11-14`; or only `2025-11`, or `2025`.",
    },
}
"""What an editor says instead of showing a pattern, and what a number must be in its stead."""


def schemas(deal: Deal) -> Iterator[tuple[str, str]]:
    """The schema of each kind of file, by its path from the root of the project."""
    words = _words(deal)
    for name, content in FILES.items():
        made = TypeAdapter(content).json_schema(schema_generator=_Written, ref_template="#/definitions/{model}")
        definitions = made.pop("$defs", {})
        for shape in (made, *definitions.values()):
            _list_words(shape, words)
        if text := definitions.get("Text"):
            del text["description"]  # that of the field says more
            definitions["Text"] = {"anyOf": [_PLAIN_TEXT, text]}
        schema = {"$schema": "http://json-schema.org/draft-07/schema#", "$comment": _NOTE, **made, "definitions": definitions}
        yield f"{SCHEMAS}/{name}.json", json.dumps(_as_typed(schema), ensure_ascii=False, indent=2) + "\n"


class _Written(GenerateJsonSchema):
    """Schemas of what people write: a field is there with a value, or it is left out."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """The name of a field says enough."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A default is what nobody writes: an editor must not offer it."""
        inner: Any = schema["schema"]
        return self.generate_inner(inner["schema"] if inner["type"] == "nullable" else inner)

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """The id of a record with a file of its own is the name of the file."""
        made = super().dataclass_schema(schema)
        for name in [name for name, field in schema["cls"].fields().items() if field.exclude]:
            del made["properties"][name]
            made["required"].remove(name)
        return made


def _words(deal: Deal) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """The words that a field of a model can hold, each with its meaning."""
    words = deal.vocabulary
    parties = {party.id: str(party.name) for party in deal.about.parties}
    return {
        ("Event", "kind"): _meanings(words.kinds),
        ("Event", "by"): parties,
        ("Event", "place"): parties,
        ("Point", "owes"): parties,
        ("Position", "by"): parties,
        ("Side", "by"): parties,
        ("Source", "kind"): _meanings(words.source_kinds),
        ("Source", "read"): _meanings(words.reads),
        ("Track", "domain"): {domain.id: str(domain.label) for domain in words.domains},
        ("Link", "relation"): _meanings(words.relations),
    }


def _meanings(words: Iterable[Word]) -> dict[str, str]:
    return {word.id: f"{word.label}. {word.definition}" for word in words}


def _list_words(shape: dict[str, Any], words: Mapping[tuple[str, str], Mapping[str, str]]) -> None:
    """Say of each field that holds words, or a list of them, which there are."""
    for name, field in shape.get("properties", {}).items():
        listed = words.get((shape["title"], name))
        if listed is not None:
            holder = field.get("items", field)
            del holder["pattern"], holder["maxLength"]
            holder["enum"] = list(listed)
            holder["enumDescriptions"] = list(listed.values())  # read by the YAML language server
            holder["x-intellij-enum-metadata"] = {word: {"description": meaning} for word, meaning in listed.items()}


def _as_typed(shape: Any) -> Any:
    """A schema, or a part of one, that takes what people may type, and says in words what it wants."""
    if isinstance(shape, list):
        return [_as_typed(part) for part in shape]
    if not isinstance(shape, dict):
        return shape
    made = {key: _as_typed(part) for key, part in shape.items()}
    if "$ref" in made and len(made) > 1:  # in draft 7, nothing counts that stands beside a reference
        made["allOf"] = [{"$ref": made.pop("$ref")}]
    if made.get("type") == "string" and not made.keys() & {"enum", "const", "pattern"}:
        made["type"] = ["string", "number"]
    if "patternProperties" in made:
        made["additionalProperties"] = False
    return {**made, **_PATTERNS.get(str(made.get("pattern")), {})}
