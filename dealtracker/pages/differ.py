"""Each clause, point or event that the governments read differently."""

from collections.abc import Iterator
from dataclasses import dataclass

from dealtracker.model import Day, Reading
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.parts import parts
from dealtracker.standing import TrackStanding
from dealtracker.standing.flags import is_disputed, is_open


@dataclass(frozen=True, slots=True)
class Difference:
    """A reading of a track: whether it is still unsettled, and whether two of the parties differ or only other voices."""

    standing: TrackStanding
    reading: Reading
    is_open: bool
    is_disputed: bool


def pages(edition: Edition) -> Iterator[Page]:
    """The readings, open ones first."""
    everything = [
        Difference(standing, reading, is_open(reading, edition.as_of), is_disputed(reading, edition.as_of))
        for standing in edition.standing.tracks.values()
        for reading in standing.readings
    ]
    ordered = sorted(everything, key=lambda difference: (not difference.is_disputed, not difference.is_open))
    cut = parts("differ", ordered[::-1], size=80)
    for part in cut:
        shown = part.entries[::-1]
        yield edition.page(
            part.path,
            "differ.md.j2",
            title=edition.say("Where they differ"),
            description=edition.say(
                "{n} questions that the governments answer differently, with the words of each.",
                n=sum(difference.is_disputed for difference in everything),
            ),
            updated=(day for difference in shown for day in _dates(difference.reading)),
            disputed=[difference for difference in shown if difference.is_disputed],
            other=[difference for difference in shown if difference.is_open and not difference.is_disputed],
            settled=[difference for difference in shown if not difference.is_open],
            part=part,
            parts=cut,
        )


def _dates(reading: Reading) -> Iterator[Day | None]:
    """When each side spoke, and when the matter was settled."""
    yield from (side.date for side in reading.sides)
    yield reading.until
