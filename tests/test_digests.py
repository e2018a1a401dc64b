"""What a folder holds, as one number that changes when it does."""

import os
import sys
from pathlib import Path

import pytest

from dealtracker import limits
from dealtracker.digests import of_places


def test_whatever_changes_in_a_folder_changes_its_digest(tmp_path: Path) -> None:
    seen = {of_places([tmp_path])}
    (tmp_path / "a.yml").write_text("a")
    seen.add(of_places([tmp_path]))
    (tmp_path / "a.yml").write_text("b")
    seen.add(of_places([tmp_path]))
    (tmp_path / "a.yml").rename(tmp_path / "b.yml")
    seen.add(of_places([tmp_path]))
    assert len(seen) == 4 and of_places([tmp_path]) in seen


def test_what_is_larger_than_any_file_may_be_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LIST_OF_IDS", 3)
    seen = []
    for holds in ("abc", "abd", "abcd", "xxxx", "xxxxx"):
        (tmp_path / "a.yml").write_text(holds)
        seen.append(of_places([tmp_path]))
    assert seen[2] == seen[3] and len(set(seen)) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there, and there are no pipes")
def test_odd_things_in_a_folder_are_passed_by(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("link")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.md")).write_text("# A\n")
    assert of_places([tmp_path])
