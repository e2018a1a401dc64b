"""Every rule finds its own example: exactly that mistake, at exactly the marked place, and nothing else."""

import re
from dataclasses import replace

import pytest
from projects import EXAMPLE
from spoiling import AS_OF

from dealtracker.loading import load
from dealtracker.rules import FAMILIES, RULES, Example, Rule
from dealtracker.rules import trial as trials
from dealtracker.rules.trial import messages, trial

QUOTES_NOTHING = {
    "byte-order-mark",
    "file-empty",
    "file-missing",
    "file-too-large",
    "file-unreadable",
    "invisible-character",
    "letters-apart",
    "not-text",
    "not-utf-8",
    "numbers-differ",
    "quote-not-closed",
    "quote-too-long",
    "space-at-line-end",
    "tab",
    "text-too-long",
    "title-too-long",
    "too-many-items",
    "windows-line-ends",
}
"""Rules whose mistakes cannot be seen, or are too long to be quoted."""

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


def test_the_example_deal_has_no_problem_of_any_level() -> None:
    loaded = load(EXAMPLE, AS_OF)
    assert (loaded.errors, loaded.warnings(), loaded.warned) == ([], [], {})
    assert loaded.deal is not None


@every_rule
def test_a_rule_finds_its_example_and_nothing_else(rule: Rule) -> None:
    problems, place = trial(rule)
    assert [str(problem) for problem in problems if problem.rule != rule.name] == []
    (problem,) = problems
    assert problem.level is rule.level
    assert (problem.place.line, problem.place.column) == (place.line, place.column)
    assert problem.path == f"data/{rule.example.file}"


@every_rule
def test_a_message_quotes_the_writer_and_says_what_to_do(rule: Rule) -> None:
    ((problem,), _) = trial(rule)
    assert ("`" in problem.message) != (rule.name in QUOTES_NOTHING)
    assert problem.hint.strip()
    assert not re.search(r"\b(invalid|schema|str|int|dict|NoneType|None|True|False)\b", f"{problem.message} {problem.hint}")
    assert not problem.message.endswith(".")
    assert not problem.hint.endswith(".")


@every_rule
def test_a_rule_says_in_a_sentence_why_it_is_there(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z].+[.?]", rule.why)
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.name)


def test_every_rule_belongs_to_one_family() -> None:
    assert sum(len(rules) for rules in FAMILIES.values()) == len(RULES)


@pytest.mark.parametrize(("bad", "good"), [("x▸", "nowhere in the file"), ("▸x", "crowns"), ("x", "basis: "), ("▸▸x", "basis: ")])
def test_an_example_that_has_not_exactly_one_place_is_refused(bad: str, good: str) -> None:
    with pytest.raises(ValueError, match="not one place"):
        trial(replace(RULES["tab"], example=Example(bad, good)))


def test_the_page_of_checks_shows_every_rule_with_its_message() -> None:
    shown = messages()
    assert {name: example.message for name, example in shown.items()} == {
        rule.name: "\n".join(map(str, trial(rule)[0])) for rule in RULES.values()
    }
    assert list(shown) == list(RULES)
    assert shown["date-format"].message == (
        "data/tracks/bridge-toll.yml:26:11: date-format: `20/06/2031` is not a date\n"
        "    write year-month-day with two digits each, like 2031-06-20"
    )
    assert shown["file-missing"][:3] == ("deal.yml", "", "")


def test_the_page_of_checks_shows_what_cannot_be_seen() -> None:
    shown = messages()
    assert shown["invisible-character"].bad == "title: Toll on the \\u200blake bridge"
    assert shown["not-utf-8"].bad == "title: Toll on the lake \\xffbridge"
    assert shown["windows-line-ends"].bad == "title: Toll on the lake bridge\\r"
    assert shown["space-at-line-end"].bad == "domain: trade·"
    assert shown["tab"].bad == "domain:\\ttrade"
    assert shown["file-too-large"].bad.count("\n") == 12
    assert not any(trials.MARK in example.bad for example in shown.values())
