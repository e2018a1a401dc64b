"""Dates as a reader sees them: in words, as exactly as they are known, and in both capitals."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

from dealtracker.model import Day

_DAY = {"en": "d MMMM y", "ko": "y년 M월 d일"}
_MONTH = {"en": "MMMM y", "ko": "y년 M월"}
_YEAR = {"en": "y", "ko": "y년"}
_SHORT_DAY = {"en": "d MMM y", "ko": "y. M. d."}
_SHORT_MONTH = {"en": "MMM y", "ko": "y. M."}
_DAY_AND_MONTH = {"en": "d MMMM", "ko": "M월 d일"}


@lru_cache(maxsize=20_000)
def in_words(day: Day, language: str) -> str:
    """A day, month or year in words, never more exact than it is known."""
    pattern = _DAY if day.day else _MONTH if day.month else _YEAR
    return format_date(day.first, pattern[language], locale=language)


@lru_cache(maxsize=20_000)
def in_short(day: Day, language: str) -> str:
    """The same with a short month, for charts and dense tables."""
    pattern = _SHORT_DAY if day.day else _SHORT_MONTH if day.month else _YEAR
    return format_date(day.first, pattern[language], locale=language)


@lru_cache(maxsize=20_000)
def day_and_month(day: date, language: str) -> str:
    """A calendar date without its year."""
    return format_date(day, _DAY_AND_MONTH[language], locale=language)


def month(day: Day, language: str) -> str:
    """The month of a date in short, without its year."""
    return format_date(day.first, "MMM", locale=language)


@lru_cache(maxsize=20_000)
def elsewhere(day: Day, clock: str | None, here: ZoneInfo, there: ZoneInfo) -> tuple[date, ...]:
    """The calendar dates that it can have been in another time zone when something happened on a day here.

    One date where the time (`HH:MM`, local) is known or does not matter, two where it does. Empty for a month or year.
    """
    if not day.is_exact:
        return ()
    if clock is not None:
        moments = [datetime.combine(day.first, time.fromisoformat(clock), here)]
    else:
        start = datetime.combine(day.first, time.min, here)
        moments = [start, datetime.combine(day.first + timedelta(days=1), time.min, here) - timedelta(minutes=1)]
    return tuple(sorted({moment.astimezone(there).date() for moment in moments}))
