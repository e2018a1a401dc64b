"""What pages say to machines: true to the record, in words that schema.org has, and whole for whatever people wrote."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from making import ABOUT, deal, event, source
from making import track as made_track
from mkdocs.theme import Theme
from projects import ANOTHER_DEAL, ROOT

from dealtracker.outputs import OUTPUTS
from dealtracker.pages import Edition, all_pages, track
from dealtracker.pages.linked_data import MOST_CITED
from dealtracker.pages.written import written_pages
from dealtracker.standing import deal_standing

CREATIVE_WORK = {
    "about": {"Thing"},
    "alternateName": "text",
    "citation": {"CreativeWork"},
    "creativeWorkStatus": "text",
    "creator": {"Organization"},
    "dateModified": "date",
    "datePublished": "date",
    "description": "text",
    "inLanguage": "text",
    "isAccessibleForFree": "truth",
    "isBasedOn": "address",
    "isPartOf": {"WebSite"},
    "keywords": "text",
    "license": {"CreativeWork"},
    "name": "text",
    "publisher": {"Organization"},
    "temporalCoverage": "text",
    "url": "address",
}
SCHEMA_ORG: dict[str, dict[str, Any]] = {
    "CollectionPage": CREATIVE_WORK,
    "CreativeWork": CREATIVE_WORK,
    "DataDownload": {"name": "text", "contentUrl": "address", "encodingFormat": "text"},
    "Dataset": CREATIVE_WORK | {"distribution": {"DataDownload"}},
    "Organization": {"name": "text", "url": "address"},
    "Thing": {"name": "text"},
    "WebSite": CREATIVE_WORK,
}
"""The types of schema.org that are used, and of the properties that each has there those that are used, with what they hold."""

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def head(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text.split("---\n")[1])
    return found


def linked(edition: Edition) -> dict[str, dict[str, Any]]:
    pages = [*all_pages(edition), *written_pages(edition, ROOT / "content")]
    return {page.path: found for page in pages if (found := head(page.text).get("linked"))}


def wrong(node: dict[str, Any]) -> list[str]:
    """Everything in a thing that schema.org does not know, or that does not hold what it should."""
    found = []
    properties = SCHEMA_ORG[node["@type"]]
    for name, value in node.items():
        if name in ("@type", "@context"):
            continue
        for one in value if isinstance(value, list) else [value]:
            match properties.get(name):
                case "text":
                    fits = isinstance(one, str) and bool(one.strip())
                case "date":
                    fits = _DATE.fullmatch(one) is not None and bool(date.fromisoformat((one + "-01-01")[:10]))
                case "address":
                    fits = urlsplit(one).scheme == "https" and bool(urlsplit(one).netloc)
                case "truth":
                    fits = isinstance(one, bool)
                case set() as types:
                    fits = one["@type"] in types
                    found += wrong(one)
                case _:
                    fits = False
            if not fits:
                found.append(f"{node['@type']}.{name}: {one}")
    return found


def test_every_page_says_what_schema_org_knows(real: Edition) -> None:
    for path, node in linked(real).items():
        assert node["@context"] == "https://schema.org"
        assert wrong(node) == [], path
        assert node["url"].startswith(real.deal.about.address)


def test_each_kind_of_page_is_what_it_is(real: Edition) -> None:
    types: dict[str, set[str]] = {}
    for path, node in linked(real).items():
        types.setdefault(node["@type"], set()).add(path)
    assert types["WebSite"] == {"index.md"}
    assert types["Dataset"] == {"data.md"}
    assert types["CreativeWork"] == {f"tracks/{id}.md" for id in real.deal.tracks}
    assert {"tracks/index.md", "timeline/index.md", "sources/legal/index.md", "bases/index.md"} <= types["CollectionPage"]


def test_a_page_is_named_and_described_as_in_its_head(real: Edition) -> None:
    address = real.deal.about.address
    for page in all_pages(real):
        found = head(page.text)
        said = found["linked"]
        if page.path == "index.md":
            assert (said["name"], said["url"]) == (real.deal.about.name.en, address)
        else:
            assert said["url"] == address + page.path.removesuffix("index.md").replace(".md", "/")


def test_a_page_says_it_in_little_room(real: Edition) -> None:
    sizes = [len(json.dumps(node)) for path, node in linked(real).items() if path != "data.md"]
    assert sum(sizes) / len(sizes) <= 1_200 and max(sizes) <= 2_400


def test_the_data_set_can_be_had_in_every_form_that_holds_it_whole(real: Edition) -> None:
    said = linked(real)["data.md"]
    whole = [a for takeaway in OUTPUTS if takeaway.is_data for a in takeaway.addresses if not a.is_of_a_track]
    assert [(form["contentUrl"], form["encodingFormat"]) for form in said.get("distribution", [])] == [
        (real.deal.about.address + address.path, address.media) for address in whole
    ]
    assert 50 <= len(said["description"]) <= 5_000  # what search engines for data sets ask for
    assert said["temporalCoverage"] == "2025-07/2026-11-23"
    assert said["license"]["name"] == real.deal.about.licence.en


def test_a_track_cites_the_sources_of_its_status_and_few(real: Edition) -> None:
    for path, node in linked(real).items():
        if node["@type"] == "CreativeWork":
            here = real.standing.tracks[path.removeprefix("tracks/").removesuffix(".md")]
            assert here.step is not None
            sources = {real.deal.sources[id].publisher for id in (*here.step.because.sources, *here.step.rests_on.sources)}
            assert {cited["publisher"]["name"] for cited in node["citation"]} <= sources
            assert 1 <= len(node["citation"]) <= MOST_CITED


def on(as_of: str, **fields: Any) -> dict[str, Any]:
    events = [event("announced", "2026-02-03"), event("in-force", "2026-05", sources=["mine"])]
    known = [source("mine").but(fields.pop("mine", {}))]
    record = made_track(*events, checked="2026-06-01", **fields)
    edition = Edition(deal_standing(deal(record, sources=known), date.fromisoformat(as_of)), takeaways=OUTPUTS)
    (page,) = track.pages(edition)
    found: dict[str, Any] = head(page.text)["linked"]
    return found


def test_a_past_day_knows_nothing_of_later_ones() -> None:
    said = on("2026-03-01")
    assert (said["temporalCoverage"], said["dateModified"]) == ("2026-02-03/2026-02-03", "2026-03-01")
    assert "in force" not in json.dumps(said).lower()
    before = on("2026-01-01")
    assert not {"temporalCoverage", "citation"} & set(before) and wrong(before) == []


def test_a_month_stays_a_month() -> None:
    assert on("2026-12-31")["temporalCoverage"] == "2026-02-03/2026-05"


def test_a_withdrawn_track_says_so_from_that_day_on() -> None:
    withdrawn = {"date": "2026-07-01", "why": "It was another."}
    assert "creativeWorkStatus" not in on("2026-06-30", retracted=withdrawn)
    assert on("2026-07-01", retracted=withdrawn)["creativeWorkStatus"] == "withdrawn"


def test_only_https_is_an_address_and_a_described_headline_is_no_name() -> None:
    (cited,) = on("2026-12-31", mine={"url": "ftp://x.example/", "title": "[A notice]"})["citation"]
    assert "url" not in cited and "name" not in cited and cited["description"] == "A notice"


class Scripts(HTMLParser):
    """The scripts with data that a page holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append(data)


@pytest.mark.parametrize(
    "hostile",
    ["</script><script>alert(1)</script>", "<!-- <script>", '"}], "@type": "Event"', "]]> & \\ '", "관세 \u00a0’ 15%"],
)
def test_whatever_people_write_comes_back_letter_for_letter_from_the_page(hostile: str) -> None:
    said = on("2026-12-31", title=hostile, mine={"title": hostile, "publisher": hostile})
    printed = Theme("mkdocs").get_env().from_string(script_of_the_theme()).render(page={"meta": {"linked": said}})
    (found,) = Scripts(printed).found
    assert json.loads(found) == said
    assert json.loads(found)["name"] == " ".join(hostile.split())
    assert json.loads(found)["citation"][0]["publisher"]["name"] == hostile


def script_of_the_theme() -> str:
    (line,) = re.findall(r"<script type=\"application/ld\+json\">.*", (ROOT / "overrides" / "main.html").read_text("utf-8"))
    return str(line)


def test_a_page_without_a_head_gets_one(edition: Edition) -> None:
    (page,) = (page for page in written_pages(edition, ANOTHER_DEAL / "content") if page.path == "data.md")
    assert head(page.text)["linked"]["name"] == f"{ABOUT.name}: {ABOUT.title}"
