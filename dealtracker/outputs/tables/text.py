"""A table as CSV: RFC 4180, in UTF-8 with a mark in front, without which spreadsheets misread everything beyond ASCII."""

import csv
import io
from collections.abc import Iterable, Sequence

from dealtracker import escape
from dealtracker.outputs.tables.shape import AnyTable, Cell, Kind, Row


def csv_text(table: AnyTable, rows: Sequence[Row]) -> str:
    """The file of a table: a line of column names, and one for each row."""
    cells = zip(*rows, strict=True) if rows else ()
    columns = [_written(column.kind, of_column) for column, of_column in zip(table.columns, cells, strict=bool(rows))]
    text = io.StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text)  # a comma between cells, quotes where needed, CRLF at the end
    writer.writerow([column.name for column in table.columns])
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue()


def _written(kind: Kind, cells: Iterable[Cell]) -> Iterable[Cell]:
    """A column as it stands in the file: texts that no spreadsheet runs, and booleans as other languages write them."""
    if kind is Kind.TEXT:
        return [escape.spreadsheet(cell) if isinstance(cell, str) else None for cell in cells]
    if kind is Kind.YES_NO:
        return ["true" if cell else "false" for cell in cells]
    return cells
