"""A copy of the project in other hands: three lines of `data/deal.yml` are changed, and everything follows."""

import gzip
import io
import re
import sqlite3
import zipfile
from pathlib import Path

import pytest
from projects import ROOT, files, project, run

ADDRESSES = ["https://user.example/deal-watch/", "https://deal.example/"]
"""Below a path, as GitHub Pages has it, and a domain of one's own."""

OURS = re.search(r"^address: (https://.*)/$", (ROOT / "data" / "deal.yml").read_text("utf-8"), re.MULTILINE)
REPOSITORY = "https://github.example/user/deal-watch"


def fork(folder: Path, address: str) -> Path:
    """The real data and pages, with another name, address and repository."""
    root = project(folder, ROOT / "data", ROOT / "content")
    deal = root / "data" / "deal.yml"
    text = re.sub(r"^name: .*$", "name: Deal Watch", deal.read_text("utf-8"), flags=re.MULTILINE)
    text = re.sub(r"^address: .*$", f"address: {address}\nrepository: {REPOSITORY}", text, flags=re.MULTILINE)
    deal.write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module", params=ADDRESSES, ids=["below a path", "own domain"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, bytes]]:
    root = fork(tmp_path_factory.mktemp("fork"), request.param)
    done = run("--as-of", "2026-11-23", root=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return request.param, files(root / "site")


def unpacked(site: dict[str, bytes]) -> dict[str, bytes]:
    """Every file, those inside packed ones too, and what a database says."""
    found = dict(site)
    for path, data in site.items():
        if path.endswith(".gz"):
            found[f"{path}!"] = gzip.decompress(data)
        if path.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                found |= {f"{path}!{name}": packed.read(name) for name in packed.namelist()}
    for path in [path for path in found if path.endswith(".db")]:
        with sqlite3.connect(":memory:") as database:
            database.deserialize(found[path])
            found[f"{path}!"] = "\n".join(database.iterdump()).encode()
        database.close()
    return found


def test_nothing_of_this_copy_is_left(made: tuple[str, dict[str, bytes]]) -> None:
    assert OURS is not None
    host = OURS[1].removeprefix("https://").encode()
    left = [path for path, data in unpacked(made[1]).items() if host in data or b"On Paper</" in data or b'"On Paper"' in data]
    assert [path for path in left if not path.startswith("api/v1/")] == []


def test_pages_feeds_badges_and_data_name_the_new_address(made: tuple[str, dict[str, bytes]]) -> None:
    address, site = made
    for path in (
        "sitemap.xml",
        "robots.txt",
        "feeds/changes.xml",
        "calendars/coming-up.ics",
        "tables/datapackage.json",
        "index.html",
    ):
        assert address.encode() in site[path].replace(b"\r\n ", b""), path


def test_edit_links_and_forms_lead_to_the_new_repository(made: tuple[str, dict[str, bytes]]) -> None:
    page = made[1]["tracks/chip-tariffs/index.html"].decode()
    assert f"{REPOSITORY}/edit/main/data/tracks/chip-tariffs.yml" in page
    assert f"{REPOSITORY}/issues/new?template=news.yml&amp;track=chip-tariffs" in page
    assert f"{REPOSITORY}/issues/new?template=correction.yml" in page


def test_links_inside_the_site_work_below_any_path(made: tuple[str, dict[str, bytes]]) -> None:
    address, site = made
    for path, data in site.items():
        if path.endswith(".html") and path != "404.html":
            for link in re.findall(r'(?:href|src)="(/[^"]*)"', data.decode()):
                pytest.fail(f"{path} links to {link}, which leads out of {address}")
