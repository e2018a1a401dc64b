"""`build.py new` and `build.py from-form`: what they write passes `check`; what would not pass is not written."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from projects import DAY, ROOT, example_project, files

from dealtracker import cli

EVENT = [
    "--date",
    "2031-10-20",
    "--kind",
    "statement",
    "--title",
    "A minister says: no #1",
    "--by",
    "north, south",
    "--point",
    "toll=9: or 10",
]
SOURCE = ["--source-url", "https://lakepost.example/new", "--source-title", "Minister: no", "--source-publisher", "The Lake Post"]
SOURCE += ["--source-kind", "press", "--source-language", "en"]
SUMMARY = ["--track-title", "Tunnel", "--summary", "A tunnel.", "--domain", "trade"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return example_project(tmp_path)


def run(project: Path, *arguments: str) -> int:
    return cli.main([arguments[0], "--root", str(project), "--as-of", DAY, *arguments[1:]])


def passes(project: Path) -> bool:
    return run(project, "check") == 0


def test_an_event_with_a_new_source(project: Path) -> None:
    before = files(project)
    assert run(project, "new", "event", "bridge-toll", *EVENT, *SOURCE) == 0
    after = files(project)
    assert [path for path in after if after[path] != before.get(path)] == ["data/tracks/bridge-toll.yml"]
    text = after["data/tracks/bridge-toll.yml"].decode()
    assert (
        "  - id: minister-says-no-1\n    date: 2031-10-20\n    kind: statement\n    by: [north, south]\n"
        "    title: 'A minister says: no #1'\n    points:\n      toll: '9: or 10'\n"
        "    sources: [lake-post-minister-no]\n\npositions:"
    ) in text
    assert text.endswith("\n    url: https://lakepost.example/new\n")
    assert passes(project)


@pytest.mark.parametrize(
    "source", [["--source", "treaty-text"], ["--source-url", "treaty-text"], ["--source-url", "https://gazette.example/2031/44"]]
)
def test_an_event_with_a_source_that_is_known(source: list[str], project: Path) -> None:
    assert run(project, "new", "event", "ferry-quota", "--id", "mine", *EVENT[:6], *source) == 0
    assert "  - id: mine\n" in (project / "data/tracks/ferry-quota.yml").read_text("utf-8")
    assert "lakepost.example/new" not in (project / "data/tracks/ferry-quota.yml").read_text("utf-8")
    assert passes(project)


def test_a_track(project: Path) -> None:
    assert run(project, "new", "track", "tunnel", *SUMMARY, *EVENT[:6], *SOURCE) == 0
    text = (project / "data/tracks/tunnel.yml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schemas/track.json\n\ntitle: Tunnel\n")
    assert "\ntitle: Tunnel\nsummary: A tunnel.\ntold-until: 2031-12-31\ndomain: trade\nchecked: 2031-12-31\n\nevents:\n" in text
    assert passes(project)


@pytest.mark.parametrize(("where", "file"), [("press", "sources/press.yml"), ("bridge-toll", "tracks/bridge-toll.yml")])
def test_a_source(where: str, file: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert run(project, "new", "source", where, "--id", "mine", *SOURCE) == 0
    text = (project / "data" / file).read_text("utf-8")
    assert text.count("id: mine\n") == 1
    assert text.startswith("# yaml-language-server: $schema=../../schemas/sources.json\n\n- id: mine\n") == (where == "press")
    assert "described already" in capsys.readouterr().out
    assert passes(project)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["new", "event", "bridge-tol", *EVENT, *SOURCE], 2, "did you mean `bridge-toll`?"),
        (["new", "track", "bridge-toll", *EVENT, *SOURCE], 2, "already"),
        (["new", "event", "bridge-toll"], 2, "say also --date, --kind, --title"),
        (["new", "event", "bridge-toll", *EVENT], 2, "say also --source-url"),
        (["new", "event", "bridge-toll", "--date", "soon", *EVENT[2:], *SOURCE], 2, "`soon` is not a date"),
        (
            ["new", "event", "bridge-toll", *EVENT[:2], "--kind", "statment", "--title", "A", *SOURCE],
            1,
            "did you mean `statement`?",
        ),
        (["new", "track", "Tunnel Toll", *SUMMARY, *EVENT[:6], *SOURCE], 1, "rename it to tunnel-toll.yml"),
        (["new", "track", "../tunnel", *SUMMARY, *EVENT[:6], *SOURCE], 2, "`../tunnel` cannot be the name of a record"),
        (["new", "source", "../x", *SOURCE], 2, "`../x` cannot be the name of a file"),
    ],
)
def test_nothing_is_written_that_check_would_refuse(
    arguments: list[str], code: int, words: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(project.parent)
    assert run(project, *arguments) == code
    said = capsys.readouterr()
    assert words in said.out + said.err and "nothing was written" in said.err
    assert files(project.parent) == before


def test_what_is_missing_is_asked_for_on_a_terminal(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["", "2031-10-20", "statement", "A minister speaks", "", "", "", "treaty-text"])

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda question: next(typed))
    assert run(project, "new", "event", "bridge-toll") == 0
    assert "talks, statement" in capsys.readouterr().out
    assert passes(project)


FORM = """\
### Track

bridge-toll

### Date

2031-10-20

### What kind of event it is

statement: somebody said something

### What happened

<script>alert(1)</script> ${{ secrets.TOKEN }}: "x" # y

### Address of the page that says so

https://lakepost.example/new
"""


def test_a_form_becomes_the_lines_of_an_event(project: Path) -> None:
    (project / "form.md").write_text(FORM, "utf-8")
    assert run(project, "from-form", str(project / "form.md")) == 0
    text = (project / "data/tracks/bridge-toll.yml").read_text("utf-8")
    assert "    title: '<script>alert(1)</script> ${{ secrets.TOKEN }}: \"x\" # y'\n" in text
    assert passes(project)


def test_a_form_can_come_from_another_program(project: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "from-form", "-", "--as-of", DAY]
    done = subprocess.run(command, cwd=project, input=FORM, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "written: data/tracks/bridge-toll.yml\n")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (FORM.replace("2031-10-20", "soon"), "“Date”: `soon` is not a date"),
        (FORM.replace("2031-10-20", "2039-10-20"), "event-in-future"),
        (FORM.replace("<script>", "a\u202eb"), "invisible-character"),
        ("", "“Track” has no answer"),
    ],
)
def test_a_form_that_will_not_do_is_refused(form: str, words: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "form.md").write_text(form, "utf-8")
    before = files(project)
    assert run(project, "from-form", str(project / "form.md")) == 1
    said = capsys.readouterr()
    assert words in said.out + said.err and "nothing was written" in said.err
    assert files(project) == before


def test_a_form_that_cannot_be_read_is_said_plainly(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "form.md").write_bytes(b"\xff\xfe")
    assert run(project, "from-form", str(project / "form.md")) == 1
    assert run(project, "from-form", str(project / "nowhere.md")) == 1
    assert capsys.readouterr().err.count("the form cannot be read") == 2
