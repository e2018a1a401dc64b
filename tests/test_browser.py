"""The real site in a real browser: wide and narrow, light and dark, with and without JavaScript.

Needs Chromium (on Debian: `apt install chromium`); without it these tests are skipped.
"""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium; on Debian: apt install chromium")

PAGES = [
    "",
    "tracks/",
    "tracks/reciprocal-tariff/",
    "tracks/package-linkage/",
    "timeline/",
    "changes/",
    "differ/",
    "waits/",
    "coming-up/",
    "deals/",
    "bases/",
    "sources/",
    "sources/legal/",
    "method/",
    "data/",
    "contribute/",
    "record-format/",
    "checks/",
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and keeps silent."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site, served on this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield found
        found.close()


def look(browser: Browser, address: str, **context: object) -> tuple[Page, list[str]]:
    """A fresh page, and a list that fills with everything that ought not to happen on it."""
    page = browser.new_context(**context).new_page()  # type: ignore[arg-type]
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request", lambda request: None if request.url.startswith((address, "data:", "blob:")) else trouble.append(request.url)
    )
    return page, trouble


@pytest.mark.parametrize("width", [1440, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_load_nothing_foreign_and_raise_no_error(browser: Browser, address: str, width: int, scheme: str) -> None:
    page, trouble = look(browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    for path in PAGES:
        page.goto(address + path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{path} is {over} pixels too wide at {width}"
    assert trouble == []
    page.context.close()


def test_everything_can_be_read_without_javascript(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.get_by_role("row").get_by_role("link", name="Tariff on Korean passenger cars and auto parts").first.click()
    assert page.locator(".stand__sentence").is_visible()
    assert "In force" in page.locator(".stand__sentence").inner_text()
    page.locator(".stand__sentence a").click()
    assert page.locator(":target").is_visible()
    page.get_by_role("link", name="The rules").click()
    assert page.locator(":target").is_visible()
    assert trouble == []
    page.context.close()


def test_dark_mode_follows_the_system(browser: Browser, address: str) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        page, _ = look(browser, address, color_scheme=scheme)
        page.goto(address)
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.context.close()
    assert grounds[0] == "rgb(255, 255, 255)" != grounds[1]


def test_search_finds_a_track_and_a_person(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, viewport={"width": 1440, "height": 900})
    page.goto(address)
    for words, expected in (("submarines", "submarine"), ("rice", "rice")):
        page.locator("input[name=query]").fill(words)
        page.locator(".md-search-result__item").first.wait_for()
        assert expected in page.locator(".md-search-result__list").inner_text().lower()
    assert trouble == []
    page.context.close()


def test_the_first_tab_skips_to_the_content(browser: Browser, address: str) -> None:
    page, _ = look(browser, address)
    page.goto(address + "tracks/chip-tariffs/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('md-skip')")
    page.context.close()


def test_status_is_told_by_word_shape_and_outline_not_by_colour_alone(browser: Browser, address: str) -> None:
    page, _ = look(browser, address)
    page.goto(address)
    for badge in page.locator(".badge").all()[:40]:
        assert len(badge.inner_text().split()) >= 2, "a shape and a word"
    reported = page.locator(".badge.is-reported").first
    assert "reported" in reported.inner_text()
    assert reported.evaluate("node => getComputedStyle(node).borderStyle") == "dashed"
    page.context.close()


def test_names_in_the_graph_are_reached_by_keyboard_and_show_what_they_are_linked_with(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page.goto(address + "waits/")
    name = page.locator(".graph__names a").first
    page.locator(".graph__ways a").last.focus()
    page.keyboard.press("Tab")
    assert name.evaluate("node => node === document.activeElement")
    faded = "() => [...document.querySelectorAll('.graph .line')].map(node => getComputedStyle(node).opacity !== '1')"
    assert set(page.evaluate(faded)) == {True, False}, "lines of other tracks step back"
    page.keyboard.press("Enter")
    page.wait_for_url("**/tracks/*/")
    assert trouble == []
    page.context.close()


@pytest.mark.parametrize("width", [1440, 800, 390, 320])
def test_names_in_the_graph_keep_to_their_rows_beside_the_lines(browser: Browser, address: str, width: int) -> None:
    page, _ = look(browser, address, viewport={"width": width, "height": 900})
    page.goto(address + "waits/")
    boxes = page.evaluate(
        "[...document.querySelectorAll('.graph__names :is(p, a)')].map(node => node.getBoundingClientRect().toJSON())"
    )
    drawing = page.evaluate("document.querySelector('.graph > svg').getBoundingClientRect().toJSON()")
    for above, below in pairwise(boxes):
        assert above["bottom"] <= below["top"] + 1, "no name runs into the next"
    assert all(box["right"] <= drawing["left"] for box in boxes)
    assert boxes[0]["top"] >= drawing["top"]
    assert boxes[-1]["bottom"] <= drawing["bottom"]
    page.context.close()
