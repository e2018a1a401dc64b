"""`build.py fix`: what it prints, writes and exits with."""

import subprocess
from pathlib import Path

import pytest
from projects import DAY, EXAMPLE, example_project, files

from dealtracker import cli

TRACK = "data/tracks/bridge-toll.yml"
OTHER = "data/tracks/ferry-quota.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example deal with a mistake that can be repaired, and one that cannot."""
    root = example_project(tmp_path)
    spoil(root, "date: 2031-06-20\n    place", "date: 20/06/2031\n    place")
    spoil(root, "domain: trade", "domain: trade\nstatus: in-force")
    return root


def spoil(root: Path, good: str, bad: str, path: str = TRACK) -> None:
    file = root / path
    text = file.read_text("utf-8")
    assert text.count(good) == 1
    file.write_text(text.replace(good, bad), "utf-8")


def fix(root: Path, *options: str) -> int:
    return cli.main(["fix", "--root", str(root), "--as-of", DAY, *options])


def test_what_was_repaired_and_what_is_left_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fix(project) == 1
    assert capsys.readouterr().out == (
        "data/tracks/bridge-toll.yml:27:11: date-format: 20/06/2031 → 2031-06-20\n"
        "data/tracks/bridge-toll.yml:4:1: status-written: `status` cannot be written by hand\n"
        "    add the event that changed it; the status follows\n"
        "1 error\n"
        "1 repaired, 1 left\n"
    )
    spoil(project, "status: in-force\n", "")
    assert fix(project) == 0
    assert capsys.readouterr().out == "0 repaired, 0 left\n"
    assert files(project / "data") == files(EXAMPLE)


def test_a_dry_run_writes_nothing_and_prints_what_git_applies(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(project, "domain: trade\n", "domain:\ttrade \n", OTHER)
    (project / OTHER).rename(project / "data/tracks/Ferry Quota.yml")
    text = (project / "data/sources/shared.yml").read_text("utf-8")
    (project / "data/sources/shared.yml").write_bytes(text.replace("\n", "\r\n").rstrip().encode())
    before = files(project)
    assert fix(project, "--dry-run") == 1
    assert files(project) == before
    printed = capsys.readouterr()
    assert printed.err.endswith("1 error\n5 would be repaired, 1 left\n")
    done = subprocess.run(["git", "apply", "-"], cwd=project, input=printed.out.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    applied = files(project)
    assert applied.keys() - before.keys() == {OTHER}
    assert fix(project) == 1
    assert files(project) == applied
    assert applied["data/sources/shared.yml"] == text.rstrip().encode()


def test_paths_limit_it(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(project, "domain: trade\n", "domain:\ttrade\n", OTHER)
    monkeypatch.chdir(project)
    assert cli.main(["fix", OTHER, "data/sources", "--as-of", DAY]) == 0
    assert capsys.readouterr().out.endswith("1 repaired, 0 left\n")
    assert (project / OTHER).read_bytes() == (EXAMPLE / "tracks" / "ferry-quota.yml").read_bytes()
    assert b"20/06/2031" in (project / TRACK).read_bytes()


@pytest.mark.parametrize("path", ["data/tracks/nothing.yml", "mkdocs.yml", ".."])
def test_a_path_that_is_not_in_the_data_is_wrong_use(
    path: str, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    before = files(project)
    assert cli.main(["fix", path, "--as-of", DAY]) == 2
    assert capsys.readouterr().err == f"there is no `{path}` in data\n"
    assert files(project) == before


def test_a_disk_that_is_full_is_a_failure(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device", "bridge-toll.yml")

    monkeypatch.setattr(Path, "replace", refuse)
    before = files(project)
    assert fix(project) == 3
    said = capsys.readouterr().err
    assert said.startswith("the files could not be written: no room for `bridge-toll.yml`; ") and "make room" in said
    assert files(project) == before


def test_the_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["fix", "--help"])
    assert "build.py fix --dry-run" in capsys.readouterr().out
