"""How wide words are: near enough to what a browser measures, for every script that the record uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from dealtracker.charts.lettering import width

WORDS = ["Being enacted · reported", "In force", "$350 billion fund", "Wood, aircraft parts, generics", "WWW", "illicit", "발표"]


def test_letters_are_as_wide_as_they_are() -> None:
    assert width("W", 100) > width("m", 100) > width("e", 100) > width("i", 100) > 0
    assert width("한미", 10) == 20, "Hangul fills squares, however it is written"
    assert width("\u1112\u1161\u11ab", 10) == width("한", 10)
    assert width("é", 10) == width("e\u0301", 10) == width("e", 10)
    assert width("e", 10, 2) == pytest.approx(2 * width("e", 10), abs=0.1)


@given(st.text(), st.text())
def test_a_longer_text_is_never_narrower(one: str, other: str) -> None:
    assert width(one + " " + other, 11) >= max(width(one, 11), width(other, 11)) - 0.1


@pytest.mark.parametrize("words", WORDS)
def test_a_browser_measures_about_the_same(browser: Browser, words: str) -> None:
    page = browser.new_page()
    page.set_content('<svg font-family="system-ui, sans-serif" font-size="11" font-weight="600"><text></text></svg>')
    measure = "([node, words]) => { node.textContent = words; return node.getComputedTextLength() }"
    measured = page.evaluate(measure, [page.query_selector("text"), words])
    page.context.close()
    assert 0.7 < width(words, 11, 1.06) / measured < 1.3
