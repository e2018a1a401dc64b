"""Feeds: every change of status, every event, and whatever was put right, as entries for feed readers and programs.

An entry is a fact, not an edit of a file. Its id is made of the site's address, the first id of the track and the id of
the event. So it outlives new wording, another date, another kind of event, another order, and a new name for the track;
it does not outlive a new address of the site. What an event did to the status is a fact beside the event and has an id of
its own.

`published` and `updated` come from the record. An event is published on its date, a change on the day from which it
counts; a month counts on its last day, as everywhere on the site, and the entry says so. An entry is updated when its
event takes effect, and by a dated correction or withdrawal of the record; a typo put right changes words and nothing
else. What is withdrawn, a record or an event, stays in the feeds and is marked: those who read of it there learn of it there.

Feeds ask for a moment where the record knows a day. It is noon in Greenwich, when clocks from Honolulu to Seoul show that
day.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple, TypeVar

from feedgenerator import Atom1Feed
from markupsafe import Markup

from dealtracker import escape
from dealtracker.model import Event, Source, Text, Track
from dealtracker.pages import Edition
from dealtracker.pages.addresses import address, lasting
from dealtracker.pages.corrections import PATH as CORRECTIONS
from dealtracker.pages.corrections import Amendment, amendments
from dealtracker.pages.takeaway import Address, File, Takeaway
from dealtracker.pages.track import Entry as TimelineEntry
from dealtracker.pages.track import entries
from dealtracker.standing import Change, TrackStanding

MOST, MOST_OF_A_TRACK, DAYS = 200, 15, 31
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
    """An entry of a feed, whatever the form of the feed is. Addresses are whole, `content` is HTML."""

    id: str
    address: str
    title: str
    content: str
    published: datetime
    updated: datetime
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed before it has a form: its own address and that of the page which shows the same, both from the root."""

    path: str
    page: str
    title: str
    about: str
    entries: Sequence[Entry]


def files(edition: Edition) -> Iterator[File]:
    """The feeds of the deal, and one for each track, withdrawn ones included."""
    say, as_of = edition.say, edition.as_of
    macros = edition.renderer.environment.get_template("feeds.html.j2").make_module(dict(edition.renderer.shared)).__dict__
    standings = (*edition.standing.tracks.values(), *edition.standing.retracted.values())
    writers = [Writer(edition, macros, standing) for standing in standings]

    changes = newest((dated for writer in writers for dated in writer.changes()), MOST, as_of)
    made = [writer.change(change) for writer, change in changes]
    about = say("Every change of status: from what, to what, because of which event, by which sources.")
    for path, form in (("feeds/changes.xml", atom), ("feeds/changes.json", json_feed)):
        yield path, form(edition, Feed(path, "changes/", say("Changes of status"), about, made))

    events = newest((dated for writer in writers for dated in writer.events()), MOST, as_of)
    made = [writer.event(event) for writer, event in events]
    about = say("Every event, with its sources and the change of status that it made.")
    yield "feeds/events.xml", atom(edition, Feed("feeds/events.xml", "timeline/", say("Events"), about, made))

    put_right = newest(((found.day.last, found) for found in amendments(edition)), MOST, as_of)
    made = [amendment(edition, macros, found) for found in put_right]
    about = say("What was corrected, with what it said and what it says now, and what was withdrawn, with the reason.")
    for path, form in (("feeds/corrections.xml", atom), ("feeds/corrections.json", json_feed)):
        yield path, form(edition, Feed(path, CORRECTIONS, say("Corrections"), about, made))

    for writer in writers:
        path, title = f"feeds/tracks/{writer.track.id}.xml", line(edition, writer.track.title)
        made = [writer.event(event) for _, event in newest(writer.events(), MOST_OF_A_TRACK, as_of)]
        yield path, atom(edition, Feed(path, address(writer.track), title, about, made))


def newest(entries: Iterable[tuple[date, T]], most: int, as_of: date) -> list[T]:
    """The newest `most` of dated things and whatever is of the last `DAYS` days, newest first.

    Of one day, that which was given last comes first.
    """
    newest_first = sorted(entries, key=lambda entry: entry[0])[::-1]
    first = date.fromordinal(max(1, as_of.toordinal() - DAYS))  # there is no day before 1
    return [what for number, (day, what) in enumerate(newest_first) if number < most or day > first]


class Writer:
    """Makes the entries of one track. `macros` are those of `feeds.html.j2`, which hold what entries say."""

    def __init__(self, edition: Edition, macros: Mapping[str, Any], standing: TrackStanding) -> None:
        self.edition, self.macros, self.standing, self.track = edition, macros, standing, standing.track
        words, site = edition.words, edition.deal.about.address
        self.site, self.page = site, site + address(self.track)
        self.name = line(edition, self.track.name)
        self.link = macros["link"](self.track, self.page)
        domain = words.domain[self.track.domain]
        self.filed = (Category("track", self.track.id, self.name), Category("domain", domain.id, line(edition, domain.label)))
        self.revised, self.notice = self._revision()

    def changes(self) -> Iterator[tuple[date, tuple["Writer", Change]]]:
        """The changes of status, oldest first, each with the day on which it is published."""
        for step, proof in zip(self.standing.steps, self.standing.proofs, strict=True):
            yield step.on.last, (self, Change(self.standing, step, proof))

    def events(self) -> Iterator[tuple[date, tuple["Writer", TimelineEntry]]]:
        """The events, oldest first, each with the day on which it is published."""
        for entry in reversed(entries(self.standing)):
            yield entry.event.date.last, (self, entry)

    def change(self, change: Change) -> Entry:
        """The entry on a change of status."""
        step = change.step
        says = " → ".join(self._status(status) for status in (step.was, step.status) if status is not None)
        if not change.proof.is_documented:
            says = self.edition.say("{change} (reported)", change=says)
        content = self.macros["change"](change, self.link, self._sources(step.because))
        return self._entry("change", step.because, says, content, step.status, step.on.last)

    def event(self, entry: TimelineEntry) -> Entry:
        """The entry on an event. It is updated when the event takes effect and by that changes the status, or is withdrawn."""
        event, step, says = entry.event, entry.step, line(self.edition, entry.event.title)
        content = self.macros["event"](self.standing, entry, self.link, self._sources(event))
        days = [event.date.last, *([step.on.last] if step else [])]
        if event.retracted is not None:
            says, days = self.edition.say("Withdrawn: {title}", title=says), [*days, event.retracted.date.last]
        return self._entry("event", event, says, content, step.status if step else None, *days)

    def _entry(self, what: str, event: Event, says: str, content: Markup, status: str | None, *days: date) -> Entry:
        """An entry, published on the first of the days and updated on the last."""
        if self.revised > days[0]:
            days, content = (*days, self.revised), self.notice + content
        return Entry(
            id=self.site + lasting(self.track, what, event),
            address=f"{self.page}#event-{event.id}",
            title=f"{self.name}: {says}",
            content=str(content),
            published=noon(days[0]),
            updated=noon(max(days)),
            categories=self.filed if status is None else (*self.filed, Category("status", status, self._status(status))),
        )

    def _revision(self) -> tuple[date, Markup]:
        """When the record was last corrected or withdrawn, as far as that is known, and what entries say about it."""
        withdrawn = self.track.retracted
        latest = max((part.date for part in self.track.corrections), key=lambda day: day.last, default=None)
        days = [*([latest.last] if latest else []), *([withdrawn.date.last] if withdrawn else [])]
        return max(days, default=date.min), self.macros["revised"](withdrawn, latest, self.page)

    def _status(self, status: str) -> str:
        return line(self.edition, self.edition.words.status[status].label)

    def _sources(self, event: Event) -> list[Source]:
        return [self.edition.deal.sources[id] for id in event.sources]


def amendment(edition: Edition, macros: Mapping[str, Any], found: Amendment) -> Entry:
    """The entry on something put right. Its id is made of the name that it has for ever."""
    site, name, day = edition.deal.about.address, line(edition, found.record.name), noon(found.day.last)
    says = edition.say("Corrected" if found.correction else "Withdrawn")
    if found.event is not None:
        says = edition.say("Withdrawn: {title}", title=line(edition, found.event.title))
    what = Category(
        "put-right",
        *(("correction", edition.say("Correction")) if found.correction else ("withdrawal", edition.say("Withdrawal"))),
    )
    return Entry(
        id=f"{site}{CORRECTIONS}#{found.name}",
        address=f"{site}{CORRECTIONS}#{found.name}",
        title=f"{name}: {says}",
        content=str(macros["amendment"](found, site + found.address)),
        published=day,
        updated=day,
        categories=(what, *((Category("track", found.record.id, name),) if isinstance(found.record, Track) else ())),
    )


def line(edition: Edition, text: Text) -> str:
    """A text in the language of the edition, on one line and without markup."""
    return escape.one_line(edition.renderer.plain(text))


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


def name(edition: Edition, feed: Feed) -> str:
    """What a feed is called among those of other sites."""
    return f"{line(edition, edition.deal.about.name)}: {feed.title}"


def atom(edition: Edition, feed: Feed) -> str:
    """A feed as Atom (RFC 4287)."""
    about = edition.deal.about
    made = _Atom(
        title=name(edition, feed),
        link=about.address + feed.page,
        description=feed.about,
        language=edition.language,
        author_name=line(edition, about.name),
        author_link=about.address,
        feed_url=about.address + feed.path,
        feed_guid=about.address + feed.path,
        feed_copyright=line(edition, about.licence),
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
        "title": name(edition, feed),
        "home_page_url": about.address + feed.page,
        "feed_url": about.address + feed.path,
        "description": feed.about,
        "user_comment": edition.say("Data: {licence}", licence=line(edition, about.licence)),
        "language": edition.language,
        "authors": [{"name": line(edition, about.name), "url": about.address}],
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
        f"more happened, all of the last {DAYS} days. What was found much later than it happened can be older than that; it is "
        "then on the pages and not in the feed."
    ),
    version="1",
    standard=("Atom (RFC 4287) and JSON Feed 1.1", "https://www.rfc-editor.org/rfc/rfc4287"),
    addresses=(
        Address(
            "feeds/changes.xml",
            "application/atom+xml",
            f"The {MOST} newest changes of status of all tracks.",
            "Changes of status",
        ),
        Address("feeds/changes.json", "application/feed+json", "The same as JSON Feed.", "Changes of status"),
        Address("feeds/events.xml", "application/atom+xml", f"The {MOST} newest events of all tracks.", "Events"),
        Address(
            "feeds/corrections.xml",
            "application/atom+xml",
            f"The {MOST} newest corrections and withdrawals of all records, with what it said and what it says now.",
            "Corrections",
            "Feed (Atom)",
        ),
        Address("feeds/corrections.json", "application/feed+json", "The same as JSON Feed.", short="Feed (JSON)"),
        Address(
            "feeds/tracks/{id}.xml",
            "application/atom+xml",
            f"Feed of a track: its {MOST_OF_A_TRACK} newest events, with the changes of status that they made.",
            "Events of this track",
            "Feed (Atom)",
        ),
    ),
    files=files,
)
