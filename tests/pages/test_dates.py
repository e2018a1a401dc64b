"""Dates are never more exact than they are known, and hold in both capitals."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from dealtracker.model import Day
from dealtracker.pages.dates import day_and_month, elsewhere, in_words

SEOUL, WASHINGTON = ZoneInfo("Asia/Seoul"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (Day(2025, 11, 1), "en", "1 November 2025"),
        (Day(2025, 11), "en", "November 2025"),
        (Day(2029), "en", "2029"),
        (Day(2025, 11, 1), "ko", "2025년 11월 1일"),
        (Day(2025, 11), "ko", "2025년 11월"),
        (Day(2029), "ko", "2029년"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(day: Day, language: str, words: str) -> None:
    assert in_words(day, language) == words


def test_a_date_without_its_year() -> None:
    assert day_and_month(date(2025, 7, 31), "en") == "31 July"


def test_without_a_time_a_day_in_washington_is_one_of_two_in_seoul() -> None:
    assert elsewhere(Day(2025, 7, 30), None, WASHINGTON, SEOUL) == (date(2025, 7, 30), date(2025, 7, 31))


def test_with_a_time_it_is_one_day() -> None:
    assert elsewhere(Day(2025, 7, 30), "18:16", WASHINGTON, SEOUL) == (date(2025, 7, 31),)
    assert elsewhere(Day(2025, 7, 31), "09:30", SEOUL, WASHINGTON) == (date(2025, 7, 30),)


def test_a_month_has_no_other_date() -> None:
    assert elsewhere(Day(2025, 7), None, WASHINGTON, SEOUL) == ()
