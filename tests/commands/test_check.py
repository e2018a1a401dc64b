"""`build.py check` in every form, with what is nearest to a change first."""

import json
import subprocess
from pathlib import Path

import pytest
from projects import DAY, example_project

from dealtracker import cli
from dealtracker.commands.check import nearest_first
from dealtracker.problems import Level, Place, Problem

TRACK = "data/tracks/bridge-toll.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example deal with two mistakes, of which the second one is new."""
    root = example_project(tmp_path)
    spoil(root, "kind: announced", "kind: anounced")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    who = ["-c", "user.name=A", "-c", "user.email=a@lakepost.example"]
    subprocess.run(["git", *who, "commit", "-qm", "As it was", "--no-gpg-sign"], cwd=root, check=True)
    spoil(root, "kind: threat", "kind: thread")
    return root


def spoil(root: Path, good: str, bad: str) -> None:
    file = root / TRACK
    file.write_text(file.read_text("utf-8").replace(good, bad), "utf-8")


def check(root: Path, *options: str) -> int:
    return cli.main(["check", "--root", str(root), "--as-of", DAY, *options])


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_every_form_says_both_and_exits_with_1(form: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(project, "--format", form) == 1
    said = capsys.readouterr().out
    assert "anounced" in said and "thread" in said


def test_what_is_nearest_to_a_change_comes_first(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(project, "--format", "json", "--since", "HEAD") == 1
    lines = [json.loads(line)["message"] for line in capsys.readouterr().out.splitlines()]
    assert ["thread" in line for line in lines] == [True, False]


def test_an_unknown_version_is_wrong_use(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(project, "--since", "nowhere") == 2
    assert capsys.readouterr().err == "git does not know a version `nowhere` here\n"


def test_the_summary_of_a_job_holds_everything(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = project / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert check(project) == 1
    assert not summary.exists()
    assert check(project, "--format", "github") == 1
    assert summary.read_text("utf-8").count("<tr><td>") == 2


def test_errors_come_before_warnings_and_changed_files_before_others() -> None:
    def problem(path: str, line: int, level: Level = Level.ERROR) -> Problem:
        return Problem(path, Place(line, 1), "id-form", "wrong", "mend it", level)

    far, near, elsewhere = problem("a.yml", 90), problem("a.yml", 11), problem("b.yml", 10)
    warning = problem("a.yml", 10, Level.WARNING)
    changed = {"a.yml": [10, 50], "b.yml": []}
    assert nearest_first([elsewhere, warning, far, near], changed) == [near, far, elsewhere, warning]
