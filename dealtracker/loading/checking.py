"""From a folder of YAML files to the deal, or to everything that is wrong with them.

The files are gathered into records first (see `dealtracker.loading.gathering`). Here the rules run on each record and on
the whole, errors before warnings: a warning about something that is about to change anyway helps nobody.

Only what is wrong needs the place where it was written, and hardly anything is wrong. So the trees of the files are not
kept; a file with findings is read once more when they are put into words.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import chain, groupby
from pathlib import Path
from typing import Any, TypeVar

from dealtracker.loading.files import FEW, Reading, read_in_turn
from dealtracker.loading.gathering import Found, Gathered, Owned, Shaped, gather
from dealtracker.memory import garbage_later, meanwhile, side_by_side
from dealtracker.model import About, Deal, Vocabulary
from dealtracker.problems import Level, Place, Problem, in_order
from dealtracker.published import FILE as PUBLISHED
from dealtracker.reading import Document, Lines, read_file, read_lines
from dealtracker.rules import RULES, Finding, Names, Scope, Setting, ids, references, words
from dealtracker.rules.base import Check
from dealtracker.rules.mending import under

T = TypeVar("T")
LOTS = 16
"""Into so many lots many records are divided for the rules."""

Searching = Callable[[], Iterator[Found]]
"""Looks for what some rules find in some records."""


@dataclass
class Loaded:
    """What came of a folder: the deal, where nothing is wrong; and every problem.

    `about` is what the deal says about itself, as far as that can be read. Where there is no error, the `searches` look
    for warnings. There can be a great many, so they are not kept.
    """

    deal: Deal | None
    errors: list[Problem]
    searches: Sequence[Searching] = ()
    about: About | None = None

    @cached_property
    def warned(self) -> dict[str, int]:
        """How many warnings each rule has."""
        with garbage_later():
            return dict(sum(_side_by_side(_count, self.searches), Counter[str]()))

    @contextmanager
    def counting(self) -> Iterator[Callable[[], int]]:
        """A function that says how many warnings there are. Of many records they are counted meanwhile, in another process."""

        def count() -> int:
            return sum(self.warned.values())

        with meanwhile(count) if _are_many(self.searches) else nullcontext(count) as counted:
            yield counted

    def warnings(self) -> list[Problem]:
        """Every warning, with its place."""
        with garbage_later():
            return in_order(_in_words(chain.from_iterable(_side_by_side(_all, self.searches))))


def load(folder: Path, as_of: date, root: Path | None = None, reading: Reading = read_in_turn) -> Loaded:
    """Read and check everything in a data folder as of a day. Messages name files relative to `root`."""
    with garbage_later():
        gathered = gather(folder, root or folder.parent, reading)
        about, vocabulary = gathered.about, gathered.vocabulary
        if about is None or vocabulary is None or vocabulary.touched:
            # Without the words and the parties nothing can be judged.
            return Loaded(None, _problems(gathered), about=None if about is None else about.record)
        return _check(gathered, about, vocabulary, as_of)


_NEEDS: dict[str, tuple[str, ...]] = {
    "sources": ("source-unknown", "id-gone"),
    "bases": ("basis-unknown", "id-gone"),
    "tracks": ("track-unknown", "comparison-unknown", "landmark-unknown", "id-gone"),
    "peers": ("track-unknown", "id-gone"),
    "parties": ("word-not-known",),
}
"""The rules that cannot judge while more of something may exist than could be read."""


def _check(gathered: Gathered, about: Shaped[About], vocabulary: Shaped[Vocabulary], as_of: date) -> Loaded:
    """Run the rules over everything that was gathered."""
    names = Names(
        tracks=dict.fromkeys(gathered.names["tracks"]),
        peers=dict.fromkeys(gathered.names["peers"]),
        bases=dict.fromkeys(shaped.record.id for shaped in gathered.bases),
        sources=dict.fromkeys(shaped.record.id for shaped in gathered.sources),
    )
    published = gathered.published[1].value if gathered.published else ()
    setting = Setting(as_of, about.record, vocabulary.record, names, published)
    deal = _whole(gathered, setting)
    found = [
        *(Found("vocabulary-broken", vocabulary.owner, finding) for finding in words.vocabulary_findings(vocabulary.record)),
        *(Found("id-twice", about.owner, finding) for finding in ids.about_findings(about.record)),
        *_described_twice("the source", "source-twice", gathered.sources),
        *_described_twice("the legal basis", "id-twice", gathered.bases),
        *chain.from_iterable(_side_by_side(_all, _by_rules(Level.ERROR, gathered, deal, setting))),
    ]
    errors = _problems(gathered, found)
    if errors:
        return Loaded(None, errors, about=about.record)
    return Loaded(deal, [], _by_rules(Level.WARNING, gathered, deal, setting), about.record)


def _whole(gathered: Gathered, setting: Setting) -> Deal:
    """The deal without what is broken."""
    place = {domain.id: number for number, domain in enumerate(setting.vocabulary.domains)}
    tracks = [shaped.record for shaped in gathered.tracks if not shaped.touched]
    tracks.sort(key=lambda track: (place.get(track.domain, len(place)), track.id))
    return Deal(
        about=setting.about,
        vocabulary=setting.vocabulary,
        tracks={track.id: track for track in tracks},
        bases={shaped.record.id: shaped.record for shaped in gathered.bases if not shaped.touched},
        peers={shaped.record.id: shaped.record for shaped in gathered.peers if not shaped.touched},
        sources={shaped.record.id: shaped.record for shaped in gathered.sources if not shaped.touched},
    )


def _problems(gathered: Gathered, found: Sequence[Found] = ()) -> list[Problem]:
    return in_order([*gathered.problems, *_in_words([*gathered.findings, *found])])


def _described_twice(what: str, rule: str, entries: Iterable[Shaped[Any]]) -> Iterator[Found]:
    first: dict[str, str] = {}
    for shaped in entries:
        id = shaped.record.id
        if id in first and not under(("id",), shaped.touched):
            message = f"{what} `{id}` is described twice; the first is in {first[id]}"
            yield Found(rule, shaped.owner, Finding(("id",), message, "keep one of the two; it can be cited from everywhere"))
        first.setdefault(id, shaped.owner.name)


def _by_rules(level: Level, gathered: Gathered, deal: Deal, setting: Setting) -> list[Searching]:
    """The searches for what the rules of a level find, each in a lot of what was gathered; they can be made side by side."""
    lots = 1 if len(gathered.tracks) <= FEW else LOTS
    in_lots = [partial(_in_lot, level, gathered, setting, slice(number, None, lots)) for number in range(lots)]
    return [partial(_in_whole, level, gathered, deal, setting), *in_lots]


def _in_whole(level: Level, gathered: Gathered, deal: Deal, setting: Setting) -> Iterator[Found]:
    owners = _owners(gathered)
    for name, check in _checks(level, Scope.DEAL, gathered):
        yield from (Found(name, owners[finding.owner], finding) for finding in check(deal, setting))


def _in_lot(level: Level, gathered: Gathered, setting: Setting, lot: slice) -> Iterator[Found]:
    of_records, of_sources = (_checks(level, scope, gathered) for scope in (Scope.RECORD, Scope.SOURCE))
    for records in (gathered.tracks, gathered.peers, gathered.bases):
        for record in records[lot]:
            yield from _on_one(of_records, record, setting)
    for source in gathered.sources[lot]:
        yield from _on_one(of_sources, source, setting)


def _side_by_side(make: Callable[[Searching], T], searches: Sequence[Searching]) -> list[T]:
    """What is made of each search. With few of them, sharing the work would take longer than doing it."""
    jobs = [partial(make, search) for search in searches]
    return side_by_side(jobs) if _are_many(searches) else [job() for job in jobs]


def _are_many(searches: Sequence[Searching]) -> bool:
    return len(searches) > LOTS


def _all(search: Searching) -> list[Found]:
    return list(search())


def _count(search: Searching) -> Counter[str]:
    return Counter(found.rule for found in search())


def _checks(level: Level, scope: Scope, gathered: Gathered) -> list[tuple[str, Check]]:
    """The rules of a level and a scope that can judge what was gathered."""
    unsure = {rule for what in gathered.incomplete for rule in _NEEDS[what]}
    wanted = [rule for rule in RULES.values() if rule.level is level and rule.scope is scope and rule.name not in unsure]
    return [(rule.name, rule.check) for rule in wanted if rule.check is not None]


def _on_one(checks: Sequence[tuple[str, Check]], shaped: Shaped[Any], setting: Setting) -> Iterator[Found]:
    """What rules find in one record. A place that was mended, and what depends on it, is not judged."""
    if shaped.touched:
        unsure = references.unsure(shaped.touched)
        checks = [(name, check) for name, check in checks if name not in unsure]
    for name, check in checks:
        for finding in check(shaped.record, setting):
            if not under(finding.keys, shaped.touched):
                yield Found(name, shaped.owner, finding)


def _owners(gathered: Gathered) -> dict[str, Owned]:
    """Where the records stand that rules about the whole deal can find fault with, by the name these give to them."""
    owners = {f"tracks/{shaped.record.id}": shaped.owner for shaped in gathered.tracks}
    owners |= {f"peers/{shaped.record.id}": shaped.owner for shaped in gathered.peers}
    owners |= {f"bases/{shaped.record.id}": shaped.owner for shaped in gathered.bases}
    owners |= {f"sources/{shaped.record.id}": shaped.owner for shaped in gathered.sources}
    if gathered.published is not None:
        owners["published"] = gathered.published[0]
    return owners | ({"deal": gathered.about.owner} if gathered.about is not None else {})


def _in_words(found: Iterable[Found]) -> Iterator[Problem]:
    """Findings with their places. Each file is read once more for it."""
    by_file = sorted(found, key=lambda one: one.owner.file)
    for file, findings in groupby(by_file, key=lambda one: one.owner.file):
        read = read_lines if file.name == PUBLISHED else read_file
        document: Document | Lines | list[Problem] | None = None
        for rule, owner, finding in findings:
            document = document or read(file, owner.name)
            place, message = Place(1, 1), finding.message
            if isinstance(document, Document | Lines):  # else it was changed meanwhile
                place = document.place((*owner.keys, *finding.keys), of_key=finding.of_key)
                if finding.first:
                    message += f"; the first is on line {document.place((*owner.keys, *finding.first)).line}"
            yield Problem(owner.name, place, rule, message, finding.hint, RULES[rule].level)
