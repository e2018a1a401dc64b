"""Each clause, point or event that the governments read differently."""

from collections.abc import Iterator
from dataclasses import dataclass

from dealtracker.model import Reading
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.parts import parts
from dealtracker.standing import TrackStanding
from dealtracker.standing.flags import is_open


@dataclass(frozen=True, slots=True)
class Difference:
    """A reading of a track, and whether it is still unsettled."""

    standing: TrackStanding
    reading: Reading
    is_open: bool


def pages(edition: Edition) -> Iterator[Page]:
    """The readings, open ones first."""
    everything = [
        Difference(standing, reading, is_open(reading, edition.as_of))
        for standing in edition.standing.tracks.values()
        for reading in standing.readings
    ]
    ordered = sorted(everything, key=lambda difference: not difference.is_open)
    cut = parts("differ", ordered[::-1])
    for part in cut:
        shown = part.entries[::-1]
        yield edition.page(
            part.path,
            "differ.md.j2",
            title=edition.say("Where they differ"),
            description=edition.say(
                "{n} questions that are answered differently, with the words of each side.", n=sum(d.is_open for d in everything)
            ),
            unsettled=[difference for difference in shown if difference.is_open],
            settled=[difference for difference in shown if not difference.is_open],
            part=part,
            parts=cut,
        )
