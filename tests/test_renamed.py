"""A track and an event that were renamed: their earlier addresses still lead to them, in a browser with and without scripts."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browsing import Quiet, look
from making import basis, day, deal, event, peer, point, source, track
from playwright.sync_api import Browser
from projects import DAY, example_project, run

from dealtracker.outputs import OUTPUTS
from dealtracker.pages import Edition, all_pages
from dealtracker.pages.redirects import files as redirects
from dealtracker.standing import deal_standing


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the example deal after its ferry track and an event of it got other names."""
    project = example_project(tmp_path_factory.mktemp("renamed"))
    tracks = project / "data" / "tracks"
    text = (tracks / "ferry-quota.yml").read_text("utf-8")
    text = text.replace("- id: quota-agreed\n", "- id: forty-lorries\n    aliases: [quota-agreed]\n")
    (tracks / "boat-quota.yml").write_text(text + "\naliases: [ferry-quota]\n", "utf-8")
    (tracks / "ferry-quota.yml").unlink()
    toll = tracks / "bridge-toll.yml"
    toll.write_text(toll.read_text("utf-8").replace("track: ferry-quota", "track: boat-quota"), "utf-8")
    done = run("--as-of", DAY, root=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


@pytest.fixture(scope="module")
def root(renamed: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(renamed))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(("scripts", "anchor"), [(True, "#event-quota-agreed"), (False, "")])
def test_the_earlier_address_leads_to_the_track(browser: Browser, root: str, scripts: bool, anchor: str) -> None:
    page, trouble = look(browser, root, java_script_enabled=scripts)
    page.goto(f"{root}tracks/ferry-quota/#event-quota-agreed")
    page.wait_for_url(re.compile(r".*/tracks/boat-quota/"))
    assert page.url == f"{root}tracks/boat-quota/{anchor}"
    assert page.locator("h1").inner_text() == "Quota for the lake ferry"
    assert page.locator("#event-quota-agreed").count() == 1
    assert trouble == []
    page.context.close()


def test_a_page_that_only_leads_on_is_for_nobody_to_find(renamed: Path) -> None:
    page = (renamed / "tracks" / "ferry-quota" / "index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="https://lake-watch.example/tracks/boat-quota/">' in page
    assert '<a href="../boat-quota/">' in page
    for path in ("sitemap.xml", "llms.txt", "search/search_index.json"):
        found = (renamed / path).read_text("utf-8")
        assert "tracks/boat-quota/" in found and "tracks/ferry-quota/" not in found, path


class Anchors(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "id" and value]


def test_every_earlier_id_keeps_its_anchor_and_none_stands_twice() -> None:
    talks = event("talks", id="now", aliases=["then", "before"], sources=["paper"])
    moved = source("paper").but({"aliases": ("leaflet",)})
    held = track(talks, points=[point().but({"aliases": ("fee",)})], aliases=["old"])
    known = deal(
        held,
        peer(talks).but({"aliases": ("west",)}),
        basis(talks).but({"aliases": ("pact",)}),
        sources=[moved],
    )
    made = {page.path: Anchors(page.text).found for page in all_pages(Edition(deal_standing(known, day("2026-12-31"))))}
    for anchors in made.values():
        assert len(anchors) == len(set(anchors))
    assert {"event-then", "event-before", "point-fee", "source-leaflet"} <= set(made["tracks/bridge.md"])
    assert "source-leaflet" in made["sources/legal/index.md"]
    assert {"west", "westland-then", "west-now", "west-before"} <= set(made["deals/index.md"])
    assert {"pact", "treaty-then", "pact-now", "pact-before"} <= set(made["bases/index.md"])


@pytest.mark.parametrize("as_of", ["2025-01-01", "2026-12-31"])
def test_a_withdrawn_track_keeps_its_earlier_addresses_on_every_day(as_of: str) -> None:
    gone = track(event("talks"), aliases=["old", "older"], retracted={"date": "2026-02-01", "why": "It was another."})
    edition = Edition(deal_standing(deal(gone, track(id="other")), day(as_of)), takeaways=OUTPUTS)
    assert [path for path, _ in redirects(edition)] == ["tracks/old/index.html", "tracks/older/index.html"]


def test_a_title_is_only_a_title() -> None:
    hostile = "</title><script>alert(1)</script>"
    edition = Edition(deal_standing(deal(track(title=hostile, aliases=["old"])), day("2026-12-31")))
    ((_, page),) = redirects(edition)
    assert str(page).count("<script>") == 1 and "alert" in str(page)
