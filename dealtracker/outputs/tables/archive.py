"""All files of the tables in one ZIP file, with a text that explains them and the licence."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dealtracker import escape
from dealtracker.files import Holds
from dealtracker.model import Text
from dealtracker.outputs.tables.database import NAME, views
from dealtracker.outputs.tables.licence import licence_address
from dealtracker.outputs.tables.package import GUARD
from dealtracker.outputs.tables.shape import AnyTable
from dealtracker.pages.edition import Edition

EARLIEST, LATEST = date(1980, 1, 1), date(2107, 12, 31)
"""ZIP files know no day before the one and after the other."""

LEVEL = 3
"""How hard to try: half of the time that the best takes, for a fifth more bytes."""

UNIX, PLAIN_FILE = 3, 0o100644 << 16
"""What the file says of the system that made it, and of who may read: the same wherever it is made."""


class Archive:
    """A ZIP file as it is made, with files in the order in which they come, each dated with the day for which it was made."""

    def __init__(self, place: Path, as_of: date) -> None:
        self.place = place
        self.packed = ZipFile(place, "w")
        self.day = min(max(as_of, EARLIEST), LATEST)

    def add(self, name: str, holds: Holds) -> None:
        """Put a file in."""
        entry = ZipInfo(name, (self.day.year, self.day.month, self.day.day, 0, 0, 0))
        entry.create_system, entry.external_attr, entry.compress_type = UNIX, PLAIN_FILE, ZIP_DEFLATED
        if isinstance(holds, Path):
            entry.file_size = holds.stat().st_size
            entry._compresslevel = LEVEL  # type: ignore[attr-defined]  # noqa: SLF001 (its public name is newer than Python 3.11)
            with holds.open("rb") as stream, self.packed.open(entry, "w") as packed:
                shutil.copyfileobj(stream, packed)
        else:
            self.packed.writestr(entry, holds, compresslevel=LEVEL)

    def file(self) -> Path:
        """The file. Nothing can be put in any more."""
        self.packed.close()
        return self.place


def read_me(edition: Edition, tables: Sequence[AnyTable], rows: Mapping[str, int]) -> str:
    """What is in the file, for somebody who has only the file; `rows` is how many there are in each table."""
    about = edition.deal.about

    def plain(text: Text) -> str:
        return escape.markdown(edition.renderer.plain(text))

    listed = "\n".join(f"- `{table.name}.csv`: {table.what} Rows: {rows[table.name]}" for table in tables)
    asked = "\n".join(f"- `{view.name}`: {escape.markdown(view.what)}" for view in views(edition.words))
    return f"""\
# {plain(about.name)}: {plain(about.title)}

{plain(about.summary)}

As of {edition.as_of}. The newest state is at {about.address}

## Files

{listed}
- `datapackage.json`: describes each table and each column, by the standard Data Package 2.0
- `{NAME}.db`: the same tables as an SQLite database, with the views below
- `metadata.json`: titles and descriptions for Datasette: `datasette {NAME}.db --metadata metadata.json`
- `LICENSE.txt`: what you may do with them

## Views of the database

{asked}

## How to read the tables

The CSV files follow RFC 4180: UTF-8, commas, lines that end with CR and LF. An empty cell means that there is nothing.

Ids are made of the id of the track, a slash and the id in the track. Where a cell holds several, spaces are between them;
the tables whose names end with `_sources` and `_points` hold the same in one row each, for joining.

Dates are written as they are known: `2026-06` is a month of which the day is not known. Columns that end with `_first` and
`_last` hold the first and the last day that a date can be, for sorting. Spreadsheets like to change such dates and values
like `1-2`: import the files with all columns as text.

{GUARD} The database has the texts as they are.

Read from the top, the rows of `changes.csv` lead each track to where it stands: its last row says so.
"""


def licence_text(edition: Edition) -> str:
    """The licence in a few words, and where all of its words are."""
    about = edition.deal.about
    name, licence = (escape.one_line(edition.renderer.plain(text)) for text in (about.name, about.licence))
    address = licence_address(licence)
    return f"""\
The tables of {name} are published under the licence {licence}.
{f"Its text: {address}" if address else f"See {about.address}"}

Name “{name}” ({about.address}) as the source, name the licence, and say whether you changed anything.

Short quotations and the titles of sources belong to those who wrote them.
"""
