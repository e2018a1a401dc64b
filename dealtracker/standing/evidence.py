"""How well a status is proved: by a document of the kind that it asks for, or so far only by reports."""

from collections.abc import Mapping
from dataclasses import dataclass

from dealtracker.model import Event, Source, Vocabulary


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a status.

    `asks` are the kinds of source of which the status asks for one (none: anything published will do). `proved_by` are
    the sources of the deciding event that are of such a kind and were read well enough. With at least one of them, or
    where nothing is asked, the status is documented; otherwise it is reported.
    """

    asks: tuple[str, ...]
    proved_by: tuple[Source, ...]

    @property
    def is_documented(self) -> bool:
        """Whether a document of the right kind proves the status."""
        return not self.asks or bool(self.proved_by)


def can_prove(source: Source, event: Event, vocabulary: Vocabulary) -> bool:
    """Whether a source was read well enough to prove something by itself, or beside the event's other sources."""
    can = {"alone": True, "with-another": len(set(event.sources)) > 1, "never": False}
    return can[vocabulary.read[source.read].proves]


def evidence(status: str, event: Event, sources: Mapping[str, Source], vocabulary: Vocabulary) -> Evidence:
    """The evidence of a status, from the sources of the event that decided it."""
    asks = vocabulary.status[status].asks
    cited = (sources[id] for id in event.sources)
    proved_by = tuple(source for source in cited if source.kind in asks and can_prove(source, event, vocabulary))
    return Evidence(asks, proved_by)
