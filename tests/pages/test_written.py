"""Hand-written pages, and the places in them."""

import re
from pathlib import Path

import pytest
import yaml
from projects import ROOT

from dealtracker.fixing import FIXERS
from dealtracker.model import Event, Link
from dealtracker.pages import Edition
from dealtracker.pages.written import PLACES, fields, written_pages
from dealtracker.problems import DataProblems


def content(folder: Path, text: str) -> Path:
    file = folder / "content" / "method.md"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return file.parent


def test_a_place_is_filled_and_the_rest_stays(edition: Edition, tmp_path: Path) -> None:
    (page,) = written_pages(edition, content(tmp_path, "# Method\n\n<!-- place: kinds -->\n\nThe end.\n"))
    assert page.path == "method.md"
    assert page.text.startswith("# Method\n\n<div") and '\n\nThe end.\n\n<section class="cite"' in page.text


def test_the_page_of_checks_says_which_of_them_fix_repairs(edition: Edition, tmp_path: Path) -> None:
    (page,) = written_pages(edition, content(tmp_path, "# Checks\n\n<!-- place: checks -->\n"))
    sections = re.findall(r'<section class="rule" id="([\w-]+)">(.*?)</section>', page.text, re.DOTALL)
    assert {rule for rule, text in sections if "<code>build.py fix</code> repairs it" in text} == set(FIXERS)


def test_a_page_is_found_by_its_headings_and_is_one_entry_of_the_search(edition: Edition, tmp_path: Path) -> None:
    (page,) = written_pages(edition, content(tmp_path, "# Method\n\nWhy.\n\n## A & B { #ab }\n\nText.\n\n### C { #c }\n"))
    assert page.text.startswith(
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


@pytest.mark.parametrize("head", ["title: How: why", "- title", "title: [", "just words"])
def test_a_head_that_cannot_be_read_is_a_problem(edition: Edition, tmp_path: Path, head: str) -> None:
    with pytest.raises(DataProblems) as raised:
        written_pages(edition, content(tmp_path, f"---\n{head}\n---\n# Method\n"))
    assert str(raised.value.problems[0]).startswith("content/method.md:1:1: head-unreadable: ")


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
