"""The search: a small index in which everything that people look for leads to the page that they look for."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from browsing import look, wait
from playwright.sync_api import Browser, Page
from projects import ROOT

FIRST = 3
"""Among how many first results the page that was looked for stands."""


@dataclass(frozen=True)
class Sought:
    """What somebody types, and the tracks of which one is meant."""

    typed: str
    tracks: frozenset[str]


@pytest.fixture(scope="session")
def records() -> dict[str, Any]:
    return {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in sorted((ROOT / "data" / "tracks").glob("*.yml"))}


@pytest.fixture(scope="session")
def index(site: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    return loaded


def english(text: str | dict[str, str]) -> str:
    return text["en"] if isinstance(text, dict) else text


def spoke(record: dict[str, Any]) -> set[str]:
    """Everybody who speaks in a record, each by name."""
    quoted = {english(event["quote"]["speaker"]) for event in record["events"] if "quote" in event}
    sides = {english(side["who"]) for read in record.get("readings", ()) for side in read["sides"] if "who" in side}
    return quoted | sides


def titles(records: dict[str, Any]) -> list[Sought]:
    """The title of every track, in each language that it has."""
    both = [(id, text) for id, record in records.items() for text in dict(record["title"]).values()]
    return [Sought(text, frozenset([id])) for id, text in both]


def people(records: dict[str, Any]) -> list[Sought]:
    """Everybody who speaks under a name, with the tracks in which they speak or are spoken of.

    A single letter stands for everything that begins with it, so names with one are left out.
    """
    everybody = {who for record in records.values() for who in spoke(record)}
    named = sorted(who for who in everybody if re.fullmatch(r"(?:[A-Z][\w-]*\w ?)+", who) and not re.search(r"\b\w\b", who))
    return [Sought(who, frozenset(id for id, record in records.items() if who in said(record))) for who in named]


def said(record: dict[str, Any]) -> str:
    """Who speaks in a record, and the titles of its events."""
    return "\n".join([*spoke(record), *(english(event["title"]) for event in record["events"])])


SUBJECTS = [
    ("rice", "agriculture"),
    ("beef", "agriculture"),
    ("submarines", "nuclear-submarines"),
    ("Georgia", "visas-workers"),
    ("Coupang", "digital-platforms-maps"),
    ("OPCON", "opcon-transfer"),
    ("wartime", "opcon-transfer"),
    ("$350 billion", "investment-fund"),
    ("Hanwha", "shipbuilding-masga"),
    ("Lutnick", "investment-fund"),
    ("관세", "reciprocal-tariff auto-tariffs chip-tariffs pharma-tariffs steel-aluminium"),
    ("잠수함", "nuclear-submarines"),
    ("핵추진 잠수함", "nuclear-submarines"),
    ("쌀", "agriculture"),
    ("반도체", "chip-tariffs"),
    ("투자", "investment-fund special-act-projects package-linkage corporate-pledges"),
    ("분담금", "defense-cost-sharing"),
    ("방위비분담금", "defense-cost-sharing"),
    ("쿠팡", "digital-platforms-maps"),
]
"""Words that people look for, with the tracks that they mean."""


SAID = "document.querySelector('.md-search-result__meta').innerText"
"""What the search says above its results."""


def results(page: Page, typed: str) -> list[str]:
    """The addresses that the search gives for what is typed, best first."""
    for words, condition in (("", f"{SAID} === 'Type to start searching'"), (typed, f"{SAID}.includes('match')")):
        page.locator("input[name=query]").fill(words)
        page.locator("input[name=query]").dispatch_event("keyup")
        wait(page, condition)
    links: list[str] = page.locator(".md-search-result__item > .md-search-result__link").evaluate_all(
        "links => links.map(link => new URL(link.href).pathname)"
    )
    return [link.removeprefix("/") for link in links]


@pytest.fixture(scope="module")
def searching(browser: Browser, address: str) -> Page:
    page, trouble = look(browser, address, viewport={"width": 1440, "height": 900})
    page.goto(address + "tracks/")
    page.locator("input[name=query]").click()
    page.keyboard.type("korea")
    page.locator(".md-search-result__item").first.wait_for()
    assert trouble == []
    return page


def missed(page: Page, sought: list[Sought]) -> list[tuple[str, list[str]]]:
    """What was typed and did not lead to any of its tracks, with what came instead."""
    wrong = []
    for one in sought:
        first = results(page, one.typed)[:FIRST]
        if not {f"tracks/{id}/" for id in one.tracks} & set(first):
            wrong.append((one.typed, first))
    return wrong


def test_every_track_is_found_by_its_title_in_both_languages(searching: Page, records: dict[str, Any]) -> None:
    assert missed(searching, titles(records)) == []


def test_everybody_who_speaks_under_a_name_is_found(searching: Page, records: dict[str, Any]) -> None:
    assert len(people(records)) > 20
    assert missed(searching, people(records)) == []


def test_everybody_who_speaks_is_in_the_index(index: dict[str, Any], records: dict[str, Any]) -> None:
    for entry in index["docs"]:
        id = entry["location"].removeprefix("tracks/").removesuffix("/")
        known = set(re.findall(r"\w+", f"{entry['title']} {entry['text']}".lower()))
        for who in spoke(records[id]) if id in records else ():
            assert set(re.findall(r"\w\w+", who.lower())) <= known, (id, who)


def test_subjects_are_found_in_english_and_korean(searching: Page) -> None:
    assert missed(searching, [Sought(typed, frozenset(ids.split())) for typed, ids in SUBJECTS]) == []


def test_the_index_is_small(index: dict[str, Any], site: Path, records: dict[str, Any]) -> None:
    assert (site / "search" / "search_index.json").stat().st_size <= 1_500 * len(records)
    for entry in index["docs"]:
        assert len(json.dumps(entry)) <= 1_500, entry["location"]


def test_a_track_is_one_entry_and_every_page_has_one(index: dict[str, Any], site: Path, records: dict[str, Any]) -> None:
    found = [entry["location"] for entry in index["docs"]]
    assert len(found) == len(set(found))
    assert sorted(place for place in found if re.match("tracks/.", place)) == sorted(f"tracks/{id}/" for id in records)
    pages = {file.parent.relative_to(site).as_posix() + "/" for file in site.rglob("index.html")} - {"./"} | {""}
    assert pages <= set(found)


def test_every_result_leads_somewhere(index: dict[str, Any], site: Path) -> None:
    for entry in index["docs"]:
        path, _, anchor = entry["location"].partition("#")
        text = (site / path / "index.html").read_text("utf-8")
        assert not anchor or f'id="{quote(anchor)}"' in text, entry["location"]
