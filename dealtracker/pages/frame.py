"""What stands around every page: the dates of the whole deal, the licence, and the words of the theme.

The theme prints it from the `extra` of the configuration; nothing here is HTML, the theme escapes it.
"""

from collections.abc import Collection, Iterator

from dealtracker.model import Day
from dealtracker.pages import dates
from dealtracker.pages.addresses import url
from dealtracker.pages.edition import Edition

PROGRAM_LICENCE = "MIT"
"""Of the program, wherever it runs; the data of a deal have their own, which `deal.yml` names. See the file LICENSE."""


def frame(edition: Edition, paths: Collection[str]) -> dict[str, object]:
    """The values of the theme for an edition that has pages at these paths."""
    say = edition.say
    links = (
        (say("Method"), "method.md"),
        (say("Corrections"), "corrections/index.md"),
        (say("Data"), "data.md"),
        (say("Contribute"), "contribute.md"),
    )
    return {
        "as_of": str(edition.as_of),
        "dates": [
            {"label": label, "day": str(day), "words": dates.in_words(day, edition.language)} for label, day in _dates(edition)
        ],
        "licence": say(
            "Data: {data}; program: {program}", data=edition.renderer.plain(edition.deal.about.licence), program=PROGRAM_LICENCE
        ),
        "licence_page": "data/#licence" if "data.md" in paths else None,
        "independence": say("Not affiliated with any government."),
        "built": say("This page was built for {date},", date=dates.in_words(Day.of(edition.as_of), edition.language)),
        "colours": say("Dark colours"),
        "lost": say("There is no such page"),
        "more": say("About this site"),
        "feeds": _feeds(edition, of_a_track=False),
        "feeds_of_a_track": _feeds(edition, of_a_track=True),
        "links": [{"label": label, "address": url(path)} for label, path in links if path in paths],
    }


def _feeds(edition: Edition, *, of_a_track: bool) -> list[dict[str, str]]:
    """What the heads of pages announce to feed readers and other programs."""
    return [
        {"path": address.path, "media": address.media, "title": edition.say(address.title)}
        for address in edition.addresses
        if address.title and address.is_of_a_track == of_a_track
    ]


def _dates(edition: Edition) -> Iterator[tuple[str, Day]]:
    tracks = edition.standing.tracks.values()
    events = [track.last_event.date for track in tracks if track.last_event]
    if events:
        yield edition.say("Last event"), max(events, key=lambda day: day.last)
    if tracks:
        yield edition.say("Last checked"), max((track.track.checked for track in tracks), key=lambda day: day.last)
    yield edition.say("Built for"), Day.of(edition.as_of)
