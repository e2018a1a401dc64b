"""Rules about names: of files, records and their parts."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from dealtracker.model import About, Deal, Record, Track
from dealtracker.model.base import ID_LENGTH, ID_PATTERN
from dealtracker.rules.base import Example, Finding, Keys, Rule, Scope, Setting, rule


def slug(words: str) -> str:
    """The id that somebody probably meant by some words: lower case, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower())[:ID_LENGTH].strip("-")


def is_id(word: str) -> bool:
    """Whether a word can be an id."""
    return len(word) <= ID_LENGTH and re.fullmatch(ID_PATTERN, word) is not None


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


def _used_twice(record: BaseModel, *fields: str) -> Iterator[Finding]:
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


@rule(
    "alias-taken",
    why="An earlier id leads to the record that had it. It cannot be the name of another record as well.",
    example=Example("checked: 2031-11-30\naliases: [▸ferry-quota]", "checked: 2031-11-30"),
)
def alias_taken(record: Record, setting: Setting) -> Iterator[Finding]:
    """Aliases of a track must not be ids of tracks, and those of a peer not ids of peers."""
    what, taken = ("track", setting.names.tracks) if isinstance(record, Track) else ("peer", setting.names.peers)
    for number, alias in enumerate(getattr(record, "aliases", ())):
        if alias in taken:
            yield Finding(
                ("aliases", number),
                f"`{alias}` is the name of a {what} of its own",
                f"leave it out here, or rename that {what}",
            )


@rule(
    "alias-twice",
    why="An earlier id can lead to one record only.",
    example=Example("checked: 2031-11-30\naliases: [old-toll, ▸old-toll]", "checked: 2031-11-30"),
    scope=Scope.DEAL,
)
def alias_twice(deal: Deal, setting: Setting) -> Iterator[Finding]:
    """No alias is given twice, in one record or in two of a kind."""
    for folder, records in (("tracks", deal.tracks), ("peers", deal.peers)):
        seen: set[str] = set()
        for record in records.values():
            for number, alias in enumerate(record.aliases):
                if alias in seen:
                    yield Finding(
                        ("aliases", number),
                        f"the earlier id `{alias}` is given twice",
                        "keep it in the record that had it",
                        owner=f"{folder}/{record.id}",
                    )
                seen.add(alias)


RULES = (id_form, id_twice, source_twice, alias_taken, alias_twice, file_name, file_missing)
