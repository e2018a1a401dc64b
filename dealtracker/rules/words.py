"""Rules about the words of the vocabulary, and about the vocabulary itself."""

from collections.abc import Iterator, Sequence

from dealtracker.model import Peer, Record, Source, Track, Vocabulary
from dealtracker.problems import shortened, some_of, suggestion
from dealtracker.rules.base import Example, Finding, Keys, Rule, Scope, Setting, rule
from dealtracker.standing.flags import FLAGS


def _unknown(keys: Keys, word: str, known: Sequence[str], what: str) -> Iterator[Finding]:
    if word not in known:
        yield Finding(keys, f"`{shortened(word)}` is not {what}", suggestion(word, known, f"write one of: {some_of(known, 20)}"))


@rule(
    "word-not-known",
    why="Kinds, domains, relations and parties come from a fixed list, because the status follows from them.",
    example=Example("    kind: ▸text-publish", "    kind: text-published"),
)
def word_not_known(record: Record, setting: Setting) -> Iterator[Finding]:
    """Every word of a record that has to come from the vocabulary or from the list of parties."""
    words, parties = setting.vocabulary, list(setting.about.party)
    for number, event in enumerate(record.events):
        at: Keys = ("events", number)
        yield from _unknown((*at, "kind"), event.kind, list(words.kind), "a kind of event")
        if event.place is not None:
            yield from _unknown((*at, "place"), event.place, parties, "a party")
        for index, party in enumerate(event.by):
            yield from _unknown((*at, "by", index), party, parties, "a party")
    if isinstance(record, Peer):
        for number, point in enumerate(record.points):
            if point.owes is not None:
                yield from _unknown(("points", number, "owes"), point.owes, parties, "a party")
        for number, reading in enumerate(record.readings):
            for index, side in enumerate(reading.sides):
                if side.by is not None:
                    yield from _unknown(("readings", number, "sides", index, "by"), side.by, parties, "a party")
    if isinstance(record, Track):
        yield from _unknown(("domain",), record.domain, list(words.domain), "a domain")
        for number, position in enumerate(record.positions):
            yield from _unknown(("positions", number, "by"), position.by, parties, "a party")
        for number, link in enumerate(record.links):
            yield from _unknown(("links", number, "relation"), link.relation, list(words.relation), "a relation")


@rule(
    "source-word-not-known",
    why="What a source can prove follows from its kind and from how it was read.",
    example=Example("    kind: ▸law\n    language: en\n    published: 2031-09-15",
                    "    kind: legal\n    language: en\n    published: 2031-09-15"),
    scope=Scope.SOURCE,
)  # fmt: skip
def source_word_not_known(source: Source, setting: Setting) -> Iterator[Finding]:
    """Kind and way of reading come from the vocabulary."""
    words = setting.vocabulary
    yield from _unknown(("kind",), source.kind, list(words.source_kind), "a kind of source")
    yield from _unknown(("read",), source.read, list(words.read), "a way of reading")


def vocabulary_findings(words: Vocabulary) -> Iterator[Finding]:
    """What is wrong with the vocabulary as a whole; nothing else can be checked before it is right."""
    for field, entries in (
        ("statuses", words.statuses), ("kinds", words.kinds), ("source-kinds", words.source_kinds), ("reads", words.reads),
        ("domains", words.domains), ("relations", words.relations), ("flags", words.flags),
    ):  # fmt: skip
        seen: set[str] = set()
        for number, entry in enumerate(entries):
            if entry.id in seen:
                yield Finding((field, number, "id"), f"`{entry.id}` is defined twice", "keep one of the two")
            seen.add(entry.id)
    if not words.ladder:
        yield Finding(("statuses",), "no status has a `rung`", "give the lowest status of the ladder `rung: 0`")
    for number, status in enumerate(words.statuses):
        for index, kind in enumerate(status.asks):
            yield from _unknown(("statuses", number, "asks", index), kind, list(words.source_kind), "a kind of source")
    for number, kind_of_event in enumerate(words.kinds):
        effect = kind_of_event.effect
        if effect.status is not None:
            known = [rung.id for rung in words.ladder] if effect.action == "up-to" else list(words.status)
            what = "a status with a rung" if effect.action == "up-to" else "a status"
            yield from _unknown(("kinds", number, "effect", effect.action), effect.status, known, what)
        if kind_of_event.raises is not None:
            yield from _unknown(("kinds", number, "raises"), kind_of_event.raises, FLAGS, "a flag")
    for number, flag in enumerate(words.flags):
        yield from _unknown(("flags", number, "id"), flag.id, FLAGS, "a flag that the program raises")
    for missing in sorted(set(FLAGS) - {flag.id for flag in words.flags}):
        yield Finding(("flags",), f"the flag `{missing}` has no words", f"add an entry with `id: {missing}`")


vocabulary_broken = Rule(
    "vocabulary-broken",
    "Every status follows from the vocabulary; a mistake in it would move all of them.",
    Example("      up-to: ▸in-forse", "      up-to: in-force", "vocabulary.yml"),
    scope=Scope.SHAPE,
)

RULES = (word_not_known, source_word_not_known, vocabulary_broken)
