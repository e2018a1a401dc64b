"""What a reader's browser needs to show the home page as of a day in the past: the events, and the words for them.

The browser folds them by the same rule as `dealtracker.standing`; a test compares the two on every date of the record. An event
that was withdrawn since is there for the days before. A track that was withdrawn is not: the page has no row for it.
"""

import json
from collections.abc import Iterator
from typing import Any

from dealtracker.model import Event, Reading
from dealtracker.model.records import Expected
from dealtracker.pages.edition import AS_OF_FILE, Edition
from dealtracker.pages.home import LATEST
from dealtracker.pages.takeaway import File
from dealtracker.standing import TrackStanding
from dealtracker.standing.evidence import can_prove


def files(edition: Edition) -> Iterator[File]:
    """The file, as JSON in ASCII, where the home page draws the tracks. Dates are as written: `2026-06` is a month."""
    if edition.is_drawn:
        yield (AS_OF_FILE, json.dumps(_facts(edition), separators=(",", ":"), sort_keys=True))


def _facts(edition: Edition) -> dict[str, Any]:
    plain, words = edition.renderer.plain, edition.words
    return {
        "asOf": str(edition.as_of),
        "latest": LATEST,
        "statuses": [
            {
                "id": status.id,
                "label": plain(status.label),
                "shape": status.shape,
                "rung": status.rung,
                "asks": list(status.asks),
                "clock": status.clock,
            }
            for status in words.statuses
        ],
        "kinds": {kind.id: [kind.effect.action, kind.effect.status] for kind in words.kinds},
        "tracks": [_track(edition, standing) for standing in edition.standing.tracks.values()],
        "say": {
            "reported": edition.say("reported"),
            "nothing": edition.say("nothing yet"),
            "since": edition.say("since {date}", date="%"),
            "day": edition.say("{n} day", n="%"),
            "days": edition.say("{n} days", n="%"),
            "unwritten": edition.say("Nothing that was announced lacks a text."),
            "coming": edition.say("Nothing dated lies ahead in this record."),
            "disputed": edition.say("No track has a clause that is read differently."),
            "changes": edition.say("Nothing yet."),
        },
    }


def _track(edition: Edition, standing: TrackStanding) -> dict[str, Any]:
    plain = edition.renderer.plain
    return {
        "id": standing.track.id,
        "name": plain(standing.track.name),
        "events": [_event(edition, event) for event in standing.track.events],
        "readings": [_reading(edition, reading) for reading in standing.readings],
        "expected": [_expected(edition, expectation.expected) for expectation in standing.expectations],
    }


def _event(edition: Edition, event: Event) -> dict[str, Any]:
    """An event. `proves` are the kinds of source among those it cites that were read well enough to prove something."""
    cited = [edition.deal.sources[id] for id in event.sources]
    found: dict[str, Any] = {
        "id": event.id,
        "date": str(event.date),
        "kind": event.kind,
        "title": edition.renderer.plain(event.title),
        "proves": sorted({source.kind for source in cited if can_prove(source, event, edition.words)}),
    }
    if event.effective is not None:
        found["effective"] = str(event.effective)
    if event.retracted is not None:
        found["retracted"] = str(event.retracted.date)
    return found


def _reading(edition: Edition, reading: Reading) -> dict[str, Any]:
    return {
        "id": reading.id,
        "question": edition.renderer.plain(reading.question),
        "until": None if reading.until is None else str(reading.until),
        "sides": [[side.by, str(side.date)] for side in reading.sides if side.by is not None],
    }


def _expected(edition: Edition, expected: Expected) -> dict[str, Any]:
    return {
        "title": edition.renderer.plain(expected.title),
        "date": str(expected.date),
        "since": str(expected.since),
        "answered": expected.answered,
    }
