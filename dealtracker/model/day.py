"""A date as people know it: to the day, or only to the month or the year.

A date has no time zone of its own. It is the calendar date at the place where the thing happened.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
"""How a date is written, for schemas. They know nothing of leap years."""

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True)
class Day:
    """A day; or a month of which the day is not known (`day` is None), or a year of which not even the month is."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> Self:
        """The day of a calendar date."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def read(cls, written: str) -> "Day":
        """A day as it is written in records.

        Raises:
            ValueError: it is none.
        """
        return _parse(written)

    @cached_property
    def first(self) -> date:
        """The first calendar date that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @cached_property
    def last(self) -> date:
        """The last calendar date that it can be. From here on it has surely come."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.day is not None

    @cached_property
    def text(self) -> str:
        """As it is written: `2026-06-12`, or less of it."""
        parts = (f"{part:02d}" for part in (self.month, self.day) if part is not None)
        return "-".join([f"{self.year:04d}", *parts])

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _read, serialization=core_schema.plain_serializer_function_ser_schema(attrgetter("text"))
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": PATTERN}


def _read(written: object) -> Day:
    return written if isinstance(written, Day) else _parse(str(written))


@lru_cache(maxsize=10_000)
def _parse(written: str) -> Day:
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise PydanticCustomError(
            "date-format",
            "`{said}` is not a date",
            {"said": written[:60], "hint": _reordered(written) or "write year-month-day with two digits each, like 2025-11-14"},
        )
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise PydanticCustomError(
            "date-not-in-calendar",
            "`{said}` is not a day in the calendar",
            {"said": written, "hint": "look the day up again, or write only the month, like 2025-11"},
        ) from None
    return Day(year or 0, month, day)


def _reordered(written: str) -> str | None:
    """The hint for a date whose parts stand in another order or lack a zero, where that can be told."""
    numbers = re.fullmatch(r"(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})", written.strip(), re.ASCII)
    if numbers is None:
        return None
    first, month, last = numbers.groups()
    year, day = (first, last) if len(first) == 4 else (last, first)
    if len(year) != 4 or int(month) > 12 or int(day) > 31:
        return None
    meant = f"{year}-{int(month):02d}-{int(day):02d}"
    return f"write year-month-day with two digits each, like {meant}"
