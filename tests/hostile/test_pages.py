"""Every hostile string, in every field, stands on the pages as just these characters: in a real browser."""

import functools
import http.server
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Quiet, look
from hostile.counting import Counts
from hostile.filling import Filling
from hostile.sites import sites
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, Filling]]:
    """The two sites, served on this machine, where they are, and which words stand for which strings."""
    folder = tmp_path_factory.mktemp("sites")
    filling = sites(folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", folder, filling
        server.shutdown()


def test_pages_full_of_hostile_strings_have_the_elements_of_harmless_ones(
    browser: Browser, served: tuple[str, Path, Filling], counted: Counts
) -> None:
    address, folder, filling = served
    paths = {
        name: sorted(file.relative_to(folder / name).as_posix() for file in (folder / name).rglob("*.html"))
        for name in ("hostile", "harmless")
    }
    assert paths["hostile"] == paths["harmless"]
    page, trouble = look(browser, address)
    page.goto(address + "harmless/robots.txt")
    asked = {"pages": paths["hostile"], "strings": filling.strings, "signs": filling.signs}
    found = page.evaluate((Path(__file__).parent / "compare.js").read_text("utf-8"), asked)
    assert not found["trouble"], "\n".join(found["trouble"])
    assert [said for said in trouble if "404" not in said] == []  # there is no icon for a bare file
    counted(
        "pages, read by Chromium",
        **{name: found[name] for name in ("pages", "elements", "attributes", "texts", "places of strings")},
    )
    page.context.close()


SENTRY = """
  window.ran = [];
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => window.ran.push(name);
"""
"""Notices what hostile strings would call."""

ACTIVE = """() => {
  const all = [...document.querySelectorAll("*")];
  const leading = ["href", "src", "action", "formaction", "data", "xlink:href"];
  const links = all.flatMap((node) => leading.map((name) => node.getAttribute(name)));
  const isAway = (link) => link && !/^(https:|data:image|#)/.test(link) && new URL(link, location).origin !== location.origin;
  const handlers = all.flatMap((node) => node.getAttributeNames()).filter((name) => /^on|^srcdoc$/.test(name));
  return { ran: window.ran, handlers, links: links.filter(isAway) };
}"""
"""What is at work on a page after its scripts have run."""

NOTHING: dict[str, list[str]] = {"ran": [], "handlers": [], "links": []}


def test_pages_full_of_hostile_strings_run_ask_for_and_lead_to_nothing(
    browser: Browser, served: tuple[str, Path, Filling], counted: Counts
) -> None:
    address, folder, _ = served
    every = sorted(file.relative_to(folder / "hostile").as_posix() for file in (folder / "hostile").rglob("*.html"))
    every.remove("404.html")  # it looks for its style at the root of the machine
    paths = list({re.sub(r"[0-9]+|(?<=sources/)[a-z-]+", "", path): path for path in every}.values())  # one of each kind
    paths += ["index.html?asof=2031-11-09", "tracks/track-1/index.html?asof=2031-11-09", "timeline/index.html?find=script"]
    page, trouble = look(browser, address, viewport={"width": 1440, "height": 900})
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.add_init_script(SENTRY)
    for path in paths:
        page.goto(f"{address}hostile/{path}", wait_until="load")
        found = page.evaluate(ACTIVE)
        assert found == NOTHING, path
    for words in ("script", "onerror"):
        page.goto(f"{address}hostile/index.html?q={words}")
        page.locator(".md-search-result__item").first.wait_for()
        found = page.evaluate(ACTIVE)
        assert found == NOTHING, words
    assert (dialogs, trouble) == ([], [])
    counted("pages, opened in Chromium", pages=len(paths), searches=2)
    page.context.close()


def test_the_search_knows_the_strings_as_texts(served: tuple[str, Path, Filling], counted: Counts) -> None:
    _, folder, _ = served
    index = json.loads((folder / "hostile" / "search" / "search_index.json").read_text("utf-8"))
    kept = 0
    for entry in index["docs"]:
        for field in ("title", "text"):
            tags = re.findall(r"<[^>]*>?", entry[field])
            assert set(tags) <= {f"<{end}{name}>" for name in ("p", "ul", "li", "code", "pre") for end in ("", "/")}, entry[
                "location"
            ]
            kept += 1
    counted("index of the search", texts=kept)
