"""A contributor's text stays a text wherever it is printed."""

import html
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dealtracker import escape

HOSTILE = [
    "<script>alert(1)</script>",
    '" onload="x',
    "' x='",
    "](javascript:alert(1))",
    "| cell |",
    "{{ 7*7 }}",
    "{: .x }",
    "--8<-- 'x'",
    "a\n---\nb: c",
    "key: value",
    "- item",
    "# heading",
    "`code`",
    "&amp;",
    "공개",
    '# 관세 "15%"',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_front_matter_reads_back_as_the_escaped_text(text: str) -> None:
    head = escape.front_matter({"title": text, "hide": ["toc"]})
    assert head.startswith("---\n") and head.endswith("\n---\n")
    assert yaml.safe_load(head.strip("-\n")) == {"title": str(escape.html(text)), "hide": ["toc"]}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_no_text_leaves_its_attribute_or_element(text: str) -> None:
    assert not set("<>\"'") & set(escape.html(text))


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "https://example.org",
        "https://example.org/a?b=c&d=%20#e",
        "https://world.kbs.co.kr/news_view.htm?lang=e",
    ],
)
def test_https_becomes_a_link(address: str) -> None:
    assert escape.link(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "javascript:alert(1)",
        "https:example.org",
        "https://a b/",
        'https://x/"onload',
        "https://user@x/",
        "//example.org",
        "data:text/html,x",
        "https://example.org/\n",
        "HTTPS://example.org/",
        "",
    ],
)
def test_nothing_else_becomes_a_link(address: str) -> None:
    assert escape.link(address) is None


def test_a_page_is_narrowed_to_latin_1_and_reads_the_same() -> None:
    page = '---\ntitle: "관세 “15%”"\n---\n\n<p>관세 “15%” – né</p>\n'
    narrow = escape.narrow(page)
    assert html.unescape(narrow) == page
    assert narrow.startswith('---\ntitle: "관세 “15%”"\n---\n')
    assert max(narrow[narrow.index("<p>") :]) <= "\xff"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_latex_reads_no_sign_of_a_text_as_a_command(text: str) -> None:
    escaped = escape.bibtex(text)
    assert escaped.count("{") == escaped.count("}"), "BibTeX counts braces"
    left = re.sub(r"\\(?:text(?:braceleft|braceright|backslash|asciitilde|asciicircum)\{\}|[%&#_$])", "", escaped)
    assert not set(left) & set("\\{}%&#_$~^\n")


def test_the_path_of_an_address_holds_nothing_that_would_end_it() -> None:
    assert escape.path("tracks/chips/") == "tracks/chips/"
    assert escape.path("a b/공개?}\n#/") == "a%20b/%EA%B3%B5%EA%B0%9C%3F%7D%0A%23/"


def test_one_line() -> None:
    assert escape.one_line(" a\n  b\tc ") == "a b c"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_a_text_in_a_line_of_markdown_is_only_text(text: str) -> None:
    for before in ("x ", ""):
        opened, paragraph, *_ = MarkdownIt().parse(f"{before}{escape.markdown(text)} x")
        assert opened.type == "paragraph_open"
        assert {child.type for child in paragraph.children or []} <= {"text", "text_special"}
        said = "".join(child.content for child in paragraph.children or [])
        assert said == f"{before}{' '.join(text.split())} x".strip()


def test_a_calendar_text_is_escaped_as_the_standard_says() -> None:
    assert escape.calendar("a, b; c\\N\r\nEND:VEVENT") == r"a\, b\; c\\N\nEND:VEVENT"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n", " =1", '"=1"', "'=1", "＝1"])
def test_what_a_spreadsheet_would_run_has_an_apostrophe_before_it(text: str) -> None:
    assert escape.spreadsheet(text) == "'" + text
    assert escape.spreadsheet(f"15%;{text}") == f"15%;'{text}"


@pytest.mark.parametrize("text", ["", "15% - 25%", "a=b", "'Tis", "2026-06", "공개", "don’t; won’t", "“-5%”"])
def test_any_other_text_is_the_same_in_a_spreadsheet(text: str) -> None:
    assert escape.spreadsheet(text) == text


@given(st.text("=+-@＝;'\" \t\r\na"), st.text("=+-@＝;'\" \t\r\na"))
def test_no_two_texts_are_the_same_in_a_spreadsheet(one: str, other: str) -> None:
    assert (escape.spreadsheet(one) == escape.spreadsheet(other)) == (one == other)
