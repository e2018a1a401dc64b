"""Rules about names: of files, records and their parts."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from dealtracker import limits
from dealtracker.model import About, Deal, Record
from dealtracker.model.base import ID_PATTERN, Model
from dealtracker.published import folders, parts
from dealtracker.rules.base import Example, Finding, Keys, Rule, Scope, Setting, rule


def slug(words: str) -> str:
    """The id that somebody probably meant by some words: lower case, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower())[: limits.ID].strip("-")


def is_id(word: str) -> bool:
    """Whether a word can be an id."""
    return len(word) <= limits.ID and re.fullmatch(ID_PATTERN, word) is not None


def is_file_name(word: str) -> bool:
    """Whether a word can be the id of what has a file of its own. Some words are devices to Windows, whatever follows the dot.

    They are those of https://learn.microsoft.com/windows/win32/fileio/naming-a-file.
    """
    return is_id(word) and re.fullmatch(r"con|prn|aux|nul|(?:com|lpt)[0-9]", word) is None


id_form = Rule(
    "id-form",
    "An id is part of an address: lower-case letters, digits and hyphens work everywhere.",
    Example("  - id: ▸Lake Summit", "  - id: lake-summit"),
    scope=Scope.SHAPE,
)

file_name = Rule(
    "file-name",
    "The file name is the id of the record, and so a part of its address.",
    Example("", file="tracks/Bridge Toll.yml"),
    scope=Scope.SHAPE,
)

file_missing = Rule(
    "file-missing",
    "Without the deal, its vocabulary and at least one track there is nothing to publish.",
    Example("", file="deal.yml"),
    scope=Scope.SHAPE,
)


@rule(
    "id-twice",
    why="Ids are links, so each must be different within its record.",
    example=Example("  - id: ▸lake-summit\n    date: 2031-06-20", "  - id: joint-paper\n    date: 2031-06-20"),
)
def id_twice(record: Record, setting: Setting) -> Iterator[Finding]:
    """Events, points, readings and expectations of a record share one space of ids."""
    return _used_twice(record, "events", "points", "readings", "expected")


def about_findings(about: About) -> Iterator[Finding]:
    """Parties and rows of the comparison whose id is taken."""
    yield from _used_twice(about, "parties")
    yield from _used_twice(about, "comparison")


def _used_twice(record: Model, *fields: str) -> Iterator[Finding]:
    """The parts in some fields of a record whose id an earlier part has."""
    first: dict[str, Keys] = {}
    for field in fields:
        for number, part in enumerate(getattr(record, field, ())):
            at: Keys = (field, number, "id")
            if first.setdefault(part.id, at) != at:
                yield Finding(
                    at, f"the id `{part.id}` is used twice", f"give this one another id, like `{part.id}-2`", first=first[part.id]
                )


source_twice = Rule(
    "source-twice",
    "A source is described once and can then be cited by every record.",
    Example(
        "- id: ▸ordinance-44\n  title: Ordinance 44\n  publisher: Gazette of Sudland\n  kind: legal\n  language: en\n"
        "  published: 2031-09-15\n  url: https://gazette.example/2031/44\n  archive: https://archive.example/44\n\n"
        "- id: joint-paper",
        "- id: joint-paper",
        "sources/shared.yml",
    ),
    scope=Scope.SHAPE,
)


class Earlier(NamedTuple):
    """An earlier id, where it is given, and among which ids it must be the only one: `tracks`, or `tracks/car-tariffs`."""

    alias: str
    owner: str
    keys: Keys
    among: str


def _earlier(deal: Deal) -> Iterator[Earlier]:
    """Every earlier id of a record, of a source, and of a part of a record."""
    for folder, records in folders(deal).items():
        for id, record in records.items():
            owner = f"{folder}/{id}"
            for number, alias in enumerate(record.aliases):
                yield Earlier(alias, owner, ("aliases", number), folder)
            for field, place, part in parts(record):
                for number, alias in enumerate(part.aliases):
                    yield Earlier(alias, owner, (field, place, "aliases", number), owner)


@rule(
    "alias-taken",
    why="An earlier id leads to what had it. It cannot be the id of something else as well.",
    example=Example("checked: 2031-11-30\naliases: [▸ferry-quota]", "checked: 2031-11-30"),
    scope=Scope.DEAL,
)
def alias_taken(deal: Deal, setting: Setting) -> Iterator[Finding]:
    """An alias is no id: that of a track none of tracks, that of an event none of the parts of its record."""
    taken: dict[str, Collection[str]] = {folder: getattr(setting.names, folder) for folder in folders(deal)}
    for alias, owner, keys, among in _earlier(deal):
        if among not in taken:
            folder, _, id = owner.partition("/")
            taken[among] = {part.id for _, _, part in parts(folders(deal)[folder][id])}
        if alias in taken[among]:
            yield Finding(keys, f"`{alias}` is the id of something else", "leave it out here, or rename the other", owner=owner)


@rule(
    "alias-twice",
    why="An earlier id can lead to one thing only.",
    example=Example("checked: 2031-11-30\naliases: [old-toll, ▸old-toll]", "checked: 2031-11-30"),
    scope=Scope.DEAL,
)
def alias_twice(deal: Deal, setting: Setting) -> Iterator[Finding]:
    """No alias is given twice, in one record or in two of a kind."""
    seen: set[tuple[str, str]] = set()
    for alias, owner, keys, among in _earlier(deal):
        if (among, alias) in seen:
            yield Finding(keys, f"the earlier id `{alias}` is given twice", "keep it where it belongs", owner=owner)
        seen.add((among, alias))


RULES = (id_form, id_twice, source_twice, alias_taken, alias_twice, file_name, file_missing)
