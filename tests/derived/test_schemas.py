"""The schemas for editors: right for everything that is right, and a first help with what is not."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, ValidationError
from projects import ANOTHER_DEAL, DAY, EXAMPLE, ROOT

from dealtracker.adding.first_line import first_line, schema_of
from dealtracker.derived.schemas import FILES, _words, schemas
from dealtracker.loading import load
from dealtracker.model import Deal
from dealtracker.pages import Edition
from dealtracker.rules import RULES
from dealtracker.rules.trial import MARK


class Editor(yaml.SafeLoader):
    """Reads YAML as editors do: version 1.2, where a date is a text."""


Editor.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", "~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", "true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", "[-+]?[0-9]+", [*"-+0123456789"]),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), first)


def made(deal: Deal) -> dict[str, Any]:
    return {Path(path).stem: json.loads(text) for path, text in schemas(deal)}


def wrong(schema: Any, text: str) -> list[ValidationError]:
    """What an editor with a schema finds in a text that is YAML."""
    return list(Draft7Validator(schema).iter_errors(yaml.load(text, Loader=Editor)))


@pytest.fixture(scope="module")
def known(example: Deal) -> dict[str, Any]:
    """The schemas of the example deal."""
    return made(example)


def a_deal(data: Path) -> Deal:
    deal = load(data, date.fromisoformat(DAY)).deal
    assert deal is not None
    return deal


DATA = [ROOT / "data", EXAMPLE, ANOTHER_DEAL / "data"]


@pytest.mark.parametrize("data", DATA, ids=["real", "example", "another"])
def test_everything_that_is_right_is_right_for_an_editor(data: Path) -> None:
    known = made(a_deal(data))
    assert set(known) == set(FILES)
    for file in data.rglob("*.yml"):
        errors = wrong(known[schema_of(file.relative_to(data).as_posix())], file.read_text("utf-8"))
        assert [f"{file.name}: {error.json_path}: {error.message}" for error in errors] == []


def test_schemas_are_such(known: dict[str, Any]) -> None:
    for schema in known.values():
        Draft7Validator.check_schema(schema)
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("file", sorted((ROOT / "data").rglob("*.yml")), ids=lambda file: file.stem)
def test_the_first_line_of_a_data_file_leads_to_its_schema(file: Path) -> None:
    line = file.read_text("utf-8").split("\n", 1)[0]
    path = file.relative_to(ROOT / "data").as_posix()
    assert line == first_line(path)
    way = line.removeprefix("# yaml-language-server: $schema=")
    assert (file.parent / way).resolve() == ROOT / "schemas" / f"{schema_of(path)}.json"


def shapes(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    yield from schema["definitions"].values()


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for shape in shapes(schema):
        for part in (shape, *shape.get("anyOf", [])):
            for name, field in part.get("properties", {}).items():
                yield part["title"], name, field


def test_every_field_says_what_it_is_for(known: dict[str, Any]) -> None:
    for schema in known.values():
        for model, name, field in fields(schema):
            assert field.get("description"), (model, name)


def test_the_words_of_the_deal_are_listed_with_their_meaning(real: Edition) -> None:
    words = real.words
    track = made(real.deal)["track"]
    listed = {(model, name): field.get("items", field) for model, name, field in fields(track)}
    for place, meanings in _words(real.deal).items():
        assert listed[place]["enum"] == list(meanings)
        assert listed[place]["enumDescriptions"] == list(meanings.values())
        assert {word: said["description"] for word, said in listed[place]["x-intellij-enum-metadata"].items()} == meanings
    kind = listed["Event", "kind"]
    assert kind["enum"] == list(words.kind)
    assert kind["enumDescriptions"][0] == f"{words.kinds[0].label}. {words.kinds[0].definition}"
    assert listed["Event", "by"]["enum"] == list(real.deal.about.party)


def test_a_new_word_of_the_vocabulary_is_no_mistake_in_it(known: dict[str, Any]) -> None:
    schema = known["vocabulary"]
    assert not [name for model, name, field in fields(schema) if "enumDescriptions" in field.get("items", field)]


SEEN = {
    "file-empty",
    "prose-in-braces",
    "unknown-field",
    "missing-field",
    "status-written",
    "wrong-shape",
    "id-form",
    "word-not-known",
    "source-word-not-known",
    "date-format",
}
"""The rules of whose mistakes an editor with a schema knows."""


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_an_editor_knows_of_a_mistake_in_the_shape_of_a_record(rule: Any, known: dict[str, Any]) -> None:
    file = EXAMPLE / rule.example.file
    if file.suffix != ".yml" or not file.is_file() or not rule.example.bad:
        return
    text = file.read_text("utf-8")
    bad = text.replace(text if rule.example.good == "*" else rule.example.good, rule.example.bad.replace(MARK, ""))
    try:
        errors = wrong(known[schema_of(rule.example.file)], bad)
    except (yaml.YAMLError, UnicodeError):
        assert rule.name not in SEEN
    else:
        assert bool(errors) == (rule.name in SEEN), [error.message for error in errors]


EVENT = {"id": "summit", "date": "2031-06-12", "kind": "talks", "title": "They met", "sources": ["a-page"]}
SIDE = {"date": "2031-06-12", "says": "It binds", "sources": ["a-page"]}
LINK = {"relation": "precedent", "from": "2031", "why": "It came first", "sources": ["a-page"]}


@pytest.mark.parametrize(
    ("model", "value", "is_right"),
    [
        ("Event", EVENT | {"date": "2031-06"}, True),
        ("Event", EVENT | {"date": 2031}, True),
        ("Event", EVENT | {"date": 20310612}, False),
        ("Event", EVENT | {"date": "12/06/2031"}, False),
        ("Event", EVENT | {"title": {"en": "They met", "ko": "만났다"}}, True),
        ("Event", EVENT | {"title": {"ko": "만났다"}}, False),
        ("Event", EVENT | {"title": 8}, True),
        ("Event", EVENT | {"title": ["They met"]}, False),
        ("Event", EVENT | {"title": ""}, False),
        ("Event", EVENT | {"points": {"toll": None, "quota": 40}}, True),
        ("Event", EVENT | {"points": {"The toll": "8 crowns"}}, False),
        ("Event", EVENT | {"by": ["north", "south"]}, True),
        ("Event", EVENT | {"by": "north"}, False),
        ("Event", EVENT | {"by": ["nowhere"]}, False),
        ("Event", EVENT | {"kind": None}, False),
        ("Event", EVENT | {"note": None}, False),
        ("Event", EVENT | {"sources": []}, False),
        ("Event", EVENT | {"quote": {"text": "Yes", "speaker": "A minister"}}, True),
        ("Event", EVENT | {"quote": "Yes"}, False),
        ("Side", SIDE | {"by": "north"}, True),
        ("Side", SIDE | {"who": "A third voice"}, True),
        ("Side", SIDE, False),
        ("Link", LINK | {"peer": "westland"}, True),
        ("Link", LINK | {"peer": "westland", "track": "ferry-quota"}, False),
        ("Link", LINK, False),
    ],
)
def test_what_may_be_typed(model: str, value: Any, is_right: bool, known: dict[str, Any]) -> None:
    schema = known["track"]
    shape = {"$ref": f"#/definitions/{model}", "definitions": schema["definitions"]}
    assert Draft7Validator(shape).is_valid(value) == is_right


def test_the_id_of_a_record_is_the_name_of_its_file(known: dict[str, Any]) -> None:
    assert "id" not in known["track"]["properties"]
    assert "id" not in known["peer"]["properties"]
    assert "id" in known["bases"]["definitions"]["Basis"]["required"]


def test_the_same_deal_gives_the_same_schemas(example: Deal) -> None:
    assert list(schemas(example)) == list(schemas(example))
