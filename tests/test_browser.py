"""The real site in a real browser: wide and narrow, light and dark, with and without JavaScript."""

import pytest
from browsing import look
from playwright.sync_api import Browser

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
