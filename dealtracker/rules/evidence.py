"""Rules about what proves a status."""

from collections.abc import Iterator

from dealtracker.model import Deal
from dealtracker.problems import Level, some_of
from dealtracker.rules.base import Example, Finding, Scope, Setting, rule
from dealtracker.standing import evidence as proof
from dealtracker.standing.fold import Axis, fold, in_order


@rule(
    "only-reported",
    why="A status that so far rests on reports alone is shown as reported, until somebody finds the document.",
    example=Example(
        "    kind: in-force\n    by: [north, south]\n    title: The quota of 40 lorries a day takes effect\n"
        "    points: {quota: 40 lorries}\n    sources: [▸joint-paper]",
        "    kind: signed\n    by: [north, south]\n    title: The two ministers sign a quota of 40 lorries a day\n"
        "    points: {quota: 40 lorries}\n    sources: [joint-paper]",
        "tracks/ferry-quota.yml",
    ),
    level=Level.WARNING,
    scope=Scope.DEAL,
)
def only_reported(deal: Deal, setting: Setting) -> Iterator[Finding]:
    """Present statuses of tracks whose deciding event cites no document of the kind that the status asks for."""
    for track in deal.tracks.values():
        steps = list(fold(in_order(track.events, Axis.KNOWN, setting.as_of), deal.vocabulary))
        if not steps:
            continue
        step = steps[-1]
        found = proof.evidence(step.status, step.rests_on, deal.sources, deal.vocabulary)
        if not found.is_documented:
            number = track.events.index(step.rests_on)
            kinds = some_of(found.asks)
            yield Finding(
                ("events", number, "sources", 0),
                f"`{step.rests_on.id}` makes the status `{step.status}`, which asks for a source of the kind {kinds}",
                "add the document itself to `sources:`, where it can be found",
                owner=f"tracks/{track.id}",
            )


RULES = (only_reported,)
