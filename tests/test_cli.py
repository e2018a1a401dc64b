"""The command line: what it says, what it exits with, and what it leaves alone."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from projects import DAY, ROOT, example_project, files, run

from dealtracker import cli


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return example_project(tmp_path)


def broken(project: Path) -> None:
    track = project / "data" / "tracks" / "bridge-toll.yml"
    track.write_text(track.read_text("utf-8").replace("kind: announced", "kind: anounced"), "utf-8")


def test_check_says_that_all_is_well(project: Path) -> None:
    done = run("check", "--as-of", DAY, root=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "checked 2 tracks, 5 events, 5 sources as of 2031-12-31: no errors\n"


def test_check_exits_with_1_and_prints_each_problem(project: Path) -> None:
    broken(project)
    done = run("check", "--as-of", DAY, root=project)
    assert done.returncode == 1
    assert done.stdout == (
        "data/tracks/bridge-toll.yml:19:11: word-not-known: `anounced` is not a kind of event\n"
        "    did you mean `announced`?\n1 error\n"
        "explained with examples: https://lake-watch.example/checks/#word-not-known\n"
    )


def test_warnings_are_counted_and_shown_on_request(project: Path) -> None:
    done = run("check", "--as-of", "2033-12-31", root=project)
    assert done.returncode == 0
    assert re.search(r"^3 warnings \(2 stale, 1 overdue\); --warnings shows them$", done.stdout, re.MULTILINE)
    done = run("check", "--as-of", "2033-12-31", "--warnings", root=project)
    assert "overdue: warning: `review` was expected by 2032-06" in done.stdout
    assert done.stdout.count("warning:") == 3


def test_build_is_the_default_and_tells_what_it_did(project: Path) -> None:
    done = run("--as-of", DAY, root=project)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^2 tracks as of 2031-12-31: \d+ pages in site/index.html \(", done.stdout)
    assert "laying out" in done.stderr
    assert (project / "site" / "tracks" / "bridge-toll" / "index.html").exists()


def test_a_day_can_also_come_from_the_environment(project: Path) -> None:
    done = run("check", root=project, SOURCE_DATE_EPOCH="1956441600")
    assert "as of 2031-12-31" in done.stdout


def test_data_problems_stop_the_build_and_the_last_site_stays(project: Path) -> None:
    assert run("--as-of", DAY, root=project).returncode == 0
    before = files(project / "site") | files(project / "build" / "tree")
    broken(project)
    done = run("--as-of", DAY, root=project)
    assert done.returncode == 1
    assert "word-not-known" in done.stdout and "nothing was written" in done.stderr
    assert files(project / "site") | files(project / "build" / "tree") == before


def test_a_broken_link_fails_the_build_and_the_last_site_stays(project: Path) -> None:
    assert run("--as-of", DAY, root=project).returncode == 0
    before = files(project / "site")
    with (project / "content" / "data.md").open("a", encoding="utf-8") as page:
        page.write("\n[nowhere](nowhere.md) [no anchor](method.md#nowhere) [root](/absolute)\n")
    done = run("--as-of", DAY, root=project)
    assert done.returncode == 3
    assert "nowhere.md" in done.stderr and "#nowhere" in done.stderr and "/absolute" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(project / "site") == before


def test_nothing_is_made_anew_when_nothing_changed(project: Path) -> None:
    assert run("--as-of", DAY, root=project).returncode == 0
    before = files(project / "site")
    done = run("--as-of", DAY, root=project)
    assert "nothing has changed" in done.stderr
    assert files(project / "site") == before


def test_the_data_folder_is_only_read(project: Path) -> None:
    before = files(project / "data") | files(project / "content") | files(project / "overrides")
    assert run("--as-of", DAY, root=project).returncode == 0
    assert files(project / "data") | files(project / "content") | files(project / "overrides") == before


def test_a_missing_data_folder_is_said_plainly(project: Path) -> None:
    shutil.rmtree(project / "data")
    done = run("check", root=project)
    assert done.returncode == 1
    assert done.stdout.startswith("data:1:1: file-missing: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["--as-of", "30/08/2025"], ["--root", "nowhere"], ["chek"], ["serve", "--port", "x"]])
def test_wrong_use_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    assert "error:" in capsys.readouterr().err


def test_help_names_every_command_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert all(word in said for word in ("build", "serve", "check", "ids", "--as-of", "exit codes"))


def test_a_folder_that_cannot_be_written_is_said_plainly(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "build").write_text("a file in the way", "utf-8")
    assert cli.main(["--root", str(project), "--as-of", DAY]) == 3
    assert "could not go on: " in capsys.readouterr().err


def test_the_readme_shows_the_commands_that_there_are() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = ("make site", "make test", "build.py serve", "build.py check", "build.py ids", "--as-of")
    assert all(command in readme for command in commands)


def test_the_clock_is_read_only_at_the_door() -> None:
    for file in (ROOT / "dealtracker").rglob("*.py"):
        clocks = re.findall(r"\b(?:now|today|utcnow|time\.time)\(", file.read_text("utf-8"))
        assert clocks == (["now("] if file.name == "cli.py" else []), file
    assert date.fromisoformat(DAY)


def test_ids_puts_what_is_new_on_the_list_and_takes_nothing_out(project: Path) -> None:
    listed = project / "data" / "published.txt"
    before = listed.read_text("utf-8").splitlines()
    done = run("ids", "--as-of", DAY, root=project)
    assert (done.returncode, done.stderr) == (0, "")
    *added, summary = done.stdout.splitlines()
    assert "tracks/bridge-toll#reading-which-lorries" in added and summary == f"{len(added)} added to data/published.txt"
    after = listed.read_text("utf-8").splitlines()
    assert sorted([*before, *added]) == sorted(after)
    assert after[:2] == before[:2] and after[2:] == sorted(after[2:])
    done = run("ids", "--as-of", "2031-05-01", root=project, SOURCE_DATE_EPOCH="1956441600")
    assert done.stdout == "0 added to data/published.txt\n"
    assert listed.read_text("utf-8").splitlines() == after


def test_ids_begins_a_list_where_there_is_none(project: Path) -> None:
    listed = project / "data" / "published.txt"
    listed.unlink()
    assert run("ids", "--as-of", DAY, root=project).returncode == 0
    assert listed.read_text("utf-8").startswith("# Everything that was ever published")
    assert run("check", "--as-of", DAY, root=project).returncode == 0


def test_ids_adds_nothing_while_the_records_have_problems(project: Path) -> None:
    before = files(project / "data")["published.txt"]
    broken(project)
    done = run("ids", "--as-of", DAY, root=project)
    assert done.returncode == 1
    assert "word-not-known" in done.stdout and done.stderr == "nothing was added\n"
    assert files(project / "data")["published.txt"] == before


def test_a_list_that_cannot_be_written_is_said_plainly(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = files(project / "data")
    monkeypatch.setattr("os.fsync", refuse)
    assert cli.main(["ids", "--root", str(project), "--as-of", DAY]) == 3
    assert re.search(r"no room for `.*published.txt`; [\d,.]+ MB are free there: make room", capsys.readouterr().err)
    assert files(project / "data") == before


def test_the_site_of_a_past_day_is_built_with_a_list_that_knows_later_ids(project: Path) -> None:
    assert run("ids", "--as-of", DAY, root=project).returncode == 0
    done = run("--as-of", "2031-05-01", root=project, SOURCE_DATE_EPOCH="1956441600")
    assert done.returncode == 0, done.stdout
