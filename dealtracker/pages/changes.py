"""Every change of status, one line each, newest first: what a returning reader reads."""

from collections.abc import Iterator

from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.parts import parts


def pages(edition: Edition) -> Iterator[Page]:
    """The changes, in parts where there are many."""
    changes = edition.standing.changes
    cut = parts("changes", changes[::-1], size=200)
    for part in cut:
        yield edition.page(
            part.path,
            "changes.md.j2",
            title=edition.say("Changes"),
            description=edition.say("{n} changes of status: from what, to what, because of which event.", n=len(changes)),
            hide=("navigation", "toc"),
            changes=part.entries[::-1],
            part=part,
            parts=cut,
            count=len(changes),
        )
