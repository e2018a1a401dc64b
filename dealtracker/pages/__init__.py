"""The pages: a record and its standing become the values of one kind of page, and a template turns them into Markdown.

A module here decides what is said and in which order; the template of the same name only loops and prints. Structured
parts are HTML blocks inside the Markdown: they cost a third less to convert, and mean the same to every builder.
Nothing here knows MkDocs. Adding a page is one template, one small module and one line in `MAKERS`.
"""

from collections.abc import Callable, Iterator

from dealtracker.pages import bases, changes, coming, corrections, deals, differ, home, sources, timeline, track, tracks, waits
from dealtracker.pages.edition import EVERY, Edition, Page

MAKERS: tuple[Callable[[Edition], Iterator[Page]], ...] = (
    home.pages,
    tracks.pages,
    timeline.pages,
    changes.pages,
    differ.pages,
    waits.pages,
    coming.pages,
    deals.pages,
    bases.pages,
    corrections.pages,
    sources.pages,
)
"""Of all pages but those of the tracks, which are so many that they are made in lots."""

track_pages = track.pages


def all_pages(edition: Edition) -> Iterator[Page]:
    """Every generated page of an edition. Hand-written ones are made by `dealtracker.pages.written`."""
    for make in (*MAKERS, track_pages):
        yield from make(edition)


__all__ = ["EVERY", "MAKERS", "Edition", "Page", "all_pages", "track_pages"]
