"""`build.py stale`: what wants looking at, the most urgent first."""

from pathlib import Path

import pytest
from projects import example_project

from dealtracker import cli


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return example_project(tmp_path)


def said(project: Path, day: str, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert cli.main(["stale", "--root", str(project), "--as-of", day, *options]) == 0
    return capsys.readouterr().out


def test_nothing_wants_looking_at(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(project, "2031-12-31", capsys) == "nothing wants looking at\n"


def test_dates_come_and_pass(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = "  bridge-toll: 2032-06, The two governments review the toll after a year\n"
    assert "Expected" not in said(project, "2032-01-31", capsys)
    assert f"Expected within 7 days:\n{expected}" in said(project, "2032-05-25", capsys)
    assert f"Expected within 200 days:\n{expected}" in said(project, "2032-01-31", capsys, "--ahead", "200")
    assert said(project, "2032-07-01", capsys).startswith(f"Passed without an answer:\n{expected}")


def test_what_nobody_has_checked_stands_oldest_first(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    track = project / "data" / "tracks" / "ferry-quota.yml"
    track.write_text(track.read_text("utf-8").replace("checked: 2031-11-30", "checked: 2031-10-30"), "utf-8")
    assert "Not checked for long:\n  ferry-quota: checked until 2031-10-30\n  bridge-toll: checked until 2031-11-30\n" in said(
        project, "2032-03-01", capsys
    )


def test_threats_reports_and_missing_copies(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    track = project / "data" / "tracks" / "bridge-toll.yml"
    text = track.read_text("utf-8").replace("    answered: ordinance\n", "").replace("kind: legal", "kind: press")
    track.write_text(text.replace("    archive: https://archive.example/44\n", ""), "utf-8")
    lines = said(project, "2031-12-31", capsys)
    assert "Flagged:\n  bridge-toll: At risk\n" in lines
    assert "Reported, not documented:\n  bridge-toll: In force since 2031-09-01\n" in lines
    assert "Without an archived copy:\n  bridge-toll: 1 source\n" in lines
    assert lines.endswith("\n3 to look at\n")
    markdown = said(project, "2031-12-31", capsys, "--format", "markdown")
    assert "### Flagged\n\n- <code>bridge-toll</code>: At risk\n" in markdown


def test_data_with_problems_are_said_as_check_says_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "data" / "deal.yml").unlink()
    assert cli.main(["stale", "--root", str(project), "--as-of", "2031-12-31"]) == 1
    assert "file-missing" in capsys.readouterr().out
