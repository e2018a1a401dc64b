"""Rules about the words of the vocabulary, and about the vocabulary itself."""

from collections.abc import Collection, Iterator, Sequence

from dealtracker.model import Action, Kind, Record, Source, Track, Vocabulary
from dealtracker.model.vocabulary import Domain, Word
from dealtracker.problems import shortened, some_of, suggestion
from dealtracker.rules.base import Example, Finding, Keys, Rule, Scope, Setting, rule
from dealtracker.standing.flags import FLAGS, RAISED_BY_EVENTS


def _unknown(keys: Keys, word: str, known: Collection[str], what: str) -> Iterator[Finding]:
    if word not in known:
        yield Finding(keys, f"`{shortened(word)}` is not {what}", suggestion(word, known, f"write one of: {some_of(known, 20)}"))


@rule(
    "word-not-known",
    why="Kinds, domains, relations and parties come from a fixed list, because the status follows from them.",
    example=Example("    kind: ▸text-publish", "    kind: text-published"),
)
def word_not_known(record: Record, setting: Setting) -> Iterator[Finding]:
    """Every word of a record that has to come from the vocabulary or from the list of parties."""
    words = setting.vocabulary
    for keys, party in _parties(record):
        yield from _unknown(keys, party, setting.about.party, "a party")
    for number, event in enumerate(record.events):
        yield from _unknown(("events", number, "kind"), event.kind, words.kind, "a kind of event")
    if isinstance(record, Track):
        yield from _unknown(("domain",), record.domain, words.domain, "a domain")
        for number, link in enumerate(record.links):
            yield from _unknown(("links", number, "relation"), link.relation, words.relation, "a relation")


def _parties(record: Record) -> Iterator[tuple[Keys, str]]:
    """Every place of a record that names a party, with the name."""
    for number, event in enumerate(record.events):
        yield from ((("events", number, "by", index), party) for index, party in enumerate(event.by))
    for field, name in (("events", "place"), ("points", "owes"), ("positions", "by")):
        for number, part in enumerate(getattr(record, field, ())):
            if (party := getattr(part, name)) is not None:
                yield (field, number, name), party
    for number, reading in enumerate(getattr(record, "readings", ())):
        for index, side in enumerate(reading.sides):
            if side.by is not None:
                yield ("readings", number, "sides", index, "by"), side.by


@rule(
    "source-word-not-known",
    why="What a source can prove follows from its kind and from how it was read.",
    example=Example(
        "    kind: ▸law\n    language: en\n    published: 2031-09-15",
        "    kind: legal\n    language: en\n    published: 2031-09-15",
    ),
    scope=Scope.SOURCE,
)
def source_word_not_known(source: Source, setting: Setting) -> Iterator[Finding]:
    """Kind and way of reading come from the vocabulary."""
    words = setting.vocabulary
    yield from _unknown(("kind",), source.kind, words.source_kind, "a kind of source")
    yield from _unknown(("read",), source.read, words.read, "a way of reading")


def vocabulary_findings(words: Vocabulary) -> Iterator[Finding]:
    """What is wrong with the vocabulary as a whole; a mistake in it would move every status."""
    yield from _defined_twice(words)
    yield from _ladder_findings(words)
    for number, kind in enumerate(words.kinds):
        yield from _kind_findings(number, kind, words)
    for number, flag in enumerate(words.flags):
        yield from _unknown(("flags", number, "id"), flag.id, FLAGS, "a flag that the program raises")
    for missing in sorted(set(FLAGS) - {flag.id for flag in words.flags}):
        yield Finding(("flags",), f"the flag `{missing}` has no words", f"add an entry with `id: {missing}`", of_key=True)


def _defined_twice(words: Vocabulary) -> Iterator[Finding]:
    lists: tuple[tuple[str, Sequence[Word | Domain]], ...] = (
        ("statuses", words.statuses),
        ("kinds", words.kinds),
        ("source-kinds", words.source_kinds),
        ("reads", words.reads),
        ("domains", words.domains),
        ("relations", words.relations),
        ("flags", words.flags),
    )
    for field, entries in lists:
        first: dict[str, Keys] = {}
        for number, entry in enumerate(entries):
            at: Keys = (field, number, "id")
            if first.setdefault(entry.id, at) != at:
                yield Finding(at, f"`{entry.id}` is defined twice", "keep one of the two", first=first[entry.id])


def _ladder_findings(words: Vocabulary) -> Iterator[Finding]:
    if not words.ladder:
        yield Finding(("statuses",), "no status has a `rung`", "give the lowest status of the ladder `rung: 0`", of_key=True)
    first: dict[int, str] = {}
    for number, status in enumerate(words.statuses):
        if status.rung is not None and first.setdefault(status.rung, status.id) != status.id:
            message = f"`{status.id}` and `{first[status.rung]}` stand on the same rung"
            yield Finding(("statuses", number, "rung"), message, "give each its own number, lowest first")
        for index, kind in enumerate(status.asks):
            yield from _unknown(("statuses", number, "asks", index), kind, words.source_kind, "a kind of source")


def _kind_findings(number: int, kind: Kind, words: Vocabulary) -> Iterator[Finding]:
    action, status = kind.effect.action, kind.effect.status
    if status is not None:
        climbs = action is Action.CLIMB
        known = [each.id for each in words.statuses if (each.rung is not None) == climbs]
        what = "a status with a rung" if climbs else "a status beside the ladder"
        yield from _unknown(("kinds", number, "effect", action), status, known, what)
    if kind.raises is not None:
        yield from _unknown(("kinds", number, "raises"), kind.raises, RAISED_BY_EVENTS, "a flag that events raise")


vocabulary_broken = Rule(
    "vocabulary-broken",
    "Every status follows from the vocabulary; a mistake in it would move all of them.",
    Example("      up-to: ▸in-forse", "      up-to: in-force", "vocabulary.yml"),
    scope=Scope.SHAPE,
)

RULES = (word_not_known, source_word_not_known, vocabulary_broken)
