"""JSON for programs: everything that the pages say, at addresses that stay, each document described by a schema.

worked.py      the shape of what was worked out       making.py    fills it from the standing
documents.py   the documents                          shelf.py     fills them from an edition
schema.py      JSON Schemas, and the OpenAPI document
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from dealtracker.model import Record
from dealtracker.outputs.api import documents as doc
from dealtracker.outputs.api.schema import json_schema, openapi
from dealtracker.outputs.api.shelf import Shelf
from dealtracker.pages import Edition
from dealtracker.pages.takeaway import Address, File, Takeaway
from dealtracker.standing.known import UNSAID


def files(edition: Edition) -> Iterator[File]:
    """Every document, the schema of each kind, and the OpenAPI document; in UTF-8, one line each."""
    for path, document in Shelf(edition).documents():
        yield path, as_json(document)
    for name in doc.DOCUMENTS:
        yield doc.schema_path(name), _pretty(json_schema(edition, name))
    yield doc.OPENAPI, _pretty(openapi(edition))


def as_json(document: doc.Document) -> str:
    """A document as it is published. What is not there is left out."""
    return document.model_dump_json(by_alias=True, exclude_none=True, exclude=_unsaid(document)) + "\n"


def _unsaid(document: doc.Document) -> dict[str, Any] | None:
    """The summaries that know more than the day, in the form in which pydantic is told what to leave out."""
    match document:
        case doc.TrackDocument(record=record):
            return _without([record]).get(0)
        case doc.PeerList(peers=peers):
            return {"peers": _without([peer.record for peer in peers])}
        case doc.BasisList(bases=bases):
            return {"bases": _without([basis.record for basis in bases])}
    return None


def _without(records: Sequence[Record]) -> dict[int, Any]:
    return {number: {"record": {"summary"}} for number, record in enumerate(records) if record.summary == UNSAID}


def _pretty(value: dict[str, Any]) -> str:
    """A schema, for people to read as well."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


TAKEAWAY = Takeaway(
    id="json",
    title="JSON",
    for_whom=(
        "For programs that ask where something stands, why, and what that rests on. In each document `record` is what people"
        " wrote, with the names of the record format, and `standing` is what was worked out from it; where a list is long,"
        " `next` leads to its next part. Start with `index.json`."
    ),
    version=doc.VERSION,
    standard=("OpenAPI 3.1 and JSON Schema 2020-12", "https://spec.openapis.org/oas/v3.1.0"),
    addresses=(
        *(
            Address(doc.path(name), doc.MEDIA, doc.what(name), *(("This track as JSON", "JSON") if name == "track" else ()))
            for name in doc.DOCUMENTS
        ),
        Address(doc.OPENAPI, doc.MEDIA, "The OpenAPI document: every address here, and what is there."),
        *(
            Address(doc.schema_path(name), "application/schema+json", f"The JSON Schema of `{doc.path(name)}`.", aside=True)
            for name in doc.DOCUMENTS
        ),
    ),
    files=files,
)
