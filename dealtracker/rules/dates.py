"""Rules about dates: their form, their place in the calendar, and their order."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from dealtracker.model import Day, Deal, Event, Peer, Record, Track
from dealtracker.model.base import Model
from dealtracker.model.records import Correction, Position, Side
from dealtracker.problems import Level
from dealtracker.rules.base import Example, Finding, Keys, Rule, Scope, Setting, rule

FIRST_YEAR = 1945
YEARS_AHEAD = 60

date_format = Rule(
    "date-format",
    "A date written in one way only cannot be misread: is 4/11 in April or in November?",
    Example("    date: ▸20/06/2031\n    place: south", "    date: 2031-06-20\n    place: south"),
    scope=Scope.SHAPE,
)

date_not_in_calendar = Rule(
    "date-not-in-calendar",
    "A day that does not exist is a slip of the pen.",
    Example("    date: ▸2031-06-31\n    place: south", "    date: 2031-06-20\n    place: south"),
    scope=Scope.SHAPE,
)


def _dates(record: Record) -> Iterator[tuple[Keys, Day]]:
    """Every date of a record with its place."""
    yield from _withdrawn((), record)
    if record.told_until is not None:
        yield ("told-until",), record.told_until
    for field in ("events", "positions", "links", "expected", "questions", "corrections"):
        for number, part in enumerate(getattr(record, field, ())):
            yield from _days((field, number), part)
    for number, event in enumerate(record.events):
        yield from _withdrawn(("events", number), event)
    for number, reading in enumerate(getattr(record, "readings", ())):
        yield from _days(("readings", number), reading)
        for index, side in enumerate(reading.sides):
            yield from _days(("readings", number, "sides", index), side)
    if isinstance(record, Peer):
        yield ("checked",), record.checked


def _withdrawn(at: Keys, part: Record | Event) -> Iterator[tuple[Keys, Day]]:
    if part.retracted is not None:
        yield (*at, "retracted", "date"), part.retracted.date


def _days(at: Keys, part: Model) -> Iterator[tuple[Keys, Day]]:
    for name, key in _dated_fields(type(part)):  # type: ignore[arg-type]  # of the class, mypy takes the hash of its instances
        day = getattr(part, name)
        if day is not None:
            yield (*at, key), day


@cache
def _dated_fields(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """The fields of a model that hold a date, each with its name in files."""
    names = (("date", "date"), ("effective", "effective"), ("since", "from"), ("until", "until"))
    return tuple((name, key) for name, key in names if name in model.fields())


def _is_far_off(day: Day, as_of: date) -> bool:
    return not FIRST_YEAR <= day.year <= as_of.year + YEARS_AHEAD


def _is_wrong(day: Day, as_of: date) -> bool:
    """Whether a day on which something happened is wrong in itself: nothing is compared with it then."""
    return _is_far_off(day, as_of) or as_of < day.first


def _is_before(day: Day, other: Day, setting: Setting) -> bool:
    """Whether a day surely lies before another one, and neither is wrong in itself."""
    return day.last < other.first and not any(_is_wrong(each, setting.as_of) for each in (day, other))


@rule(
    "date-far-off",
    why="A year before 1945 or more than sixty years ahead is a slip of the pen.",
    example=Example("    date: ▸1931-03-04", "    date: 2031-03-04"),
)
def date_far_off(record: Record, setting: Setting) -> Iterator[Finding]:
    """Dates that cannot belong to the matter."""
    for keys, day in _dates(record):
        if _is_far_off(day, setting.as_of):
            yield Finding(keys, f"`{day}` is too far off", "look at the year again")


@rule(
    "event-in-future",
    why="An event has happened. What is only expected would otherwise move a status before its time.",
    example=Example("    date: ▸2033-09-15\n    effective: 2031-09-01", "    date: 2031-09-15\n    effective: 2031-09-01"),
)
def event_in_future(record: Record, setting: Setting) -> Iterator[Finding]:
    """Events, words and checks that lie after the as-of date."""
    for keys, day in _dates(record):
        has_happened = keys[-1] in ("date", "from", "checked", "told-until") and (keys[0], keys[-1]) != ("expected", "date")
        if has_happened and setting.as_of < day.first and not _is_far_off(day, setting.as_of):
            hint = "put what is expected under `expected:`" if keys[0] == "events" else "write the day on which it happened"
            yield Finding(keys, f"`{day}` is in the future (as of {setting.as_of})", hint)


@rule(
    "out-of-order",
    why="A record is read from the oldest event to the newest, and on one day the order of the record decides.",
    example=Example("    date: ▸2031-03-03\n    place: south", "    date: 2031-06-20\n    place: south"),
)
def out_of_order(record: Record, setting: Setting) -> Iterator[Finding]:
    """Events, positions, corrections and the sides of a reading stand oldest first."""
    days = [event.date for event in record.events]
    right = [event.id for event in sorted(record.events, key=lambda event: event.date.last)]
    for number, before in _disorder(days, setting.as_of):
        event, earlier = record.events[number], record.events[before]
        yield Finding(
            ("events", number, "date"),
            f"`{event.id}` ({event.date}) stands after `{earlier.id}` of {earlier.date}",
            f"oldest first: {', '.join(right)}",
        )
    lists: list[tuple[Keys, Sequence[Position | Side | Correction]]] = [
        (("positions",), getattr(record, "positions", ())),
        (("corrections",), record.corrections),
    ]
    for number, reading in enumerate(getattr(record, "readings", ())):
        lists.append((("readings", number, "sides"), reading.sides))
    for at, voices in lists:
        days = [voice.date for voice in voices]
        for number, before in _disorder(days, setting.as_of):
            yield Finding((*at, number, "date"), f"`{days[number]}` stands after `{days[before]}`", "put what was first first")


def _disorder(days: Sequence[Day], as_of: date) -> Iterator[tuple[int, int]]:
    """The numbers of the days that surely lie before an earlier one, each with the number of that one.

    A day that is wrong in itself is not compared, and after a day out of order one counts from there: else one slip would
    be said many times.
    """
    latest: int | None = None
    for number, day in enumerate(days):
        if _is_wrong(day, as_of):
            continue
        if latest is not None and day.last < days[latest].first:
            yield number, latest
            latest = number
        elif latest is None or day.first >= days[latest].first:
            latest = number


@rule(
    "effective-without-effect",
    why="Only what can take effect can have a day from which it applies.",
    example=Example("    kind: threat\n    effective: ▸2031-08-01", "    kind: threat"),
)
def effective_without_effect(record: Record, setting: Setting) -> Iterator[Finding]:
    """`effective` only with kinds that the vocabulary lets apply."""
    for number, event in enumerate(record.events):
        kind = setting.vocabulary.kind.get(event.kind)
        if kind is not None and event.effective is not None and not kind.applies:
            kinds = ", ".join(kind.id for kind in setting.vocabulary.kinds if kind.applies)
            yield Finding(
                ("events", number, "effective"),
                f"an event of the kind `{event.kind}` does not take effect",
                f"leave `effective` out, or use one of: {kinds}",
            )


@rule(
    "ends-before-it-begins",
    why="What ended, or was answered, began before.",
    example=Example("    until: ▸2031-06-15", "    until: 2031-09-15"),
)
def ends_before_it_begins(record: Record, setting: Setting) -> Iterator[Finding]:
    """`until` after `from`; an expected date after it was said; an answer after what it answers."""
    for field in ("links", "questions"):
        for number, part in enumerate(getattr(record, field, ())):
            if part.until is not None and _is_before(part.until, part.since, setting):
                yield Finding(
                    (field, number, "until"),
                    f"this ends on `{part.until}` and begins on `{part.since}`",
                    "look at the two dates again",
                )
    place = {event.id: number for number, event in enumerate(record.events)}
    for number, event in enumerate(record.events):
        if place.get(event.answered or "", number + 1) <= number:
            yield Finding(
                ("events", number, "answered"),
                f"`{event.answered}` does not come after what it answers",
                "name a later event, or leave it out",
            )
    for number, expected in enumerate(getattr(record, "expected", ())):
        if _is_before(expected.date, expected.since, setting):
            yield Finding(
                ("expected", number, "date"),
                f"`{expected.date}` lies before `{expected.since}`, from when it is expected",
                "look at the two dates again",
            )
        if expected.answered in place and _is_before(record.events[place[expected.answered]].date, expected.since, setting):
            yield Finding(
                ("expected", number, "answered"),
                f"`{expected.answered}` is older than what it answers",
                "name a later event, or leave it out",
            )


@rule(
    "withdrawn-before-it-happened",
    why="An event is withdrawn on the day on which the mistake is put right; until then it counted.",
    example=Example(
        "    sources: [joint-paper]\n    retracted:\n      date: ▸2031-06-19\n      why: It was a draft.\n\n  - id: threat",
        "    sources: [joint-paper]\n\n  - id: threat",
    ),
)
def withdrawn_before_it_happened(record: Record, setting: Setting) -> Iterator[Finding]:
    """The withdrawal of an event is not older than the event."""
    for number, event in enumerate(record.events):
        if event.retracted is not None and _is_before(event.retracted.date, event.date, setting):
            yield Finding(
                ("events", number, "retracted", "date"),
                f"`{event.id}` is of {event.date}, and withdrawn on `{event.retracted.date}`",
                "write the day on which it was withdrawn from this record",
            )


@rule(
    "checked-before-last-event",
    why="A record that knows an event was looked at on that day or later.",
    example=Example("checked: ▸2030-02-10", "checked: 2031-11-30", "peers/westland.yml"),
    level=Level.WARNING,
)
def checked_before_last_event(record: Record, setting: Setting) -> Iterator[Finding]:
    """`checked` is not older than the newest event."""
    if isinstance(record, Peer) and record.events:
        newest = max(record.events, key=lambda event: event.date.last)
        if record.checked.last < newest.date.first:
            yield Finding(
                ("checked",),
                f"checked on `{record.checked}`, but `{newest.id}` is of {newest.date}",
                f"write `checked: {newest.date}` or later",
            )


@rule(
    "overdue",
    why="A reader wants to know how an expectation turned out.",
    example=Example("    date: ▸2031-10", "    date: 2032-06"),
    level=Level.WARNING,
)
def overdue(record: Record, setting: Setting) -> Iterator[Finding]:
    """Expected dates that passed and that no event answers; one that was withdrawn does not."""
    if isinstance(record, Track):
        withdrawn = {event.id for event in record.events if event.retracted is not None}
        for number, expected in enumerate(record.expected):
            is_open = expected.answered is None or expected.answered in withdrawn
            if is_open and expected.date.last < setting.as_of:
                yield Finding(
                    ("expected", number, "date"),
                    f"`{expected.id}` was expected by {expected.date}",
                    "add the event that answered it, and its id as `answered:`",
                )


@rule(
    "stale",
    why="A page that nobody has checked for long looks fresh and is not.",
    example=Example("checked: ▸2031-09-20", "checked: 2031-11-30"),
    level=Level.WARNING,
    scope=Scope.DEAL,
)
def stale(deal: Deal, setting: Setting) -> Iterator[Finding]:
    """Tracks that nobody has checked for longer than the deal allows."""
    for track in deal.tracks.values():
        days = (setting.as_of - track.checked.last).days
        if days > deal.about.stale_after:
            yield Finding(
                ("checked",),
                f"`{track.id}` was last checked {days} days ago",
                "look for news, then write today’s date",
                owner=f"tracks/{track.id}",
            )


RULES = (
    date_format,
    date_not_in_calendar,
    date_far_off,
    event_in_future,
    out_of_order,
    effective_without_effect,
    ends_before_it_begins,
    withdrawn_before_it_happened,
    checked_before_last_event,
    overdue,
    stale,
)
