"""Repairing a folder: what is promised is repaired, nothing else is touched, and a second time there is nothing to do."""

import os
import re
import shutil
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import AS_OF as REAL_DAY
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import EXAMPLE, ROOT, files
from spoiling import AS_OF, FERRY, SHARED, TOLL, example_data, spoilt

from dealtracker import limits
from dealtracker.fixing import FIXERS, edited, edits, repair
from dealtracker.fixing.repair import mended
from dealtracker.loading import load
from dealtracker.reading import Document, read_text
from dealtracker.rules import RULES, trial

YAML_FILES = sorted(file.relative_to(EXAMPLE).as_posix() for file in EXAMPLE.rglob("*.yml"))


def write(data: Path, as_of: date = AS_OF) -> list[str]:
    """Repair a folder; what was said."""
    repaired = repair(data, as_of)
    for change in repaired.changes:
        change.write(data.parent)
    return repaired.said


@pytest.mark.parametrize("rule", FIXERS)
def test_the_example_of_a_rule_is_repaired(rule: str, tmp_path: Path) -> None:
    data, example = example_data(tmp_path), RULES[rule].example
    if example.bad:
        trial._put_in(data / example.file, example)
    else:
        trial._spoil(data / example.file)
    assert [problem.rule for problem in load(data, AS_OF).errors] == [rule]
    assert len(write(data)) == 1
    assert load(data, AS_OF).errors == []
    assert files(data).keys() == files(EXAMPLE).keys()
    assert write(data) == []


@pytest.mark.parametrize("rule", [name for name in RULES if name not in FIXERS])
def test_the_example_of_any_other_rule_is_left(rule: str, tmp_path: Path) -> None:
    data, example = example_data(tmp_path), RULES[rule].example
    if example.bad:
        trial._put_in(data / example.file, example)
    else:
        trial._spoil(data / example.file)
    before, errors = files(data), load(data, AS_OF).errors
    repaired = repair(data, AS_OF)
    assert (repaired.changes, repaired.said, repaired.left) == ([], [], errors)
    assert files(data) == before


def test_the_real_records_are_left_as_they_are() -> None:
    repaired = repair(ROOT / "data", date.fromisoformat(REAL_DAY))
    assert (repaired.changes, repaired.said, repaired.left) == ([], [], [])


# Spoilt in a way that has one remedy: what comes back is what stood there, byte for byte


def _first(pattern: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, new, text, count=1, flags=re.MULTILINE)


def _every(pattern: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, new, text, flags=re.MULTILINE)


SPOILERS: dict[str, Callable[[str], str]] = {
    "windows": lambda text: text.replace("\n", "\r\n"),
    "mark": lambda text: "\ufeff" + text,
    "spaces at the end": _every(r"(?<=[a-z\]])$", "  "),
    "tabs at the end": _first(r"(?<=[a-z])$", "\t"),
    "tabs inside": _first(r"^( *[a-z]+): (?=\w)", "\\1:\t"),
    "letters apart": lambda text: unicodedata.normalize("NFD", text),
    "nothing to be seen": _first(r"(?<=title: )", "\u200b"),
    "an odd space": _first(r"(?<=    by:) (?=\[)", "\u00a0"),
    "another date": _every(r"^( *date): (\d{4})-(\d\d)-(\d\d)$", r"\1: \2.\3.\4"),
    "no brackets": _first(r"^(    sources): \[([\w-]+)\]$", r"\1: \2"),
    "one source": _first(r"^(    source)s(: \[)", r"\1\2"),
    "brackets too many": _first(r"^(  - by): (\w+)$", r"\1: [\2]"),
    "capitals": lambda text: re.sub(r"(?<![/\w])joint-paper", "Joint_Paper", text.replace("lake-post", "Lake Post")),
    "no space": _first(r"^(    kind): ", r"\1:"),
    "no space after a hyphen": _first(r"^  - id: (?=lake-post|quota-agreed)", "  -id: "),
    "a space too many": _first(r"^(    kind: \w+)$", r" \1"),
    "no colon": _first(r"^(    place): ", r"\1 "),
}


@settings(max_examples=60)
@given(st.lists(st.sampled_from(sorted(SPOILERS)), min_size=1, max_size=5, unique=True), st.sampled_from([TOLL, FERRY]))
def test_what_was_spoilt_comes_back_byte_for_byte(names: list[str], path: str) -> None:
    with TemporaryDirectory() as folder:
        data = example_data(Path(folder))
        file = data / path
        text = file.read_text("utf-8").replace("\n    date:", "\n    # 통행료\n    date:", 1)
        file.write_text(text, "utf-8")
        if "capitals" in names:
            for other in data.rglob("*.yml"):
                other.write_text(SPOILERS["capitals"](other.read_text("utf-8")), "utf-8")
        spoilt_text = text
        for name in sorted(names, key=lambda name: name in ("windows", "mark", "letters apart")):
            spoilt_text = SPOILERS[name](spoilt_text)
        file.write_bytes(spoilt_text.encode())
        write(data)
        assert file.read_bytes().decode() == text
        assert files(data) == files(EXAMPLE) | {path: text.encode()}


def test_every_spoiler_spoils_something() -> None:
    texts = [(EXAMPLE / path).read_text("utf-8") for path in (TOLL, FERRY)]
    assert all(any(spoil(text) != text for text in texts) for name, spoil in SPOILERS.items() if name != "letters apart")


# Whatever is in a file


def noise(text: str, at: int, new: str, gone: int) -> str:
    at %= len(text) + 1
    return text[:at] + new + text[at + gone :]


pieces = st.sampled_from(
    [
        *('"', "'", "#", " #3", " # x", "{", "}", "[", "]", ", ", ": ", ":", "- ", "-", "\n", "\n  ", "\t", " ", "  ", "\r\n"),
        *(
            "&a ",
            "*a ",
            "@",
            "%",
            "`",
            "|",
            ">",
            "\\",
            "\ufeff",
            "\u200b",
            "\u00a0",
            "\u1112\u1161\u11ab",
            "é",
            "x",
            "1",
            "<<<<<<< ",
        ),
        *(
            "\n    source: a",
            "\n    date: 1/2/2031",
            "\n    Kind: x",
            "\n  - id: A B",
            "\nid: bridge-toll",
            "---\n",
            "title: a: b\n",
        ),
    ]
)
changes = st.lists(st.tuples(st.integers(0, 10_000), pieces, st.sampled_from([0, 0, 0, 1, 5, 40])), min_size=1, max_size=6)


@settings(max_examples=60)
@given(changes, st.sampled_from([TOLL, FERRY, SHARED]))
def test_a_second_time_there_is_nothing_to_do(made: list[tuple[int, str, int]], path: str) -> None:
    with TemporaryDirectory() as folder:
        data = example_data(Path(folder))
        text = (data / path).read_text("utf-8")
        for at, new, gone in made:
            text = noise(text, at, new, gone)
        (data / path).write_bytes(text.encode())
        before = load(data, AS_OF).errors
        said = write(data)
        once = files(data)
        assert write(data) == []
        assert files(data) == once
        assert said or once == files(EXAMPLE) | {path: text.encode()}
        assert before or not said
        others = {name: content for name, content in files(EXAMPLE).items() if name != path}
        assert once.items() >= others.items()


@settings(max_examples=300)
@given(changes, st.sampled_from([TOLL, FERRY]))
def test_the_edits_of_a_problem_lie_in_the_text_and_apart(made: list[tuple[int, str, int]], path: str) -> None:
    text = (EXAMPLE / path).read_text("utf-8")
    for at, new, gone in made:
        text = noise(text, at, new, gone)
    problems = read_text(text, path)
    for problem in [] if isinstance(problems, Document) else problems:
        found = edits(problem, text) or []
        assert all(0 <= edit.start <= edit.end <= len(text) for edit in found)
        assert not any(one.meets(other) for number, one in enumerate(found) for other in found[number + 1 :])
        assert not found or edited(text, found) != text


@settings(max_examples=300)
@given(st.text())
def test_any_text_at_all_can_be_given(text: str) -> None:
    problems = read_text(text, TOLL)
    if not isinstance(problems, Document):
        after, said = mended(text, problems)
        assert (after == text) == (said == [])


def test_all_comments_survive_in_their_order(tmp_path: Path) -> None:
    data, _ = spoilt(tmp_path, (TOLL, "    date: 2031-06-20\n    place", "    date: 20/6/2031\n    place"))
    text = (data / TOLL).read_text("utf-8")
    lines = text.split("\n")
    commented = "\n".join(f"{re.match(' *', line)[0]}# {number}\n{line}" for number, line in enumerate(lines[:-1]))  # type: ignore[index]
    (data / TOLL).write_text(commented.replace("  by: [north, south]", "  by: north, south") + "\n", "utf-8")
    assert len(write(data)) == 3
    after = (data / TOLL).read_text("utf-8")
    assert re.findall(r"# \d+$", after, re.MULTILINE) == [f"# {number}" for number in range(len(lines) - 1)]
    assert re.sub(r" *# \d+\n", "", after) == (EXAMPLE / TOLL).read_text("utf-8")


# Files


def test_only_what_is_wanted_is_repaired_and_said(tmp_path: Path) -> None:
    data, _ = spoilt(tmp_path, (TOLL, "domain: trade", "domain:\ttrade"), (FERRY, "domain: trade", "domain:\ttrade"))
    repaired = repair(data, AS_OF, lambda file: file == data / FERRY)
    assert [change.path for change in repaired.changes] == [f"data/{FERRY}"]
    assert repaired.left == []


def test_a_renamed_file_stays_wanted_under_its_old_name(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    wrong = (data / FERRY).rename(data / "tracks" / "Ferry Quota.yml")
    wrong.write_text("id: ferry-quota\n" + wrong.read_text("utf-8"), "utf-8")
    repaired = repair(data, AS_OF, lambda file: file == wrong)
    assert len(repaired.said) == 2
    for change in repaired.changes:
        change.write(tmp_path)
    assert files(data) == files(EXAMPLE)


def test_a_file_is_not_renamed_over_another(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    shutil.copy(data / FERRY, data / "tracks" / "Ferry Quota.yml")
    repaired = repair(data, AS_OF)
    assert repaired.changes == []
    assert "file-name" in {problem.rule for problem in repaired.left}


def test_what_cannot_be_read_is_left_and_said(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    (data / "tracks" / "a.yml").symlink_to(data / "nowhere")
    (data / "tracks" / "c.yml").mkdir()
    (data / "tracks" / "d.yml").write_bytes("제목".encode("euc-kr"))
    (data / "tracks" / "e.yml").write_bytes(b"# x\n" * 300_000)
    os.mkfifo(data / "tracks" / "f.yml")
    with (data / "tracks" / "g.yml").open("wb") as stream:
        stream.truncate(limits.LIST_OF_IDS + 1)
    before = load(data, AS_OF).errors
    assert len(before) == 6
    assert repair(data, AS_OF).left == before
    (data / FERRY).write_text((data / FERRY).read_text("utf-8").replace(": trade", ":\ttrade"), "utf-8")
    assert write(data) == [f"data/{FERRY}:3:8: tab: a tab stands here; repaired"]


def test_a_link_that_leads_in_a_circle_is_left_and_said(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    (data / "tracks" / "b.yml").symlink_to(data / "tracks" / "b.yml")
    before = load(data, AS_OF).errors
    repaired = repair(data, AS_OF)
    assert (repaired.left, repaired.changes) == (before, [])


def test_a_folder_that_cannot_be_copied_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise shutil.Error([("data/tracks", "x", "Permission denied")])

    data, _ = spoilt(tmp_path, (TOLL, "domain: trade", "domain:\ttrade"))
    monkeypatch.setattr(shutil, "copytree", refuse)
    repaired = repair(data, AS_OF)
    assert ([problem.rule for problem in repaired.left], repaired.changes) == (["tab"], [])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert [problem.rule for problem in repair(tmp_path / "data", AS_OF).left] == ["file-missing"]


def test_the_mode_of_a_file_stays(tmp_path: Path) -> None:
    data, _ = spoilt(tmp_path, (TOLL, "domain: trade", "domain:\ttrade"))
    (data / TOLL).chmod(0o640)
    write(data)
    assert (data / TOLL).read_bytes() == (EXAMPLE / TOLL).read_bytes()
    assert (data / TOLL).stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("linked", [TOLL, "tracks"])
@pytest.mark.parametrize("elsewhere", ["elsewhere", "data/elsewhere"])
def test_nothing_is_repaired_behind_a_link(linked: str, elsewhere: str, tmp_path: Path) -> None:
    data, _ = spoilt(tmp_path, (TOLL, "domain: trade", "domain:\ttrade"))
    (data / linked).rename(tmp_path / elsewhere)
    (data / linked).symlink_to(tmp_path / elsewhere)
    repaired = repair(data, AS_OF)
    assert (repaired.changes, repaired.left) == ([], load(data, AS_OF).errors)
    assert "file-unreadable" in {problem.rule for problem in repaired.left}


def test_a_link_to_the_folder_that_it_stands_in_is_not_gone_through(tmp_path: Path) -> None:
    data, _ = spoilt(tmp_path, (TOLL, "domain: trade", "domain:\ttrade"))
    for name in "abc":
        (data / name).symlink_to(data)
    assert [change.path for change in repair(data, AS_OF).changes] == [f"data/{TOLL}"]


def test_a_file_that_cannot_be_written_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, _ = spoilt(tmp_path, (TOLL, "domain: trade", "domain:\ttrade"))
    before = files(tmp_path)
    changes = repair(data, AS_OF).changes

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        changes[0].write(tmp_path)
    assert files(tmp_path) == before
