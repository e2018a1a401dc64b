"""Calendars: everything expected, and what takes effect later, as all-day entries to which calendars subscribe.

A calendar that somebody subscribed to shows what the file holds now; what is missing from it vanishes. So an entry that
was given out once stays, under the same UID, and says first how it stands. Most calendars show no status of an entry, and
some hide the cancelled ones, but all show the summary. What was answered, or took effect, is there as it was, with the
answer and a link; only what was withdrawn is cancelled, for it should not have been there. What is
merely expected is tentative. Nothing here makes anybody busy.

A month known without its day is the whole month, and the summary says so. A year would lie across every page of the
calendar; it stands on its last day, after which it counts as past.

The stamps come from the record: an entry is as new as the last thing that happened to it, and its sequence counts these.
Both only grow. The UID is made like the ids of feeds (see `lasting`), and in the form that RFC 7986 asks for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Component, Timezone, TimezoneStandard, vDuration, vText
from icalendar import Event as Entry

from dealtracker import escape
from dealtracker.model import Day, Event, Text, Track
from dealtracker.model.records import Expected, Retraction
from dealtracker.pages import Edition, dates
from dealtracker.pages.addresses import address, lasting
from dealtracker.pages.takeaway import Address, File, Takeaway
from dealtracker.standing import Expectation, TrackStanding

REFRESH = timedelta(days=1)
"""How often calendars should look for news."""

END = b"END:VCALENDAR\r\n"


class State(Enum):
    """How a dated thing stands: what its summary begins with, and its status in the calendar."""

    AHEAD = "{what}", "TENTATIVE"
    ANSWERED = "Answered: {what}", "CONFIRMED"
    OVERDUE = "Passed, no answer in this record: {what}", "TENTATIVE"
    TAKES_EFFECT = "Takes effect: {what}", "CONFIRMED"
    TOOK_EFFECT = "Took effect: {what}", "CONFIRMED"
    WITHDRAWN = "Withdrawn: {what}", "CANCELLED"

    @property
    def summary(self) -> str:
        """The summary, with room for what the thing is."""
        return self.value[0]

    @property
    def status(self) -> str:
        """The status as RFC 5545 names it."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Dated:
    """Something with a day of its own: an expectation of a track, or an event of it that takes effect later.

    `turns` are the days on which something became known of it, or came of it, in any order. `withdrawn` says why it, or its
    whole record, was withdrawn.
    """

    standing: TrackStanding
    what: Literal["event", "expected"]
    part: Event | Expected
    day: Day
    title: Text
    state: State
    turns: tuple[date, ...]
    sources: tuple[str, ...]
    answer: Event | None = None
    withdrawn: Retraction | None = None

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its track."""
        return f"{self.what}-{self.part.id}"


def files(edition: Edition) -> Iterator[File]:
    """The calendar of the deal, and one for each track, withdrawn ones included."""
    everything: list[tuple[date, str, bytes]] = []
    for standing in (*edition.standing.tracks.values(), *edition.standing.retracted.values()):
        track = standing.track
        entries = sorted((dated.day.last, track.id, entry(edition, dated)) for dated in of_track(edition, standing))
        path = f"calendars/tracks/{track.id}.ics"
        yield path, calendar(edition, path, address(track), line(edition, track.title), [made for *_, made in entries])
        everything += entries
    path = "calendars/coming-up.ics"
    yield path, calendar(edition, path, "coming-up/", edition.say("Coming up"), [made for *_, made in sorted(everything)])


def of_track(edition: Edition, standing: TrackStanding) -> Iterator[Dated]:
    """Everything of a track that is, or was, known before its day: expectations, and events that take effect later."""
    for expectation in standing.expectations:
        yield _expected(standing, expectation)
    for event in standing.track.events:
        if event.effective is not None and event.effective.last > event.date.last:
            yield _taking_effect(standing, event, event.effective)


def _taking_effect(standing: TrackStanding, event: Event, effective: Day) -> Dated:
    withdrawn = standing.track.retracted or event.retracted
    until = withdrawn.date.last - timedelta(days=1) if withdrawn else standing.as_of
    took_effect = effective.last <= until
    state = State.WITHDRAWN if withdrawn else State.TOOK_EFFECT if took_effect else State.TAKES_EFFECT
    turns = [event.date.last, *([effective.last] if took_effect else []), *_since(standing.track, event.date.last)]
    if event.retracted is not None:
        turns.append(event.retracted.date.last)
    return Dated(standing, "event", event, effective, event.title, state, tuple(turns), event.sources, withdrawn=withdrawn)


def _expected(standing: TrackStanding, expectation: Expectation) -> Dated:
    expected, answer, withdrawn = expectation.expected, expectation.answer, standing.track.retracted
    state = State.ANSWERED if answer else State.OVERDUE if expectation.is_past else State.AHEAD
    turns = [expected.since.first]
    if expectation.is_past:  # with an answer as well: one that is found late must make the sequence grow
        turns.append(expected.date.last + timedelta(days=1))
    if answer:
        turns.append(answer.date.last)
    for event in standing.track.events:  # an answer that is withdrawn is none, but it was one
        if event.id == expected.answered and event.retracted is not None:
            turns += [event.date.last, event.retracted.date.last]
    return Dated(
        standing,
        "expected",
        expected,
        expected.date,
        expected.title,
        State.WITHDRAWN if withdrawn else state,
        (*turns, *_since(standing.track, turns[0])),
        expected.sources,
        answer,
        withdrawn,
    )


def _since(track: Track, day: date) -> Iterator[date]:
    """The days after one on which the record was corrected or withdrawn."""
    yield from (part.date.last for part in track.corrections if day < part.date.last)
    if track.retracted is not None:
        yield track.retracted.date.last


def entry(edition: Edition, dated: Dated) -> bytes:
    """The entry (VEVENT) on something dated."""
    track, site = dated.standing.track, edition.deal.about.address
    stamp = datetime.combine(max(dated.turns), time(), UTC)
    first = dated.day.first if dated.day.month else dated.day.last
    made = Entry()
    made.add("UID", str(uuid5(NAMESPACE_URL, site + lasting(track, dated.what, dated.part))))
    made.add("DTSTAMP", stamp)
    made.add("LAST-MODIFIED", stamp)
    made.add("SEQUENCE", len(dated.turns) - 1)
    made.add("DTSTART", first)
    made.add("DTEND", dated.day.last + timedelta(days=1))  # the first day that is not part of it
    made.add("SUMMARY", Words(summary(edition, dated)))
    made.add("DESCRIPTION", Words("\n".join(description(edition, dated))))
    made.add("URL", f"{site}{address(track)}#{dated.anchor}")
    made.add("CATEGORIES", Words(line(edition, edition.words.domain[track.domain].label)))
    made.add("STATUS", dated.state.status)
    made.add("TRANSP", "TRANSPARENT")
    return written(made)


def summary(edition: Edition, dated: Dated) -> str:
    """What a calendar shows of an entry: how it stands, of which track it is, what it is, and the month if that is all."""
    says = f"{line(edition, dated.standing.track.name)}: {line(edition, dated.title)}"
    if not dated.day.is_exact:
        says = edition.say("{what} (in {month})", what=says, month=dates.in_words(dated.day, edition.language))
    return edition.say(dated.state.summary, what=says)


def description(edition: Edition, dated: Dated) -> Iterator[str]:
    """What else there is to say, in plain text: some calendars show no other link than those in here."""
    say, track = edition.say, dated.standing.track
    page = edition.deal.about.address + address(track)
    if not dated.day.is_exact:
        yield say("The day is not known.")
    if dated.withdrawn is not None:
        day = dates.in_words(dated.withdrawn.date, edition.language)
        says = "The record was withdrawn on {day}: {why}" if track.retracted else "It was withdrawn on {day}: {why}"
        yield say(says, day=day, why=line(edition, dated.withdrawn.why))
    if dated.state is State.OVERDUE:
        yield say("The answer may exist: a track is only as fresh as its last check.")
    if dated.answer is not None:
        day = dates.in_words(dated.answer.date, edition.language)
        yield say("Answered, {day}: {what}", day=day, what=line(edition, dated.answer.title))
        yield f"{page}#event-{dated.answer.id}"
    for source in (edition.deal.sources[id] for id in dated.sources):
        named = escape.one_line(source.publisher)
        yield say("Source: {publisher}", publisher=f"{named}, {source.url}" if escape.link(source.url) else named)
    yield f"{page}#{dated.anchor}"


def calendar(edition: Edition, path: str, page: str, title: str, entries: Iterable[bytes]) -> bytes:
    """A calendar of entries that are written already, since each stands in two."""
    about = edition.deal.about
    name = f"{line(edition, about.name)}: {title}"
    made = Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", Words(f"-//{line(edition, about.name)}//dealtracker//{edition.language.upper()}"))
    for property in ("NAME", "X-WR-CALNAME"):  # the standard, and what calendars read
        made.add(property, Words(name))
    made.add("URL", about.address + page)
    made.add("SOURCE", about.address + path, {"VALUE": "URI"})
    made.add("REFRESH-INTERVAL", REFRESH, {"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    return b"".join([written(made).removesuffix(END), *(list(entries) or [_greenwich()]), END])


def _greenwich() -> bytes:
    """A time zone, for a calendar without entries: RFC 5545 wants something in each."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("TZID", "UTC")
    standard.add("DTSTART", datetime(1970, 1, 1))  # noqa: DTZ001  # the standard asks for local time
    standard.add("TZOFFSETFROM", timedelta())
    standard.add("TZOFFSETTO", timedelta())
    zone.add_component(standard)
    return written(zone)


def line(edition: Edition, text: Text) -> str:
    """A text in the language of the edition, on one line."""
    return escape.one_line(edition.renderer.plain(text))


def written(part: Component) -> bytes:
    """A part of a calendar as the library writes it: lines of at most 75 bytes."""
    found: bytes = part.to_ical()
    return found


class Words(vText):
    """A text of people. The library reads a backslash before an N in one as the end of a line; here it stays what it is."""

    def to_ical(self) -> bytes:
        """The text, escaped."""
        return escape.calendar(self).encode("utf-8")


TAKEAWAY = Takeaway(
    id="calendars",
    title="Calendars",
    for_whom=(
        "For people who want to see what is coming in the calendar that they use: subscribe to an address in it, and dates "
        "follow the record by themselves. A month without a day is shown as the whole month. An entry that was answered, "
        "passed unanswered or took effect says so and stays; what was withdrawn is cancelled."
    ),
    version="1",
    standard=("iCalendar (RFC 5545, RFC 7986)", "https://www.rfc-editor.org/rfc/rfc5545"),
    addresses=(
        Address(
            "calendars/coming-up.ics",
            "text/calendar",
            "All that is expected, and what takes effect later.",
            "Calendar: coming up",
        ),
        Address(
            "calendars/tracks/{id}.ics",
            "text/calendar",
            "Calendar of a track: what is expected in it.",
            "Calendar",
            "Calendar (ICS)",
        ),
    ),
    files=files,
)
