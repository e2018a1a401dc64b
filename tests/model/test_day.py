"""Days: known to the day, the month or the year, and never guessed."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from dealtracker.model import Day

ADAPTER = TypeAdapter(Day)


def day(written: object) -> Day:
    return ADAPTER.validate_python(written)


def refused(written: object) -> tuple[str, dict[str, Any]]:
    with pytest.raises(ValidationError) as raised:
        day(written)
    (detail,) = raised.value.errors()
    return detail["type"], detail["ctx"]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2025-11-14", date(2025, 11, 14), date(2025, 11, 14)),
        ("2025-11", date(2025, 11, 1), date(2025, 11, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        (2025, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_date_has_a_first_and_a_last_day_that_it_can_be(written: object, first: date, last: date) -> None:
    read = day(written)
    assert (read.first, read.last) == (first, last)
    assert str(read) == str(written)
    assert read.is_exact == (first == last)


@given(st.dates())
def test_every_day_of_the_calendar_is_read_and_written(calendar_date: date) -> None:
    read = day(calendar_date.isoformat())
    assert (read, str(read)) == (Day.of(calendar_date), calendar_date.isoformat())
    assert read.first == read.last == calendar_date
    assert day(read) is read
    assert ADAPTER.dump_python(read) == calendar_date.isoformat()


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("14/11/2025", "2025-11-14"),
        ("14.11.2025", "2025-11-14"),
        ("2025/11/4", "2025-11-04"),
        ("2025-1-2", "2025-01-02"),
        ("4-11-2025", "2025-11-04"),
        ("2025 11 14", "2025-11-14"),
        ("11/14/2025", "2025-11-14"),
        ("1/2/03", "2025-11-14"),
        ("November 2025", "2025-11-14"),
        ("2025-11-14T10:00", "2025-11-14"),
        ("25-11-14", "2025-11-14"),
        ("", "2025-11-14"),
        ("２０２５-11-14", "2025-11-14"),
    ],
)
def test_another_way_of_writing_gets_the_right_one_where_it_can_be_told(written: str, hint: str) -> None:
    kind, context = refused(written)
    assert kind == "date-format"
    assert context["hint"] == f"write year-month-day with two digits each, like {hint}"


@pytest.mark.parametrize("written", ["2025-02-30", "2025-13", "2025-13-01", "2025-00", "2025-01-00", "0000", "2023-02-29"])
def test_days_that_do_not_exist(written: str) -> None:
    kind, context = refused(written)
    assert (kind, context["said"]) == ("date-not-in-calendar", written)
