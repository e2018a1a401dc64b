"""What the documents look like, for programs: a JSON Schema for each, and an OpenAPI document for all of them."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from dealtracker.model import Record
from dealtracker.outputs.api import documents as doc
from dealtracker.pages import Edition

SUMMARY = "Left out as of a day before `told-until`: it would know more."
READ = (
    "In each document `record` is what people wrote, with the names of the record format, and `standing` is what was worked out"
    " from it for the day `as-of`. What is not there is absent, never null; lists are there even when they are empty. Only the"
    " value that an event gives to a point can be null: the event names the point and gives no value. A text is an object with"
    " `en` and, where somebody wrote it, `ko`. A date is a day, a month (`2026-06`) or a year, as exactly as it is known."
    " Long lists are cut into parts; `next` leads from one to the next. Fields may be added to this version."
)


class Published(GenerateJsonSchema):
    """Schemas of documents as they are written: what is not there is absent and never null, lists are there when empty.

    They allow fields that they do not name, because fields may be added to a version.
    """

    def field_is_required(self, field: Any, total: bool) -> bool:  # noqa: ARG002, FBT001
        """Every field is written, except those that stand for something that is not there."""
        return not _may_be_absent(field["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """The name of a field says enough."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A default is what was not written; it makes no difference to who reads."""
        inner = schema["schema"]
        return self.generate_inner(inner["schema"] if _may_be_absent(schema) and inner["type"] == "nullable" else inner)

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Documents are open."""
        made = super().model_schema(schema)
        made.pop("additionalProperties", None)
        return made

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """So is what they are made of; the summary of a record is not there on every day."""
        made = super().dataclass_schema(schema)
        made.pop("additionalProperties", None)
        if issubclass(schema["cls"], Record):
            made["required"].remove("summary")
            about = made["properties"]["summary"]
            about["description"] = f"{about['description']} {SUMMARY}"
        return made


def _may_be_absent(schema: Any) -> bool:
    return schema["type"] == "default" and schema.get("default", ...) is None


@cache
def _shapes() -> dict[str, Any]:
    """The schema of each model that documents are made of, by its name."""
    models = [(model, "serialization") for model in doc.DOCUMENTS.values()]
    _, made = models_json_schema(models, schema_generator=Published)  # type: ignore[arg-type]
    shapes: dict[str, Any] = made["$defs"]
    return shapes


def json_schema(edition: Edition, name: str) -> dict[str, Any]:
    """The JSON Schema of a document, whole in itself."""
    shapes, root = _shapes(), doc.DOCUMENTS[name].__name__
    needed: dict[str, Any] = {}
    ahead = _referred(shapes[root])
    while ahead:
        needed |= {shape: shapes[shape] for shape in ahead}
        ahead = {next for shape in ahead for next in _referred(shapes[shape])} - needed.keys()
    address = edition.deal.about.address + doc.schema_path(name)
    return {"$schema": Published.schema_dialect, "$id": address, **shapes[root], "$defs": dict(sorted(needed.items()))}


def _referred(shape: dict[str, Any]) -> set[str]:
    """The names of the shapes that one refers to."""
    return set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(shape)))


def openapi(edition: Edition) -> dict[str, Any]:
    """The OpenAPI document: every address, and what is there."""
    shapes = json.loads(json.dumps(_shapes()).replace('"#/$defs/', '"#/components/schemas/'))
    about = edition.deal.about
    some_track = next(iter((*edition.standing.tracks, *edition.standing.retracted)), None)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": str(about.name),
            "summary": str(about.title),
            "description": f"{about.summary}\n\n{READ}",
            "version": doc.VERSION,
            "license": {"name": str(about.licence), "url": about.address + "data/#licence"},
        },
        "servers": [{"url": about.address.rstrip("/")}],
        "paths": dict(_paths(about.address, some_track)),
        "components": {"schemas": shapes},
    }


def _paths(root: str, track: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each address, with what is there. One that names a track or a part says so with a parameter."""
    for name, model in doc.DOCUMENTS.items():
        of_tracks = doc.path(name) != doc.path(name, "")
        named = [_parameter("id", "The id of a track.", "string", track)] if of_tracks else []
        example = doc.path(name, track or "") if track or not of_tracks else None
        yield f"/{doc.path(name)}", _get(name, model, named, example and root + example)
        if issubclass(model, doc.ListPart):
            numbered = [_parameter("part", "The number of a part, from `next`; 1 holds the entries at the end.", "integer", 1)]
            yield f"/{doc.part_path(name, '{part}')}", _get(name, model, numbered, None, " A further part.")


def _parameter(name: str, description: str, kind: str, example: object) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "in": "path", "required": True, "description": description, "schema": {"type": kind}}
    return made if example is None else made | {"example": example}


def _get(
    name: str, model: type[doc.Document], parameters: list[dict[str, Any]], example: str | None, more: str = ""
) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
    if example is not None:
        content["examples"] = {"published": {"externalValue": example}}
    made: dict[str, Any] = {
        "operationId": f"{name}-part" if more else name,
        "summary": doc.what(name) + more,
        "responses": {"200": {"description": doc.what(name), "content": {doc.MEDIA: content}}},
    }
    if parameters:
        made["responses"]["404"] = {"description": "There is no such document."}
        made["parameters"] = parameters
    return {"get": made}
