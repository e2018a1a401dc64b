"""Rules about dates: their form, their place in the calendar, and their order."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from dealtracker.model import Day, Deal, Peer, Record, Track
from dealtracker.problems import Level
from dealtracker.rules.base import Example, Finding, Keys, Rule, Scope, Setting, rule

FIRST_YEAR = 1945
FURTHEST = timedelta(days=366 * 60)

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
    for number, event in enumerate(record.events):
        yield ("events", number, "date"), event.date
        if event.effective is not None:
            yield ("events", number, "effective"), event.effective
    for number, reading in enumerate(getattr(record, "readings", ())):
        for index, side in enumerate(reading.sides):
            yield ("readings", number, "sides", index, "date"), side.date
    for number, position in enumerate(getattr(record, "positions", ())):
        yield ("positions", number, "date"), position.date
    for number, expected in enumerate(getattr(record, "expected", ())):
        yield ("expected", number, "date"), expected.date
    if isinstance(record, Peer):
        yield ("checked",), record.checked


@rule(
    "date-far-off",
    why="A year before 1945 or more than sixty years ahead is a slip of the pen.",
    example=Example("    date: ▸1931-03-04", "    date: 2031-03-04"),
)
def date_far_off(record: Record, setting: Setting) -> Iterator[Finding]:
    """Dates that cannot belong to the matter."""
    for keys, day in _dates(record):
        if day.first.year < FIRST_YEAR or day.first > setting.as_of + FURTHEST:
            yield Finding(keys, f"{day} is too far off", "look at the year again")


@rule(
    "event-in-future",
    why="An event has happened. What is only expected would otherwise move a status before its time.",
    example=Example("    date: ▸2033-09-15\n    effective: 2031-09-01", "    date: 2031-09-15\n    effective: 2031-09-01"),
)
def event_in_future(record: Record, setting: Setting) -> Iterator[Finding]:
    """Events, words and checks that lie after the as-of date."""
    for keys, day in _dates(record):
        is_said = keys[-1] == "date" and keys[0] != "expected"
        if (is_said or keys == ("checked",)) and setting.as_of < day.first <= setting.as_of + FURTHEST:
            hint = "put what is expected under `expected:`" if keys[0] == "events" else "write the day on which it happened"
            yield Finding(keys, f"{day} is in the future (as of {setting.as_of})", hint)


def _disorder(field: Keys, days: Sequence[Day], ids: Sequence[str], hint: str) -> Iterator[Finding]:
    for number in range(1, len(days)):
        if days[number].last < days[number - 1].first:
            what = f"`{ids[number]}`" if ids else str(days[number])
            earlier = f"`{ids[number - 1]}` of {days[number - 1]}" if ids else str(days[number - 1])
            yield Finding((*field, number, "date"), f"{what} ({days[number]}) stands after {earlier}", hint)


@rule(
    "out-of-order",
    why="A record is read from the oldest event to the newest, and on one day the order of the record decides.",
    example=Example(
        "    date: ▸2031-03-04\n    place: south\n    kind: threat", "    date: 2031-07-09\n    place: south\n    kind: threat"
    ),
)
def out_of_order(record: Record, setting: Setting) -> Iterator[Finding]:
    """Events, positions and the sides of a reading stand oldest first."""
    days = [event.date for event in record.events]
    ids = [event.id for event in record.events]
    order = ", ".join(id for _, id in sorted(zip([day.last for day in days], ids, strict=True), key=lambda pair: pair[0]))
    yield from _disorder(("events",), days, ids, f"oldest first: {order}")
    positions = [position.date for position in getattr(record, "positions", ())]
    yield from _disorder(("positions",), positions, (), "oldest first, the newest last")
    for number, reading in enumerate(getattr(record, "readings", ())):
        sides = [side.date for side in reading.sides]
        yield from _disorder(("readings", number, "sides"), sides, (), "the voice that spoke first stands first")


@rule(
    "effective-without-effect",
    why="Only what can take effect can have a day from which it applies.",
    example=Example(
        "    kind: threat\n    effective: ▸2031-08-01", "    kind: threat"
    ),
)  # fmt: skip
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
            if part.until is not None and part.until.last < part.since.first:
                yield Finding((field, number, "until"), f"it ends on {part.until} and begins on {part.since}",
                              "look at the two dates again")  # fmt: skip
    date_of = {event.id: event.date for event in record.events}
    for number, expected in enumerate(getattr(record, "expected", ())):
        if expected.date.last < expected.since.first:
            yield Finding(("expected", number, "date"), f"{expected.date} was expected only from {expected.since}",
                          "look at the two dates again")  # fmt: skip
    for number, event in enumerate(record.events):
        answer = date_of.get(event.answered or "")
        if answer is not None and answer.last < event.date.first:
            yield Finding(("events", number, "answered"), f"`{event.answered}` of {answer} is older than what it answers",
                          "name a later event, or leave it out")  # fmt: skip


@rule(
    "checked-before-last-event",
    why="A record that knows an event was looked at on that day or later.",
    example=Example("checked: ▸2031-08-30", "checked: 2031-11-30"),
    level=Level.WARNING,
)
def checked_before_last_event(record: Record, setting: Setting) -> Iterator[Finding]:
    """`checked` is not older than the newest event."""
    if isinstance(record, Peer) and record.events:
        newest = max(record.events, key=lambda event: event.date.last)
        if record.checked.last < newest.date.first:
            yield Finding(("checked",), f"checked on {record.checked}, but `{newest.id}` is of {newest.date}",
                          f"write `checked: {newest.date}` or later")  # fmt: skip


@rule(
    "overdue",
    why="A reader wants to know how an expectation turned out.",
    example=Example("    date: ▸2031-10\n    title: The two governments review", "    date: 2032-06\n    title: The two governments review"),
    level=Level.WARNING,
)
def overdue(record: Record, setting: Setting) -> Iterator[Finding]:
    """Expected dates that passed and that no event answers."""
    if isinstance(record, Track):
        for number, expected in enumerate(record.expected):
            if expected.answered is None and expected.date.last < setting.as_of:
                yield Finding(("expected", number, "date"), f"`{expected.id}` was expected by {expected.date}",
                              "add the event that answered it, and its id as `answered:`")  # fmt: skip


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
            yield Finding(("checked",), f"last checked {days} days ago", "look for news, then write today’s date",
                          owner=f"tracks/{track.id}")  # fmt: skip


RULES = (
    date_format, date_not_in_calendar, date_far_off, event_in_future, out_of_order, effective_without_effect,
    ends_before_it_begins, checked_before_last_event, overdue, stale,
)  # fmt: skip
