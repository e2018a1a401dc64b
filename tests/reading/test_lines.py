"""A file of plain lines: read whole, with the place of each line and the traps of any text."""

from pathlib import Path

import pytest

from dealtracker.problems import Place, Problem
from dealtracker.reading import Lines, read_lines


def read(folder: Path, data: bytes) -> Lines | list[Problem]:
    file = folder / "list.txt"
    file.write_bytes(data)
    return read_lines(file, "data/list.txt")


def test_each_line_has_its_place(tmp_path: Path) -> None:
    found = read(tmp_path, "one\n\n두 번째\n".encode())
    assert isinstance(found, Lines)
    assert list(found.value) == ["one", "", "두 번째", ""]
    assert found.place((2,)) == Place(3, 1, 3, 5)
    assert found.place() == Place(1, 1, 1, 4)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"one\n\xff\n", "data/list.txt:2:1: not-utf-8"),
        (b"one\r\ntwo\r\n", "data/list.txt:1:1: windows-line-ends"),
        (b"one\n<<<<<<< mine\ntwo\n=======\n>>>>>>> theirs\n", "data/list.txt:2:1: merge-mark"),
        (b"one\ntwo \n", "data/list.txt:2:4: space-at-line-end"),
        (b"one\x00", "data/list.txt:1:4: not-text"),
    ],
)
def test_the_traps_of_any_text_are_found(data: bytes, said: str, tmp_path: Path) -> None:
    found = read(tmp_path, data)
    assert isinstance(found, list)
    assert str(found[0]).startswith(said)


def test_a_list_may_be_larger_than_a_record(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, b"tracks/one\n" * 200_000), Lines)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "list.txt").mkdir()
    (problem,) = read_lines(tmp_path / "list.txt", "data/list.txt")  # type: ignore[misc]
    assert str(problem).startswith("data/list.txt:1:1: file-unreadable: this is a folder, not a file")
