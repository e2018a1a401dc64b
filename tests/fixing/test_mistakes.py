"""The mistakes that people really make, each in a proposal that adds an event and its source to a record.

A fixture holds the file as it was sent in (`broken`), exactly what `check` says of it (`said.txt`), and the file as `fix`
leaves it (`repaired`). Where there is none, only a person can decide, and nothing may change.
"""

import shutil
from pathlib import Path

import pytest
from projects import ROOT, files
from spoiling import AS_OF, FERRY, example_data

from dealtracker.fixing import repair
from dealtracker.loading import load

MISTAKES = sorted((ROOT / "tests" / "fixtures" / "mistakes").iterdir())
UNDECIDED = {
    "date-that-can-be-two",
    "day-that-does-not-exist",
    "field-twice",
    "id-twice",
    "left-over-from-a-merge",
    "number-sign-and-a-word",
    "reference-misspelt",
    "source-left-out",
    "status-by-hand",
}
"""Only a person can tell what is right."""

UNTOUCHED = {"words-and-numbers"}
"""What other programs would misread is right as it is."""

every_mistake = pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])


def proposed(mistake: Path, folder: Path) -> Path:
    """The example deal with the file as it was sent in."""
    data = example_data(folder)
    (data / FERRY).unlink()
    for file in (mistake / "broken").iterdir():
        shutil.copy(file, data / "tracks")
    return data


def test_all_sorts_are_here() -> None:
    names = {mistake.name for mistake in MISTAKES}
    assert len(names) >= 15
    assert {mistake.name for mistake in MISTAKES if not (mistake / "repaired").exists()} == UNDECIDED | UNTOUCHED


@every_mistake
def test_exactly_its_message_is_said_at_its_place(mistake: Path, tmp_path: Path) -> None:
    loaded = load(proposed(mistake, tmp_path), AS_OF)
    assert "".join(f"{problem}\n" for problem in loaded.errors) == (mistake / "said.txt").read_text("utf-8")


@every_mistake
def test_it_is_repaired_as_promised_and_then_passes_or_is_left_as_it_was(mistake: Path, tmp_path: Path) -> None:
    data = proposed(mistake, tmp_path)
    before = files(data)
    said = load(data, AS_OF).errors
    repaired = repair(data, AS_OF)
    assert files(data) == before, "nothing is written before somebody says so"
    for change in repaired.changes:
        change.write(tmp_path)
    if mistake.name in UNDECIDED | UNTOUCHED:
        assert (files(data), repaired.said, repaired.left) == (before, [], said)
        return
    others = {name: content for name, content in before.items() if not Path(name).match("tracks/[Ff]erry*")}
    expected = {f"tracks/{name}": content for name, content in files(mistake / "repaired").items()}
    assert files(data) == others | expected
    assert repaired.left == [] == load(data, AS_OF).errors
    assert len(repaired.said) >= len(said) > 0
    assert repair(data, AS_OF).changes == []
