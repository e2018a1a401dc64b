"""Rules about what an event does."""

from collections.abc import Iterator

from dealtracker.model import Action, Day, Record
from dealtracker.problems import Level
from dealtracker.rules.base import Example, Finding, Setting, rule
from dealtracker.standing.fold import Axis, fold, in_order


@rule(
    "step-down-silent",
    why="When something is taken back, struck down or stuck, a reader wants to know why.",
    example=Example(
        "    ▸kind: reversed\n    by: [south]\n    title: An ordinance sets the toll at 8",
        "    kind: in-force\n    by: [south]\n    title: An ordinance sets the toll at 8",
    ),
)
def step_down_silent(record: Record, setting: Setting) -> Iterator[Finding]:
    """Kinds that pause or leave say why in `text` or `note`."""
    for number, event in enumerate(record.events):
        kind = setting.vocabulary.kind.get(event.kind)
        if kind is not None and kind.effect.action in (Action.PAUSE, Action.LEAVE) and not (event.text or event.note):
            yield Finding(
                ("events", number, "kind"),
                f"`{event.id}` takes the status down and does not say why",
                "add `text:` with the reason",
                of_key=True,
            )


@rule(
    "no-effect",
    why="An event whose kind ought to change the status, and does not, may have the wrong kind.",
    example=Example(
        "  - id: ordinance-again\n    date: 2031-09-16\n    kind: ▸in-force\n    title: The ordinance is printed again\n"
        "    sources: [ordinance-44]\n\npositions:",
        "positions:",
    ),
    level=Level.WARNING,
)
def no_effect(record: Record, setting: Setting) -> Iterator[Finding]:
    """Kinds with an effect that change neither the status nor a point."""
    words = setting.vocabulary
    counted = in_order(record.events, Axis.KNOWN, setting.as_of)
    turning = {step.because.id for step in fold(counted, words)}
    counting = {event.id for event in counted}
    for number, event in enumerate(record.events):
        idle = event.id in counting and event.id not in turning and not event.points
        if idle and words.kind[event.kind].effect.action is not Action.NONE:
            yield Finding(
                ("events", number, "kind"),
                f"`{event.id}` is of the kind `{event.kind}` and changes nothing here",
                "if it only repeats what stood already, `statement` may be the right kind",
            )


@rule(
    "event-twice",
    why="The same date with the same sources is often one event that two people wrote down.",
    example=Example(
        "  - id: ▸summit-again\n    date: 2031-03-04\n    kind: statement\n    title: Both governments speak of a lower toll\n"
        "    sources: [lake-post-2031-03-04]\n\n  - id: joint-paper\n    date",
        "  - id: joint-paper\n    date",
    ),
    level=Level.WARNING,
)
def event_twice(record: Record, setting: Setting) -> Iterator[Finding]:
    """Two events of one record with the same date and the same sources."""
    seen: dict[tuple[Day, frozenset[str]], str] = {}
    for number, event in enumerate(record.events):
        same = (event.date, frozenset(event.sources))
        if event.retracted is not None:
            continue
        if same in seen:
            yield Finding(
                ("events", number, "id"),
                f"`{event.id}` has the date and the sources of `{seen[same]}`",
                "join the two, unless two things happened",
            )
        seen.setdefault(same, event.id)


RULES = (step_down_silent, no_effect, event_twice)
