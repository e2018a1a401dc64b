"""From a folder of YAML files to the deal, or to everything that is wrong with them.

The order of things: find the files, read each, shape each into records, know every id, then run the rules on each record
and on the whole. A record that is broken in one place is mended with something harmless, so that the rules can look at
the rest of it and one run says everything.

Only what is wrong needs the place where it was written, and hardly anything is wrong. So the trees of the files are not
kept; a file with findings is read once more when they are put into words.
"""

import gc
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from dealtracker.model import About, Basis, Deal, Peer, Record, Source, Track, Vocabulary
from dealtracker.problems import Level, Place, Problem, in_order, shortened
from dealtracker.reading import Document, read_file
from dealtracker.rules import RULES, Finding, Names, Scope, Setting, ids, shape, words
from dealtracker.rules.base import Keys

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Owned:
    """Where a record stands: its file, what messages call the file, and the way to it inside."""

    file: Path
    name: str
    keys: Keys = ()


@dataclass
class Loaded:
    """What came of a folder: the deal, where nothing is wrong; and every problem.

    `warned` counts the warnings by rule; they are put into words only when `warnings` asks for them.
    """

    deal: Deal | None
    errors: list[Problem]
    found: list[tuple[str, Owned, Finding]] = field(default_factory=list)

    @property
    def warned(self) -> dict[str, int]:
        """How many warnings each rule has."""
        count: dict[str, int] = {}
        for name, _, _ in self.found:
            count[name] = count.get(name, 0) + 1
        return count

    def warnings(self) -> list[Problem]:
        """Every warning, with its place."""
        return in_order(_in_words(self.found))


def load(folder: Path, as_of: date, root: Path | None = None) -> Loaded:
    """Read and check everything in a data folder as of a day. Messages name files relative to `root`."""
    with _garbage_later():
        return _Loading(folder, as_of, root or folder.parent).result()


@contextmanager
def _garbage_later() -> Iterator[None]:
    """Millions of small objects are made here and nearly all are kept: looking for garbage among them costs a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        gc.freeze()


@dataclass
class _Shaped:
    """A record as it was read, where it stands, and where it had to be mended."""

    record: Any
    owner: Owned
    touched: list[Keys]


class _Loading:
    """One run over one folder. The steps are methods in the order in which they happen."""

    def __init__(self, folder: Path, as_of: date, root: Path) -> None:
        self.folder, self.as_of, self.root = folder, as_of, root
        self.errors: list[Problem] = []
        self.found: list[tuple[str, Owned, Finding]] = []
        self.sources: list[_Shaped] = []

    def result(self) -> Loaded:
        if not self.folder.is_dir():
            self._say(self.folder, "file-missing", "the folder is not there", "start in the folder that holds it")
            return Loaded(None, self.errors)
        vocabulary = self._one("vocabulary.yml", Vocabulary)
        about = self._one("deal.yml", About)
        if vocabulary is not None:
            self._check_vocabulary(vocabulary)
        tracks = self._folder("tracks", Track)
        peers = self._folder("peers", Peer)
        bases = self._bases()
        self._source_files()
        if not tracks and not any(p.path.startswith(self._name(self.folder / "tracks")) for p in self.errors):
            self._say(self.folder / "tracks", "file-missing", "there is no track", "add one, like tracks/car-tariffs.yml")
        if vocabulary is None or about is None:
            return Loaded(None, in_order(self.errors))

        sources = self._unique_sources()
        names = Names(
            tracks=self.track_names, peers=self.peer_names, bases=[b.record.id for b in bases], sources=[*sources, *self.lost_sources]
        )
        setting = Setting(self.as_of, about, vocabulary, names)
        for shaped in (*tracks, *peers, *bases):
            self._run(shaped, Scope.RECORD, setting)
        for shaped in self.sources:
            self._run(shaped, Scope.SOURCE, setting)
        order = {domain.id: number for number, domain in enumerate(vocabulary.domains)}
        tracks.sort(key=lambda shaped: (order.get(shaped.record.domain, 99), shaped.record.id))
        deal = Deal(
            about=about,
            vocabulary=vocabulary,
            tracks={shaped.record.id: shaped.record for shaped in tracks},
            bases={shaped.record.id: shaped.record for shaped in bases},
            peers={shaped.record.id: shaped.record for shaped in peers},
            sources={id: shaped.record for id, shaped in sources.items()},
        )
        if not self.errors:
            owners = {f"tracks/{shaped.record.id}": shaped.owner for shaped in tracks}
            owners |= {f"sources/{id}": shaped.owner for id, shaped in sources.items()}
            owners["deal"] = Owned(self.folder / "deal.yml", self._name(self.folder / "deal.yml"))
            self._run_on_deal(deal, owners, setting)
        return Loaded(None if self.errors else deal, in_order(self.errors), self.found)

    # Reading and shaping

    def _say(self, file: Path, rule: str, message: str, hint: str) -> None:
        self.errors.append(Problem(self._name(file), Place(1, 1), rule, message, hint))

    def _name(self, file: Path) -> str:
        try:
            return file.relative_to(self.root).as_posix()
        except ValueError:
            return file.as_posix()

    def _read(self, file: Path) -> Document | None:
        document = read_file(file, self._name(file))
        if isinstance(document, Document):
            return document
        self.errors.extend(document)
        return None

    def _one(self, name: str, model: type[T]) -> T | None:
        file = self.folder / name
        if not file.exists():
            self._say(file, "file-missing", "this file is not there", "copy it from the example deal, and change it")
            return None
        document = self._read(file)
        if document is None:
            return None
        shaped = self._shape(document, Owned(file, document.path), (), document.value, model)  # type: ignore[type-var]
        return None if shaped is None or shaped.touched else shaped.record

    def _folder(self, name: str, model: type[Record]) -> list[_Shaped]:
        result: list[_Shaped] = []
        known: list[str] = []
        for file in _yaml_files(self.folder / name):
            if not ids.is_id(file.stem) or file.suffix != ".yml":
                better = f"{ids.slug(file.stem) or 'name'}.yml"
                self._say(file, "file-name", f"`{file.name}` cannot be the name of a record", f"rename it to {better}")
                continue
            known.append(file.stem)
            document = self._read(file)
            if document is None:
                continue
            value = document.value
            if isinstance(value, dict) and "id" not in value:
                value = {"id": file.stem, **value}
            elif isinstance(value, dict):
                place = document.place(("id",), of_key=True)
                wrong = value["id"] != file.stem
                message = f"id `{shortened(value['id'])}` and file name `{file.name}` differ" if wrong else "`id` is the name of the file already"
                self.errors.append(Problem(document.path, place, "file-name", message, "leave `id` out"))
                value = {**value, "id": file.stem}
            shaped = self._shape(document, Owned(file, document.path), (), value, model)
            if shaped is not None:
                result.append(shaped)
                for number, source in enumerate(shaped.record.sources):
                    touched = [keys[2:] for keys in shaped.touched if keys[:2] == ("sources", number)]
                    self.sources.append(_Shaped(source, Owned(file, document.path, ("sources", number)), touched))
            else:
                self._remember_sources(value.get("sources") if isinstance(value, dict) else None)
        setattr(self, {"tracks": "track_names", "peers": "peer_names"}[name], known)
        return result

    track_names: list[str] = []
    peer_names: list[str] = []
    lost_sources: list[str] = []

    def _remember_sources(self, entries: object) -> None:
        """The ids of sources whose record could not be shaped: they exist, and whoever cites them is not wrong."""
        found = [entry["id"] for entry in entries if isinstance(entry, dict) and "id" in entry] if isinstance(entries, list) else []
        self.lost_sources = [*self.lost_sources, *map(str, found)]

    def _list(self, file: Path, model: type[BaseModel]) -> list[_Shaped]:
        document = self._read(file)
        if document is None:
            return []
        owner = Owned(file, document.path)
        if not isinstance(document.value, list):
            self._problem(document, "wrong-shape", Finding((), "this file wants a list", "begin each entry with `- id:`"))
            return []
        shaped = (self._shape(document, owner, (number,), entry, model) for number, entry in enumerate(document.value))
        return [entry for entry in shaped if entry is not None]

    def _bases(self) -> list[_Shaped]:
        file = self.folder / "bases.yml"
        return self._list(file, Basis) if file.exists() else []

    def _source_files(self) -> None:
        for file in _yaml_files(self.folder / "sources"):
            self.sources.extend(self._list(file, Source))

    def _shape(self, document: Document, owner: Owned, keys: Keys, value: Any, model: type[BaseModel]) -> _Shaped | None:
        owner = Owned(owner.file, owner.name, keys)
        adapter = _adapter(model)
        try:
            return _Shaped(adapter(value), owner, [])
        except ValidationError as error:
            for rule, finding in shape.findings(model, value, error):
                self._problem(document, rule, finding._replace(keys=(*keys, *finding.keys)))
            mended, touched = shape.mended(value, error, _STAND_INS)
        try:
            return _Shaped(adapter(mended), owner, touched)
        except ValidationError:
            return None

    def _problem(self, document: Document, rule: str, finding: Finding) -> None:
        place = document.place(finding.keys, of_key=finding.of_key)
        self.errors.append(Problem(document.path, place, rule, finding.message, finding.hint))

    # Checking

    def _check_vocabulary(self, vocabulary: Vocabulary) -> None:
        owner = Owned(self.folder / "vocabulary.yml", self._name(self.folder / "vocabulary.yml"))
        self._take("vocabulary-broken", owner, words.vocabulary_findings(vocabulary), Level.ERROR)

    def _unique_sources(self) -> dict[str, _Shaped]:
        first: dict[str, _Shaped] = {}
        for shaped in self.sources:
            id = shaped.record.id
            if id in first:
                message = f"the source `{id}` is described twice; the first is in {first[id].owner.name}"
                finding = Finding(("id",), message, "keep one of the two; it can be cited from everywhere")
                self._take("source-twice", shaped.owner, [finding], Level.ERROR)
            first.setdefault(id, shaped)
        return first

    def _run(self, shaped: _Shaped, scope: Scope, setting: Setting) -> None:
        broken = bool(shaped.touched)
        for rule in RULES.values():
            if rule.scope is not scope or rule.check is None or (rule.level is Level.WARNING and (broken or self.errors)):
                continue
            findings = [f for f in rule.check(shaped.record, setting) if not shape.under(f.keys, shaped.touched)]
            self._take(rule.name, shaped.owner, findings, rule.level)

    def _run_on_deal(self, deal: Deal, owners: dict[str, Owned], setting: Setting) -> None:
        for rule in RULES.values():
            if rule.scope is Scope.DEAL and rule.check is not None:
                for finding in rule.check(deal, setting):
                    self._take(rule.name, owners[finding.owner], [finding], rule.level)

    def _take(self, rule: str, owner: Owned, findings: Iterable[Finding], level: Level) -> None:
        found = [(rule, owner, finding) for finding in findings]
        if level is Level.ERROR:
            self.errors.extend(_in_words(found))
        else:
            self.found.extend(found)


_STAND_INS: dict[str, Any] = {
    "id": "unnamed", "date": "date", "from": "date", "checked": "2000-01-01", "kind": "unknown", "title": "?", "text": "?", "summary": "?",
    "question": "?", "says": "?", "why": "?", "was": "?", "now": "?", "sources": ["unknown"], "domain": "unknown", "relation": "unknown",
    "by": "unknown", "publisher": "?", "language": "en", "url": "https://example.org/", "speaker": "?",
}  # fmt: skip


def _adapter(model: type[T]) -> Callable[[Any], T]:
    return TypeAdapter(model).validate_python if not issubclass(model, BaseModel) else model.model_validate  # type: ignore[return-value]


def _yaml_files(folder: Path) -> list[Path]:
    """The YAML files of a folder by name; other files are none of our business."""
    return sorted(file for file in folder.glob("*") if re.fullmatch(r"\.ya?ml", file.suffix.lower()))


def _in_words(found: Iterable[tuple[str, Owned, Finding]]) -> list[Problem]:
    """Findings with their places. Each file is read once more for it."""
    documents: dict[Path, Document | None] = {}
    problems: list[Problem] = []
    for name, owner, finding in found:
        if owner.file not in documents:
            again = read_file(owner.file, owner.name)
            documents[owner.file] = again if isinstance(again, Document) else None
        document = documents[owner.file]
        place = Place(1, 1)
        if document is not None:
            place = document.place((*owner.keys, *finding.keys), of_key=finding.of_key)
        problems.append(Problem(owner.name, place, name, finding.message, finding.hint, RULES[name].level))
    return problems
