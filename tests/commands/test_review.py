"""`build.py review`: the comment on a proposal says what is wrong with it, or what it means, and calls nobody."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from projects import DAY, example_project

from dealtracker import cli

TRACK = "data/tracks/bridge-toll.yml"


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@lakepost.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = example_project(tmp_path)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "As it is")
    return root


def propose(root: Path, good: str, bad: str, file: str = TRACK) -> None:
    (root / file).write_text((root / file).read_text("utf-8").replace(good, bad), "utf-8")
    git(root, "commit", "-qam", "A proposal")


def review(root: Path, capsys: pytest.CaptureFixture[str], *sides: str) -> str:
    assert cli.main(["review", "--root", str(root), "--as-of", DAY, *(sides or ("HEAD~1", "HEAD"))]) == 0
    return capsys.readouterr().out


def test_what_a_change_means(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    propose(project, "effective: 2031-09-01", "effective: 2031-09-05")
    said = review(project, capsys)
    assert said.startswith("Thank you. What this change means:\n\n**Toll on the lake bridge**")
    assert "(since 2031-09-05)" in said


def test_what_is_wrong_with_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    propose(project, "kind: in-force", "kind: in-force <b>@everyone</b>")
    said = review(project, capsys)
    assert "cannot take this in yet" in said
    assert re.search(r"<td><code>data/tracks/bridge-toll\.yml:\d+:11</code></td><td>", said)
    assert "<b>" not in said and "@everyone" not in said and "@\u2060everyone" in said


def test_files_that_are_no_records_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    propose(project, "theme:", "# <x>\ntheme:", "mkdocs.yml")
    (project / "build`@x`.py").write_text("", "utf-8")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "More")
    said = review(project, capsys, "HEAD~2", "HEAD")
    assert "Nothing stands otherwise than before." in said
    assert "not records: <code>build&#96;@x&#96;.py</code>, <code>mkdocs.yml</code>. A maintainer" in said


def test_many_problems_are_cut(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "".join(f"  - id: point-{number}\n    title: A\n    owes: nobody-{number}\n" for number in range(60))
    propose(project, "\npoints:\n", f"\npoints:\n{lines}")
    assert "… and 10 more." in review(project, capsys)


def test_a_base_with_problems(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    propose(project, "kind: in-force", "kind: inforce")
    propose(project, "kind: inforce", "kind: in-force")
    assert "has problems itself" in review(project, capsys)


def test_an_unknown_version_is_wrong_use(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["review", "--root", str(project), "nowhere", "HEAD"]) == 2
    assert "nowhere" in capsys.readouterr().err


def suggestions(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    review(root, capsys, "HEAD~1", "HEAD", "--suggestions", str(root / "suggestions.json"))
    return (root / "suggestions.json").read_text("utf-8")


def test_repairs_of_changed_lines_are_suggested(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    propose(project, "date: 2031-06-20\n    place", "date: 20/06/2031\n    place")
    said = json.loads(suggestions(project, capsys))
    (comment,) = said["comments"]
    line = (project / TRACK).read_text("utf-8").split("\n").index("    date: 20/06/2031") + 1
    assert (comment["path"], comment["line"], comment["side"]) == (TRACK, line, "RIGHT")
    assert comment["body"] == "`date-format`\n```suggestion\n    date: 2031-06-20\n```"
    assert said["event"] == "COMMENT" and len(said["commit_id"]) == 40


def test_what_only_its_writer_can_mend_and_what_others_wrote_is_not_suggested(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    propose(project, "date: 2031-06-20\n    place", "date: 20/06/2031\n    place")
    propose(project, "kind: threat", "kind: thread")
    assert suggestions(project, capsys) == ""


def test_a_suggestion_of_several_lines_names_the_first(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    propose(project, "title: Toll on the lake bridge\n", "title: {en: Toll, and ``` more, ko: 통행료}\n")
    (comment,) = json.loads(suggestions(project, capsys))["comments"]
    assert comment["body"].startswith("`prose-in-braces`\n````suggestion\n") and comment["body"].endswith("\n````")
