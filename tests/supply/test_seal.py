"""The seal: three files that say of a site where it comes from, and stand for every byte of it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from projects import ROOT

from dealtracker.model import Deal
from dealtracker.supply import NotLocked, Origin, Unsealed, origin_of, seal
from dealtracker.supply.seal import BOM, ORIGIN, SUMS, paths

COMMIT = "c0ffee" + "0" * 34


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with its lock file, and a small site in it."""
    site = tmp_path / "site"
    (site / "api" / "v1").mkdir(parents=True)
    (site / "api" / "v1" / "build.json").write_text('{"as-of": "2031-12-31"}', "utf-8")
    (site / "index.html").write_text("<!doctype html>", "utf-8")
    (site / "own.js").write_text("1", "utf-8")
    (site / "theirs.js").write_text("2", "utf-8")
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "own.js").write_text("1", "utf-8")
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    shutil.copy(ROOT / "SUPPLY.md", tmp_path)
    return tmp_path


def test_it_says_the_commit_and_the_day(root: Path, example: Deal) -> None:
    origin = seal(root, root / "site", example.about, COMMIT)
    assert (origin.commit, str(origin.day)) == (COMMIT, "2031-12-31")
    assert origin_of((root / "site" / ORIGIN).read_bytes()) == origin


def test_every_other_file_is_in_the_list(root: Path, example: Deal) -> None:
    site = root / "site"
    seal(root, site, example.about, COMMIT)
    listed = (site / SUMS).read_text("utf-8")
    every = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    assert paths(listed) == every - {SUMS} and len(listed.splitlines()) == len(every) - 1
    if shutil.which("sha256sum"):
        check = ["sha256sum", "--check", "--strict", "--quiet", SUMS]
        assert subprocess.run(check, cwd=site, check=False, capture_output=True).returncode == 0
        (site / "index.html").write_text("<!doctype html> ", "utf-8")
        assert subprocess.run(check, cwd=site, check=False, capture_output=True).returncode == 1


def test_sealing_again_changes_nothing(root: Path, example: Deal) -> None:
    site = root / "site"
    seal(root, site, example.about, COMMIT)
    before = {name: (site / name).read_bytes() for name in (ORIGIN, BOM, SUMS)}
    seal(root, site, example.about, COMMIT)
    assert {name: (site / name).read_bytes() for name in (ORIGIN, BOM, SUMS)} == before


def test_our_own_scripts_are_told_from_those_of_the_theme(root: Path, example: Deal) -> None:
    seal(root, root / "site", example.about, COMMIT)
    bom = json.loads((root / "site" / BOM).read_text("utf-8"))
    assert [one["name"] for one in bom["metadata"]["component"]["components"]] == ["own.js"]
    (theme,) = [one for one in bom["components"] if one["name"] == "mkdocs-material"]
    assert [one["name"] for one in theme["components"]] == ["theirs.js"]
    assert theme["licenses"] == [{"expression": "MIT"}]
    (root / "SUPPLY.md").unlink()
    seal(root, root / "site", example.about, COMMIT)
    assert "licenses" not in json.loads((root / "site" / BOM).read_text("utf-8"))["components"][0]


@pytest.mark.parametrize("commit", ["HEAD", "c0ffee", "C0FFEE" + "0" * 34, "", "0" * 41])
def test_only_a_full_name_is_a_commit(commit: str, root: Path, example: Deal) -> None:
    with pytest.raises(Unsealed, match="full name"):
        seal(root, root / "site", example.about, commit)


def test_what_cannot_be_sealed(root: Path, example: Deal) -> None:
    (root / "site" / "link").symlink_to("index.html")
    with pytest.raises(Unsealed, match="`link` in the site is no plain file"):
        seal(root, root / "site", example.about, COMMIT)
    (root / "site" / "link").unlink()
    (root / "requirements.txt").write_text("mkdocs\n", "utf-8")
    with pytest.raises(NotLocked):
        seal(root, root / "site", example.about, COMMIT)
    (root / "site" / "api" / "v1" / "build.json").write_text("[]", "utf-8")
    with pytest.raises(Unsealed, match="no whole site"):
        seal(root, root / "site", example.about, COMMIT)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"as-of": "2031-12-31"}',
        b'{"commit": "' + b"0" * 40 + b'", "as-of": "soon"}',
        b'{"commit": "--upload-pack=x", "as-of": "2031-12-31"}',
    ],
)
def test_a_site_that_says_nothing_of_use(said: bytes) -> None:
    with pytest.raises(Unsealed):
        origin_of(said)


def test_other_fields_may_come(root: Path) -> None:
    said = b'{"commit": "' + COMMIT.encode() + b'", "as-of": "2031-12-31", "more": 1}'
    assert isinstance(origin_of(said), Origin)
