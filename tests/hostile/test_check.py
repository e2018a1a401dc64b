"""What `check` says of hostile strings: it takes those that are texts as they are, and names the characters of all others."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hostile.counting import Counts
from hostile.filling import DENSE, Filling, all_ways, filled, put_in
from hostile.strings import Hostile, corpus
from projects import EXAMPLE
from spoiling import AS_OF, example_data

from dealtracker.loading import load
from dealtracker.reading import Document, read_file, read_text
from dealtracker.reading.characters import odd_characters
from dealtracker.rules import FAMILIES

REFUSED = [hostile for hostile in corpus() if not hostile.is_taken]
TAKEN = [hostile.text for hostile in corpus() if hostile.is_taken]
LOTS = 4
"""So many times a deal is filled: a field that is there once holds all strings, and has room for some thousand letters."""

ODD = {"invisible-character", "marks-piled-up", "lookalike-letter", "tab", "windows-line-ends"}
"""The rules by which a character is refused."""


def as_yaml(value: object, indent: int | None = 1) -> str:
    """Plain values as YAML in ASCII, a text a line. Letters beyond the first plane are no pairs there, as they are in JSON."""

    def escaped(text: str) -> str:
        return "".join(letter if " " <= letter <= "~" and letter not in '"\\' else f"\\U{ord(letter):08x}" for letter in text)

    def parts(part: object, depth: int) -> Iterator[str]:
        gap = " " if indent is None else "\n" + " " * depth
        if isinstance(part, dict):
            inside = (f'"{escaped(str(key))}": {"".join(parts(inner, depth + 1))}' for key, inner in part.items())
            yield "{" + ",".join(gap + text for text in inside) + "}"
        elif isinstance(part, list):
            yield "[" + ",".join(gap + "".join(parts(inner, depth + 1)) for inner in part) + "]"
        elif isinstance(part, str):
            yield f'"{escaped(part)}"'
        else:
            yield json.dumps(part)

    return "".join(parts(value, 1))


def said(text: str) -> list[str]:
    """Every problem that reading finds with a text."""
    document = read_text(text, "record.yml")
    return [] if isinstance(document, Document) else [str(problem) for problem in document]


@pytest.mark.parametrize("hostile", REFUSED, ids=str)
def test_a_character_that_does_not_belong_is_named_where_it_stands(hostile: Hostile) -> None:
    (first, *_) = sorted(odd_characters(hostile.text, in_file=False))
    odd = hostile.text[first.at + (first.rule == "marks-piled-up") :][0]
    code = f"U+{ord(odd):04X}"
    assert code in first.message
    assert unicodedata.name(odd, "").lower() in first.message, "and by its name, if it has one"
    assert hostile.name == "{code}" or hostile.name.lower() in first.message.lower()
    if odd not in "\t\r":
        before = unicodedata.normalize("NFC", hostile.text[: first.at])
        raw = said(f"a: b\ntitle: x{hostile.text}\n")
        assert any(line.startswith(f"record.yml:2:{9 + len(before)}: {first.rule}: ") and code in line for line in raw), raw
    else:
        assert said(f"a: b\ntitle: x{hostile.text}\n")
    written = said(f"a: b\ntitle: {as_yaml(hostile.text)}\n")
    escape = f"\\U{ord(odd):08x}" if "\ud800" <= odd <= "\udfff" else code
    assert any(line.startswith("record.yml:2:") and escape in line for line in written), "an escape hides it as well"


@pytest.mark.parametrize("way", all_ways("text"), ids=".".join)
def test_no_field_of_any_file_takes_it(way: tuple[str, ...]) -> None:
    number = list(all_ways("text")).index(way)
    hostile = REFUSED[(7 * number) % len(REFUSED)].text
    text = as_yaml(put_in(way, hostile))
    document = read_text(text, "record.yml")
    assert not isinstance(document, Document)
    lines = {number for number, line in enumerate(text.split("\n"), 1) if as_yaml(hostile) in line}
    assert {problem.place.line for problem in document} == lines
    assert {problem.rule for problem in document} <= ODD


def test_every_other_string_is_taken_in_every_field(tmp_path: Path, counted: Counts) -> None:
    data = example_data(tmp_path)
    for file in (EXAMPLE / "tracks").glob("*.yml"):
        (data / "tracks" / file.name).unlink()
    fillings = [taken(data, TAKEN[lot::LOTS]) for lot in range(LOTS)]
    pairs = sum(filling.pairs for filling in fillings)
    counted("check", fields=len(fillings[0].given), pairs=pairs, strings=len(corpus()), strings_refused=len(REFUSED))


def taken(data: Path, strings: Sequence[str]) -> Filling:
    """A deal with some strings in every field, of which each file reads as it was written and has the right shape."""
    values, filling = filled(strings, DENSE)
    files = {
        "deal": values["about"],
        "vocabulary": values["vocabulary"],
        "bases": values["bases"],
        "sources/all": values["sources"],
    }
    for folder in ("tracks", "peers"):
        files |= {f"{folder}/{value['id']}": {k: v for k, v in value.items() if k != "id"} for value in values[folder]}
    for name, value in files.items():
        file = data / f"{name}.yml"
        file.write_text(as_yaml(value, indent=None), "utf-8")
        document = read_file(file, name)
        assert isinstance(document, Document), (name, [str(problem) for problem in document][:3])
        assert document.value == value
    found = {problem.rule for problem in load(data, AS_OF).errors}
    assert not found & {rule.name for family in ("The file", "The shape of a record") for rule in FAMILIES[family]}
    return filling


def test_no_file_has_a_hostile_name(tmp_path: Path, counted: Counts) -> None:
    data = example_data(tmp_path)
    before = len(load(data, AS_OF).errors)
    made = 0
    for hostile in corpus():
        name = f"{hostile.text}.yml"
        if "/" in name or "\0" in name or len(name.encode("utf-8", "surrogateescape" if "\udc80" in name else "replace")) > 250:
            continue
        if re.search("[\ud800-\udfff]", name) or name.startswith("."):
            continue
        (data / "tracks" / name).write_text("title: x\nsummary: x\ndomain: trade\nchecked: 2031-11-30\n", "utf-8")
        made += 1
    errors = load(data, AS_OF).errors
    named = {problem.path for problem in errors}
    good = {path.name for path in (data / "tracks").iterdir() if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.yml", path.name)}
    assert len(named) >= made - len(good) > before
    counted("names of files", strings=made, refused=len(named))
