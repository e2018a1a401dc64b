"""What describes the tables to programs: `datapackage.json` for the CSV files, `metadata.json` for Datasette."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

from dealtracker.outputs.tables.database import NAME, views
from dealtracker.outputs.tables.licence import licence_address, licence_id
from dealtracker.outputs.tables.shape import AnyTable, Column, Kind
from dealtracker.pages.edition import Edition

Described: TypeAlias = dict[str, Any]

VERSION = "1.0.0"
"""Of the form of the tables: the first number changes when a table or a column goes or means something else."""

PROFILES = "https://datapackage.org/profiles/2.0"

TYPES: dict[Kind, Described] = {
    Kind.TEXT: {"type": "string"},
    Kind.ID: {"type": "string"},
    Kind.IDS: {"type": "list", "delimiter": " ", "itemType": "string"},
    Kind.DAY: {"type": "string", "constraints": {"pattern": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}},
    Kind.DATE: {"type": "date"},
    Kind.NUMBER: {"type": "integer"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.PAGE: {"type": "string", "format": "uri"},
}
"""The types of columns as Table Schema has them. A date that may be only a month is no `date` there, but a text."""

GUARD = (
    "A text that a spreadsheet could take for a formula has an apostrophe before it: one that begins with = + - @ (also "
    "full-width, also after spaces or quotes) or with a tab or a line break, or in which that follows a semicolon. To get "
    "the text back, take away the apostrophe that stands there."
)


@dataclass(frozen=True, slots=True)
class Written:
    """What the descriptor says of a file: how many bytes it has, and their digest."""

    size: int
    digest: str

    @classmethod
    def of(cls, file: bytes) -> Self:
        """What it says of these bytes."""
        return cls(len(file), hashlib.sha256(file).hexdigest())


def data_package(edition: Edition, tables: Sequence[AnyTable], files: Mapping[str, Written]) -> str:
    """The descriptor of the CSV files, by https://datapackage.org/standard/data-package/. `files` are theirs, by table."""
    about = edition.deal.about
    plain = edition.renderer.plain
    return _json(
        {
            "$schema": f"{PROFILES}/datapackage.json",
            "name": NAME,
            "id": f"{about.address}tables/datapackage.json",
            "title": f"{plain(about.name)}: {plain(about.title)}",
            "description": f"{plain(about.summary)}\n\n{GUARD}",
            "homepage": about.address,
            "version": VERSION,
            "created": f"{edition.as_of}T00:00:00Z",
            "licenses": [_licence(edition)],
            "sources": [{"title": plain(about.name), "path": about.repository or about.address}],
            "contributors": [{"title": plain(about.name), "path": about.address, "roles": ["publisher"]}],
            "resources": [_resource(edition, table, files[table.name]) for table in tables],
        }
    )


def _licence(edition: Edition) -> Described:
    licence = edition.renderer.plain(edition.deal.about.licence)
    address = licence_address(licence)
    return {"name": licence_id(licence), "title": licence} | ({"path": address} if address else {})


def _resource(edition: Edition, table: AnyTable, file: Written) -> Described:
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": table.name,
        "path": f"{table.name}.csv",
        "type": "table",
        "title": table.title,
        "description": table.what,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.digest}",
        "schema": _schema(edition, table),
    }


def _schema(edition: Edition, table: AnyTable) -> Described:
    schema: Described = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(edition, column, is_key=table.key == (column.name,)) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if refers := [_reference(table, column) for column in table.columns if column.refers]:
        schema["foreignKeys"] = refers
    return schema


def _field(edition: Edition, column: Column[Any], *, is_key: bool) -> Described:
    constraints: Described = {"required": True} if column.is_required else {}
    field: Described = {"name": column.name, "description": column.what} | TYPES[column.kind]
    if is_key:
        constraints["unique"] = True
    if column.words and (words := column.words(edition.deal)):
        constraints["enum"] = list(words)
        field["categories"] = [{"value": id, "label": edition.renderer.plain(label)} for id, label in words.items()]
    if constraints := field.get("constraints", {}) | constraints:
        field["constraints"] = constraints
    return field


def _reference(table: AnyTable, column: Column[Any]) -> Described:
    """A column that holds the key of a table. For the same table, the standard wants its name left out."""
    other = {} if column.refers == table.name else {"resource": column.refers}
    return {"fields": [column.name], "reference": other | {"fields": ["id"]}}


def datasette(edition: Edition, tables: Sequence[AnyTable]) -> str:
    """What Datasette shows beside the database: titles, descriptions and the licence. See https://docs.datasette.io."""
    about = edition.deal.about
    plain = edition.renderer.plain
    licence = plain(about.licence)
    rights = {"license": licence, "source": plain(about.name), "source_url": about.address}
    if address := licence_address(licence):
        rights["license_url"] = address
    shown: Described = {
        table.name: {
            "title": table.title,
            "description": table.what,
            "columns": {column.name: column.what for column in table.columns},
        }
        for table in tables
    }
    shown |= {view.name: {"title": view.title, "description": view.what} for view in views(edition.words)}
    about_all = {"title": f"{plain(about.name)}: {plain(about.title)}", "description": plain(about.summary)}
    return _json(about_all | rights | {"databases": {NAME: {"tables": shown}}})


def _json(value: Described) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
