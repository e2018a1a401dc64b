"""The rule about what was published: it must lead somewhere for ever."""

from collections.abc import Iterator
from itertools import islice

from dealtracker.model import Deal
from dealtracker.problems import shortened
from dealtracker.published import anchors, entries, folders
from dealtracker.rules.base import Example, Finding, Scope, Setting, rule

SAID = 1_000
"""Of so many addresses it is said that they are gone. Where there are more, it is the list of another deal."""


@rule(
    "id-gone",
    why="Others cite and link to what was published once. It may be renamed or withdrawn, but its address must lead to it.",
    example=Example("▸tracks/bridge-toll#event-lake-sumit\n", "tracks/bridge-toll#event-lake-summit\n", "published.txt"),
    scope=Scope.DEAL,
)
def id_gone(deal: Deal, setting: Setting) -> Iterator[Finding]:
    """Every address in the list leads somewhere. The parts of a record that is gone are not said again."""
    return islice(_gone(deal, setting), SAID)


def _gone(deal: Deal, setting: Setting) -> Iterator[Finding]:
    if not setting.published:
        return
    known = _known(deal)
    listed = {address for _, address in entries(setting.published)}
    unsure = {folder for folder, records in folders(deal).items() if not records.keys() >= set(getattr(setting.names, folder))}
    for number, address in entries(setting.published):
        record, _, anchor = address.partition("#")
        if record in known:
            is_gone = bool(anchor) and anchor not in known[record]
        else:
            is_gone = record.partition("/")[0] not in unsure and (not anchor or record not in listed)
        if is_gone:
            yield Finding((number,), f"`{shortened(address, 120)}` was published and is gone", _hint(anchor), owner="published")


def _known(deal: Deal) -> dict[str, set[str]]:
    """The anchors of every record, by each address that the record has or had."""
    known: dict[str, set[str]] = {}
    for folder, records in folders(deal).items():
        for id, record in records.items():
            found = set(anchors(record))
            known |= {f"{folder}/{name}": found for name in (id, *record.aliases)}
    return known


def _hint(anchor: str) -> str:
    if anchor:
        withdrawn = " (`retracted` withdraws it)" if anchor.startswith("event-") else ""
        return f"put it back{withdrawn}, or write `aliases: [{anchor.partition('-')[2]}]` in what took its place"
    return "put it back (`retracted` withdraws a record), or name it under `aliases` of the record that took its place"


RULES = (id_gone,)
