"""The record as tables: CSV files that a Data Package describes, an SQLite database, and a ZIP file of all of them.

shape      what a table and a column are
contents   which tables there are; `tracks`, `points`, `events`, `readings`, `sources` and `corrections` say what they hold
text       a table as CSV            database   all as one SQLite file
package    what describes them       archive    all in one ZIP file
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from dealtracker.files import Holds
from dealtracker.outputs.tables.archive import Archive, licence_text, read_me
from dealtracker.outputs.tables.contents import TABLES
from dealtracker.outputs.tables.database import NAME, Database
from dealtracker.outputs.tables.package import VERSION, Written, data_package, datasette
from dealtracker.outputs.tables.text import csv_text
from dealtracker.pages.edition import Edition
from dealtracker.pages.takeaway import Address, File, Takeaway


def files(edition: Edition) -> Iterator[File]:
    """Each table, what describes them, the database, and the ZIP file with all of these. One table is held at a time."""
    with TemporaryDirectory() as folder, Database(Path(folder)) as database:
        yield from _files(edition, database, Archive(Path(folder, f"{NAME}.zip"), edition.as_of))


def _files(edition: Edition, database: Database, archive: Archive) -> Iterator[File]:
    counts: dict[str, int] = {}
    written: dict[str, Written] = {}
    for table in TABLES:
        rows = table.rows(edition)
        counts[table.name] = len(rows)
        database.add(table, rows)
        file = csv_text(table, rows).encode()
        del rows  # the largest have a hundred megabytes in a deal of thousands of tracks
        written[table.name] = Written.of(file)
        archive.add(f"{table.name}.csv", file)
        yield f"tables/{table.name}.csv", file
    described: Iterable[tuple[str, Holds]] = (
        ("datapackage.json", data_package(edition, TABLES, written).encode()),
        (f"{NAME}.db", database.file(edition.words)),
        ("metadata.json", datasette(edition, TABLES).encode()),
    )
    for name, holds in described:
        archive.add(name, holds)
        yield f"tables/{name}", holds
    archive.add("README.md", read_me(edition, TABLES, counts).encode())
    archive.add("LICENSE.txt", licence_text(edition).encode())
    yield f"tables/{NAME}.zip", archive.file()


TAKEAWAY = Takeaway(
    id="tables",
    title="Tables",
    for_whom=(
        "For people who work with a spreadsheet, with R, pandas or SQL. Every row has an id, and ids lead from table to table; "
        "the database has the same rows as the CSV files. In these, a text that a spreadsheet could take for a formula has an "
        "apostrophe before it."
    ),
    version=VERSION,
    standard=("Data Package 2.0", "https://datapackage.org/standard/data-package/"),
    addresses=(
        Address(f"tables/{NAME}.zip", "application/zip", "All of these in one file, with an explanation and the licence."),
        Address(
            f"tables/{NAME}.db", "application/vnd.sqlite3", "All tables as one SQLite database, with views of what is asked most."
        ),
        *(Address(f"tables/{table.name}.csv", "text/csv", table.what, aside="_" in table.name) for table in TABLES),
        Address(
            "tables/datapackage.json",
            "application/json",
            "What each table and each column holds, and how tables belong together.",
        ),
        Address("tables/metadata.json", "application/json", "Titles and descriptions of the database for Datasette."),
    ),
    files=files,
)

__all__ = ["TAKEAWAY"]
