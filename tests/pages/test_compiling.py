"""Templates as they are compiled here: they print what Jinja prints, and take what is missing for a mistake."""

from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from dealtracker.pages.compiling import Environment, printed


class Named:
    """Has an attribute, and the same name as a key."""

    name = "attribute"

    def __getitem__(self, key: str) -> str:
        return f"key {key}"

    def __str__(self) -> str:
        return "<named>"


def rendered(template: str, kind: type[jinja2.Environment] = Environment, **values: object) -> str:
    made = kind(autoescape=True, undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.i18n"])
    return made.from_string(template).render(**values)


@given(st.text() | st.integers() | st.none() | st.text().map(Markup))
def test_a_value_is_printed_as_jinja_prints_it(value: object) -> None:
    assert printed(value) == str(escape(value))


TEMPLATES = [
    "{{ text }} {{ markup }} {{ number }} {{ named }} {{ none }}",
    "{{ text ~ markup }} {{ [text, markup]|join(', ') }} {{ text|upper }}",
    "{% set both %}{{ text }} {{ markup }}{% endset %}{{ both }} {{ both ~ text }}",
    "{% macro a(x, y) %}[{{ x }}|{{ y }}]{% endmacro %}{{ a(text, markup) }}{{ a(y=text, x=1) }}{{ a(text, y=2) }}",
    "{% macro a(x, y=3) %}{{ x }}{{ y }}{% endmacro %}{{ a(text) }}{{ a(text, 4) }}{{ a(text, y=5) }}",
    "{% macro a(x) %}<{{ x }}>{% endmacro %}{% set said = a(text) %}{{ said }}{{ [said]|join }}",
    "{% macro a(x) %}<{{ caller(x) }}>{% endmacro %}{% call(y) a(text) %}{{ y }}!{% endcall %}",
    "{% macro a() %}{{ varargs|join('+') }}{{ kwargs['z'] }}{% endmacro %}{{ a(1, text, z=markup) }}",
    "{% for x in [text, [markup, [text]]] recursive %}{{ loop.index }}{{ x if x is string else loop(x) }}{% endfor %}",
    "{% for x in 'ab' %}{{ x.upper() }}{{ loop.cycle(text, 'b') }}{% else %}nothing{% endfor %}",
    "{{ function(text, end=markup) }} {{ function(*[text], **{'end': 1}) }}",
    "{% set box = namespace(n=1) %}{% set box.n = box.n + 1 %}{{ box.n }}",
    "{% autoescape false %}{{ text }}{% endautoescape %}{{ text }}",
    "{{ text if number else markup }}{{ text is defined }}{{ nothing is defined }}{{ nothing|default(text) }}",
]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_gives_what_it_gives_under_jinja(template: str) -> None:
    values: dict[str, Any] = {
        "text": '<b> & "it\'s"',
        "markup": Markup("<i>it</i>"),
        "number": 7,
        "none": None,
        "named": Named(),
        "function": lambda said, end: f"{said}<{end}>",
    }
    assert rendered(template, **values) == rendered(template, jinja2.Environment, **values)


def test_a_macro_of_another_template_is_markup() -> None:
    templates = {"a.html": "{% macro a(x) %}<i>{{ x }}</i>{% endmacro %}", "b.html": "{% import 'a.html' as a %}{{ a.a('<') }}"}
    made = Environment(autoescape=True, loader=jinja2.DictLoader(templates))
    assert made.get_template("b.html").render() == "<i>&lt;</i>"
    assert isinstance(made.get_template("a.html").make_module().a("x"), Markup)  # type: ignore[attr-defined]


def test_an_attribute_is_an_attribute() -> None:
    assert rendered("{{ named.name }} {{ named['name'] }}", named=Named()) == "attribute key name"
    with pytest.raises(AttributeError, match="other"):
        rendered("{{ named.other }}", named=Named())


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        ("a(1)", jinja2.UndefinedError, "parameter 'y' was not provided"),
        ("a(1, 2, z=3)", TypeError, "the macro a has no argument z"),
        ("a(1, 2, y=3)", TypeError, "the macro a has no argument y"),
        ("a(1, 2, 3)", TypeError, "takes from 0 to 2 positional arguments but 3 were given"),
        ("b(1)", jinja2.UndefinedError, "'b' is undefined"),
    ],
)
def test_a_macro_that_is_called_in_a_wrong_way_says_so(call: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        rendered(f"{{% macro a(x, y) %}}{{{{ x }}}}{{{{ y }}}}{{% endmacro %}}{{{{ {call} }}}}")


def test_a_mistake_is_shown_in_the_line_of_the_template() -> None:
    with pytest.raises(AttributeError) as raised:
        rendered("first\nsecond\n{{ named.other }}", named=Named())
    last = raised.traceback[-1]
    assert (str(last.path), last.lineno + 1) == ("<template>", 3)
