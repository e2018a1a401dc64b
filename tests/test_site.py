"""The real site, built once: complete, linked, titled, and loading nothing from anybody else."""

import gzip
import json
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml
from projects import PAGES, ROOT, files


class Seen(HTMLParser):
    """What a page links to, loads, and offers as anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: list[str] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self.linked = ""
        self._in_title = self._in_linked = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.anchors.append(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe", "source", "video", "audio", "embed") and given.get("src"):
            self.loads.append(given["src"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "preconnect", "modulepreload"):
            self.loads.append(given["href"])
        if tag == "meta" and ("name" in given or "property" in given):
            self.meta[given.get("name") or given["property"]] = given["content"]
        self._in_linked = tag == "script" and given.get("type") == "application/ld+json"
        self._in_title = tag == "title" and not self.title  # drawings have titles of their own

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag == "script":
            self._in_linked = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        if self._in_linked:
            self.linked += data


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Seen]:
    return {
        path.removesuffix("index.html"): Seen(data.decode("utf-8"))
        for path, data in files(site).items()
        if path.endswith("index.html")
    }


def tracks() -> list[str]:
    return sorted(file.stem for file in (ROOT / "data" / "tracks").glob("*.yml"))


def test_every_track_has_its_page(site: Path) -> None:
    assert sorted(folder.name for folder in (site / "tracks").iterdir() if folder.is_dir()) == tracks()


def test_every_page_of_the_product_is_there(pages: dict[str, Seen]) -> None:
    assert set(pages) >= set(PAGES)


def test_every_link_inside_the_site_leads_somewhere(pages: dict[str, Seen], site: Path) -> None:
    broken = []
    for address, page in pages.items():
        for link in page.links:
            target = urlsplit(urljoin(f"https://site.example/{address}", link))
            if target.netloc != "site.example":
                continue
            path, anchor = target.path.removeprefix("/"), unquote(target.fragment)
            if path not in pages and (site / path).is_file():
                continue
            if path not in pages or (anchor and anchor not in ("__skip", *pages[path].anchors)):
                broken.append((address, link))
    assert broken == []


def test_no_anchor_stands_twice_on_a_page(pages: dict[str, Seen]) -> None:
    for address, page in pages.items():
        assert [anchor for anchor, count in Counter(page.anchors).items() if count > 1] == [], address


def test_nothing_is_loaded_from_another_host(pages: dict[str, Seen], site: Path) -> None:
    for address, page in pages.items():
        assert [load for load in page.loads if "//" in load] == [], address
    for path, data in files(site).items():
        if path.endswith(".css"):
            assert not re.search(r"url\(\s*['\"]?https?:|@import", data.decode("utf-8")), path


def test_links_that_lead_away_are_https(pages: dict[str, Seen]) -> None:
    schemes = {urlsplit(link).scheme for page in pages.values() for link in page.links}
    assert schemes <= {"", "https"}


def test_every_page_has_a_title_and_a_description_of_its_own(pages: dict[str, Seen]) -> None:
    titles = Counter(page.title for page in pages.values())
    assert [title for title, count in titles.items() if count > 1] == []
    for address, page in pages.items():
        assert 20 <= len(page.meta.get("description", "")) <= 170, address


def test_every_page_has_a_preview_picture_and_says_for_which_day_it_was_built(pages: dict[str, Seen], site: Path) -> None:
    root = "https://on-paper.example/"
    for address, page in pages.items():
        assert page.title == f"{page.meta['og:title']} - On Paper"
        assert page.meta["og:description"] == page.meta["description"]
        assert page.meta["og:url"] == root + address
        assert page.meta["as-of"] == "2026-11-23"
        assert page.meta["og:locale"] == "en_GB" and page.meta["og:image:alt"]
        name = re.sub(r"/part-\d+$", "", address.removesuffix("/")) or "index"
        assert page.meta["og:image"] == f"{root}assets/cards/{name}.png"
        assert (site / "assets" / "cards" / f"{name}.png").stat().st_size <= 25_000
    assert f"{root}assets/cards/index.png" in (site / "404.html").read_text("utf-8")


def test_every_page_is_cited_with_its_day_in_words_in_its_head_and_in_three_files(pages: dict[str, Seen], site: Path) -> None:
    root = "https://on-paper.example/"
    for address, page in pages.items():
        cited = f"{root}{address}?asof=2026-11-23"
        text = (site / address / "index.html").read_text("utf-8")
        assert f'<link rel="cite-as" href="{cited}">' in text
        assert text.count('<section class="cite"') == 1
        assert f'<span class="address">{cited}</span>' in text or "/part-" in address
        name = re.sub(r"/part-\d+$", "", address.removesuffix("/")) or "index"
        for ending in ("bib", "json", "ris"):
            file = site / "cite" / f"{name}.{ending}"
            assert f"{root}{'' if name == 'index' else name + '/'}?asof=2026-11-23" in file.read_text("utf-8")
            assert f"{root}cite/{name}.{ending}" in {urljoin(root + address, link) for link in page.links}


def test_every_event_of_every_record_has_its_anchor(pages: dict[str, Seen]) -> None:
    for track in tracks():
        record = yaml.safe_load((ROOT / "data" / "tracks" / f"{track}.yml").read_text("utf-8"))
        anchors = set(pages[f"tracks/{track}/"].anchors)
        assert {f"event-{event['id']}" for event in record["events"]} <= anchors


def test_every_source_is_listed(pages: dict[str, Seen]) -> None:
    listed = {anchor for address, page in pages.items() if address.startswith("sources/") for anchor in page.anchors}
    described = []
    for file in sorted((ROOT / "data").rglob("*.yml")):
        record = yaml.safe_load(file.read_text("utf-8"))
        entries = record if file.parent.name == "sources" else record.get("sources", []) if isinstance(record, dict) else []
        described += [f"source-{entry['id']}" for entry in entries]
    assert len(described) == len(set(described)) > 500
    assert set(described) <= listed


def test_tracks_are_not_in_the_navigation(pages: dict[str, Seen]) -> None:
    settings = yaml.safe_load((ROOT / "build" / "tree" / "mkdocs.yml").read_text("utf-8"))
    assert not [entry for entry in str(settings["nav"]).split("'") if entry.startswith("tracks/") and entry != "tracks/index.md"]


def test_the_404_page_works_under_any_path(site: Path) -> None:
    assert "https://on-paper.example/" in (site / "404.html").read_text("utf-8") or "base" in (site / "404.html").read_text(
        "utf-8"
    )


SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_sitemap_names_every_page_once_with_the_day_of_its_last_change(pages: dict[str, Seen], site: Path) -> None:
    root = ET.fromstring((site / "sitemap.xml").read_bytes())
    entries = [(entry.findtext(f"{SITEMAP}loc"), entry.findtext(f"{SITEMAP}lastmod")) for entry in root]
    assert sorted(str(address) for address, _ in entries) == sorted(f"https://on-paper.example/{address}" for address in pages)
    for address, day in entries:
        page = pages[str(address).removeprefix("https://on-paper.example/")]
        assert day == (json.loads(page.linked)["dateModified"] if page.linked and "data/" not in str(address) else None)
        assert page.meta.get("article:modified_time", day) == day
        assert day is None or "2025-07-01" < str(date.fromisoformat(day)) <= "2026-11-23"
    assert sum(day is None for _, day in entries) == len(list((ROOT / "content").glob("*.md")))


def test_the_sitemap_dates_a_track_by_its_record(site: Path) -> None:
    text = (site / "sitemap.xml").read_text("utf-8")
    record = yaml.safe_load((ROOT / "data" / "tracks" / "chip-tariffs.yml").read_text("utf-8"))
    dates = [str(record["checked"]), *(str(event["date"]) for event in record["events"])]
    newest = max(day for day in dates if len(day) == 10)
    assert f"<loc>https://on-paper.example/tracks/chip-tariffs/</loc><lastmod>{newest}</lastmod>" in text


def test_the_packed_sitemap_is_the_same(site: Path) -> None:
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()) == (site / "sitemap.xml").read_bytes()
