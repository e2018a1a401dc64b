"""The preview follows edits, and stays as it was while something is wrong."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from projects import DAY, ROOT, example_project, files

from dealtracker.preview import Preview, refresh, stamps
from dealtracker.problems import Problem
from dealtracker.project import Project

TRACK = "site/tracks/bridge-toll/index.html"


@pytest.fixture
def shown() -> list[Problem]:
    """What the preview says is wrong."""
    return []


@pytest.fixture
def preview(tmp_path: Path, shown: list[Problem]) -> Preview:
    """A preview of the example deal, made once."""
    made = Preview(Project(example_project(tmp_path)), date.fromisoformat(DAY), "http://127.0.0.1:8000/", shown.extend)
    assert made.update()
    return made


def edit(preview: Preview, old: str, new: str) -> None:
    track = preview.project.data / "tracks" / "bridge-toll.yml"
    text = track.read_text("utf-8")
    assert old in text
    track.write_text(text.replace(old, new), "utf-8")


def page(preview: Preview) -> str:
    return (preview.site.parent / TRACK).read_text("utf-8")


def test_an_edit_of_a_record_shows_on_its_page_and_leaves_other_pages_alone(preview: Preview) -> None:
    before = files(preview.site)
    edit(preview, "Who pays for the toll houses?", "Who pays for the toll booths?")
    assert preview.update()
    assert "toll booths" in page(preview)
    after = files(preview.site)
    assert {path for path in after if path.endswith("index.html") and after[path] != before[path]} == {
        "tracks/bridge-toll/index.html"
    }


def test_the_search_index_of_the_whole_site_is_kept(preview: Preview) -> None:
    before = (preview.site / "search" / "search_index.json").read_bytes()
    edit(preview, "toll houses", "toll booths")
    assert preview.update()
    assert (preview.site / "search" / "search_index.json").read_bytes() == before


def test_a_problem_is_shown_and_the_preview_stays(preview: Preview, shown: list[Problem]) -> None:
    before = files(preview.site)
    edit(preview, "kind: announced", "kind: anounced")
    assert not preview.update()
    assert [problem.rule for problem in shown] == ["word-not-known"]
    assert files(preview.site) == before


def test_a_change_of_the_theme_lays_everything_out_anew(preview: Preview) -> None:
    template = preview.project.overrides / "main.html"
    template.write_text('{% extends "base.html" %}{% block footer %}<p>A new footer</p>{% endblock %}', "utf-8")
    os.utime(template, (2e9, 2e9))
    assert preview.update()
    assert "A new footer" in page(preview)


def test_a_hand_written_page_is_followed_too(preview: Preview) -> None:
    with (preview.project.content / "data.md").open("a", encoding="utf-8") as content:
        content.write("\nA new sentence.\n")
    assert preview.update()
    assert "A new sentence." in (preview.site / "data" / "index.html").read_text("utf-8")


def test_refresh_touches_only_what_differs(tmp_path: Path) -> None:
    assert refresh(tmp_path, iter([("a.md", "1"), ("b/c.md", "2")])) == ["a.md", "b/c.md"]
    os.utime(tmp_path / "a.md", (100, 100))
    before = stamps(tmp_path / "a.md")
    assert refresh(tmp_path, iter([("a.md", "1"), ("b/d.md", "3")])) == ["b/d.md", "b/c.md"]
    assert files(tmp_path) == {"a.md": b"1", "b/d.md": b"3"}
    assert stamps(tmp_path / "a.md") == before


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """`build.py serve`, running."""
    project, port = example_project(tmp_path), free_port()
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--as-of", DAY, "--port", str(port)]
    with subprocess.Popen(command, cwd=project, stderr=subprocess.DEVNULL) as running:
        yield project, f"http://127.0.0.1:{port}/"
        running.terminate()


def shows(address: str, words: str) -> bool:
    """Whether a page shows some words before long; at first there may be no page, and no server."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address) as answer:
                if words in answer.read().decode():
                    return True
        except OSError:
            pass
        time.sleep(0.2)
    return False


def test_serve_shows_the_site_and_follows_an_edit(served: tuple[Path, str]) -> None:
    project, address = served
    page = address + "tracks/bridge-toll/"
    assert shows(page, "toll houses")
    track = project / "data" / "tracks" / "bridge-toll.yml"
    track.write_text(track.read_text("utf-8").replace("toll houses", "toll booths"), "utf-8")
    assert shows(page, "toll booths")
    with urllib.request.urlopen(page) as answer:
        said = answer.read().decode()
    assert "livereload(" in said
    assert "Content-Security-Policy" not in said, "the script that reloads the page could not run"
