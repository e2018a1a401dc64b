"""What a table is: columns with a type and a description, a key, and the rows that an edition gives it.

Every form of the tables (CSV, Data Package, SQLite) is made from this description and from nothing else.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from operator import itemgetter
from typing import Any, Generic, TypeAlias, TypeVar

from dealtracker.model import Day, Deal, Text
from dealtracker.pages.edition import Edition

T = TypeVar("T")

Cell: TypeAlias = str | int | bool | None
"""A value in a table. None where there is nothing; no text is ever empty."""

Row: TypeAlias = tuple[Cell, ...]

Words: TypeAlias = Mapping[str, Text]
"""What a column of ids can hold, with the words that readers see for each."""


class Kind(Enum):
    """The types of columns."""

    TEXT = auto()
    """What somebody wrote, letter for letter."""
    ID = auto()
    """The id of something, as the record gives it; of a part of a record, with the id of the record and a slash before it."""
    IDS = auto()
    """Ids with a space between them: easy to read, filter and split in a spreadsheet. No id has a space in it."""
    DAY = auto()
    """A date as it is known: `2026-06-20`, or `2026-06` where the day is not known."""
    DATE = auto()
    """A calendar date."""
    NUMBER = auto()
    """A whole number."""
    YES_NO = auto()
    """True or false."""
    PAGE = auto()
    """The address of a place on the site. The column takes it from the root of the site, rows give it in full."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its name, its type, what it says, and how it is taken from what a row is about.

    `is_required` says that no row goes without it. `refers` names the table whose key it holds; `words` gives what it
    can hold where that comes from the vocabulary of a deal.
    """

    name: str
    kind: Kind
    what: str
    of: Callable[[T], Cell]
    is_required: bool = False
    refers: str | None = None
    words: Callable[[Deal], Words] | None = None


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """A table: its name, what a row of it is, the columns that no two rows have in common, and its rows in order.

    `items` gives what the rows are about. The key of a table to which columns refer is its column `id`.
    """

    name: str
    title: str
    what: str
    key: tuple[str, ...]
    items: Callable[[Edition], Iterable[T]]
    columns: tuple[Column[T], ...]

    def rows(self, edition: Edition) -> list[Row]:
        """The rows for an edition, with a value for each column. They are made column by column, which is faster."""
        root = edition.deal.about.address
        items = list(self.items(edition))
        columns: list[Iterable[Cell]] = [map(column.of, items) for column in self.columns]
        for place, column in enumerate(self.columns):
            if column.kind is Kind.PAGE:
                columns[place] = map(root.__add__, map(str, columns[place]))
        return list(zip(*columns, strict=True))


AnyTable: TypeAlias = Table[Any]


def texts(name: str, what: str, of: Callable[[T], Text | None], *, is_required: bool = False) -> tuple[Column[T], Column[T]]:
    """The columns of a text: in English, and in Korean where somebody has written it."""

    def korean(item: T) -> str | None:
        text = of(item)
        return None if text is None else text.ko

    def english(item: T) -> str | None:
        text = of(item)
        return None if text is None else text.en

    return (
        Column(name, Kind.TEXT, what, english, is_required=is_required),
        Column(f"{name}_ko", Kind.TEXT, f"`{name}` in Korean, where it is written.", korean),
    )


def days(
    name: str, what: str, of: Callable[[T], Day | None], *, is_required: bool = False
) -> tuple[Column[T], Column[T], Column[T]]:
    """The columns of a date: as it is known, and for sorting the first and the last day that it can be."""

    def first(item: T) -> str | None:
        day = of(item)
        return None if day is None else _iso(day.first)

    def last(item: T) -> str | None:
        day = of(item)
        return None if day is None else _iso(day.last)

    return (
        day_as_known(name, what, of, is_required=is_required),
        Column(f"{name}_first", Kind.DATE, f"The first day that `{name}` can be.", first, is_required=is_required),
        Column(f"{name}_last", Kind.DATE, f"The last day that `{name}` can be.", last, is_required=is_required),
    )


def day_as_known(name: str, what: str, of: Callable[[T], Day | None], *, is_required: bool = False) -> Column[T]:
    """The column of a date as it is known, to the day, the month or the year."""

    def written(item: T) -> str | None:
        day = of(item)
        return None if day is None else _written(day)

    return Column(name, Kind.DAY, what, written, is_required=is_required)


@lru_cache(maxsize=10_000)
def _written(day: Day) -> str:
    return str(day)


@lru_cache(maxsize=10_000)
def _iso(day: date) -> str:
    return day.isoformat()


def cited(word: str, table: str, citing: Callable[[Edition], Iterable[tuple[str, Iterable[str]]]]) -> Table[tuple[str, str]]:
    """The table that joins the rows of a table, each called `word`, to their sources; `citing` gives ids and sources."""

    def pairs(edition: Edition) -> Iterable[tuple[str, str]]:
        return ((id, source) for id, sources in citing(edition) for source in dict.fromkeys(sources))

    return Table(
        name=f"{word}_sources",
        title=f"Sources of {table}",
        what=f"Which source each row of `{table}` rests on, one row each: the column `sources` there, for joining.",
        key=(word, "source"),
        items=pairs,
        columns=(
            Column(word, Kind.ID, f"The row of `{table}`.", itemgetter(0), is_required=True, refers=table),
            Column("source", Kind.ID, "The source.", itemgetter(1), is_required=True, refers="sources"),
        ),
    )
