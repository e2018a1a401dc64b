"""Rules about names: of files, records and their parts."""

import re
from collections import Counter
from collections.abc import Iterator

from dealtracker.model import Deal, Record
from dealtracker.model.base import ID_PATTERN
from dealtracker.problems import shortened
from dealtracker.rules.base import Example, Finding, Rule, Scope, Setting, rule


def slug(words: str) -> str:
    """The id that somebody probably meant by some words: lower case, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def is_id(word: str) -> bool:
    """Whether a word can be an id."""
    return re.fullmatch(ID_PATTERN, word) is not None


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


def _named_parts(record: Record) -> Iterator[tuple[str, int, str]]:
    for field in ("events", "points", "readings", "expected"):
        for number, part in enumerate(getattr(record, field, ())):
            yield field, number, part.id


@rule(
    "id-twice",
    why="Ids are links, so each must be different within its record.",
    example=Example("  - id: ▸lake-summit\n    date: 2031-06-20", "  - id: joint-paper\n    date: 2031-06-20"),
)
def id_twice(record: Record, setting: Setting) -> Iterator[Finding]:
    """Events, points, readings and expectations of a record share one space of ids."""
    first: dict[str, str] = {}
    for field, number, id in _named_parts(record):
        if id in first:
            yield Finding(
                (field, number, "id"),
                f"the id `{id}` is used twice; the first is among the {first[id]}",
                f"give this one another id, like `{id}-2`",
            )
        first.setdefault(id, field)


@rule(
    "source-twice",
    why="A source is described once and can then be cited by every record.",
    example=Example("  - id: ▸treaty-text\n    title: Ordinance 44", "  - id: ordinance-44\n    title: Ordinance 44"),
    scope=Scope.DEAL,
)
def source_twice(deal: Deal, setting: Setting) -> Iterator[Finding]:
    """Found while the sources of all files are put together; see `dealtracker.loading`."""
    yield from ()


@rule(
    "alias-taken",
    why="An earlier id leads to the record that had it. It cannot be the name of another record as well.",
    example=Example("checked: 2031-11-30\naliases: [▸ferry-quota]", "checked: 2031-11-30"),
)
def alias_taken(record: Record, setting: Setting) -> Iterator[Finding]:
    """Aliases must not be ids of tracks."""
    for number, alias in enumerate(getattr(record, "aliases", ())):
        if alias in setting.names.tracks:
            yield Finding(
                ("aliases", number),
                f"`{shortened(alias)}` is the name of a track of its own",
                "leave it out here, or rename that track",
            )


@rule(
    "alias-twice",
    why="An earlier id can lead to one record only.",
    example=Example("checked: 2031-11-30\naliases: [old-toll, ▸old-toll]", "checked: 2031-11-30"),
    scope=Scope.DEAL,
)
def alias_twice(deal: Deal, setting: Setting) -> Iterator[Finding]:
    """No alias is given twice, in one record or in two."""
    count = Counter(alias for track in deal.tracks.values() for alias in track.aliases)
    seen: set[str] = set()
    for track in deal.tracks.values():
        for number, alias in enumerate(track.aliases):
            if count[alias] > 1 and alias in seen:
                yield Finding(
                    ("aliases", number),
                    f"the earlier id `{alias}` is given twice",
                    "keep it in the record that had it",
                    owner=f"tracks/{track.id}",
                )
            seen.add(alias)


RULES = (id_form, id_twice, source_twice, alias_taken, alias_twice, file_name, file_missing)
