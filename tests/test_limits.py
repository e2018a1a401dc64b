"""What is too much, or leads elsewhere, is refused with one message; what is just within a limit is taken."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from projects import EXAMPLE, example_project, files, run
from spoiling import AS_OF, example_data

from dealtracker import limits
from dealtracker.history import NoSuchVersion, full_name
from dealtracker.loading import load
from dealtracker.problems import Problem
from dealtracker.reading import Document, grammar, read_text

TRACK = "tracks/ferry-quota.yml"


def said(data: Path) -> list[str]:
    """What is said about a folder, without the hints."""
    return [str(problem).split("\n")[0] for problem in load(data, AS_OF).errors]


def value_or_trouble(text: str) -> Any:
    document = read_text(text, "record.yml")
    return document.value if isinstance(document, Document) else [str(problem).split("\n")[0] for problem in document]


@pytest.mark.parametrize(
    ("within", "beyond", "trouble"),
    [
        (
            "a:\n" + "  - b\n" * limits.ENTRIES,
            "a:\n" + "  - b\n" * (limits.ENTRIES + 1),
            "1002:5: too-many-items: this list has 1,001 items; at most 1,000 are allowed",
        ),
        (
            "".join(f"k{number}: b\n" for number in range(limits.ENTRIES)),
            "".join(f"k{number}: b\n" for number in range(limits.ENTRIES + 1)),
            "1001:1: too-many-items: this entry has 1,001 items; at most 1,000 are allowed",
        ),
        (
            f"a: {'통' * limits.TEXT}\n",
            f"a: {'통' * (limits.TEXT + 1)}\n",
            "1:4: text-too-long: this text has 5,001 characters; at most 5,000 are allowed",
        ),
        (
            "[" * limits.DEPTH + "]" * limits.DEPTH,
            "[" * (limits.DEPTH + 1) + "]" * (limits.DEPTH + 1),
            "1:201: yaml-grammar: this is more than 200 levels deep",
        ),
        (
            "- " * limits.DEPTH + "x",
            "- " * (limits.DEPTH + 1) + "x",
            "1:401: yaml-grammar: this is more than 200 levels deep",
        ),
        (
            "".join(" " * column + "a:\n" for column in range(limits.DEPTH)),
            "".join(" " * column + "a:\n" for column in range(limits.DEPTH)) + " " * limits.DEPTH + "- b\n",
            "201:201: yaml-grammar: this is more than 200 levels deep",
        ),
        (
            "- " * 30 + "[" * (limits.DEPTH - 30) + "]" * (limits.DEPTH - 30),
            "- " * 30 + "[" * (limits.DEPTH - 29) + "]" * (limits.DEPTH - 29),
            "1:231: yaml-grammar: this is more than 200 levels deep",
        ),
        (
            "# long\n" * 50_000 + "a: b\n",
            ("- [" + "a" * 300 + ", " + "b, " * 990 + "]\n") * 300,
            "21:777: too-many-items: this file has more than 20,000 values",
        ),
        (
            "- [" + "a, " * (limits.VALUES // 20 - 2) + "]\n" + ("- [" + "a, " * (limits.VALUES // 20 - 1) + "]\n") * 19,
            ("- [" + "a, " * (limits.VALUES // 20 - 1) + "]\n") * 20,
            "20:2998: too-many-items: this file has more than 20,000 values",
        ),
    ],
)
def test_a_document_may_be_as_large_as_the_limit_and_no_larger(within: str, beyond: str, trouble: str) -> None:
    assert isinstance(read_text(within, "record.yml"), Document)
    assert value_or_trouble(beyond) == [f"record.yml:{trouble}"]


def test_a_number_with_too_many_digits_is_a_text() -> None:
    assert value_or_trouble(f"a: {'9' * limits.DIGITS}") == {"a": 10**limits.DIGITS - 1}
    assert value_or_trouble(f"a: {'9' * (limits.DIGITS + 1)}") == {"a": "9" * (limits.DIGITS + 1)}
    assert value_or_trouble("a: [1e999, 0x7fffffffffffffffffff, .inf, 1_000, 9:59:59]") == {
        "a": ["1e999", "0x7fffffffffffffffffff", ".inf", "1_000", "9:59:59"]
    }


@pytest.mark.parametrize(
    ("field", "most", "begin"),
    [("title", limits.NAME, ""), ("publisher", limits.NAME, ""), *(("url", limits.ADDRESS, "https://a.example/"),)],
)
def test_what_a_source_is_called_may_be_so_long(field: str, most: int, begin: str, tmp_path: Path) -> None:
    data = example_data(tmp_path)
    shared = data / "sources" / "shared.yml"
    sources = yaml.safe_load(shared.read_text("utf-8"))
    for length, trouble in ((most, []), (most + 1, [f"text-too-long: `{field}` has {most + 1:,} characters; at most {most:,}"])):
        sources[0][field] = begin + "x" * (length - len(begin))
        shared.write_text(yaml.safe_dump(sources, width=10_000, sort_keys=False).replace("'", '"'), "utf-8")
        found = [re.sub(r"^\S+ | are allowed$", "", line) for line in said(data) if "too-long" in line]
        assert found == trouble


def test_an_id_may_be_so_long() -> None:
    of_80, of_81 = "a" * limits.ID, "a" * (limits.ID + 1)
    assert load_with("domain: trade", f"domain: trade\naliases: [{of_80}]") == []
    (line,) = load_with("domain: trade", f"domain: trade\naliases: [{of_81}]")
    assert "id-form" in line and "is too long for an id" in line


def load_with(old: str, new: str) -> list[str]:
    """What is said about the example deal with a change in one track."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        data = example_data(Path(folder))
        track = data / TRACK
        text = track.read_text("utf-8")
        assert text.count(old) == 1
        track.write_text(text.replace(old, new), "utf-8")
        return said(data)


def test_a_folder_may_hold_so_many_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = example_data(tmp_path)
    count = len(list((data / "tracks").iterdir()))
    monkeypatch.setattr(limits, "FILES", count)
    assert said(data) == []
    monkeypatch.setattr(limits, "FILES", count - 1)
    assert said(data) == [f"data/tracks:1:1: too-many-items: this folder holds {count} files; at most {count - 1} are allowed"]


def test_the_list_of_ids_may_have_so_many_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = example_data(tmp_path)
    (size,) = [file.stat().st_size for file in data.glob("published*")]
    monkeypatch.setattr(limits, "LIST_OF_IDS", size)
    assert said(data) == []
    monkeypatch.setattr(limits, "LIST_OF_IDS", size - 1)
    (line,) = said(data)
    assert f"file-too-large: this file has {size:,} bytes" in line


@pytest.mark.parametrize("name", ["con", "prn", "aux", "nul", "com1", "lpt9", "com0"])
def test_no_record_has_the_name_of_a_device(name: str, tmp_path: Path) -> None:
    data = example_data(tmp_path)
    (data / TRACK).rename(data / "tracks" / f"{name}.yml")
    problems = [problem for problem in load(data, AS_OF).errors if problem.rule == "file-name"]
    assert [(problem.path, problem.hint) for problem in problems] == [(f"data/tracks/{name}.yml", f"rename it to {name}-1.yml")]


@pytest.mark.parametrize(
    "name", ["Ferry-Quota.yml", "ferry-quota.YML", "ferry-quota.yaml", "ferry-quota .yml", "FERRY-QUOTA.yml"]
)
def test_two_names_that_some_systems_take_for_one_are_refused(name: str, tmp_path: Path) -> None:
    data = example_data(tmp_path)
    (data / "tracks" / name).write_bytes((data / TRACK).read_bytes())
    assert any(
        line.startswith(f"data/tracks/{name}:1:1: file-name: `{name}` cannot be the name of a record") for line in said(data)
    )


@pytest.mark.parametrize("name", ["..yml", "...yml", "-.yml", "a..yml", "a:b.yml", "a\\b.yml", "%2e%2e.yml", "ferry-quota\n.yml"])
def test_a_name_that_is_a_path_or_worse_is_refused_or_not_looked_at(name: str, tmp_path: Path) -> None:
    data = example_data(tmp_path)
    (data / "tracks" / name).write_bytes((data / TRACK).read_bytes())
    problems = load(data, AS_OF).errors
    assert all(is_plain(problem) for problem in problems)
    assert any(problem.rule == "file-name" for problem in problems) != name.startswith(".")


def is_plain(problem: Problem) -> bool:
    """Whether a message has two lines, of which one sees every character."""
    lines = str(problem).split("\n")
    return len(lines) == 2 and all(line.isprintable() for line in lines)


@pytest.mark.parametrize("name", ["tracks", "sources", "deal.yml", "vocabulary.yml", "bases.yml", TRACK, "published.txt"])
def test_no_link_is_followed_in_the_data(name: str, tmp_path: Path) -> None:
    data = example_data(tmp_path)
    (data / name).rename(tmp_path / "elsewhere")
    (data / name).symlink_to(tmp_path / "elsewhere")
    assert f"data/{name}:1:1: file-unreadable: this is a link to another place, and links are not followed" in said(data)


def test_a_folder_that_may_not_be_read_or_is_a_file_is_named(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    for file in (data / "sources").iterdir():
        file.unlink()
    (data / "sources").rmdir()
    (data / "sources").write_text("no folder")
    assert any(line.startswith("data/sources:1:1: file-unreadable: this file cannot be read") for line in said(data))


@pytest.mark.parametrize(
    ("bytes_", "rule"), [(b"# \xff", "not-utf-8"), ("# a\u202eb".encode(), "invisible-character"), (b"# \x00", "not-text")]
)
def test_a_hand_written_page_is_read_as_carefully(bytes_: bytes, rule: str, tmp_path: Path) -> None:
    root = example_project(tmp_path / "project")
    (root / "content" / "more.md").write_bytes(bytes_)
    done = run("--as-of", str(AS_OF), root=root)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert f"content/more.md:1:{3 if rule != 'invisible-character' else 4}: {rule}: " in done.stdout + done.stderr


def test_a_link_among_hand_written_pages_is_not_followed(tmp_path: Path) -> None:
    root = example_project(tmp_path / "project")
    (tmp_path / "secret").write_text("# A secret\n")
    (root / "content" / "more.md").symlink_to(tmp_path / "secret")
    done = run("--as-of", str(AS_OF), root=root)
    assert done.returncode == 1 and "content/more.md:1:1: file-unreadable: this is a link" in done.stdout + done.stderr
    assert not (root / "site").exists()


@pytest.mark.parametrize("page", ["index.md", "tracks/ferry-quota.md"])
def test_a_hand_written_page_does_not_take_the_place_of_one_that_is_made(page: str, tmp_path: Path) -> None:
    root = example_project(tmp_path / "project")
    (root / "content" / page).parent.mkdir(exist_ok=True)
    (root / "content" / page).write_text("# Mine\n")
    done = run("--as-of", str(AS_OF), root=root)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"content/{page}:1:1: file-name: `{page}` is a page that the program makes" in done.stdout


@pytest.mark.parametrize("site", ["data", "data/site", "content/site", "overrides", "build/tree/site", "data/../data/x", "."])
def test_the_site_cannot_be_put_over_what_it_is_made_of(site: str, tmp_path: Path) -> None:
    root = example_project(tmp_path / "project")
    before = files(root)
    done = run("--as-of", str(AS_OF), "--site", site, root=root)
    assert done.returncode == 2 and "Traceback" not in done.stderr and "name a" in done.stderr
    after = {path: held for path, held in files(root).items() if not path.startswith("build/")}
    assert after == before


@pytest.mark.parametrize(
    "revision", ["--help", "-n1", "--output=/tmp/x", "HEAD\n--x", "HEAD\x00", "", "@{-1}", "HEAD:data", "..", "a b"]
)
def test_no_revision_is_an_option_or_anything_but_a_version(revision: str, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    with pytest.raises(NoSuchVersion):
        full_name(tmp_path, revision)


def test_every_limit_is_told_with_its_reason() -> None:
    numbers = {value for name, value in vars(limits).items() if name.isupper() and isinstance(value, int)}
    assert numbers == {limit.most for limit in limits.LIMITS}
    assert all(limit.why.endswith(".") for limit in limits.LIMITS)


def test_the_records_that_there_are_stay_far_from_the_limits() -> None:
    root = EXAMPLE.parents[1] / "data"
    assert max(file.stat().st_size for file in root.rglob("*.yml")) * 10 < limits.FILE
    trees = [grammar.compose(file.read_text("utf-8")) for file in root.rglob("*.yml")]
    assert max(sum(1 for _ in grammar.nodes(tree)) for tree in trees if tree is not None) * 5 < limits.VALUES
