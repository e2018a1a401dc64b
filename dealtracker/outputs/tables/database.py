"""The tables as one SQLite database, with the questions that people come with as views.

The same rows make the same bytes: the database is made in memory, in one transaction, and SQLite writes no date into it.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dealtracker.model import Vocabulary
from dealtracker.outputs.tables.shape import AnyTable, Column, Kind, Rows

NAME = "tracker"
"""The name of the database, and of the package of files: the same for any deal."""

FORM = 1
"""The version of the form, as the database holds it (`PRAGMA user_version`)."""


@dataclass(frozen=True, slots=True)
class View:
    """A question that the database answers: its name, in words, and the query."""

    name: str
    title: str
    what: str
    query: str


def views(words: Vocabulary) -> Iterator[View]:
    """The views. For each two rungs between which days are counted there is one, named after them."""
    yield View(
        "current_status",
        "Where everything stands",
        "Each track with its status in words, since when, because of which event, and how well that is proved.",
        """
        SELECT tracks.id, tracks.title, statuses.label AS status, tracks.evidence, tracks.since,
               events.title AS because, events.sources, tracks.flags, tracks.checked, tracks.page
        FROM tracks
        LEFT JOIN statuses ON statuses.id = tracks.status
        LEFT JOIN events ON events.id = tracks.because
        ORDER BY tracks.rowid
        """,
    )
    yield View(
        "latest_changes",
        "Latest changes",
        "Every change of status in words, the newest first.",
        """
        SELECT changes.date, tracks.title AS track, before.label AS "from", after.label AS "to",
               events.title AS because, changes.evidence, changes.sources, events.page
        FROM changes
        JOIN tracks ON tracks.id = changes.track
        JOIN events ON events.id = changes.because
        LEFT JOIN statuses AS before ON before.id = changes."from"
        JOIN statuses AS after ON after.id = changes."to"
        ORDER BY changes.rowid DESC
        """,
    )
    for start, end in pairwise(words.clocked):
        yield View(
            f"{start.id}_not_{end.id}".replace("-", "_"),
            f"“{start.label}”, not “{end.label}”",
            f"Tracks that reached “{start.label}” and wait for “{end.label}”, the longest wait first.",
            f"""
            SELECT tracks.id, tracks.title, clocks.started AS since, clocks.days, clocks.exact,
                   events.title AS because, events.page
            FROM clocks
            JOIN tracks ON tracks.id = clocks.track
            JOIN events ON events.id = clocks.started_by
            WHERE clocks.running AND clocks."start" = '{start.id}' AND clocks."end" = '{end.id}'
            ORDER BY clocks.days DESC, tracks.id
            """,  # noqa: S608 (ids are words and hyphens)
        )


def database(tables: Sequence[AnyTable], rows: Rows, words: Vocabulary) -> bytes:
    """The database file with these rows, which are in the order of the columns."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute("PRAGMA page_size = 4096")
        made.execute(f"PRAGMA user_version = {FORM}")
        made.execute("BEGIN")
        for table in tables:
            made.execute(_create(table))
            places = ", ".join("?" * len(table.columns))
            made.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({places})", rows[table.name])  # noqa: S608
        for statement in _indexes(tables):
            made.execute(statement)
        for view in views(words):
            made.execute(f"CREATE VIEW {_quoted(view.name)} AS {view.query}")
        made.commit()
        return made.serialize()


def _create(table: AnyTable) -> str:
    """The statement that makes a table. SQLite keeps it as it is, so the descriptions stay with the columns.

    A table of which the key has several columns is kept in the order of its key, which takes half the room.
    """
    lines = [f"  {_defined(column)}, -- {column.what}" for column in table.columns]
    lines.append(f"  PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    kept = "" if len(table.key) == 1 else " WITHOUT ROWID"
    return "\n".join([f"CREATE TABLE {_quoted(table.name)} ( -- {table.what}", *lines, f"){kept}"])


def _defined(column: Column[Any]) -> str:
    kind = "INTEGER" if column.kind in (Kind.NUMBER, Kind.YES_NO) else "TEXT"
    words = [_quoted(column.name), kind]
    if column.is_required:
        words.append("NOT NULL")
    if column.refers:
        words.append(f"REFERENCES {_quoted(column.refers)}")
    return " ".join(words)


def _indexes(tables: Sequence[AnyTable]) -> Iterator[str]:
    """An index for each column by which the rows that belong to another are found, unless the key begins with it."""
    for table in tables:
        for column in table.columns:
            if column.refers and column.is_required and column.name != table.key[0]:
                index, of = _quoted(f"{table.name}_{column.name}"), _quoted(table.name)
                yield f"CREATE INDEX {index} ON {of} ({_quoted(column.name)})"


def _quoted(name: str) -> str:
    """A name as SQL has it, whatever words SQL has of its own."""
    return f'"{name}"'
