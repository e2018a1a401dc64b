"""Hostile strings in what the program prints: messages, comments on proposals, annotations, and what it makes of a form."""

import json
import re
import unicodedata
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hostile.counting import Counts
from hostile.filling import AS_OF, DENSE, deal, filled
from hostile.strings import corpus, texts
from making import EXAMPLE
from markdown_it import MarkdownIt
from projects import DAY, example_project, run

from dealtracker import escape, meaning
from dealtracker.adding.entries import event_lines, source_lines
from dealtracker.adding.form import LABELS, Unusable, answers, draft
from dealtracker.loading import load
from dealtracker.problems import Level, Place, Problem
from dealtracker.reading import Document, read_text
from dealtracker.reports import FORMATS, Report, github
from dealtracker.standing import deal_standing

STRINGS = [hostile.text for hostile in corpus()]


def may_be_printed(line: str) -> bool:
    """Whether a terminal only shows a line, and GitHub takes it for no command."""
    shown = all(letter.isprintable() or letter == "\n" or unicodedata.category(letter) == "Zs" for letter in line)
    return shown and "##[" not in line and not re.search(r"(?m)^\s*::", line)


def said(text: str) -> Problem:
    """A problem in which somebody's words stand everywhere."""
    return Problem(
        f"data/{text}.yml", Place(1, 2, 1, 3), "word-not-known", f"`{text}` is not a kind", f"{text} is no hint", Level.ERROR
    )


PROBLEMS = [said(text) for text in STRINGS]
REPORT = Report(PROBLEMS, "https://deal.example/")


@pytest.mark.parametrize("text", [*STRINGS, "\u00a0::set-output name=x::y", "a\n\n\t::error::b"], ids=ascii)
def test_a_terminal_shows_every_string_and_runs_none(text: str) -> None:
    for line in (text, f"data/x.yml: `{text}`", f"{text}\n{text}"):
        assert may_be_printed(escape.terminal(line))
    assert (
        text not in STRINGS or escape.terminal(escape.terminal(text)) == escape.terminal(text) or "##\\[" in escape.terminal(text)
    )


def test_plain_words_are_printed_as_they_are() -> None:
    for text in ("관세 15%", "10\u00a0% “and” 20\u202f%", "a: b :: c", "# heading [x]", "x\n  y", "naïve — 😀"):
        assert escape.terminal(text) == text


def test_messages_in_text_are_lines_of_words() -> None:
    lines = list(FORMATS["text"](REPORT))
    assert len(lines) > len(STRINGS) and all(map(may_be_printed, lines))


def test_messages_for_programs_read_back() -> None:
    lines = list(FORMATS["json"](REPORT))
    assert all(line.isascii() and may_be_printed(line) for line in lines)
    assert [json.loads(line)["message"] for line in lines] == [problem.message for problem in PROBLEMS]
    assert [json.loads(line)["path"] for line in lines] == [problem.path for problem in PROBLEMS]


def test_results_for_code_scanning_read_back() -> None:
    report = Report([problem for problem in PROBLEMS if not re.search("[\ud800-\udfff]", problem.path)])
    (document,) = FORMATS["sarif"](report)
    assert document.isascii() and may_be_printed(document)
    results = json.loads(document)["runs"][0]["results"]
    assert [result["message"]["text"] for result in results] == [f"{each.message}\n{each.hint}" for each in report.problems]
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results]
    assert all(re.fullmatch(r"data/[A-Za-z0-9._~/%-]+", uri) for uri in uris)


COMMAND = re.compile(r"::error file=([^,:]*),line=1,col=2,endLine=1,title=word-not-known::([^\r\n]*)")


def test_annotations_are_one_command_each() -> None:
    for problem in PROBLEMS:
        command, counts = FORMATS["github"](Report([problem]))
        found = COMMAND.fullmatch(command)
        assert found and counts == "1 error"
        undone = [
            re.sub("%0A", "\n", part).replace("%3A", ":").replace("%2C", ",").replace("%25", "%") for part in found.groups()
        ]
        assert undone[0] == escape.terminal(problem.path).replace("##\\[", "##[").replace("\\::", "::")
        assert all(may_be_printed(part.replace("##[", "")) for part in found.groups())


class Cells(HTMLParser):
    """The elements of a table and the texts in it."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.text = self.outside = ""
        self.is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(f"{tag} {dict(attrs)}" if attrs else tag)

        self.is_code = tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.is_code = False

    def handle_data(self, data: str) -> None:
        self.text += data
        self.outside += "" if self.is_code else data


def test_the_summary_of_a_job_is_a_table_of_texts() -> None:
    link = f"a { {'href': 'https://deal.example/checks/#word-not-known'} }"
    for problem in PROBLEMS:
        cells = Cells()
        cells.feed(github.summary(Report([problem], "https://deal.example/")).split("</tr>\n", 1)[1])
        assert cells.elements == ["tr", "td", "code", "td", link, "td", "br"]
        shown = cells.text.replace("\u2060", "")
        plain = "".join(f"{problem.path}:1:2word-not-known{problem.message}{problem.hint}".replace("\u2060", "").split())
        assert "".join(shown.split()) == plain
        assert not re.search(r"@\w|#\d|://\w", cells.outside), "nobody is called, nothing is referred to"
        summary = MarkdownIt("gfm-like", {"linkify": False}).parse(github.summary(Report([problem])))
        assert {token.type for token in summary} <= {"html_block"}


def test_a_comment_says_what_a_change_means_in_texts(counted: Counts) -> None:
    before, _ = filled(texts(), DENSE, is_harmless=True)
    after, _ = filled(texts(), DENSE)
    standings = [deal_standing(deal(values), AS_OF) for values in (before, after)]
    for records in (after["tracks"], after["peers"]):
        for record in records:
            record["events"].pop()
    standings.append(deal_standing(deal(after), AS_OF))
    lines = elements = 0
    for one, other in pairwise(standings):
        found = meaning.compare(one, other)
        assert all(map(may_be_printed, map(escape.terminal, meaning.plain(found))))
        for line in meaning.markdown(found):
            tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(line)
            kinds = {token.type for token in tokens} | {inner.type for token in tokens for inner in token.children or []}
            assert kinds <= ALLOWED, kinds - ALLOWED
            html = [inner.content for token in tokens for inner in token.children or [] if inner.type == "html_inline"]
            assert set(html) <= {"<code>", "</code>"}
            shown = "".join(inner.content for token in tokens for inner in token.children or [] if inner.type.startswith("text"))
            assert not re.search(r"(?<![\w&])@\w|(?<!&)#\d|://\w|www\.", shown, re.IGNORECASE)
            lines, elements = lines + 1, elements + len(kinds)
    assert lines > 100
    counted("comments on a change", lines=lines)


ALLOWED = {
    "inline", "text", "text_special", "html_inline", "strong_open", "strong_close", "paragraph_open", "paragraph_close",
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
}  # fmt: skip


@pytest.mark.parametrize("text", STRINGS, ids=ascii)
def test_a_text_in_a_comment_or_a_table_of_one_is_only_text(text: str) -> None:
    for made in (escape.comment(text), escape.comment_code(text)):
        tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"- x {made} x")
        inner = [part for token in tokens for part in token.children or []]
        assert {token.type for token in tokens} | {part.type for part in inner} <= ALLOWED
        assert {part.content for part in inner if part.type == "html_inline"} <= {"<code>", "</code>"}


def form(**said: str) -> str:
    """A filled form as GitHub hands it on."""
    told = {
        "track": "bridge-toll",
        "date": "2031-10-01",
        "kind": "statement",
        "title": "x",
        "url": "https://lakepost.example/x",
    } | said
    return "\n\n".join(f"### {LABELS[name]}\n\n{answer}" for name, answer in told.items()) + "\n"


def test_what_is_answered_in_a_form_is_a_text_or_refused(counted: Counts) -> None:
    example = load(EXAMPLE, AS_OF).deal
    assert example is not None
    written = refused = 0
    messages: set[str] = set()
    for name in (name.replace("-", "_") for name in LABELS):
        for text in STRINGS:
            label = name.replace("_", "-")
            try:
                track, made = draft(example, answers(form(**{label: text})))
            except Unusable as error:
                messages.add(str(error))
                refused += 1
                continue
            assert track in example.tracks
            lines = [
                "events:",
                *event_lines({**made.event, "id": "x", "sources": ["y"]}),
                "sources:",
                *source_lines({**made.source, "id": "y"}),
            ]
            document = read_text("\n".join(lines) + "\n", "record.yml")
            if not isinstance(document, Document):
                assert {problem.rule for problem in document} <= {"invisible-character", "marks-piled-up", "lookalike-letter"}
                refused += 1
                continue
            assert isinstance(document.value, dict)
            record: dict[str, Any] = dict(document.value)
            (event,), (source,) = record["events"], record["sources"]
            expected = escape.one_line(unicodedata.normalize("NFC", text))
            wanted = {"title": event.get("title"), "source_title": source.get("title"), "publisher": source.get("publisher")}
            if name in wanted and text.strip():
                assert expected.startswith(str(wanted[name])) and (str(wanted[name]) == expected or "###" in text)
            assert set(event) <= {"id", "date", "effective", "place", "kind", "by", "title", "points", "sources"}
            assert set(source) <= {"id", "title", "publisher", "kind", "language", "published", "url", "archive"}
            written += 1
    assert all(len(message) < 400 and may_be_printed(escape.terminal(message)) for message in messages)
    counted("forms for news", fields=len(LABELS), strings=len(STRINGS), written=written, refused=refused)


@pytest.mark.parametrize(
    "told",
    [
        {"track": "##[set-output name=number;]1"},
        {"kind": "\x1b[2J\x1b]0;title\x07"},
        {"date": "x\n::add-mask::e"},
        {"by": "north, \u202egnp"},
        {"title": "a \x1b[31m red title"},
        {"title": "P\u0430ypal"},
        {"points": "##[group]x: y\n::stop-commands::x"},
    ],
    ids=str,
)
def test_the_program_prints_no_command_when_it_refuses_a_form(told: dict[str, str], tmp_path: Path) -> None:
    made = example_project(tmp_path / "project")
    (tmp_path / "form.md").write_text(form(**told), "utf-8")
    done = run("from-form", str(tmp_path / "form.md"), "--as-of", DAY, root=made)
    assert done.returncode == 1 and "nothing was written" in done.stderr
    assert may_be_printed(done.stdout) and may_be_printed(done.stderr)
    assert "Traceback" not in done.stderr
