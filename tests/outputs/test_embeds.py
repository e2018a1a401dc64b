"""Embeds: small pages that stand alone in a frame of any width, and what editors ask about them."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from auditing import RULES_OF_COLOUR, remarks, violations
from browsing import look
from making import day, deal, event, track
from playwright.sync_api import Browser
from test_assets import SHEET, colours

from dealtracker.model import Deal, Track
from dealtracker.outputs import embeds
from dealtracker.pages import Edition, embedding
from dealtracker.standing import deal_standing

TRACKS = ["auto-tariffs", "fx-currency", "package-linkage"]
PAGES = [*(f"embed/tracks/{id}.html" for id in TRACKS), "embed/chart.html"]

FRAME = """<!doctype html><title>An article</title><iframe src="{}" width="{}" height="600" style="border: 0"
sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>"""


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._hidden = tag == "style"

    def handle_data(self, data: str) -> None:
        self.text += "" if self._hidden else data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def made(edition: Edition) -> dict[str, str]:
    return {path: str(holds) for path, holds in embeds.files(edition)}


def pages(edition: Edition) -> dict[str, str]:
    return {path: html for path, html in made(edition).items() if path.endswith(".html")}


def of(*tracks: Track, as_of: str = "2027-12-31") -> dict[str, str]:
    return made(Edition(deal_standing(deal(*tracks), day(as_of))))


def test_the_page_of_a_track_says_what_its_page_says_in_short(real: Edition) -> None:
    made = pages(real)
    for id, standing in real.standing.tracks.items():
        page = Elements(made[f"embed/tracks/{id}.html"])
        step = standing.step
        assert step is not None
        label = real.words.status[step.status].label.en
        text = " ".join(page.text.split())
        dates = ("Checked until", "As of 23 November 2026", "CC BY 4.0")
        for said in (standing.track.title.en, label, step.because.title.en, *dates):
            assert said in text, (id, said)
        links = {link["href"] for link in page.all("a")}
        whole = f"{real.deal.about.address}tracks/{id}/"
        assert links == {whole, f"{whole}#event-{step.because.id}"}


def test_the_chart_has_a_row_for_each_track(real: Edition) -> None:
    page = Elements(pages(real)["embed/chart.html"])
    rows = [attributes["data-track"] for attributes in page.all("tr") if "data-track" in attributes]
    assert sorted(map(str, rows)) == sorted(real.standing.tracks)


def test_every_link_is_absolute_and_opens_beside_the_frame(real: Edition) -> None:
    for html in pages(real).values():
        page = Elements(html)
        for link in page.all("a"):
            assert str(link["href"]).startswith(real.deal.about.address)
            assert (link["target"], link["rel"]) == ("_blank", "noopener noreferrer")
        assert not {"base", "script", "img", "iframe", "form", "object"} & {tag for tag, _ in page.found}
        assert {"name": "robots", "content": "noindex"} in page.all("meta")
        assert not re.search(r"@import|url\((?!#)|\son\w+=", html)


def test_its_colours_are_those_of_the_site() -> None:
    written = embeds.STYLE.read_text("utf-8")
    names = set(re.findall(r"(--paper[a-z-]*):", written))
    assert len(names) > 3
    for name in names:
        assert colours(written, name) == colours(SHEET, name)


def test_a_withdrawn_track_says_so_and_claims_no_status() -> None:
    withdrawn = track(event("in-force"), retracted={"date": "2027-01-01", "why": "It was two tracks."})
    text = Elements(of(withdrawn)["embed/tracks/bridge.html"]).text
    assert "Withdrawn on 1 January 2027." in text and "It was two tracks." in text
    assert "In force" not in text
    assert "In force" in Elements(of(withdrawn, as_of="2026-12-31")["embed/tracks/bridge.html"]).text


def test_a_track_of_which_nothing_is_known_has_a_page_too() -> None:
    assert "nothing yet" in Elements(of(track())["embed/tracks/bridge.html"]).text


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", '" onload="x', "]]>&amp;", "{{ 7 * 7 }}", "한미 합의"])
def test_whatever_a_title_holds_it_stays_a_text(title: str) -> None:
    files = of(track(event("announced", title=title), title=title))
    page = Elements(files["embed/tracks/bridge.html"])
    assert page.text.count(title) >= 3, "in the head, in the heading and in the reason"
    assert not page.all("script")
    described = json.loads(files["embed/tracks/bridge.json"])
    assert described["title"].endswith(title)
    frame = Elements(described["html"])
    assert [attributes["title"] for attributes in frame.all("iframe")] == [described["title"]]
    assert len(frame.found) == 1


def test_nothing_later_than_its_day_is_in_an_embed(example: Deal, real: Edition) -> None:
    early = pages(Edition(deal_standing(example, date(2031, 2, 1))))
    assert "2032" not in str(early)
    past = pages(Edition(deal_standing(real.deal, date(2025, 8, 30))))
    text = " ".join(Elements(html).text for html in past.values())
    labels = " ".join(str(row.get("aria-label")) for row in Elements(past["embed/chart.html"]).all("svg"))
    assert "30 August 2025" in text
    assert not re.search(r"(September|October|November|December|Sep|Oct|Nov|Dec) 2025|2026", text + labels)


def test_a_deal_with_very_many_tracks_is_counted_instead_of_drawn(monkeypatch: pytest.MonkeyPatch, edition: Edition) -> None:
    monkeypatch.setattr("dealtracker.pages.edition.MOST_ROWS", 1)
    files = made(edition)
    page = Elements(files["embed/chart.html"])
    assert not page.all("table")
    assert "In force" in page.text
    assert json.loads(files["embed/chart.json"])["height"] < 400


def test_what_oembed_asks_is_answered(real: Edition, site: Path) -> None:
    for path, text in made(real).items():
        if path.endswith(".json"):
            answer = json.loads(text)
            assert (answer["version"], answer["type"]) == ("1.0", "rich")
            assert answer["title"] and answer["provider_name"] == "On Paper"
            [(tag, frame)] = Elements(answer["html"]).found
            assert tag == "iframe"
            assert (frame["width"], frame["height"]) == (str(answer["width"]), str(answer["height"]))
            assert frame["title"] == answer["title"]
            address = str(frame["src"])
            assert address.startswith(answer["provider_url"])
            page = site / address.removeprefix(answer["provider_url"])
            discovered = [link for link in Elements(page.read_text("utf-8")).all("link") if link["rel"] == "alternate"]
            assert [link["href"] for link in discovered] == [f"{answer['provider_url']}{path}"]


def test_the_page_of_a_track_announces_its_frame_and_has_the_code_to_copy(real: Edition, site: Path) -> None:
    for id, standing in real.standing.tracks.items():
        page = Elements((site / "tracks" / id / "index.html").read_text("utf-8"))
        announced = [link for link in page.all("link") if link.get("type") == "application/json+oembed"]
        assert [str(link["href"]).endswith(f"/embed/tracks/{id}.json") for link in announced] == [True]
        assert embedding.code(real, embedding.of_track(real, standing)) in page.text
        badge = embedding.badge_code(real, standing)
        assert badge in page.text
        [image] = Elements(badge).all("img")
        assert (site / str(image["src"]).removeprefix(real.deal.about.address)).is_file()
    data = Elements((site / "data" / "index.html").read_text("utf-8"))
    assert embedding.code(real, embedding.of_chart(real)) in data.text


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_frame_of_any_width_nothing_is_cut_and_nothing_else_is_fetched(
    browser: Browser, address: str, scheme: str, scripts: bool
) -> None:
    page, trouble = look(browser, address, color_scheme=scheme, java_script_enabled=scripts)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    around, article = address + "article.html", ""
    page.route(around, lambda route: route.fulfill(content_type="text/html", body=article))
    for path in PAGES:
        for width in (300, 320, 700, 800):
            article = FRAME.format(address + path, width)
            page.goto(around)
            [frame] = page.frames[1:]
            assert frame.url == address + path
            assert fetched == [around, frame.url], "nothing but the two pages themselves"
            assert trouble == []
            fetched.clear()
            room, needed, ground = frame.evaluate(
                """() => {
                    const root = document.documentElement
                    return [innerWidth, root.scrollWidth, getComputedStyle(root).backgroundColor]
                }"""
            )
            assert needed <= room == width, path
            assert ground == {"light": "rgb(253, 252, 250)", "dark": "rgb(20, 25, 31)"}[scheme]
    page.context.close()


def test_the_frames_are_as_high_as_their_pages(browser: Browser, address: str, real: Edition) -> None:
    page, _ = look(browser, address)
    shown = [embedding.of_chart(real), *(embedding.of_track(real, standing) for standing in real.standing.tracks.values())]
    for embed in shown:
        page.set_viewport_size({"width": embed.width, "height": 10})
        page.goto(f"{address}{embed.path}.html")
        assert page.evaluate("document.documentElement.scrollHeight") <= embed.height, embed
    page.context.close()


@pytest.mark.parametrize("width", [320, 700])
def test_axe_finds_no_violation(browser: Browser, address: str, width: int) -> None:
    page, _ = look(browser, address, viewport={"width": width, "height": 600}, reduced_motion="reduce")
    for path in PAGES:
        page.emulate_media(color_scheme="light")
        page.goto(address + path)
        assert violations(page) == [], path
        page.emulate_media(color_scheme="dark")
        assert violations(page, RULES_OF_COLOUR) == [], f"{path} in the dark"
    page.context.close()


def test_a_link_in_a_frame_leads_to_the_whole_page(browser: Browser, address: str) -> None:
    page, _ = look(browser, address)
    page.set_content(FRAME.format(f"{address}embed/tracks/chip-tariffs.html", 600))
    page.context.route("https://on-paper.example/**", lambda route: route.fulfill(body="The whole page"))
    with page.context.expect_page() as opened:
        page.frames[1].get_by_role("link", name="Semiconductor tariffs").click()
    assert opened.value.url == "https://on-paper.example/tracks/chip-tariffs/"
    page.context.close()


def test_the_html_is_valid(site: Path) -> None:
    said = remarks([site / path for path in PAGES])
    assert [remark for remark in said if not remark.startswith("CSS: ")] == [], "it does not know the style sheets of today"
