"""`build.py diff`: the meaning of a change, between folders and between versions."""

import shutil
from pathlib import Path

import pytest
from projects import DAY, EXAMPLE, example_project, run

from dealtracker import cli


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return example_project(tmp_path / "now")


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """The same without the last event of a track."""
    shutil.copytree(EXAMPLE, tmp_path / "earlier" / "data")
    file = tmp_path / "earlier" / "data" / "tracks" / "bridge-toll.yml"
    file.write_text(file.read_text("utf-8").replace("kind: in-force", "kind: enacted"), "utf-8")
    return tmp_path / "earlier"


def diff(project: Path, *options: str) -> int:
    return cli.main(["diff", "--root", str(project), "--as-of", DAY, *options])


def test_a_folder_is_compared_with_the_project_as_it_is(project: Path, earlier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(project, str(earlier)) == 0
    assert "being enacted → in force (since 2031-09-01), because `ordinance`" in capsys.readouterr().out
    assert diff(project, str(project), str(earlier), "--format", "markdown") == 0
    assert "in force → **being enacted**" in capsys.readouterr().out


def test_a_side_with_problems_cannot_be_compared(project: Path, earlier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (earlier / "data" / "deal.yml").unlink()
    assert diff(project, str(earlier)) == 1
    said = capsys.readouterr()
    assert "data/deal.yml:1:1: file-missing" in said.out and "nothing can be compared" in said.err


def test_what_is_neither_folder_nor_version_is_wrong_use(project: Path) -> None:
    done = run("diff", "nowhere", "--as-of", DAY, root=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere" in done.stderr and "Traceback" not in done.stderr
