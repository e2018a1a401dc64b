"""What is expected, by when, and what passed unanswered."""

from collections.abc import Iterator
from dataclasses import dataclass

from dealtracker.model import Day, Event, Text
from dealtracker.pages import updated
from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.parts import parts
from dealtracker.standing import TrackStanding


@dataclass(frozen=True, slots=True)
class Coming:
    """Something dated that lies ahead, or lay ahead: an expectation, or an event that takes effect later."""

    day: Day
    standing: TrackStanding
    title: Text
    anchor: str
    sources: tuple[str, ...]
    answer: Event | None
    is_past: bool
    takes_effect: bool

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to come."""
        return not self.is_past and self.answer is None

    @property
    def is_overdue(self) -> bool:
        """Whether it passed unanswered."""
        return self.is_past and self.answer is None


def coming_up(edition: Edition) -> list[Coming]:
    """Everything expected, the earliest first."""
    found = [entry for standing in edition.standing.tracks.values() for entry in _of_track(standing)]
    return sorted(found, key=lambda entry: (entry.day.last, entry.standing.track.id))


def _of_track(standing: TrackStanding) -> Iterator[Coming]:
    for entry in standing.expectations:
        expected, anchor = entry.expected, f"expected-{entry.expected.id}"
        yield Coming(
            expected.date, standing, expected.title, anchor, expected.sources, entry.answer, entry.is_past, takes_effect=False
        )
    for event in standing.coming:
        day, anchor = event.effective or event.date, f"event-{event.id}"
        yield Coming(day, standing, event.title, anchor, event.sources, None, is_past=False, takes_effect=True)


def pages(edition: Edition) -> Iterator[Page]:
    """Ahead, passed unanswered, and answered."""
    everything = coming_up(edition)
    ahead = [entry for entry in everything if entry.is_ahead]
    cut = parts("coming-up", everything)
    for part in cut:
        yield edition.page(
            part.path,
            "coming.md.j2",
            title=edition.say("Coming up"),
            description=edition.say("{n} dated expectations and deadlines, and those that passed unanswered.", n=len(ahead)),
            updated=(day for entry in part.entries for day in updated.of_record(entry.standing)),
            ahead=[entry for entry in part.entries if entry.is_ahead],
            overdue=[entry for entry in part.entries if entry.is_overdue],
            answered=[entry for entry in part.entries if entry.answer is not None],
            part=part,
            parts=cut,
        )
