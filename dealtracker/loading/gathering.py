"""From a folder of YAML files to records: find the files, read each, shape each into records.

What is wrong on the way is kept as problems. A record that is broken in one place is mended with something harmless (see
`dealtracker.rules.mending`), so that the rules can look at the rest of it and one run says everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from dealtracker.model import About, Basis, Peer, Source, Track, Vocabulary
from dealtracker.problems import Place, Problem, shortened
from dealtracker.published import FILE as PUBLISHED
from dealtracker.reading import Document, Lines, read_file, read_lines
from dealtracker.reading.document import Value
from dealtracker.reading.traps import unreadable
from dealtracker.rules import Finding, Keys, ids, shape
from dealtracker.rules.mending import mended

M = TypeVar("M", bound=BaseModel)
P = TypeVar("P", bound=Peer)


@dataclass(frozen=True, slots=True)
class Owned:
    """Where a record stands: its file, what messages call the file, and the way to it inside."""

    file: Path
    name: str
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Shaped(Generic[M]):
    """A record as it was read, where it stands, and where it had to be mended."""

    record: M
    owner: Owned
    touched: Sequence[Keys] = ()


@dataclass
class Gathered:
    """What a folder holds, and what was wrong with its files and with the shape of its records.

    `names` are the ids of tracks and peers, whether they could be read or not. `incomplete` says of what more may exist
    than was read: nobody can be told that a source does not exist while a file of sources cannot be read. `published` is
    the list of what was ever published, where there is one.
    """

    vocabulary: Shaped[Vocabulary] | None = None
    about: Shaped[About] | None = None
    tracks: list[Shaped[Track]] = field(default_factory=list)
    peers: list[Shaped[Peer]] = field(default_factory=list)
    bases: list[Shaped[Basis]] = field(default_factory=list)
    sources: list[Shaped[Source]] = field(default_factory=list)
    published: tuple[Owned, Lines] | None = None
    names: dict[str, list[str]] = field(default_factory=lambda: {"tracks": [], "peers": []})
    incomplete: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def gather(folder: Path, root: Path) -> Gathered:
    """Read every file of a data folder. Messages name files relative to `root`."""
    return _Gathering(folder, root).all()


class _Gathering:
    """One run over one folder."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder, self.root = folder, root
        self.found = Gathered()

    def all(self) -> Gathered:
        found = self.found
        if not self.folder.is_dir():
            self._say(self.folder, "file-missing", "the folder is not there", "start in the folder that holds it")
            return found
        found.vocabulary = self._one("vocabulary.yml", Vocabulary)
        found.about = self._one("deal.yml", About)
        if found.about is not None and any(keys[0] == "parties" for keys in found.about.touched):
            found.incomplete.add("parties")
        found.tracks = self._records("tracks", Track)
        found.peers = self._records("peers", Peer)
        if _is_there(self.folder / "bases.yml"):
            found.bases = self._list(self.folder / "bases.yml", Basis, "bases")
        for file in self._files("sources"):
            found.sources.extend(self._list(file, Source, "sources"))
        self._published(self.folder / PUBLISHED)
        if not found.names["tracks"] and "tracks" not in found.incomplete:
            found.incomplete |= {"tracks", "sources"}
            self._say(self.folder / "tracks", "file-missing", "there is no track", "add one, like tracks/car-tariffs.yml")
        return found

    # Files

    def _say(self, file: Path, rule: str, message: str, hint: str) -> None:
        self.found.problems.append(Problem(self._name(file), Place(1, 1), rule, message, hint))

    def _name(self, file: Path) -> str:
        return (file.relative_to(self.root) if file.is_relative_to(self.root) else file).as_posix()

    def _files(self, name: str) -> list[Path]:
        """The YAML files of a folder by name; other files, and hidden ones, are none of our business."""
        folder = self.folder / name
        try:
            files = list(folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            self.found.incomplete |= {name, "sources"}
            self._say(folder, "file-unreadable", *unreadable(error))
            return []
        return sorted(file for file in files if file.suffix.lower() in (".yml", ".yaml") and not file.name.startswith("."))

    def _read(self, file: Path) -> Document | None:
        document = read_file(file, self._name(file))
        if isinstance(document, Document):
            return document
        self.found.problems.extend(document)
        return None

    def _published(self, file: Path) -> None:
        if not _is_there(file):
            return
        lines = read_lines(file, self._name(file))
        if isinstance(lines, Lines):
            self.found.published = Owned(file, lines.path), lines
        else:
            self.found.problems.extend(lines)

    # Records

    def _one(self, name: str, model: type[M]) -> Shaped[M] | None:
        file = self.folder / name
        if not _is_there(file):
            self._say(file, "file-missing", "this file is not there", "copy it from the example deal, and change it")
            return None
        document = self._read(file)
        return None if document is None else self._shape(document, Owned(file, document.path), document.value, model)

    def _records(self, name: str, model: type[P]) -> list[Shaped[P]]:
        """The records of a folder with a file for each."""
        records: list[Shaped[P]] = []
        for file in self._files(name):
            id = self._id(file)
            self.found.names[name].append(id)
            document = self._read(file)
            if document is None:
                self.found.incomplete.add("sources")
                continue
            shaped = self._shape(document, Owned(file, document.path), self._with_id(document, id), model)
            if shaped is None:
                self.found.incomplete.add("sources")
                continue
            records.append(shaped)
            self._own_sources(shaped)
        return records

    def _id(self, file: Path) -> str:
        """The id of a record: the name of its file, or what that name was probably meant to be."""
        if ids.is_id(file.stem) and file.suffix == ".yml":
            return file.stem
        meant = ids.slug(file.stem) or "name"
        self._say(file, "file-name", f"`{shortened(file.name)}` cannot be the name of a record", f"rename it to {meant}.yml")
        return meant

    def _with_id(self, document: Document, id: str) -> Value:
        value = document.value
        if not isinstance(value, dict):
            return value
        if "id" in value:
            said = shortened(value["id"])
            message = f"`{said}` is {'the name of the file already' if said == id else 'not the name of the file'}"
            self._problem(document, "file-name", Finding(("id",), message, "leave `id` out", of_key=True))
        return {**value, "id": id}

    def _own_sources(self, shaped: Shaped[P]) -> None:
        """The sources that are described in a record, as if each were a record of its own."""
        owner = shaped.owner
        lost = [keys for keys in shaped.touched if keys[0] == "sources" and (len(keys) < 3 or keys[2] == "id")]
        if lost:
            self.found.incomplete.add("sources")
        for number, source in enumerate(shaped.record.sources):
            touched = [keys[2:] for keys in shaped.touched if keys[:2] == ("sources", number)]
            self.found.sources.append(Shaped(source, Owned(owner.file, owner.name, ("sources", number)), touched))

    def _list(self, file: Path, model: type[M], name: str) -> list[Shaped[M]]:
        """The records of a file with a list of them."""
        document = self._read(file)
        entries = [] if document is None else document.value
        if document is None or not isinstance(entries, list):
            self.found.incomplete.add(name)
            if document is not None:
                wants = Finding((), "this file wants a list", "begin each entry with `- id:`")
                self._problem(document, "wrong-shape", wants)
            return []
        owners = (Owned(file, document.path, (number,)) for number in range(len(entries)))
        shaped = [self._shape(document, owner, entry, model) for owner, entry in zip(owners, entries, strict=True)]
        if any(entry is None or ("id",) in entry.touched for entry in shaped):
            self.found.incomplete.add(name)
        return [entry for entry in shaped if entry is not None]

    def _shape(self, document: Document, owner: Owned, value: Any, model: type[M]) -> Shaped[M] | None:
        try:
            return Shaped(model.model_validate(value), owner)
        except ValidationError as error:
            for rule, finding in shape.findings(model, value, error):
                self._problem(document, rule, finding._replace(keys=(*owner.keys, *finding.keys)))
            record, touched = mended(model, value, error)
        return None if record is None else Shaped(record, owner, touched)

    def _problem(self, document: Document, rule: str, finding: Finding) -> None:
        place = document.place(finding.keys, of_key=finding.of_key)
        self.found.problems.append(Problem(document.path, place, rule, finding.message, finding.hint))


def _is_there(file: Path) -> bool:
    """Whether there is such a file, even one that cannot be read: reading it says why."""
    try:
        file.stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True
