"""The real site in a real browser: wide and narrow, light and dark, with and without JavaScript."""

import gzip
import re
from itertools import pairwise
from pathlib import Path

import pytest
from browsing import look, wait
from playwright.sync_api import Browser, Page, Response
from projects import PAGES


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
    page.get_by_role("row").get_by_role("link", name="Duty on cars and parts").first.click()
    assert page.locator(".stand__sentence").is_visible()
    assert "In force" in page.locator(".stand__sentence").inner_text()
    page.locator(".stand__sentence a").click()
    assert page.locator(":target").is_visible()
    page.get_by_role("link", name="The rules").click()
    assert page.locator(":target").is_visible()
    assert trouble == []
    page.context.close()


LIGHT, DARK = "rgb(253, 252, 250)", "rgb(20, 25, 31)"


def ground(page: Page) -> str:
    """The colour of a page behind everything."""
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_dark_mode_follows_the_system(browser: Browser, address: str, scripts: bool) -> None:
    for scheme, colour in (("light", LIGHT), ("dark", DARK)):
        page, _ = look(browser, address, color_scheme=scheme, java_script_enabled=scripts)
        page.goto(address)
        assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == colour
        page.emulate_media(media="print")
        assert page.locator("body").evaluate("body => getComputedStyle(body).color") == "rgb(29, 36, 44)", "dark ink on paper"
        page.context.close()


def test_the_first_click_switches_the_colours_and_they_stay(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, color_scheme="light")
    page.goto(address)
    switch = page.get_by_role("button", name="Dark colours")
    switch.click()
    assert ground(page) == DARK
    page.goto(address + "tracks/chip-tariffs/")
    assert ground(page) == DARK
    assert switch.get_attribute("aria-pressed") == "true"
    switch.press("Enter")
    assert ground(page) == LIGHT
    page.emulate_media(color_scheme="dark")
    assert ground(page) == DARK, "back to the system's colours, and following them"
    assert switch.get_attribute("aria-pressed") == "true"
    assert trouble == []
    page.context.close()


def scripts_of(page: Page) -> list[str]:
    """The names of the scripts that a page has fetched so far."""
    found = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name).filter(name => /\\.js$/.test(name))")
    return [name.rsplit("/", 1)[-1].split(".")[0] for name in found]


def test_the_theme_s_script_waits_for_the_first_touch(browser: Browser, address: str) -> None:
    page, _ = look(browser, address)
    page.goto(address + "method/", wait_until="networkidle")
    assert scripts_of(page) == ["on-paper"], "nor is anything else fetched that only some addresses ask for"
    page.mouse.wheel(0, 300)
    wait(page, "document.documentElement.classList.contains('js') && window.document$")
    assert scripts_of(page).count("bundle") == 1
    page.context.close()


def responses_of(page: Page) -> list[Response]:
    """A list that fills with what a page is answered."""
    found: list[Response] = []

    def answered(response: Response) -> None:
        found.append(response)

    page.on("response", answered)
    return found


def test_a_first_look_stays_within_its_budget(browser: Browser, address: str, site: Path) -> None:
    longest = max((site / "tracks").glob("*/index.html"), key=lambda file: file.stat().st_size).parent.name
    for path, most in (("", 90_000), (f"tracks/{longest}/", 60_000)):
        page, _ = look(browser, address)
        loaded = responses_of(page)
        page.goto(address + path, wait_until="networkidle")
        sizes = {response.url: len(gzip.compress(response.body())) for response in loaded}
        sizes[address + "assets/images/favicon.svg"] = (site / "assets" / "images" / "favicon.svg").stat().st_size
        assert len(sizes) <= 6, sizes
        assert sum(sizes.values()) <= most, sizes
        assert sum(size for url, size in sizes.items() if url.endswith(".js")) <= 12_000, sizes
        assert sizes[address + "assets/stylesheets/on-paper.css"] <= 12_000, sizes
        page.context.close()


def test_search_answers_what_is_typed_at_once(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.locator("input[name=query]").click()
    page.keyboard.type("rice")
    page.locator(".md-search-result__item").first.wait_for()
    assert trouble == []
    page.context.close()


def test_search_opens_by_key_by_touch_and_by_address(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.keyboard.press("/")
    wait(page, "document.activeElement.name === 'query'")
    page.goto(address + "?q=rice")
    page.locator(".md-search-result__item").first.wait_for()
    page.goto(address + "tracks/#__search")
    wait(page, "document.activeElement.name === 'query'")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    page.locator(".md-header__button[for=__search]").click()
    wait(page, "document.activeElement.name === 'query'")
    page.keyboard.type("rice")
    page.locator(".md-search-result__item").first.wait_for()
    assert trouble == []
    page.context.close()


def test_a_page_read_later_says_how_old_it_is(browser: Browser, address: str) -> None:
    counted = '<data class="days" value="2026-11-01">22 days</data>'
    for now, expected, old in (
        ("2026-11-23T12:00:00", "22 days", None),
        ("2026-12-01T00:30:00", "22 days · 30 days today", "This page was built for 23 November 2026, 8 days ago."),
        ("2026-11-20T12:00:00", "22 days", None),
    ):
        page, _ = look(browser, address, timezone_id="Asia/Seoul")
        page.clock.set_fixed_time(now + "+09:00")
        page.route("**/method/", lambda route: route.fulfill(body=route.fetch().text().replace("</h1>", "</h1>" + counted, 1)))
        page.goto(address + "method/")
        assert page.locator("h1 + data").inner_text() == expected
        line = page.locator(".foot__old")
        assert (line.inner_text() if line.is_visible() else None) == old
        page.context.close()


def test_the_foot_says_what_this_is_and_how_fresh(browser: Browser, address: str) -> None:
    page, _ = look(browser, address)
    page.goto(address + "tracks/chip-tariffs/")
    foot = page.locator(".foot").inner_text()
    for expected in (
        "On Paper",
        "Last event",
        "Last checked",
        "Built for 23 November 2026",
        "Data: CC BY 4.0; program: MIT",
        "Not affiliated",
    ):
        assert expected in " ".join(foot.split())
    page.locator(".foot").get_by_role("link", name="Data", exact=True).click()
    assert page.url == address + "data/"
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


def test_a_track_of_ordinary_size_prints_on_two_sheets(browser: Browser, address: str) -> None:
    page, _ = look(browser, address, color_scheme="dark")
    for track in ("visas-workers", "opcon-transfer"):
        page.goto(f"{address}tracks/{track}/")
        sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
        assert 1 <= len(sheets) <= 2, track
    page.context.close()


def test_the_longest_track_prints_on_two_sheets_of_two_sides_in_letters_that_can_be_read(
    browser: Browser, address: str, site: Path
) -> None:
    page, _ = look(browser, address, color_scheme="dark")
    longest = max((site / "tracks").glob("*/index.html"), key=lambda file: file.stat().st_size).parent.name
    page.goto(f"{address}tracks/{longest}/")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 4, longest
    page.emulate_media(media="print")
    sizes = "places => places.map(place => parseFloat(getComputedStyle(place).fontSize) * 0.75)"
    for place, points in ((".summary, .event__title, .side p, .points td, .links dd, .citation", 8.5), (".sources li", 6.9)):
        assert min(page.locator(place).evaluate_all(sizes)) >= points - 0.01, place
    page.context.close()


def test_a_printed_track_shows_its_chart_and_addresses_and_nothing_to_click(browser: Browser, address: str) -> None:
    page, _ = look(browser, address)
    page.emulate_media(media="print")
    page.goto(address + "tracks/visas-workers/")
    for hidden in (".md-header", ".md-tabs", ".md-footer", ".md-sidebar--secondary", ".headerlink >> nth=0"):
        assert not page.locator(hidden).is_visible(), hidden
    assert page.locator(".timechart__row").is_visible()
    link = page.locator(".sources a[href^=https]").first
    printed = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert str(link.get_attribute("href")) in printed
    page.context.close()


def test_points_are_a_table_and_on_a_phone_cards(browser: Browser, address: str) -> None:
    for width, shown in ((1440, "table-cell"), (390, "block")):
        page, _ = look(browser, address, viewport={"width": width, "height": 900})
        page.goto(address + "tracks/chip-tariffs/")
        assert page.locator(".points__now").first.evaluate("cell => getComputedStyle(cell).display") == shown
        page.context.close()


def test_the_ladder_lies_on_a_wide_screen_and_stands_on_a_phone(browser: Browser, address: str) -> None:
    for width, lies in ((1440, True), (390, False)):
        page, _ = look(browser, address, viewport={"width": width, "height": 900})
        page.goto(address + "tracks/chip-tariffs/")
        first, second = (page.locator(".rung__dot").nth(number).bounding_box() for number in (0, 1))
        assert first and second
        assert (first["y"] == second["y"]) is lies
        assert (first["x"] == second["x"]) is not lies
        page.context.close()
