"""A browser for tests, and the real site served to it.

Needs Chromium (on Debian: `apt install chromium`); without it the tests that ask for `browser` are skipped.
"""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


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
    if CHROMIUM is None:
        pytest.skip("there is no Chromium; on Debian: apt install chromium")
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


def wait(page: Page, condition: str, seconds: int = 20) -> None:
    """Wait until something holds on a page. It is asked from outside: the page's policy lets it make no code of texts."""
    for _ in range(50 * seconds):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"this never held: {condition}")
