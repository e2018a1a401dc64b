"""What was put right: corrections, and what was withdrawn, of every kind of record, newest first.

Nothing that was published vanishes. What was corrected is told here beside what it says now; what was withdrawn stays where
it was, struck through, and is told here with the reason.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dealtracker.model import Basis, Day, Event, Peer, Track
from dealtracker.model.records import Correction, Retraction
from dealtracker.pages import updated
from dealtracker.pages.addresses import address, event_address, oldest
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.parts import parts
from dealtracker.pages.reporting import form

PATH = "corrections/"
"""Where they are, from the root of the site."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """Something put right in a record: what stood there was corrected, or an event of it or the whole was withdrawn.

    `name` tells it from all others, for ever: it is made of the first id of the record, and of the date or the first id of
    the event.
    """

    record: Peer | Basis
    name: str
    part: Correction | Retraction
    event: Event | None = None

    @property
    def day(self) -> Day:
        """When it was put right."""
        return self.part.date

    @property
    def correction(self) -> Correction | None:
        """What it said and what it says now, where it was corrected."""
        return self.part if isinstance(self.part, Correction) else None

    @property
    def withdrawal(self) -> Retraction | None:
        """The reason, where it was withdrawn."""
        return self.part if isinstance(self.part, Retraction) else None

    @property
    def address(self) -> str:
        """Where a reader sees it in its place, from the root of the site."""
        return event_address(self.record, self.event) if self.event is not None else address(self.record)


def kind(record: Peer | Basis) -> str:
    """What a record is: `track`, `deal` or `basis`."""
    return "track" if isinstance(record, Track) else "deal" if isinstance(record, Peer) else "basis"


def amendments(edition: Edition) -> list[Amendment]:
    """Everything that was put right, oldest first; of one day, in the order of the records."""
    deal = edition.deal
    records: tuple[Peer | Basis, ...] = (*deal.tracks.values(), *deal.peers.values(), *deal.bases.values())
    return sorted((found for record in records for found in of_record(record)), key=lambda found: found.day.last)


def of_record(record: Peer | Basis) -> Iterator[Amendment]:
    """What was put right in a record, in its order."""
    named = f"{kind(record)}-{oldest(record)}"
    times = Counter[Day]()
    for correction in record.corrections:
        times[correction.date] += 1
        number = f"-{times[correction.date]}" if times[correction.date] > 1 else ""
        yield Amendment(record, f"{named}-{correction.date}{number}", correction)
    for event in record.events:
        if event.retracted is not None:
            yield Amendment(record, f"{named}-event-{oldest(event)}", event.retracted, event)
    if record.retracted is not None:
        yield Amendment(record, f"{named}-withdrawn", record.retracted)


def pages(edition: Edition) -> Iterator[Page]:
    """The list, in parts where it is long."""
    everything = amendments(edition)
    cut = parts("corrections", everything, size=200)
    looked = [day for track in edition.standing.tracks.values() for day in updated.of_record(track)]
    for part in cut:
        yield edition.page(
            part.path,
            "corrections.md.j2",
            title=edition.say("Corrections"),
            description=edition.say("What stood here and was wrong, what it says now, and what was withdrawn, with the reason."),
            updated=[found.day for found in part.entries] or looked,
            hide=("toc",),
            amendments=part.entries[::-1],
            part=part,
            parts=cut,
            count=len(everything),
            feeds=[found for found in edition.addresses if found.path.startswith("feeds/corrections.")],
            correction_form=form(edition.deal.about, "correction"),
        )
