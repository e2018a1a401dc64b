"""When what a page shows was last changed, from the dates that the records hold; no file and no clock is asked.

Only days count: a date known to the month would have to be given a day. Nor does a day after that of the edition count,
so that the page of a past day says what it could have said then.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from dealtracker.model import Day
from dealtracker.standing import RecordStanding


def newest(days: Iterable[Day | None], as_of: date) -> Day | None:
    """The newest of some dates that is known to the day and had come by `as_of`; None where there is none."""
    return max((day for day in days if day and day.is_exact and day.last <= as_of), key=lambda day: day.last, default=None)


def of_record(standing: RecordStanding) -> Iterator[Day]:
    """The dates on which a record says that something was added to it, looked for, corrected or withdrawn."""
    record = standing.record
    yield from (event.date for event in standing.events)
    if checked := getattr(record, "checked", None):
        yield checked
    yield from (correction.date for correction in record.corrections)
    withdrawn = (record.retracted, *(event.retracted for event in record.events))
    yield from (retraction.date for retraction in withdrawn if retraction is not None)
