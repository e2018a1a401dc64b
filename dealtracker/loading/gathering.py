"""From a folder of YAML files to records: find the files, read each, shape each into records.

What is wrong on the way is kept as problems. A record that is broken in one place is mended with something harmless (see
`dealtracker.rules.mending`), so that the rules can look at the rest of it and one run says everything.
"""

import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from dealtracker import limits
from dealtracker.loading.files import Reading, Said
from dealtracker.model import About, Basis, Peer, Source, Track, Vocabulary
from dealtracker.model.base import Model
from dealtracker.problems import Place, Problem, shortened, visible
from dealtracker.published import FILE as PUBLISHED
from dealtracker.reading import Lines, read_lines
from dealtracker.reading.document import Value
from dealtracker.reading.opening import unlike_a_file, unreadable
from dealtracker.rules import Finding, Keys, ids, shape
from dealtracker.rules.mending import mended

M = TypeVar("M", bound=Model)
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
    touched: Collection[Keys] = ()


class Found(NamedTuple):
    """What a rule found, and in which record."""

    rule: str
    owner: Owned
    finding: Finding


@dataclass
class Gathered:
    """What a folder holds; the problems of its files, and what was found in the shape of its records.

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
    findings: list[Found] = field(default_factory=list)


def gather(folder: Path, root: Path, reading: Reading) -> Gathered:
    """Read every file of a data folder. Messages name files relative to `root`."""
    return _Gathering(folder, root, reading).all()


class _Gathering:
    """One run over one folder."""

    def __init__(self, folder: Path, root: Path, reading: Reading) -> None:
        self.folder, self.root, self.reading = folder, root, reading
        self.found = Gathered()

    def all(self) -> Gathered:
        found = self.found
        if not self.folder.is_dir():
            self._say(self.folder, "file-missing", "the folder is not there", "start in the folder that holds it")
            return found
        files = {name: self._files(name) for name in ("tracks", "peers", "sources")}
        found.vocabulary = self._one("vocabulary.yml", Vocabulary)
        found.about = self._one("deal.yml", About)
        if found.about is not None and any(keys[0] == "parties" for keys in found.about.touched):
            found.incomplete.add("parties")
        found.tracks = self._records("tracks", files["tracks"], Track)
        found.peers = self._records("peers", files["peers"], Peer)
        if _is_there(self.folder / "bases.yml"):
            file = self.folder / "bases.yml"
            found.bases = self._list(file, self._read(file), Basis, "bases")
        for file, said in self._read_all(files["sources"]):
            found.sources.extend(self._list(file, said, Source, "sources"))
        self._published(self.folder / PUBLISHED)
        if not found.names["tracks"] and "tracks" not in found.incomplete:
            found.incomplete |= {"tracks", "sources"}
            self._say(self.folder / "tracks", "file-missing", "there is no track", "add one, like tracks/car-tariffs.yml")
        return found

    # Files

    def _say(self, file: Path, rule: str, message: str, hint: str) -> None:
        self.found.problems.append(Problem(self._name(file), Place(1, 1), rule, message, hint))

    def _name(self, file: Path) -> str:
        return visible((file.relative_to(self.root) if file.is_relative_to(self.root) else file).as_posix())

    def _files(self, name: str) -> list[Path]:
        """The YAML files of a folder by name; other files, and hidden ones, are none of our business."""
        folder = self.folder / name
        try:
            mode = folder.lstat().st_mode
            files = [] if stat.S_ISLNK(mode) else list(folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            return self._without(folder, "file-unreadable", *unreadable(error))
        if stat.S_ISLNK(mode) and (reason := unlike_a_file(mode)):
            return self._without(folder, "file-unreadable", *reason)
        if len(files) > limits.FILES:
            message = f"this folder holds {len(files):,} files; at most {limits.FILES:,} are allowed"
            return self._without(folder, "too-many-items", message, "look whether it is the right folder")
        return sorted(file for file in files if file.suffix.lower() in (".yml", ".yaml") and not file.name.startswith("."))

    def _without(self, folder: Path, rule: str, message: str, hint: str) -> list[Path]:
        """No files, because of what is wrong with their folder."""
        self.found.incomplete |= {folder.name, "sources"}
        self._say(folder, rule, message, hint)
        return []

    def _read(self, file: Path) -> Said:
        return next(self.reading({file: self._name(file)}))[1]

    def _read_all(self, files: Sequence[Path]) -> Iterator[tuple[Path, Said]]:
        """The files of a folder, and what each says."""
        return self.reading({file: self._name(file) for file in files})

    def _is_sound(self, said: Said) -> bool:
        """Whether a file could be read. What is wrong with it is kept."""
        self.found.problems.extend(said.problems)
        return not said.problems

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
        said = self._read(file)
        return self._shape(Owned(file, self._name(file)), said.value, model) if self._is_sound(said) else None

    def _records(self, name: str, files: Sequence[Path], model: type[P]) -> list[Shaped[P]]:
        """The records of a folder with a file for each."""
        records: list[Shaped[P]] = []
        for file, said in self._read_all(files):
            id, owner = self._id(file), Owned(file, self._name(file))
            self.found.names[name].append(id)
            shaped = self._shape(owner, self._with_id(owner, said.value, id), model) if self._is_sound(said) else None
            if shaped is None:
                self.found.incomplete.add("sources")
                continue
            records.append(shaped)
            self._own_sources(shaped)
        return records

    def _id(self, file: Path) -> str:
        """The id of a record: the name of its file, or what that name was probably meant to be."""
        if ids.is_file_name(file.stem) and file.suffix == ".yml":
            return file.stem
        meant = ids.slug(file.stem) or "name"
        meant = meant if ids.is_file_name(meant) else f"{meant}-1"
        self._say(file, "file-name", f"`{shortened(file.name)}` cannot be the name of a record", f"rename it to {meant}.yml")
        return meant

    def _with_id(self, owner: Owned, value: Value, id: str) -> Value:
        if not isinstance(value, dict):
            return value
        if "id" in value:
            said = shortened(value["id"])
            message = f"`{said}` is {'the name of the file already' if said == id else 'not the name of the file'}"
            self._find("file-name", owner, Finding(("id",), message, "leave `id` out", of_key=True))
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

    def _list(self, file: Path, said: Said, model: type[M], name: str) -> list[Shaped[M]]:
        """The records of a file with a list of them."""
        owner, is_sound = Owned(file, self._name(file)), self._is_sound(said)
        if not is_sound or not isinstance(said.value, list):
            self.found.incomplete.add(name)
            if is_sound:
                self._find("wrong-shape", owner, Finding((), "this file wants a list", "begin each entry with `- id:`"))
            return []
        shaped = [self._shape(replace(owner, keys=(number,)), entry, model) for number, entry in enumerate(said.value)]
        if any(entry is None or ("id",) in entry.touched for entry in shaped):
            self.found.incomplete.add(name)
        return [entry for entry in shaped if entry is not None]

    def _shape(self, owner: Owned, value: Value, model: type[M]) -> Shaped[M] | None:
        try:
            return Shaped(model.of(value), owner)
        except ValidationError as error:
            for rule, finding in shape.findings(model, value, error):
                self._find(rule, owner, finding)
            record, touched = mended(model, value, error)
        return None if record is None else Shaped(record, owner, touched)

    def _find(self, rule: str, owner: Owned, finding: Finding) -> None:
        self.found.findings.append(Found(rule, owner, finding))


def _is_there(file: Path) -> bool:
    """Whether there is such a file, even one that cannot be read: reading it says why."""
    try:
        file.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True
