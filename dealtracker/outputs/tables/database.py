"""The tables as one SQLite database, with the questions that people come with as views.

The same rows make the same bytes: the database is made in one transaction, SQLite writes no date into it, and its version is
taken out. It is made in a folder for temporary files, because it is the largest of all files.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from dealtracker.model import Vocabulary
from dealtracker.outputs.tables.shape import AnyTable, Column, Kind, Row

NAME = "tracker"
"""The name of the database, and of the package of files: the same for any deal."""

FORM = 1
"""The version of the form, as the database holds it (`PRAGMA user_version`)."""

STAMPS = (24, 4), (92, 8)
"""Where a database file counts its changes and names the version of SQLite that made the last one, and how many bytes that
takes (https://www.sqlite.org/fileformat2.html). Nothing is there in one that is made in memory."""


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


class Database:
    """The database as it is made: a table at a time, so that nobody has to hold the rows of all of them."""

    def __init__(self, folder: Path) -> None:
        self.tables: list[AnyTable] = []
        self.place = folder / f"{NAME}.db"
        self.made = sqlite3.connect(self.place)
        with self._on_disk():
            self.made.execute("PRAGMA page_size = 4096")
            self.made.execute("PRAGMA journal_mode = OFF")
            self.made.execute("PRAGMA synchronous = OFF")
            self.made.execute(f"PRAGMA user_version = {FORM}")
            self.made.execute("BEGIN")

    def add(self, table: AnyTable, rows: Sequence[Row]) -> None:
        """Put a table in, with its rows, which are in the order of the columns."""
        self.tables.append(table)
        places = ", ".join("?" * len(table.columns))
        with self._on_disk():
            self.made.execute(_create(table))
            self.made.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({places})", rows)  # noqa: S608

    def file(self, words: Vocabulary) -> Path:
        """The file, with indexes and views, for as long as it is not left. Nothing can be put in any more."""
        with closing(self.made), self._on_disk():
            for statement in _indexes(self.tables):
                self.made.execute(statement)
            for view in views(words):
                self.made.execute(f"CREATE VIEW {_quoted(view.name)} AS {view.query}")
            self.made.commit()
        with self.place.open("r+b") as held:
            for start, length in STAMPS:
                held.seek(start)
                held.write(bytes(length))
        return self.place

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        self.made.close()

    @contextmanager
    def _on_disk(self) -> Iterator[None]:
        """That there is no room is an error like that of any other file."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
                raise
            number = errno.ENOSPC if error.sqlite_errorcode == sqlite3.SQLITE_FULL else errno.EIO
            raise OSError(number, os.strerror(number), str(self.place)) from error


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
