"""`build.py seal` and `build.py verify`: what a commit gives is verified, and nothing else is."""

import gzip
import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from projects import DAY, EXAMPLE, ROOT, run
from serving import served
from test_documents import copy_of_the_project

from dealtracker import cli
from dealtracker.supply import NotRebuilt, rebuild, rebuilt

MORNING = "1956441600"
"""The morning of that day, in seconds."""


def git(project: Path, *arguments: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@lakepost.example", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *who, *arguments], cwd=project, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the project with the example deal, of which a commit was built and sealed."""
    project = tmp_path_factory.mktemp("deployed") / "project"
    project.mkdir()
    copy_of_the_project(project)
    shutil.rmtree(project / "data")
    shutil.copytree(EXAMPLE, project / "data")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "Another deal")
    assert run("--as-of", DAY, root=project).returncode == 0
    done = run("seal", root=project)
    assert done.stdout == f"sealed: the site of commit {git(project, 'rev-parse', 'HEAD')} on {DAY}\n", done.stderr
    return project


@pytest.fixture
def copy(deployed: Path, tmp_path: Path) -> Path:
    """A copy of the site, to be spoilt."""
    return Path(shutil.copytree(deployed / "site", tmp_path / "copy"))


def test_the_published_site_is_what_its_commit_gives(deployed: Path) -> None:
    commit = git(deployed, "rev-parse", "HEAD")
    with served(deployed / "site") as host:
        done = run("verify", "--address", host.address, root=deployed, SOURCE_DATE_EPOCH=str(int(MORNING) + 86400))
        count = sum(file.is_file() for file in (deployed / "site").rglob("*"))
        assert done.stdout == f"{host.address} is what commit {commit} gives for {DAY} (1 day ago): {count} files, bit by bit\n"
        assert done.returncode == 0, done.stderr


def test_one_changed_byte_is_found_whatever_the_site_says_of_itself(deployed: Path, copy: Path) -> None:
    page = copy / "tracks" / "bridge-toll" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"In force", b"In farce", 1))
    (copy / "casino.html").write_text("Casino!", "utf-8")
    (copy / "feeds" / "changes.xml").unlink()
    done = run("seal", git(deployed, "rev-parse", "HEAD"), "--site", str(copy), root=deployed)
    assert done.returncode == 0
    done = run("verify", "--site", str(copy), root=deployed, SOURCE_DATE_EPOCH=MORNING)
    *lines, verdict = done.stdout.splitlines()
    assert done.returncode == 1
    assert [line.split(" (")[0] for line in lines] == [
        "differs: SHA256SUMS",
        "too much: casino.html",
        "missing: feeds/changes.xml",
        "differs: tracks/bridge-toll/index.html",
    ]
    assert verdict.startswith(f"{copy} is not what commit ") and verdict.endswith(": 4 differences")


def test_files_that_were_only_packed_otherwise_are_said_to_be(deployed: Path, copy: Path) -> None:
    packed = copy / "sitemap.xml.gz"
    packed.write_bytes(gzip.compress(gzip.decompress(packed.read_bytes()), compresslevel=1, mtime=0))
    assert run("seal", git(deployed, "rev-parse", "HEAD"), "--site", str(copy), root=deployed).returncode == 0
    done = run("verify", "--site", str(copy), root=deployed, SOURCE_DATE_EPOCH=MORNING)
    assert done.returncode == 1
    assert "\nonly packed files differ: here or there zlib may be another one" in done.stdout


def said(project: Path, *options: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = cli.main(["verify", "--root", str(project), *options])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MORNING)


def test_another_commit_than_was_asked_for(deployed: Path, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = git(deployed, "rev-parse", "HEAD~1")
    code, words = said(deployed, other, "--site", str(copy), capsys=capsys)
    assert code == 1
    assert f"says that it is of commit {git(deployed, 'rev-parse', 'HEAD')}, and not of {other}" in words
    assert "building" not in words
    code, words = said(deployed, "no-such-commit", "--site", str(copy), capsys=capsys)
    assert code == 2 and "does not know a version `no-such-commit`" in words


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        ({"commit": "HEAD", "as-of": DAY}, "what `origin.json` calls a commit is none"),
        ({"as-of": DAY}, "does not say of which commit and day"),
        (None, "does not say where it comes from"),
    ],
)
def test_a_site_that_does_not_say_where_it_comes_from(
    origin: object, words: str, deployed: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "origin.json").write_text(json.dumps(origin), "utf-8")
    if origin is None:
        (copy / "origin.json").unlink()
    code, printed = said(deployed, "--site", str(copy), capsys=capsys)
    assert code == 1 and words in printed and "building" not in printed


def test_a_day_that_is_still_to_come(deployed: Path, copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit = git(deployed, "rev-parse", "HEAD")
    (copy / "origin.json").write_text(json.dumps({"commit": commit, "as-of": "9999-12-31"}), "utf-8")
    code, printed = said(deployed, "--site", str(copy), capsys=capsys)
    assert code == 1 and "is of 9999-12-31, which is still to come" in printed


def test_a_host_that_does_not_answer_gets_no_verdict(deployed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = said(deployed, "--address", "http://127.0.0.1:1", capsys=capsys)
    assert code == 3 and "this could not be found out" in printed


def test_what_a_host_sends_moves_nothing_in_a_terminal(deployed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def instead(visit: object, path: str) -> bool:
        visit.send(302, b"", Location="https://x.example/\x1b[2J\x9b31m")  # type: ignore[attr-defined]
        return True

    with served(deployed / "site", instead) as host:
        code, printed = said(deployed, "--address", host.address, capsys=capsys)
    assert code == 1 and "visitors are sent to https://x.example/" in printed
    assert "\x1b" not in printed and "\x9b" not in printed


def test_without_a_project_there_is_no_address(tmp_path: Path, deployed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(deployed), str(clone)], check=True)
    (clone / "data" / "deal.yml").unlink()
    code, printed = said(clone, capsys=capsys)
    assert code == 1 and "deal.yml" in printed


def test_only_what_is_committed_is_sealed_without_a_name(deployed: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(deployed), str(clone)], check=True)
    shutil.copytree(deployed / "site", clone / "site")
    assert run("seal", root=clone).returncode == 0
    (clone / "content" / "new.md").write_text("# New\n", "utf-8")
    done = run("seal", root=clone)
    assert done.returncode == 2 and "in no version yet: content/new.md" in done.stderr
    (clone / "data" / "deal.yml").write_text("name: [", "utf-8")
    assert run("seal", root=clone).returncode == 1


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would be run, none of which is."""
    found: list[list[str]] = []
    monkeypatch.setattr(rebuild, "_run", lambda command, *_: found.append(list(command)))
    return found


def test_with_other_packages_here_those_of_the_commit_are_installed_by_their_digests(
    commands: list[list[str]], deployed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(rebuild, "unlike", lambda _: iter(["mkdocs is 1.6.1 here, and 1.7 there"]))
    commit = git(deployed, "rev-parse", "HEAD")
    rebuilt(deployed, commit, date.fromisoformat(DAY), tmp_path, told.append)
    made = str(tmp_path / "venv" / "bin" / "python")
    assert commands == [
        [sys.executable, "-m", "venv", str(tmp_path / "venv")],
        [made, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", "requirements.txt"],
        [made, "build.py", "--as-of", DAY, "--site", str(tmp_path / "site")],
        [made, "build.py", "seal", commit, "--site", str(tmp_path / "site")],
    ]
    assert told[1] == "installing the packages that it locks (mkdocs is 1.6.1 here, and 1.7 there)"


def test_a_commit_that_cannot_be_built_gets_no_verdict(
    deployed: Path, copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(deployed), str(clone)], check=True)
    for change, words in (("build.py", "\x1b[2J"), ("requirements.txt", None)):
        if words is None:
            (clone / change).unlink()
        else:
            (clone / change).write_text(f"raise SystemExit({words!r})\n", "utf-8")
        git(clone, "commit", "-qam", "Broken")
        commit = git(clone, "rev-parse", "HEAD")
        (copy / "origin.json").write_text(json.dumps({"commit": commit, "as-of": DAY}), "utf-8")
        code, printed = said(clone, "--site", str(copy), capsys=capsys)
        assert code == 3 and "\x1b" not in printed
        assert ("of that commit failed:\n  \\x1b[2J" if words else "that commit has no requirements.txt") in printed


def test_a_build_is_not_led_by_what_is_set_here(deployed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil" / "sitecustomize.py").write_text("raise SystemExit(9)\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "evil"))
    surroundings = rebuild._surroundings(date.fromisoformat(DAY))
    assert not [name for name in surroundings if name.startswith("PYTHON")]
    assert surroundings["SOURCE_DATE_EPOCH"] == str(int(MORNING) + 12 * 3600)
    with pytest.raises(NotRebuilt, match="failed"):
        rebuild._run([sys.executable, "-c", "raise SystemExit(1)"], ROOT, surroundings)
