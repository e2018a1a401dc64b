"""Trying a rule on its own example: the mistake is made in a copy of the example deal, and the copy is checked.

The tests do it for every rule, and the page of checks prints what `check` says about each example.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dealtracker.files import remove
from dealtracker.loading import load
from dealtracker.loading.files import Reading, Said, read, read_in_turn
from dealtracker.problems import Place, Problem
from dealtracker.reading.characters import is_hidden
from dealtracker.reading.trouble import place_of
from dealtracker.rules import RULES
from dealtracker.rules.base import Example, Rule
from dealtracker.rules.ids import slug

EXAMPLE_DEAL = Path(__file__).parents[1] / "example"
AS_OF = date(2031, 12, 31)
"""A day on which everything in the example deal has happened, and nobody need look at it again."""

MARK = "▸"
_LINES, _LETTERS = 12, 200
"""So many lines of an example, and so many letters of each, fit on the page."""


class Shown(NamedTuple):
    """The example of a rule as a page can show it, and what `check` says about it."""

    file: str
    bad: str
    good: str
    message: str


@cache
def messages() -> Mapping[str, Shown]:
    """What the page of checks shows of each rule, by its name. Every rule is tried for it."""
    with _copy() as data:
        reading = _remembering()
        return {rule.name: _shown(rule, data, reading) for rule in RULES.values()}


def _remembering() -> Reading:
    """Reads nothing twice that says the same: of two trials, nearly all files do."""
    known: dict[tuple[Path, bytes], Said] = {}

    def reading(names: Mapping[Path, str]) -> Iterator[tuple[Path, Said]]:
        for file, name in names.items():
            if not file.is_file():
                yield file, read(file, name)
                continue
            key = file, file.read_bytes()
            if key not in known:
                known[key] = read(file, name)
            yield file, known[key]

    return reading


def _shown(rule: Rule, data: Path, reading: Reading) -> Shown:
    example = rule.example
    good = "" if example.good == "*" else _visible(example.good)
    problems, _ = _tried(rule, data, reading)
    return Shown(example.file, _visible(example.bad.replace(MARK, "")), good, "\n".join(map(str, problems)))


def _visible(text: str) -> str:
    """A text in which one sees what cannot be seen, and not more of it than helps."""
    lines = text.strip("\n").split("\n")
    lines = [line if len(line) <= _LETTERS else f"{line[:_LETTERS]}…" for line in lines]
    shown = "\n".join(lines if len(lines) <= _LINES else [*lines[:_LINES], "…"])
    escaped = "".join(
        letter.encode("unicode_escape").decode() if is_hidden(letter) and letter != "\n" else letter for letter in shown
    )
    return re.sub(r" +$", lambda spaces: "·" * len(spaces[0]), escaped.replace("\\udc", "\\x"), flags=re.MULTILINE)


def trial(rule: Rule) -> tuple[list[Problem], Place]:
    """What `check` finds in the example deal with the mistake of a rule in it, and the place where it ought to be found.

    Messages name files as in a project, like `data/tracks/bridge-toll.yml`.

    Raises:
        ValueError: the text that the example replaces does not stand exactly once in its file, or the mark not in it.
    """
    with _copy() as data:
        return _tried(rule, data, read_in_turn)


@contextmanager
def _copy() -> Iterator[Path]:
    """The data of the example deal, to make mistakes in."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(EXAMPLE_DEAL, data)
        yield data


def _tried(rule: Rule, data: Path, reading: Reading) -> tuple[list[Problem], Place]:
    """The trial of a rule in a copy of the example deal, which is afterwards as it was."""
    file = data / rule.example.file
    try:
        if rule.example.bad:
            place = _put_in(file, rule.example)
        else:
            place = Place(1, 1)
            _spoil(file)
        loaded = load(data, AS_OF, reading=reading)
        return [*loaded.errors, *loaded.warnings()], place
    finally:
        remove(file)
        for original in EXAMPLE_DEAL.rglob("*.*"):
            if not (data / original.relative_to(EXAMPLE_DEAL)).exists():
                shutil.copyfile(original, data / original.relative_to(EXAMPLE_DEAL))


def _put_in(file: Path, example: Example) -> Place:
    """Replace the good text by the bad one; where the mark stood. Bytes that are no text stand in it as surrogates."""
    text = file.read_text("utf-8")
    good = text if example.good == "*" else example.good
    if (text.count(good), example.bad.count(MARK)) != (1, 1):
        raise ValueError(f"not one place for: {example.bad[:60]}")
    marked = text.replace(good, example.bad)
    place = place_of(marked, marked.index(MARK))
    file.write_bytes(marked.replace(MARK, "").encode("utf-8", "surrogateescape"))
    return place


def _spoil(file: Path) -> None:
    """Take a file away; give a record the name of a file that is not there; or else put a folder where a file belongs."""
    named_right = file.with_name(f"{slug(file.stem)}{file.suffix}")
    if file.exists():
        file.unlink()
    elif named_right.exists():
        named_right.rename(file)
    else:
        file.mkdir()
