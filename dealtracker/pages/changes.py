"""Every change of status, one line each, newest first: what a returning reader reads."""

from collections.abc import Iterator, Sequence

from dealtracker.pages.edition import Edition, Page
from dealtracker.pages.lists import Listed, Narrowing, labels, listed, narrowing
from dealtracker.pages.parts import parts
from dealtracker.standing import Change


def pages(edition: Edition) -> Iterator[Page]:
    """The changes, in parts where there are many."""
    changes = edition.standing.changes
    cut = parts("changes", changes[::-1], size=200)
    for part in cut:
        shown = listed(part.entries[::-1], keys)
        yield edition.page(
            part.path,
            "changes.md.j2",
            title=edition.say("Changes"),
            description=edition.say("{n} changes of status: from what, to what, because of which event.", n=len(changes)),
            updated=(change.step.on for change in part.entries),
            hide=("navigation", "toc"),
            changes=shown,
            list=form(edition, shown),
            part=part,
            parts=cut,
            count=len(changes),
        )


def keys(change: Change) -> dict[str, str]:
    """By what a change is found."""
    return {
        "to": change.step.status,
        "evidence": "documented" if change.proof.is_documented else "reported",
        "track": change.standing.track.id,
        "domain": change.standing.track.domain,
    }


def form(edition: Edition, changes: Sequence[Listed[Change]]) -> Narrowing:
    """What the changes can be narrowed down to."""
    words, say = edition.words, edition.say
    return narrowing(
        changes,
        ("to", say("To"), say("all"), labels(words.statuses)),
        ("evidence", say("Evidence"), say("all"), {"documented": say("Documented"), "reported": say("Reported")}),
        ("track", say("Track"), say("all"), {id: here.track.name for id, here in edition.standing.tracks.items()}),
        ("domain", say("Field"), say("all"), labels(words.domains)),
    )
