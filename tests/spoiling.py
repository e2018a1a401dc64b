"""The example deal with mistakes in it, and what `check` says about them.

A mistake is written as in the examples of the rules: some text of a file, and what stands there instead, with `▸` where
the message ought to point.
"""

import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from projects import EXAMPLE

from dealtracker.loading import Loaded, load

TOLL = "tracks/bridge-toll.yml"
FERRY = "tracks/ferry-quota.yml"
PEER = "peers/westland.yml"
SHARED = "sources/shared.yml"
BASES = "bases.yml"
DEAL = "deal.yml"
WORDS = "vocabulary.yml"
LIST = "published.txt"

AS_OF = date(2031, 12, 31)
"""A day on which everything in the example deal has happened, and nobody need look at it again."""

Change = tuple[str, str, str]
"""A file, what stands in it, and what is to stand there instead."""


def example_data(folder: Path) -> Path:
    """A copy of the example deal."""
    return Path(shutil.copytree(EXAMPLE, folder / "data"))


def spoilt(folder: Path, *changes: Change) -> tuple[Path, list[str]]:
    """A copy of the example deal with changes, and the marked places as `data/file.yml:line:column`."""
    data = example_data(folder)
    for name, good, bad in changes:
        text = (data / name).read_text("utf-8")
        assert text.count(good) == 1, f"{name} has {text.count(good)} times: {good}"
        (data / name).write_text(text.replace(good, bad), "utf-8")
    places = []
    for name in dict.fromkeys(name for name, _, _ in changes):
        text = (data / name).read_text("utf-8")
        for number, line in enumerate(text.split("\n"), 1):
            marks = [at for at, character in enumerate(line) if character == "▸"]
            places += [f"data/{name}:{number}:{at - before + 1}" for before, at in enumerate(marks)]
        (data / name).write_text(text.replace("▸", ""), "utf-8")
    return data, places


def said(loaded: Loaded) -> list[str]:
    """Every problem as `data/file.yml:line:column rule`, errors first."""
    problems = [*loaded.errors, *loaded.warnings()]
    return [f"{problem.path}:{problem.place.line}:{problem.place.column} {problem.rule}" for problem in problems]


def check(folder: Path, *changes: Change, as_of: date = AS_OF) -> Loaded:
    """What `check` says about the example deal with changes."""
    data, _ = spoilt(folder, *changes)
    return load(data, as_of)


def said_and_marked(
    folder: Path, rules: str | Iterable[str], *changes: Change, as_of: date = AS_OF
) -> tuple[list[str], list[str]]:
    """What is said about the example deal with changes, and what ought to be: a problem of a rule at each mark, and no other.

    `rules` is the rule of every mark, or one rule for each in the order of the files and lines.
    """
    data, places = spoilt(folder, *changes)
    each = [rules] * len(places) if isinstance(rules, str) else list(rules)
    marked = [f"{place} {rule}" for place, rule in zip(places, each, strict=True)]
    return sorted(said(load(data, as_of))), sorted(marked)
