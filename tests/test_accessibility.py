"""Every kind of page, by two judges: axe-core looks at it in a browser, the Nu checker reads its HTML."""

from pathlib import Path

import pytest
from auditing import RULES_OF_COLOUR, remarks, violations
from browsing import look
from playwright.sync_api import Browser
from projects import PAGES

EXPECTED = [
    (
        "Attribute “autocomplete” is only allowed when the input type is “color”, “date”, “datetime-local”, “email”, “hidden”, "
        "“month”, “number”, “password”, “range”, “search”, “tel”, “text”, “time”, “url”, or “week”."
    ),
    "Text run is not in Unicode Normalization Form C.",
]
"""What the theme does with its two hidden switches, and what one of the examples of mistakes is about."""


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_violation(browser: Browser, address: str, width: int) -> None:
    page, _ = look(browser, address, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    for path in [*PAGES, "?asof=2025-08-30", "?asof=2026-01-22", "tracks/chip-tariffs/?asof=2025-08-30", "404.html"]:
        page.emulate_media(color_scheme="light")
        page.goto(address + path)
        assert violations(page) == [], path
        page.emulate_media(color_scheme="dark")
        assert violations(page, RULES_OF_COLOUR) == [], f"{path} in the dark"
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_violation_once_the_theme_s_script_runs_and_search_is_open(
    browser: Browser, address: str, width: int
) -> None:
    page, _ = look(browser, address, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.goto(address + "tracks/chip-tariffs/?q=rice")
    page.locator(".md-search-result__item").first.wait_for()
    assert violations(page) == []
    page.context.close()


def test_the_menu_of_a_narrow_page_opens_by_key(browser: Browser, address: str) -> None:
    for scripts in (True, False):
        page, _ = look(
            browser, address, viewport={"width": 390, "height": 844}, reduced_motion="reduce", java_script_enabled=scripts
        )
        page.goto(address + "tracks/chip-tariffs/")
        menu = page.get_by_role("checkbox", name="Navigation")
        link = page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Timeline")
        assert not link.is_visible()
        page.keyboard.press("Tab")
        assert menu.evaluate("node => node === document.activeElement")
        page.keyboard.press("Space")
        link.wait_for()
        link.press("Enter")
        page.wait_for_url(address + "timeline/")
        page.context.close()


def test_the_html_is_valid(site: Path) -> None:
    files = [site / path / "index.html" for path in PAGES] + [site / "404.html"]
    assert set(remarks(files)) - set(EXPECTED) == set()
