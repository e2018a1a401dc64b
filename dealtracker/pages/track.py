"""The page of a track: where it stands and why, its points and readings, what it waits for, its events and sources."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dealtracker.charts.graph import neighbourhood
from dealtracker.model import Day, Event, Link, Source, Status
from dealtracker.model.citations import cites
from dealtracker.model.records import Position
from dealtracker.pages import dates, embedding, linked_data, updated
from dealtracker.pages.addresses import address
from dealtracker.pages.edition import EVERY, Edition, Page, shortened
from dealtracker.pages.reporting import form
from dealtracker.standing import PointStanding, RecordStanding, Step, TrackStanding
from dealtracker.standing.clocks import Clock, Reached
from dealtracker.standing.flags import days_unchecked, is_active, is_open
from dealtracker.standing.points import Said

ABOUT = 100
"""How many letters of the summary a result of the search shows."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder as drawn: whether it was reached, when, by which event, and whether the track stands on it.

    `clock` counts the days from here to the rung that is `span` steps further. `is_off` marks a status beside the ladder.
    """

    status: Status
    reached: Reached | None
    is_here: bool
    clock: Clock | None = None
    span: int = 1
    is_off: bool = False

    @property
    def manner(self) -> str:
        """What the drawing distinguishes, as the names of classes."""
        said = {" is-reached": self.reached is not None, " is-here": self.is_here, " is-off": self.is_off}
        return "".join(name for name, holds in said.items() if holds)


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as a row: where it stands, and the values that it had on the way there, each with its status, oldest first.

    `value_is_later` says that its present value is from another event than its status.
    """

    standing: PointStanding
    earlier: tuple[tuple[Status, Said], ...]
    value_is_later: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in the timeline, with the change of status that it made, and whether that is documented."""

    event: Event
    step: Step | None
    is_documented: bool
    is_coming: bool


@dataclass(frozen=True, slots=True)
class Related:
    """A link as a page shows it: the words for the relation, the track or peer at the other end, the link itself."""

    label: object
    title: object
    address: str
    standing: RecordStanding | None
    link: Link
    is_over: bool


def pages(edition: Edition, lot: slice = EVERY) -> Iterator[Page]:
    """One page for each track, withdrawn ones included, or for a lot of them."""
    standing = edition.standing
    for track in (*standing.tracks.values(), *standing.retracted.values())[lot]:
        yield track_page(edition, track)


def track_page(edition: Edition, standing: TrackStanding) -> Page:
    """The page of one track."""
    track, other = standing.track, other_title(edition, standing)
    title = edition.renderer.plain(track.title)
    return edition.page(
        f"tracks/{track.id}.md",
        "track.md.j2",
        title=edition.say("Withdrawn: {title}", title=title) if standing.is_withdrawn else title,
        description=description(edition, standing),
        updated=updated.of_record(standing),
        linked=linked_data.of_track(edition, standing, other[1] if other else None),
        hide=("navigation",),
        of_track=track.id,
        track=track,
        here=standing,
        other_title=other,
        rungs=ladder(edition, standing),
        uncounted=uncounted(standing),
        near=neighbourhood(edition.standing, track.id),
        points=point_rows(edition, standing),
        entries=entries(standing),
        positions=positions(edition, standing),
        related=related(edition, standing),
        sources=cited(edition, standing),
        unchecked=days_unchecked(track, edition.as_of),
        is_open=lambda reading: is_open(reading, edition.as_of),
        questions=[question for question in track.questions if question.until is None],
        found_by=edition.finder.track(standing, shortened(str(track.summary), ABOUT)),
        badge_code=embedding.badge_code(edition, standing),
        embed_code=embedding.code(edition, embedding.of_track(edition, standing)),
        takeaways=[address for address in edition.addresses if address.is_of_a_track],
        record=f"data/tracks/{track.id}.yml",
        news_form=form(edition.deal.about, "news", track=track.id),
        correction_form=form(edition.deal.about, "correction", page=f"{edition.deal.about.address}tracks/{track.id}/"),
        source_form=form(edition.deal.about, "source", page=f"{edition.deal.about.address}tracks/{track.id}/"),
    )


def description(edition: Edition, standing: TrackStanding) -> str:
    """One sentence for search engines and previews: the status, since when, and what it is about; or that it was withdrawn."""
    withdrawn = standing.track.retracted
    if withdrawn is not None:
        date = dates.in_words(withdrawn.date, edition.language)
        return edition.say("Withdrawn on {date}.", date=date) + " " + edition.renderer.plain(withdrawn.why)
    step = standing.step
    about = standing.track.summary or standing.track.title
    if step is None:
        return edition.renderer.plain(about)
    label = edition.renderer.plain(edition.words.status[step.status].label)
    since = dates.in_words(step.since, edition.language)
    return edition.say("{status} since {date}.", status=label, date=since) + " " + edition.renderer.plain(about)


def other_title(edition: Edition, standing: TrackStanding) -> tuple[str, str] | None:
    """The language and the words of the title in the other language, where the record has one."""
    title = standing.track.title
    if title.ko is None:
        return None
    return ("ko", title.ko) if edition.language == "en" else ("en", title.en)


def ladder(edition: Edition, standing: RecordStanding) -> list[Rung]:
    """The rungs from the foot up, the foot reached with the first event; then the status beside the ladder, if it is there."""
    words = edition.words
    place = {status.id: number for number, status in enumerate(words.ladder)}
    clocks = {clock.start: clock for clock in standing.clocks if clock.days is not None and clock.days >= 0}
    rungs = []
    for status in words.ladder:
        reached = standing.reached.get(status.id)
        if status is words.ladder[0] and reached is None and standing.steps:
            first = standing.steps[0]
            reached = Reached(first.since, first.because)
        clock = clocks.get(status.id)
        span = place[clock.end] - place[clock.start] if clock else 1
        rungs.append(Rung(status, reached, standing.status == status.id, clock, span))
    if standing.step is not None and standing.step.status not in place:
        off = Reached(standing.step.since, standing.step.because)
        rungs.append(Rung(words.status[standing.step.status], off, is_here=True, is_off=True))
    return rungs


def uncounted(standing: RecordStanding) -> list[Clock]:
    """The clocks that the ladder cannot show as days between two steps, and about which there is something to say."""
    known = standing.reached
    return [
        clock
        for clock in standing.clocks
        if (clock.days is None and (clock.start in known or clock.end in known)) or (clock.days is not None and clock.days < 0)
    ]


def point_rows(edition: Edition, standing: TrackStanding) -> list[PointRow]:
    """The points, in the order of the record."""
    words = edition.words.status
    rows = []
    for point in standing.points:
        stages = sorted(point.stages.items(), key=lambda stage: stage[1].on.last)
        earlier = tuple((words[status], said) for status, said in stages if said is not point.value)
        rows.append(PointRow(point, earlier, point.value is not None and point.value.event is not point.because))
    return rows


def entries(standing: RecordStanding) -> list[Entry]:
    """The events, newest first, each with the change that it made. Those that were withdrawn are among them; they made none."""
    turns = {id(step.because): (step, proof.is_documented) for step, proof in zip(standing.steps, standing.proofs, strict=True)}
    coming = {id(event) for event in standing.coming}
    happened: tuple[Event, ...] = standing.record.events
    events = sorted(enumerate(happened), key=lambda pair: (pair[1].date.last, pair[0]), reverse=True)
    result = []
    for _, event in events:
        step, is_documented = turns.get(id(event), (None, True))
        result.append(Entry(event, step, is_documented, id(event) in coming))
    return result


def positions(edition: Edition, standing: TrackStanding) -> list[tuple[str, list[Position]]]:
    """What each party held by the date, oldest first; parties in the order of the deal."""
    by_party = [(party, [p for p in standing.track.positions if p.by == party]) for party in edition.deal.about.party]
    return [(party, found) for party, found in by_party if found]


def related(edition: Edition, standing: TrackStanding) -> list[tuple[object, list[Related]]]:
    """Links of the track and links of others to it, grouped by what the relation is called from here."""
    groups: dict[str, tuple[object, list[Related]]] = {}
    relation = edition.words.relation
    ties = [(relation[link.relation].label, edition.standing.end(link), link) for link in standing.links]
    incoming = edition.standing.incoming.get(standing.track.id, ())
    ties += [(relation[link.relation].inverse, other, link) for other, link in incoming]
    for label, other, link in ties:
        found = Related(label, other.record.title, address(other.record), other, link, not is_active(link, edition.as_of))
        groups.setdefault(str(label), (label, []))[1].append(found)
    return list(groups.values())


def cited(edition: Edition, standing: TrackStanding) -> list[Source]:
    """The sources of what the page shows, by kind and then by date."""
    order = {kind.id: number for number, kind in enumerate(edition.words.source_kinds)}
    sources: Mapping[str, Source] = edition.deal.sources
    return sorted(
        (sources[id] for id in cites(standing.track)),
        key=lambda source: (order[source.kind], _published(source), source.id),
    )


def _published(source: Source) -> str:
    known: Day | None = source.published or source.accessed
    return str(known) if known is not None else "9999"
