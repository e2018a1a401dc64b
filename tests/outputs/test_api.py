"""JSON under `api/v1/`: it is what its schemas say, it says what the pages say, and on a past day nothing of later."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from making import ROOT, day, deal, event, peer, point, reading, track
from openapi_spec_validator import OpenAPIV31SpecValidator
from projects import ANOTHER_DEAL
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from dealtracker import program
from dealtracker.files import as_bytes
from dealtracker.loading import load
from dealtracker.model import About, Basis, Event, Peer, Point, Reading, Source, Track, Vocabulary
from dealtracker.model.base import Model
from dealtracker.model.records import Retraction
from dealtracker.outputs import api
from dealtracker.outputs.api import documents, shelf
from dealtracker.pages import Edition
from dealtracker.pages.written import fields
from dealtracker.standing import deal_standing

Files = dict[str, Any]
PAST = date(2025, 8, 30)
LISTS = ("events", "points", "readings", "sources", "changes")


def made(edition: Edition) -> Files:
    """Every file, as another program reads it."""
    return {path: json.loads(as_bytes(holds)) for path, holds in api.files(edition)}


def on(edition: Edition, day: date) -> Edition:
    """The same deal on another day."""
    return Edition(deal_standing(edition.deal, day))


@pytest.fixture(scope="module")
def files(real: Edition) -> Files:
    return made(real)


@pytest.fixture(scope="module")
def past(real: Edition) -> Files:
    return made(on(real, PAST))


def another_deal() -> Edition:
    loaded = load(ANOTHER_DEAL / "data", date(2020, 7, 1))
    assert loaded.deal is not None
    return Edition(deal_standing(loaded.deal, date(2020, 7, 1)))


def closed(schema: Any) -> Any:
    """A schema that allows no field that it does not name, so that nothing is published undescribed."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {name: closed(part) for name, part in schema.items()}
    return {"additionalProperties": False} | shut if isinstance(schema.get("properties"), dict) else shut


def faults(files: Files) -> Iterator[str]:
    """Whatever in the documents is not as their schemas say; schemas are looked up by their published addresses only."""
    schemas = {schema["$id"]: closed(schema) for path, schema in files.items() if "/schemas/" in path}
    registry: Registry[Any] = Registry().with_contents(schemas.items())
    for path, document in files.items():
        if "described-by" in document:
            check = Draft202012Validator({"$ref": document["described-by"]}, registry=registry, format_checker=FormatChecker())
            yield from (f"{path}: {error.json_path}: {error.message}" for error in check.iter_errors(document))


@pytest.mark.parametrize("which", ["files", "past"])
def test_every_document_is_what_its_schema_says(which: str, request: pytest.FixtureRequest) -> None:
    found = request.getfixturevalue(which)
    assert [path for path, holds in found.items() if "described-by" not in holds and "/schemas/" not in path] == [
        documents.OPENAPI
    ]
    assert list(faults(found)) == []


def test_so_is_every_document_of_other_deals(edition: Edition) -> None:
    for other in (edition, on(edition, date(2031, 7, 9)), on(edition, date(2030, 1, 1)), another_deal()):
        assert list(faults(made(other))) == []


def test_a_schema_finds_what_is_wrong(files: Files) -> None:
    changed = json.loads(json.dumps(files))
    changed["api/v1/index.json"]["as-of"] = "2026-13-01"
    changed["api/v1/tracks/auto-tariffs.json"]["record"]["events"][0]["date"] = "4 June"
    changed["api/v1/tracks/auto-tariffs.json"]["standing"]["since"] = None
    del changed["api/v1/build.json"]["program"]
    changed["api/v1/build.json"]["machine"] = "mine"
    assert len(list(faults(changed))) == 5


def test_schemas_are_schemas_and_every_reference_in_them_resolves(files: Files) -> None:
    for path, schema in files.items():
        if "/schemas/" in path:
            Draft202012Validator.check_schema(schema)
            resolver = (
                Registry().with_resource(schema["$id"], Resource.from_contents(schema, DRAFT202012)).resolver(schema["$id"])
            )
            for reference in re.findall(r'"\$ref": "([^"]+)"', json.dumps(schema)):
                assert resolver.lookup(reference).contents
            assert set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema))) == schema["$defs"].keys()


def test_whatever_has_a_schema_has_a_description(files: Files) -> None:
    shapes = files[documents.OPENAPI]["components"]["schemas"]
    assert [name for name, shape in shapes.items() if not shape.get("description")] == []
    fields = [(name, field, about) for name, shape in shapes.items() for field, about in shape["properties"].items()]
    assert [(name, field) for name, field, about in fields if not {"description", "$ref"} & about.keys()] == []


def test_the_openapi_document_is_one_and_names_every_address(files: Files, real: Edition) -> None:
    openapi = files[documents.OPENAPI]
    OpenAPIV31SpecValidator(openapi).validate()
    assert openapi["openapi"].startswith("3.1.")
    assert openapi["info"]["version"] == documents.VERSION
    assert openapi["info"]["license"]["name"] == str(real.deal.about.licence)
    shown = [re.compile(re.sub(r"\\{\w+\\}", r"[^/]+", re.escape(path))) for path in openapi["paths"]]
    for path, holds in files.items():
        assert any(pattern.fullmatch(f"/{path}") for pattern in shown) == ("described-by" in holds)
    names = {get["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"] for get in openapi["paths"].values()}
    assert len(names) == len(documents.DOCUMENTS)


def leads_to(value: Any) -> Iterator[str]:
    """Every address of this site that stands anywhere in a value."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leads_to(part)
    elif isinstance(value, str) and value.startswith("https://on-paper.example/"):
        yield value.removeprefix("https://on-paper.example/")


def test_addresses_lead_to_what_exists(files: Files, past: Files, real: Edition, site: Path) -> None:
    anchors: dict[str, str] = {}
    for document in files.values():
        for address in leads_to(document):
            page, _, anchor = address.partition("#")
            if page.startswith("api/"):
                assert page in files or page == "api/v1/tracks/{id}.json" or "/part-" in page, address
                continue
            file = site / page / "index.html" if page.endswith("/") or not page else site / page
            text = anchors.setdefault(page, file.read_text("utf-8"))
            assert not anchor or f'id="{anchor}"' in text or f"id={anchor}" in text, address
    assert past.keys() == files.keys()


def test_counts_are_those_of_the_record(files: Files, real: Edition) -> None:
    tracks = list(real.deal.tracks.values())
    counts = files["api/v1/index.json"]["counts"]
    assert counts == files["api/v1/build.json"]["counts"]
    assert counts == {
        "tracks": len(tracks),
        "withdrawn": 0,
        "events": sum(len(track.events) for track in tracks),
        "points": sum(len(track.points) for track in tracks),
        "readings": sum(len(track.readings) for track in tracks),
        "changes": len(real.standing.changes),
        "sources": len(real.deal.sources),
        "peers": len(real.deal.peers),
        "bases": len(real.deal.bases),
    }
    for name in ("tracks", "peers", "bases", *LISTS):
        assert len(files[f"api/v1/{name}.json"][name]) == counts[name]
    assert sum(files["api/v1/index.json"]["standing"]["statuses"].values()) == len(tracks)


RECORDS: list[tuple[type[Model], str]] = [
    (Track, "api/v1/tracks/auto-tariffs.json"),
    (Event, "api/v1/events.json"),
    (Point, "api/v1/points.json"),
    (Reading, "api/v1/readings.json"),
    (Source, "api/v1/sources.json"),
    (Peer, "api/v1/peers.json"),
    (Basis, "api/v1/bases.json"),
    (About, "api/v1/index.json"),
]


@pytest.mark.parametrize(("model", "path"), RECORDS, ids=[path for _, path in RECORDS])
def test_fields_have_the_names_of_the_record_format(model: type[Model], path: str, files: Files) -> None:
    names = {name for name, _, _ in fields(model)}
    needed = {name for name, is_needed, _ in fields(model) if is_needed}
    name = path.rpartition("/")[2].removesuffix(".json")
    for entry in files[path].get(name, [files[path]]):
        assert needed <= entry["record"].keys() <= names
    shape = files[documents.OPENAPI]["components"]["schemas"][model.__name__]
    assert shape["properties"].keys() == names


def test_a_record_is_there_whole_as_it_was_written(files: Files, real: Edition) -> None:
    for id, written in real.deal.tracks.items():
        read = Track.of(files[f"api/v1/tracks/{id}.json"]["record"] | {"id": id})
        assert read == written
    read_peers = [Peer.of(entry["record"] | {"id": entry["id"]}) for entry in files["api/v1/peers.json"]["peers"]]
    assert read_peers == list(real.deal.peers.values())
    assert Vocabulary.of(files["api/v1/vocabulary.json"]["record"]) == real.words
    assert About.of(files["api/v1/index.json"]["record"]) == real.deal.about


def test_where_things_stand_is_what_the_pages_say(files: Files, real: Edition, site: Path) -> None:
    for line in files["api/v1/tracks.json"]["tracks"]:
        whole = files[f"api/v1/tracks/{line['id']}.json"]
        page = (site / "tracks" / line["id"] / "index.html").read_text("utf-8")
        stand = page[page.index('id="stand"') : page.index('class="dates"')]
        status, event = whole["standing"]["status"], whole["standing"]["because"]["event"]
        assert f"badge--{status}" in stand and f'href="#event-{event}"' in stand
        assert line["standing"]["status"] == status
        assert line["standing"]["flags"] == [raised["flag"] for raised in whole["standing"]["flags"]]
        assert all(f"flag--{flag}" in stand for flag in line["standing"]["flags"])
        assert line["record"]["checked"] == whole["record"]["checked"]
        for name, stands in whole["standing"]["points"].items():
            row = page[page.index(f'<tr id="point-{name}">') :].partition("</tr>")[0]
            assert f"badge--{stands.get('status', 'none')}" in row


def test_the_changes_lead_to_where_tracks_stand(files: Files) -> None:
    stood: dict[str, str | None] = {}
    for change in reversed(files["api/v1/changes.json"]["changes"]):
        assert stood.get(change["track"]) == change["standing"].get("was")
        stood[change["track"]] = change["standing"]["status"]
    assert stood == {line["id"]: line["standing"]["status"] for line in files["api/v1/tracks.json"]["tracks"]}


def test_what_is_said_twice_is_said_alike(files: Files) -> None:
    steps = {
        (entry["track"], entry["record"]["id"]): entry["standing"]["step"]
        for entry in files["api/v1/events.json"]["events"]
        if "step" in entry["standing"]
    }
    assert steps == {
        (entry["track"], entry["standing"]["because"]): entry["standing"] for entry in files["api/v1/changes.json"]["changes"]
    }
    for entry in files["api/v1/points.json"]["points"]:
        assert files[f"api/v1/tracks/{entry['track']}.json"]["standing"]["points"][entry["record"]["id"]] == entry["standing"]
    for entry in files["api/v1/readings.json"]["readings"]:
        assert files[f"api/v1/tracks/{entry['track']}.json"]["standing"]["readings"][entry["record"]["id"]] == entry["standing"]


def test_a_track_has_all_the_sources_that_it_cites(files: Files, past: Files) -> None:
    for found in (files, past):
        everywhere = {entry["record"]["id"] for entry in found["api/v1/sources.json"]["sources"]}
        for path, document in found.items():
            if "/tracks/" in path:
                described = [source["id"] for source in document["record"]["sources"] + document["cited"]]
                assert len(described) == len(set(described))
                cited = {id for event in document["record"]["events"] for id in event["sources"]}
                assert cited <= set(described) <= everywhere


def test_orders_are_those_that_are_promised(files: Files) -> None:
    dates = [entry["record"]["date"] for entry in files["api/v1/events.json"]["events"]]
    assert [day[:7] for day in dates] == sorted((day[:7] for day in dates), reverse=True)
    published = [entry["record"].get("published", "") for entry in files["api/v1/sources.json"]["sources"]]
    assert published == sorted(published, reverse=True)


LATER = {"checked", "last-checked", "accessed", "effective"}
"""Fields that may name a later day: when somebody looked, and what was known to be ahead."""


def days_in(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every date in a document, with the name of the field that holds it."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from days_in(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from days_in(part, name)
    elif isinstance(value, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        yield name, value


def test_on_a_past_day_nothing_later_is_said(files: Files, past: Files, real: Edition) -> None:
    texts = json.dumps([holds for path, holds in past.items() if "/schemas/" not in path], ensure_ascii=False)
    for record in real.deal.tracks.values():
        later = [event for event in record.events if event.date.last > PAST]
        said = [event.title for event in later] + [event.quote.text for event in later if event.quote]
        said += [position.text for position in record.positions if position.date.last > PAST]
        said += [link.why for link in record.links if link.since.first > PAST]
        said += [entry.title for entry in record.expected if entry.since.first > PAST]
        said += [question.text for question in record.questions if question.since.first > PAST]
        said += [side.says for reading in record.readings for side in reading.sides if side.date.last > PAST]
        said += [correction.was for correction in record.corrections if correction.date.last > PAST]
        is_told = record.told_until is not None and record.told_until.last <= PAST
        said += [] if is_told else [record.summary, *record.gaps]
        for text in said:
            assert json.dumps(str(text), ensure_ascii=False)[1:-1] not in texts, text
        shown = past[f"api/v1/tracks/{record.id}.json"]
        assert ("summary" in shown["record"]) == is_told == shown["standing"]["complete"]
    assert len(past["api/v1/events.json"]["events"]) < len(files["api/v1/events.json"]["events"])


def test_on_a_past_day_no_date_is_later_that_was_not_known_to_be_ahead(past: Files) -> None:
    for path, document in past.items():
        if path == "api/v1/sources.json" or "/tracks/" in path or path in {"api/v1/peers.json", "api/v1/bases.json"}:
            continue
        assert [(path, *found) for found in days_in(document) if found[1] > str(PAST) and found[0] not in LATER] == []
    for path, document in past.items():
        if "/tracks/" in path:
            ahead = {entry["date"] for entry in document["record"]["expected"]}
            record = {name: part for name, part in document["record"].items() if name not in {"expected", "sources"}}
            found = [*days_in(record), *days_in(document["standing"])]
            assert [(path, *one) for one in found if one[1] > str(PAST) and one[0] not in LATER and one[1] not in ahead] == []


def test_a_withdrawn_track_stays_with_its_reason(edition: Edition) -> None:
    gone = Retraction.of({"date": "2031-12-01", "why": "It was never at issue."})
    tracks = dict(edition.deal.tracks)
    tracks["ferry-quota"] = tracks["ferry-quota"].but({"retracted": gone})
    found = made(Edition(deal_standing(replace(edition.deal, tracks=tracks), edition.as_of)))
    assert list(faults(found)) == []
    assert found["api/v1/tracks/ferry-quota.json"]["record"]["retracted"]["why"] == {"en": "It was never at issue."}
    assert [line["id"] for line in found["api/v1/tracks.json"]["tracks"]][-1] == "ferry-quota"
    assert found["api/v1/index.json"]["counts"]["withdrawn"] == 1
    assert "ferry-quota" not in {entry["track"] for name in ("events", "changes") for entry in found[f"api/v1/{name}.json"][name]}
    before = made(Edition(deal_standing(replace(edition.deal, tracks=tracks), date(2031, 11, 30))))
    assert "retracted" not in before["api/v1/tracks/ferry-quota.json"]["record"]


def test_long_lists_are_cut_and_each_part_leads_to_the_next(real: Edition, files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "SIZE", 50)
    cut = made(real)
    assert list(faults(cut)) == []
    for name in LISTS:
        entries, path, parts = [], f"api/v1/{name}.json", 0
        while path:
            part = cut[path]
            entries += part[name]
            parts += 1
            assert part["count"] == len(files[f"api/v1/{name}.json"][name])
            assert len(part[name]) < 2 * 50 if parts == 1 else len(part[name]) == 50
            path = part.get("next", "").removeprefix(real.deal.about.address)
        assert entries == files[f"api/v1/{name}.json"][name]
    assert "api/v1/events/part-1.json" in cut
    patterns = [re.sub(r"\{\w+\}", "[^/]+", path) for path in cut[documents.OPENAPI]["paths"]]
    assert all(any(re.fullmatch(pattern, f"/{path}") for pattern in patterns) for path in cut if "/part-" in path)


HOSTILE = "<script>alert(1)</script> \" ' \\ ]]> =cmd|' /C calc'!A0, BEGIN:VCALENDAR\r\n\t\u2028 {{ x }} 한국 😀 \u202e"


def test_hostile_text_comes_back_as_it_is() -> None:
    record = track(event("announced", title=HOSTILE, points={"toll": HOSTILE}), title=HOSTILE, points=[point()])
    found = made(Edition(deal_standing(deal(record), day("2026-12-31"))))
    assert list(faults(found)) == []
    whole = found["api/v1/tracks/bridge.json"]
    assert whole["record"]["title"] == whole["record"]["events"][0]["title"] == {"en": HOSTILE}
    assert whole["standing"]["points"]["toll"]["value"]["value"]["en"] == HOSTILE
    assert found["api/v1/changes.json"]["changes"][0]["record"]["title"]["en"] == HOSTILE


def test_a_point_that_is_named_without_a_value_keeps_its_name() -> None:
    record = track(event("announced", points={"toll": None}), points=[point()])
    found = made(Edition(deal_standing(deal(record), day("2026-12-31"))))
    assert found["api/v1/events.json"]["events"][0]["record"]["points"] == {"toll": None}
    assert list(faults(found)) == []


def test_nothing_but_that_is_ever_null(files: Files, past: Files) -> None:
    def nulls(value: Any, name: str = "") -> Iterator[str]:
        parts = value.items() if isinstance(value, dict) else ((name, part) for part in value) if isinstance(value, list) else ()
        for key, part in parts:
            if part is None:
                yield name
            yield from nulls(part, key)

    assert set(nulls([*files.values(), *past.values()])) <= {"points"}


def test_a_track_without_events_and_a_deal_without_anything_have_documents() -> None:
    for records in ((), (track(),), (track(readings=[reading("2026-01-01", "2026-01-02")]), peer(event("announced")))):
        found = made(Edition(deal_standing(deal(*records), day("2026-12-31"))))
        assert list(faults(found)) == []
        OpenAPIV31SpecValidator(found[documents.OPENAPI]).validate()


def test_files_end_with_a_line_and_are_as_long_as_they_need_to_be(real: Edition) -> None:
    for path, holds in api.files(real):
        assert isinstance(holds, str) and holds.endswith("}\n") and "\\u" not in holds
        if "described-by" in json.loads(holds):
            assert holds.count("\n") == 1, path


def test_the_program_says_its_own_version_and_licence() -> None:
    assert 'attr = "dealtracker.program.VERSION"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert (ROOT / "LICENSE").read_text("utf-8").startswith(f"{program.LICENCE} License")
