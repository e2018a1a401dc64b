"""Templates print texts as texts, mark other languages, and stop at a value that is not there."""

from collections.abc import Callable

import jinja2
import pytest
from jinja2.ext import babel_extract
from projects import ROOT

from dealtracker.model import Text
from dealtracker.pages.addresses import url
from dealtracker.pages.rendering import TEMPLATES, environment, plain, say, ticks


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("wrote", [str, Text, lambda text: Text(en="in English", ko=text)])
def test_a_text_is_escaped_once(wrote: Callable[[str], object], language: str) -> None:
    said = environment(language).from_string("{{ text|say }}").render(text=wrote("<b> & \"x\" 'y'"))
    assert "&lt;b&gt; &amp; &#34;x&#34; &#39;y&#39;" in said or said == "in English"


def test_what_is_not_there_is_not_passed_over() -> None:
    with pytest.raises(AttributeError):
        environment("en").from_string("{{ text.titel }}").render(text=Text("Seoul"))


def test_a_text_in_another_language_says_which() -> None:
    both = Text(en="Seoul", ko="서울")
    assert say(both, "ko") == "서울"
    assert say(Text(en="Seoul"), "ko") == '<span lang="en">Seoul</span>'
    assert say(both, "en") == plain(both, "en") == "Seoul"
    assert say(None, "en") == ""


def test_a_variable_that_is_not_there_stops_the_build() -> None:
    with pytest.raises(jinja2.UndefinedError):
        environment("en").from_string("{{ nothing }}").render()


def test_back_quotes_become_code_and_nothing_else_does() -> None:
    assert ticks("write `a < b` <i>") == "write <code>a &lt; b</code> &lt;i&gt;"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", ""),
        ("tracks/index.md", "tracks/"),
        ("tracks/chips.md", "tracks/chips/"),
        ("method.md", "method/"),
    ],
)
def test_the_address_of_a_page(path: str, address: str) -> None:
    assert url(path) == address


def test_the_words_of_all_templates_can_be_taken_out_for_translation() -> None:
    for template in TEMPLATES.rglob("*.j2"):
        with template.open("rb") as stream:
            list(babel_extract(stream, ("_", "gettext", "ngettext"), [], {"trim_blocks": "true", "lstrip_blocks": "true"}))
    settings = (ROOT / "babel.cfg").read_text("utf-8")
    assert "templates/**.j2" in settings
