"""Feeds: every change of status, and every event, as an entry of its own for feed readers and programs.

An entry is a fact, not an edit of a file. Its id is made of the site's address, the first id of the track and the id of
the event. So it outlives new wording, another date, another kind of event, another order, and a new name for the track;
it does not outlive a new address of the site. What an event did to the status is a fact beside the event and has an id of
its own.

`published` and `updated` come from the record. An event is published on its date, a change on the day from which it
counts; a month counts on its last day, as everywhere on the site, and the entry says so. An entry is updated when its
event takes effect, and by a dated correction or withdrawal of the record; a typo put right changes words and nothing
else. A withdrawn record stays in the feeds and is marked: those who read of it there learn of it there.

Feeds ask for a moment where the record knows a day. It is noon in Greenwich, when clocks from Honolulu to Seoul show that
day.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from feedgenerator import Atom1Feed
from markupsafe import Markup

from dealtracker import escape
from dealtracker.model import Day, Event, Text
from dealtracker.pages import Edition, track
from dealtracker.pages.addresses import address, lasting
from dealtracker.pages.takeaway import Address, File, Takeaway
from dealtracker.standing import Change, TrackStanding

MOST, MOST_OF_A_TRACK, DAYS = 200, 30, 31
"""How many of the newest entries a feed holds, and that of a track. Whatever happened in the last `DAYS` days comes on top,
so that nobody who looks once a month misses an entry, however much happens."""

T = TypeVar("T")


class Category(NamedTuple):
    """What an entry is filed under: in which list of words, by which id there, and the word that people see."""

    of: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed, whole and independent of the form of the feed. `content` is HTML."""

    id: str
    address: str
    title: str
    content: str
    published: datetime
    updated: datetime
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed before it has a form. Addresses are whole."""

    address: str
    page: str
    title: str
    about: str
    entries: Sequence[Entry]


def files(edition: Edition) -> Iterator[File]:
    """The feeds of the deal, and one for each track, withdrawn ones included."""
    say, writer = edition.say, Writer(edition)
    standings = (*edition.standing.tracks.values(), *edition.standing.retracted.values())
    events = {standing.track.id: track.entries(standing) for standing in standings}

    changes = [(change.step.on.last, change) for standing in standings for change in _changes(standing)]
    newest = [writer.change(change) for change in recent(changes, MOST, edition.as_of)]
    about = say("Every change of status: from what, to what, because of which event, by which sources.")
    for path, form in (("feeds/changes.xml", atom), ("feeds/changes.json", json_feed)):
        yield path, form(edition, _feed(edition, path, "changes/", say("Changes of status"), about, newest))

    everything = [
        (entry.event.date.last, (standing, entry)) for standing in standings for entry in reversed(events[standing.track.id])
    ]
    newest = [writer.event(*pair) for pair in recent(everything, MOST, edition.as_of)]
    about = say("Every event of every track, with its sources and the change of status that it made.")
    yield "feeds/events.xml", atom(edition, _feed(edition, "feeds/events.xml", "timeline/", say("Events"), about, newest))

    about = say("Every event of this track, with its sources and the change of status that it made.")
    for standing in standings:
        path, record = f"feeds/tracks/{standing.track.id}.xml", standing.track
        dated = [(entry.event.date.last, entry) for entry in reversed(events[record.id])]
        newest = [writer.event(standing, entry) for entry in recent(dated, MOST_OF_A_TRACK, edition.as_of)]
        yield path, atom(edition, _feed(edition, path, address(record), _line(edition, record.title), about, newest))


def recent(entries: Iterable[tuple[date, T]], most: int, as_of: date) -> list[T]:
    """The newest of dated things, and all of the last `DAYS` days; the newest first, of one day the last given first."""
    newest_first = sorted(entries, key=lambda entry: entry[0])[::-1]
    first = as_of - timedelta(DAYS)
    return [what for number, (day, what) in enumerate(newest_first) if number < most or day > first]


def _changes(standing: TrackStanding) -> Iterator[Change]:
    for step, proof in zip(standing.steps, standing.proofs, strict=True):
        yield Change(standing, step, proof)


def _feed(edition: Edition, path: str, page: str, title: str, about: str, entries: Sequence[Entry]) -> Feed:
    site = edition.deal.about.address
    name = edition.say("{site}: {title}", site=_line(edition, edition.deal.about.name), title=title)
    return Feed(site + path, site + page, name, about, entries)


def _line(edition: Edition, text: Text) -> str:
    return escape.one_line(edition.renderer.plain(text))


class Writer:
    """Makes the entries of one edition. What they say is in `feeds.html.j2`."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.site = edition.deal.about.address
        template = edition.renderer.environment.get_template("feeds.html.j2")
        self._make: dict[str, Any] = template.make_module(dict(edition.renderer.shared)).__dict__
        self._sources: dict[str, Markup] = {}
        self._revised: dict[str, tuple[date, Markup]] = {}

    def change(self, change: Change) -> Entry:
        """A change of status, from the day on which it counts."""
        step = change.step
        says = " → ".join(self._status(status) for status in (step.was, step.status) if status is not None)
        return self._entry(
            change.standing,
            step.because,
            what="change",
            says=says if change.proof.is_documented else self.edition.say("{change} (reported)", change=says),
            content=self._make["change"](change, self._cited(step.because)),
            status=step.status,
            days=(step.on.last,),
        )

    def event(self, standing: TrackStanding, entry: track.Entry) -> Entry:
        """An event, from its date; it is updated when it takes effect and by that changes the status."""
        event, step = entry.event, entry.step
        return self._entry(
            standing,
            event,
            what="event",
            says=_line(self.edition, event.title),
            content=self._make["event"](standing, entry, self._cited(event)),
            status=step.status if step else None,
            days=(event.date.last, step.on.last) if step else (event.date.last,),
        )

    def _entry(
        self,
        standing: TrackStanding,
        event: Event,
        *,
        what: str,
        says: str,
        content: Markup,
        status: str | None,
        days: tuple[date, ...],
    ) -> Entry:
        """The entry on an event of a track; the first of `days` is that on which it is published."""
        record, name = standing.track, _line(self.edition, standing.track.name)
        revised, notice = self._revision(standing)
        if revised > days[0]:
            days, content = (*days, revised), notice + content
        return Entry(
            id=self.site + lasting(record, f"{what}-{event.id}"),
            address=f"{self.site}{address(record)}#event-{event.id}",
            title=self.edition.say("{track}: {says}", track=name, says=says),
            content=content,
            published=noon(days[0]),
            updated=noon(max(days)),
            categories=tuple(self._categories(standing, name, status)),
        )

    def _revision(self, standing: TrackStanding) -> tuple[date, Markup]:
        """The day on which the record was last corrected or withdrawn, if it was by now, and what to say about that."""
        record = standing.track
        if record.id not in self._revised:
            withdrawn = record.retracted if record.id in self.edition.standing.retracted else None
            corrected = [part.date for part in record.corrections if part.date.last <= self.edition.as_of]
            latest = max(corrected, key=lambda day: day.last, default=None)
            days = [day.last for day in (latest, withdrawn and withdrawn.date) if day]
            self._revised[record.id] = max(days, default=date.min), self._make["revised"](record, withdrawn, latest)
        return self._revised[record.id]

    def _categories(self, standing: TrackStanding, name: str, status: str | None) -> Iterator[Category]:
        domain = standing.track.domain
        yield Category("track", standing.track.id, name)
        yield Category("domain", domain, _line(self.edition, self.edition.words.domain[domain].label))
        if status is not None:
            yield Category("status", status, self._status(status))

    def _status(self, status: str) -> str:
        return _line(self.edition, self.edition.words.status[status].label)

    def _cited(self, event: Event) -> Markup:
        """The sources of an event, each made once."""
        for id in event.sources:
            if id not in self._sources:
                self._sources[id] = self._make["source"](self.edition.deal.sources[id])
        return Markup("").join(self._sources[id] for id in event.sources)


def noon(day: date) -> datetime:
    """The moment that stands for a day."""
    return datetime.combine(day, time(12), UTC)


class _Atom(Atom1Feed):  # type: ignore[misc]  # the library has no types
    """The library's Atom, and what it leaves out: which program wrote it, and categories that have a name beside their id."""

    def latest_post_date(self) -> datetime:
        """The library would take the time of the clock for a feed without entries."""
        began: datetime = self.feed["began"]
        return max((item["updateddate"] for item in self.items), default=began)

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "dealtracker")

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        for of, id, label in item["filed"]:
            scheme = f"{self.feed['author_link']}feeds/#{of}"
            handler.addQuickElement("category", None, {"label": label, "scheme": scheme, "term": id})


def atom(edition: Edition, feed: Feed) -> str:
    """A feed as Atom (RFC 4287)."""
    about = edition.deal.about
    made = _Atom(
        title=feed.title,
        link=feed.page,
        description=feed.about,
        language=edition.language,
        author_name=_line(edition, about.name),
        author_link=about.address,
        feed_url=feed.address,
        feed_guid=feed.address,
        feed_copyright=_line(edition, about.licence),
        began=noon(about.start.first),
    )
    for entry in feed.entries:
        made.add_item(
            title=entry.title,
            link=entry.address,
            description=None,
            content=entry.content,
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            filed=entry.categories,
        )
    text: str = made.writeString("utf-8")
    return text + "\n"


def json_feed(edition: Edition, feed: Feed) -> str:
    """A feed as JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/"""
    about = edition.deal.about
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "description": feed.about,
        "user_comment": edition.say("Data: {licence}", licence=_line(edition, about.licence)),
        "language": edition.language,
        "authors": [{"name": _line(edition, about.name), "url": about.address}],
        "items": [
            {
                "id": entry.id,
                "url": entry.address,
                "title": entry.title,
                "content_html": entry.content,
                "date_published": entry.published.isoformat(),
                "date_modified": entry.updated.isoformat(),
                "tags": [category.label for category in entry.categories],
            }
            for entry in feed.entries
        ],
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


TAKEAWAY = Takeaway(
    id="feeds",
    title="Feeds",
    for_whom=(
        "For feed readers, mailing services and programs that want to hear of news by themselves. An entry is a fact from the "
        "record, with its sources; it keeps its id when its words are corrected. A feed holds its newest entries and, where "
        f"more happened, all of the last {DAYS} days. What was found much later than it happened can be older than that; the "
        "feed of the track reaches furthest back."
    ),
    version="1",
    standard=("Atom (RFC 4287) and JSON Feed 1.1", "https://www.rfc-editor.org/rfc/rfc4287"),
    addresses=(
        Address(
            "feeds/changes.xml", "application/atom+xml", f"The {MOST} newest changes of status of all tracks", "Changes of status"
        ),
        Address("feeds/changes.json", "application/feed+json", "The same as JSON Feed", "Changes of status"),
        Address("feeds/events.xml", "application/atom+xml", f"The {MOST} newest events of all tracks", "Events"),
        Address(
            "feeds/tracks/{id}.xml",
            "application/atom+xml",
            f"Feed of a track: its {MOST_OF_A_TRACK} newest events, with the changes of status that they made",
            "Events of this track",
        ),
    ),
    files=files,
)
