"""Earlier versions: what git kept of the data, and which lines changed since."""

import subprocess
from pathlib import Path

import pytest
from projects import EXAMPLE, files

from dealtracker.history import NoSuchVersion, changed_lines, current, full_name, unpacked, version


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A project below the top of a repository, with one version of a small file in `data/`."""
    folder = tmp_path / "deep" / "project"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "a “track”.yml").write_text("one\ntwo\nthree\nfour\n", "utf-8")
    git(tmp_path, "init", "-q")
    keep(tmp_path)
    return folder


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def keep(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@lakepost.example", "commit", "-qm", "A change", "--no-gpg-sign")


def test_a_link_in_a_version_is_left_out(kept: Path) -> None:
    (kept / "data" / "link.yml").symlink_to("/etc/passwd")
    (kept / "data" / "up.yml").symlink_to("../../..")
    keep(kept)
    with version(kept, "HEAD") as folder:
        assert files(folder / "data").keys() == {"a “track”.yml"}


def test_a_version_holds_the_data_as_they_were(kept: Path) -> None:
    before = files(kept / "data")
    (kept / "data" / "a “track”.yml").write_text("other\n", "utf-8")
    (kept / "data" / "new.yml").write_text("new\n", "utf-8")
    with version(kept, "HEAD") as folder:
        assert files(folder / "data") == before
    assert not folder.exists()


def test_the_whole_of_a_version_is_taken_out_without_what_leads_outside(kept: Path, tmp_path: Path) -> None:
    (kept / "page.md").write_text("# A page\n", "utf-8")
    (kept / "same.md").symlink_to("page.md")
    (kept / "data" / "link.yml").symlink_to("/etc/passwd")
    (kept / "data" / "up.yml").symlink_to("../../..")
    keep(kept)
    unpacked(kept, "HEAD", tmp_path / "out")
    assert files(tmp_path / "out").keys() == {"data/a “track”.yml", "page.md", "same.md"}
    with pytest.raises(NoSuchVersion):
        unpacked(kept, "--output=x", tmp_path / "other")


def test_what_is_checked_out_has_a_name_only_when_all_of_it_is_kept(kept: Path) -> None:
    assert current(kept) == full_name(kept, "HEAD")
    (kept.parent / "elsewhere.txt").write_text("of no matter", "utf-8")
    assert current(kept) == full_name(kept, "HEAD")
    (kept / "data" / "new one.yml").write_text("new\n", "utf-8")
    with pytest.raises(NoSuchVersion, match=r"in no version yet: deep/project/data/new one\.yml"):
        current(kept)


def test_changed_lines_are_those_of_the_file_as_it_is_now(kept: Path) -> None:
    (kept / "data" / "a “track”.yml").write_text("one\n2\nthree\n3a\n3b\n", "utf-8")
    assert changed_lines(kept, "HEAD") == {"data/a “track”.yml": [2, 4, 5]}


def test_where_lines_were_only_taken_out_the_one_before_counts(kept: Path) -> None:
    (kept / "data" / "a “track”.yml").write_text("one\nfour\n", "utf-8")
    assert changed_lines(kept, "HEAD") == {"data/a “track”.yml": [1]}


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:data", ""])
def test_a_version_that_git_does_not_know_is_said_plainly(kept: Path, revision: str) -> None:
    with pytest.raises(NoSuchVersion, match="git does not know a version"):
        changed_lines(kept, revision)
    assert not (kept / "x").exists()


def test_a_folder_that_git_does_not_keep_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(NoSuchVersion), version(tmp_path, "HEAD"):
        pass


def test_a_version_without_data_is_said_plainly(kept: Path) -> None:
    git(kept, "rm", "-rqf", "data")
    (kept / "other.txt").write_text("no data\n")
    keep(kept)
    with pytest.raises(NoSuchVersion), version(kept, "HEAD"):
        pass


def test_git_may_be_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(EXAMPLE))
    with pytest.raises(NoSuchVersion):
        changed_lines(tmp_path, "HEAD")
