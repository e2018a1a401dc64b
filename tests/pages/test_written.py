"""Hand-written pages, and the places in them."""

import os
import re
import sys
from pathlib import Path

import pytest
import yaml
from projects import ROOT

from dealtracker import escape, limits
from dealtracker.fixing import FIXERS
from dealtracker.model import Event, Link
from dealtracker.pages import Edition
from dealtracker.pages.written import PLACES, fields, written_pages
from dealtracker.problems import DataProblems, visible
from dealtracker.reading.trouble import MOST


def content(folder: Path, text: str) -> Path:
    file = folder / "content" / "method.md"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return file.parent


def test_a_place_is_filled_and_the_rest_stays(edition: Edition, tmp_path: Path) -> None:
    (page,) = written_pages(edition, content(tmp_path, "# Method\n\n<!-- place: kinds -->\n\nThe end.\n"))
    assert page.path == "method.md"
    assert page.text.split("---\n")[2].startswith("# Method\n\n<div") and '\n\nThe end.\n\n<section class="cite"' in page.text


def test_the_page_of_checks_says_which_of_them_fix_repairs(edition: Edition, tmp_path: Path) -> None:
    (page,) = written_pages(edition, content(tmp_path, "# Checks\n\n<!-- place: checks -->\n"))
    sections = re.findall(r'<section class="rule" id="([\w-]+)">(.*?)</section>', page.text, re.DOTALL)
    assert {rule for rule, text in sections if "<code>build.py fix</code> repairs it" in text} == set(FIXERS)


def test_a_page_is_found_by_its_headings_and_is_one_entry_of_the_search(edition: Edition, tmp_path: Path) -> None:
    (page,) = written_pages(edition, content(tmp_path, "# Method\n\nWhy.\n\n## A & B { #ab }\n\nText.\n\n### C { #c }\n"))
    assert page.text.split("---\n")[2].startswith(
        "# Method\n\nWhy.\n\n<p hidden>A &amp; B; C</p>\n\n"
        "## A & B { #ab data-search-exclude }\n\nText.\n\n### C { #c data-search-exclude }\n\n<section"
    )


def test_a_page_says_what_it_is_called_in_its_head_or_in_its_first_line(edition: Edition, tmp_path: Path) -> None:
    head = "---\ntitle: 'How: the method'\ndescription: Why\n---\n"
    (page,) = written_pages(edition, content(tmp_path, head + "# Method\n\nWhy.\n"))
    assert (page.heading.title, page.heading.line) == ("How: the method", "Why")
    assert yaml.safe_load(page.text.split("---\n")[1])["card"] == "method"
    (page,) = written_pages(edition, content(tmp_path / "other", "# Method { #top }\n\nWhy.\n"))
    assert page.heading.title == "Method"


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("title: How: why", "2:8: needs-quotes: `How: why` has a colon in it"),
        ("title: A\ntitle: B", "3:1: double-key: `title` is written twice; the first is on line 2"),
        ("title: [A", "2:8: yaml-grammar: the `[` here is not closed"),
        ("a: &a [x, x]\nb: &b [*a, *a]\ntitle: *b", "2:4: anchor-or-tag: `&a` names this place of the file"),
        (f"title: {'[' * 1000}{']' * 1000}", "2:207: yaml-grammar: this is more than 200 levels deep"),
        ("title: A\n...\ndescription: B", None),
        ("", "1:1: head-unreadable: the lines between the two `---` cannot be read"),
        ("- title", "1:1: head-unreadable: the lines between the two `---` cannot be read"),
        ("just words", "1:1: head-unreadable: the lines between the two `---` cannot be read"),
        ("title: [A]", "1:1: head-unreadable: the lines between the two `---` cannot be read"),
        ("description: 5", "1:1: head-unreadable: the lines between the two `---` cannot be read"),
    ],
)
def test_a_head_is_read_as_records_are(edition: Edition, tmp_path: Path, head: str, said: str | None) -> None:
    folder = content(tmp_path, f"---\n{head}\n---\n# Method\n")
    if said is None:
        assert written_pages(edition, folder)
        return
    with pytest.raises(DataProblems) as raised:
        written_pages(edition, folder)
    assert str(raised.value.problems[0]).split("\n")[0] == f"content/method.md:{said}"


@pytest.mark.parametrize("title", ["2031-02-30", "1e999999", "no", "<b>& more", "012", "'9'"])
def test_what_a_head_says_is_text_to_whoever_reads_it_next(edition: Edition, tmp_path: Path, title: str) -> None:
    (page,) = written_pages(edition, content(tmp_path, f"---\ntitle: {title}\n---\n\n# Method\n"))
    assert page.heading.title == title.strip("'")
    assert yaml.safe_load(page.text.split("---\n")[1])["title"] == escape.html(title.strip("'"))


@pytest.mark.parametrize("name", ["More.md", "con.md", "a b.md", "a\nb.md", "a\u202eb.md", "..md", "A/more.md", "a.b.md"])
def test_the_name_of_a_page_is_part_of_an_address(edition: Edition, tmp_path: Path, name: str) -> None:
    folder = content(tmp_path, "# Method\n")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("# More\n")
    with pytest.raises(DataProblems) as raised:
        written_pages(edition, folder)
    (problem,) = raised.value.problems
    assert (problem.path, problem.rule) == (visible(f"content/{name}"), "file-name")
    assert problem.message == f"`{visible(name)}` cannot be the name of a page"


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_a_name_that_is_no_text_is_refused(edition: Edition, tmp_path: Path) -> None:
    folder = content(tmp_path, "# Method\n")
    Path(os.fsdecode(os.fsencode(folder) + b"/a\xff.md")).write_text("# More\n")
    with pytest.raises(DataProblems) as raised:
        written_pages(edition, folder)
    assert raised.value.problems[0].path == "content/a\\udcff.md"


def test_of_places_that_do_not_exist_the_first_are_said(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(DataProblems) as raised:
        written_pages(edition, content(tmp_path, "<!-- place: none -->\n" * 1000))
    assert len(raised.value.problems) == MOST


@pytest.mark.parametrize("name", ["more.md", "more", "picture.png"])
def test_a_link_is_no_page_wherever_it_leads(edition: Edition, tmp_path: Path, name: str) -> None:
    folder = content(tmp_path, "# Method\n")
    (folder / name).symlink_to(tmp_path)
    with pytest.raises(DataProblems) as raised:
        written_pages(edition, folder)
    said = [str(problem).split("\n")[0] for problem in raised.value.problems if problem.rule != "file-name"]
    assert said == [f"content/{name}:1:1: file-unreadable: this is a link to another place, and links are not followed"]


def test_a_page_may_have_as_many_bytes_as_a_record(edition: Edition, tmp_path: Path) -> None:
    folder = content(tmp_path, "# Method\n" + "x" * limits.FILE)
    with pytest.raises(DataProblems) as raised:
        written_pages(edition, folder)
    assert str(raised.value.problems[0]).startswith("content/method.md:1:1: file-too-large: this file has 1,000,009 bytes")


def test_a_place_that_does_not_exist_is_a_problem_with_its_line(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(DataProblems) as raised:
        written_pages(edition, content(tmp_path, "# Method\n\n<!-- place: status -->\n<!-- place: xyz -->\n"))
    unknown, stranger = map(str, raised.value.problems)
    assert unknown == "content/method.md:3:1: place-unknown: `status` is not a place\n    did you mean `statuses`?"
    assert stranger.startswith("content/method.md:4:1: place-unknown: `xyz` is not a place\n    the places are: statuses, kinds")


def test_every_word_of_the_vocabulary_is_explained(edition: Edition, tmp_path: Path) -> None:
    places = ("statuses", "kinds", "source-kinds", "reads", "flags", "relations")
    (page,) = written_pages(edition, content(tmp_path, "\n\n".join(f"<!-- place: {place} -->" for place in places)))
    words = edition.words
    for group, name in (("status", words.status), ("kind", words.kind), ("flag", words.flag), ("relation", words.relation)):
        for id in name:
            assert f'id="{group}-{id}"' in page.text


def test_the_record_format_names_every_field_as_it_is_written() -> None:
    names = [name for name, _, _ in fields(Link)]
    assert "from" in names and "since" not in names
    assert all(purpose for _, _, purpose in fields(Event))
    assert {name: required for name, required, _ in fields(Event)}["date"]


def test_every_place_is_used_by_the_site() -> None:
    text = "".join(file.read_text("utf-8") for file in (ROOT / "content").rglob("*.md"))
    assert [place for place in PLACES if f"place: {place} " not in text] == []
