"""Files that cannot be read, or are no records: one clear message each."""

import os
from pathlib import Path

import pytest

from dealtracker.problems import Place, Problem
from dealtracker.reading import Document, read_file
from dealtracker.reading.opening import bytes_of
from dealtracker.reading.trouble import Trouble


def problem_of(file: Path) -> str:
    problems = read_file(file, "data/record.yml")
    assert not isinstance(problems, Document)
    (problem,) = problems
    return f"{problem.place.line}:{problem.place.column} {problem.rule}: {problem.message}"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "1:1 file-empty: this file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "3:1 not-text: this is not a text file"),
        (b"a: b\nc: \x00\n", "2:4 not-text: this is not a text file"),
        ("a: 통\n".encode("utf-16-le"), "1:2 not-text: this is not a text file"),
        ("a: 통\n".encode("utf-16"), "1:1 not-utf-8: this file is in UTF-16"),
        ("a: 통\n".encode("utf-32"), "1:1 not-utf-8: this file is in UTF-32"),
        (
            "a: b\nc: 통행료\n".encode("euc-kr"),
            "2:4 not-utf-8: the byte 0xc5 here is not UTF-8; the file looks like Korean in the encoding CP949",
        ),
        ("제목: caf".encode() + b"\xe9\n", "1:8 not-utf-8: the byte 0xe9 here is not UTF-8"),
        (b"a: \xed\xa0\x80\n", "1:4 not-utf-8: the byte 0xed here is not UTF-8"),
        (b"a: \xc0\xaf\n", "1:4 not-utf-8: the byte 0xc0 here is not UTF-8"),
    ],
)
def test_bytes_that_are_no_record(data: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "record.yml"
    file.write_bytes(data)
    assert problem_of(file) == said


def test_a_file_of_50_megabytes_is_not_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "record.yml"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    assert problem_of(file) == "1:1 file-too-large: this file has 50,000,000 bytes; at most 1,000,000 are allowed"


def test_a_file_of_a_megabyte_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    file = tmp_path / "record.yml"
    file.write_text("a: b\n" + "#" * 999_995)
    assert isinstance(read_file(file, "record.yml"), Document)
    file.write_text("a: b\n" + "#" * 999_996)
    assert problem_of(file).startswith("1:1 file-too-large: this file has 1,000,001 bytes")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "gone.yml") == "1:1 file-unreadable: this file cannot be read (No such file or directory)"


@pytest.mark.parametrize("target", ["record.yml", "other.yml", "gone.yml", "/etc/passwd", "../record.yml"])
def test_a_link_is_not_followed(target: str, tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text("a: b\n")
    file = tmp_path / "record.yml"
    file.symlink_to(target)
    assert problem_of(file) == "1:1 file-unreadable: this is a link to another place, and links are not followed"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "record.yml")
    assert problem_of(tmp_path / "record.yml") == "1:1 file-unreadable: this is a device or a pipe, not a file"


def test_a_device_is_no_record() -> None:
    assert problem_of(Path(os.devnull)).startswith("1:1 file-unreadable: this is a device or a pipe")


def test_a_file_that_grows_while_it_is_read_is_too_large(tmp_path: Path) -> None:
    grown = bytes_of(tmp_path / "record.yml", 3) if (tmp_path / "record.yml").write_bytes(b"12345") else None
    assert isinstance(grown, Trouble) and grown.message == "this file has 5 bytes; at most 3 are allowed"


def test_a_folder_with_the_name_of_a_record(tmp_path: Path) -> None:
    assert problem_of(tmp_path) == "1:1 file-unreadable: this is a folder, not a file"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "record.yml").write_text("a: b\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert read_file(tmp_path / "record.yml", "record.yml") == [
        Problem("record.yml", Place(1, 1), "file-unreadable", "this file may not be read", "allow reading it: chmod u+r")
    ]
