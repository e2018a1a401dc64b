"""Lots: a site that is laid out side by side is the one that MkDocs makes of the whole tree, and so are its mistakes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from projects import DAY, example_project, files

from dealtracker import engine, lots
from dealtracker.project import Project
from dealtracker.publish import SETTINGS, generate

AS_OF = date.fromisoformat(DAY)


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The example deal, of which each lot takes one page."""
    monkeypatch.setattr("dealtracker.lots.PAGES", 1)
    return Project(example_project(tmp_path / "project"))


@pytest.fixture
def wholes(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The configurations of which all is laid out at once."""
    called: list[Path] = []
    build = engine.build

    def watched(config_file: Path, site: Path, as_of: date, on_page: Callable[[], None], docs: Path | None = None) -> None:
        if docs is None:
            called.append(config_file)
        build(config_file, site, as_of, on_page, docs)

    monkeypatch.setattr(engine, "build", watched)
    return called


def laid_out(mine: Project, site: Path) -> tuple[dict[str, bytes], int]:
    """What the site holds, and how many pages were announced."""
    pages: list[None] = []
    site.mkdir(exist_ok=True)
    lots.build(mine.tree / SETTINGS, site, mine.work, AS_OF, lambda: pages.append(None))
    return files(site), len(pages)


@pytest.mark.parametrize("cores", [1, 3])
def test_in_lots_the_site_is_that_of_the_whole_tree(
    mine: Project, wholes: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr("dealtracker.memory.cores", lambda: cores)
    made = generate(mine, AS_OF, lambda _: None)
    in_lots, announced = laid_out(mine, tmp_path / "lots")
    assert not wholes and announced == made.pages
    monkeypatch.setattr("dealtracker.lots.PAGES", made.pages)
    at_once, announced = laid_out(mine, tmp_path / "whole")
    assert len(wholes) == 1 and announced == made.pages
    assert in_lots == at_once
    assert sum(path.startswith("tracks/") and path.endswith(".html") for path in in_lots) == 3


def test_what_stood_in_the_folder_is_gone(mine: Project, tmp_path: Path) -> None:
    generate(mine, AS_OF, lambda _: None)
    first, _ = laid_out(mine, tmp_path / "site")
    (tmp_path / "site" / "index.html").write_text("old", "utf-8")
    (tmp_path / "site" / "stray.html").write_text("old", "utf-8")
    assert laid_out(mine, tmp_path / "site")[0] == first
    assert not mine.work.exists() or not list(mine.work.glob("lots/*"))


def test_a_link_into_another_lot_is_no_mistake(mine: Project, wholes: list[Path], tmp_path: Path) -> None:
    page = mine.content / "method.md"
    page.write_text(page.read_text("utf-8") + "\n[The toll](tracks/bridge-toll.md#timeline)\n", "utf-8")
    generate(mine, AS_OF, lambda _: None)
    found, _ = laid_out(mine, tmp_path / "site")
    assert len(wholes) == 1
    assert b'href="../tracks/bridge-toll/#timeline"' in found["method/index.html"]


def test_a_mistake_is_said_as_mkdocs_says_it_of_the_whole(mine: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(mine, AS_OF, lambda _: None)
    page = mine.tree / "docs" / "tracks" / "bridge-toll.md"
    page.write_text(page.read_text("utf-8") + "\n[Nowhere](nowhere.md)\n", "utf-8")
    said = []
    for pages in (1, 100):
        monkeypatch.setattr("dealtracker.lots.PAGES", pages)
        with pytest.raises(engine.BuildFailed) as failed:
            laid_out(mine, tmp_path / "site")
        said.append(failed.value.lines)
    assert said[0] == said[1] and "nowhere.md" in said[0][0]
