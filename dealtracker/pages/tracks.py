"""The list of all tracks, by domain: where each stands, since when, and until when it was checked."""

from collections.abc import Iterator, Sequence

from dealtracker.model import Day
from dealtracker.model.vocabulary import Domain
from dealtracker.pages import updated
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.lists import Listed, Narrowing, labels, listed, narrowing
from dealtracker.pages.parts import parts
from dealtracker.standing import Clock, TrackStanding


def pages(edition: Edition) -> Iterator[Page]:
    """The list, in parts where it is long."""
    ordered = list(edition.standing.tracks.values())
    cut = parts("tracks", ordered[::-1], size=200)
    for part in cut:
        groups = [
            (domain, listed(tracks, lambda standing: keys(edition, standing)))
            for domain, tracks in by_domain(edition, part.entries[::-1])
        ]
        yield edition.page(
            part.path,
            "tracks.md.j2",
            title=edition.say("Tracks"),
            description=edition.say(
                "{deal}: {n} tracks, where each stands and since when.",
                deal=edition.renderer.plain(edition.deal.about.title),
                n=len(ordered),
            ),
            updated=(day for track in part.entries for day in updated.of_record(track)),
            hide=("navigation", "toc"),
            groups=groups,
            list=form(edition, [track for _, tracks in groups for track in tracks]),
            unwritten=unwritten,
            withdrawn=list(edition.standing.retracted.values()),
            part=part,
            parts=cut,
            count=len(ordered),
        )


def by_domain(edition: Edition, tracks: Sequence[TrackStanding]) -> list[tuple[Domain, list[TrackStanding]]]:
    """The tracks of each domain that has any, in the order of the vocabulary."""
    found = [(domain, [t for t in tracks if t.track.domain == domain.id]) for domain in edition.words.domains]
    return [(domain, having) for domain, having in found if having]


def unwritten(standing: TrackStanding) -> Clock | None:
    """The clock of a track that was announced and is still not on paper: the first one, while it runs."""
    first = next(iter(standing.clocks), None)
    return first if first is not None and first.is_running else None


def keys(edition: Edition, standing: TrackStanding) -> dict[str, str]:
    """By what a track is found, and by what the list is sorted. `party` are those that owe a point of it."""
    track, step, proof, last, clock = standing.track, standing.step, standing.evidence, standing.last_event, unwritten(standing)
    owing = {point.owes for point in track.points}
    return {
        "status": standing.status or "none",
        "evidence": "" if proof is None else "documented" if proof.is_documented else "reported",
        "domain": track.domain,
        "flag": " ".join(standing.flag),
        "party": " ".join(party for party in edition.deal.about.party if party in owing),
        "acted": " ".join(last.by) if last is not None else "",
        "since": _iso(step.since if step is not None else None),
        "event": _iso(last.date if last is not None else None),
        "checked": _iso(track.checked),
        "unwritten": _iso(standing.reached[clock.start].day if clock is not None else None),
    }


def _iso(day: Day | None) -> str:
    return "" if day is None else str(day.last)


def form(edition: Edition, tracks: Sequence[Listed[TrackStanding]]) -> Narrowing:
    """What the list can be narrowed down to, and in which orders it can stand."""
    words, say = edition.words, edition.say
    parties = {id: party.name for id, party in edition.deal.about.party.items()}
    clocked = [edition.renderer.plain(status.label) for status in words.clocked[:2]]
    orders = [
        ("", say("Field")),
        ("status", say("Status")),
        ("-since", say("Status since: newest first")),
        ("since", say("Status since: oldest first")),
        ("-event", say("Last event: newest first")),
        ("event", say("Last event: oldest first")),
        ("-checked", say("Checked until: newest first")),
        ("checked", say("Checked until: oldest first")),
    ]
    if any(track.keys["unwritten"] for track in tracks):
        first, second = clocked
        orders.append(("unwritten", say("{first}, not {second}: longest first", first=first, second=second.lower())))
    return narrowing(
        tracks,
        ("status", say("Status"), say("all"), labels(words.statuses) | {"none": say("nothing yet")}),
        ("evidence", say("Evidence"), say("all"), {"documented": say("Documented"), "reported": say("Reported")}),
        ("domain", say("Field"), say("all"), labels(words.domains)),
        ("flag", say("Flag"), say("with or without"), labels(words.flags)),
        ("party", say("Owes a point"), say("anybody or nobody"), parties),
        ("acted", say("Acted last"), say("anybody"), parties),
        orders=orders,
    )
