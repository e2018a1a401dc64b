"""Each repair by itself: what it makes of a text, and what it leaves because more than one thing can be meant."""

import unicodedata
from pathlib import Path

import pytest

from dealtracker.fixing import FIXERS, Edit, edited, edits, repairs, several
from dealtracker.fixing.repair import mended
from dealtracker.fixing.values import _date, right_name
from dealtracker.problems import Level, Place, Problem
from dealtracker.reading import Document, read_text
from dealtracker.rules import RULES

READING = [
    # characters
    ("\ufeffa: b\n", "a: b\n"),
    ("a: b\r\nc: d\r\n", "a: b\nc: d\n"),
    ("a: b\rc: d\n", "a: b\nc: d\n"),
    ("\ufeffa: b \r\nc:\td\r\n", "a: b\nc: d\n"),
    ("a: b  \n", "a: b\n"),
    ("a: b\u00a0\n", "a: b\n"),
    ("a: b\n   \nc: d", "a: b\n\nc: d"),
    ("a: cafe\u0301 und ko\u0308\n", "a: café und kö\n"),
    ("a: x\u200b\u2060y\n", "a: xy\n"),
    ("a:\u00a0b\nc: d\n", "a: b\nc: d\n"),
    # tabs
    ("a:\tb\t\n", "a: b\n"),
    ("a: b \t c\n", "a: b c\n"),
    ("-\tid: x\n  date: y\n", "- id: x\n  date: y\n"),
    ("a:\n\t- b: c\n\t  d: e\n", "a:\n  - b: c\n    d: e\n"),
    ("a:\n\tb:\n\t\tc: d\n", "a:\n  b:\n    c: d\n"),
    ("a:\n  - b: c\n\td: e\n", "a:\n  - b: c\n    d: e\n"),
    # a text that needs quotes
    ("title: The bridge: a toll\n", "title: 'The bridge: a toll'\n"),
    ("title: It's here: a toll\n", "title: 'It''s here: a toll'\n"),
    ("events:\n  - title: steel:\n", "events:\n  - title: 'steel:'\n"),
    ("title:\n  en: Korea: US\n  ko: 한국: 미국\n", "title:\n  en: 'Korea: US'\n  ko: '한국: 미국'\n"),
    ("title: The bridge: a toll\n  for lorries\ndate: x\n", "title: 'The bridge: a toll\n  for lorries'\ndate: x\n"),
    ("points:\n  toll: 8: from May\n", "points:\n  toll: '8: from May'\n"),
    ("gaps:\n  - @home\n", "gaps:\n  - '@home'\n"),
    ("gaps:\n- @home\n", "gaps:\n- '@home'\n"),
    ("title: `code`\n", "title: '`code`'\n"),
    ("title: %5 off\n", "title: '%5 off'\n"),
    ("title: *star* text\n", "title: '*star* text'\n"),
    ("title: ? what\n", "title: '? what'\n"),
    ("title: [Annex] on steel\n", "title: '[Annex] on steel'\n"),
    ("title: &Toll on lakes\n", "title: '&Toll on lakes'\n"),
    ("title: *toll on lakes\n", "title: '*toll on lakes'\n"),
    # quotes
    ("title: 'It's here'\n", "title: 'It''s here'\n"),
    ('title: "A" and "B"\n', 'title: \'"A" and "B"\'\n'),
    ('title: "He said "yes""\n', "title: 'He said \"yes\"'\n"),
    ('title: "Deal" is signed\n', "title: '\"Deal\" is signed'\n"),
    ('title: "C:\\path"\n', 'title: "C:\\\\path"\n'),
    ('title: "no end\ndate: x\n', 'title: "no end"\ndate: x\n'),
    ("events:\n  - title: 'no end\n    date: x\n", "events:\n  - title: 'no end'\n    date: x\n"),
    ("title: 'Toll on the lake\nsummary: the lake's end\nx: y\n", "title: 'Toll on the lake'\nsummary: the lake's end\nx: y\n"),
    # comments
    ("title: Annex #3 text\n", "title: 'Annex #3 text'\n"),
    ("text: one\n  two #3\n", "text: 'one\n  two #3'\n"),
    ("title: #3\n", "title: '#3'\n"),
    ("colour: #a1b2c3\n", "colour: '#a1b2c3'\n"),
    ("title: Annex # see there\n", "# see there\ntitle: Annex\n"),
    ("a:\n  - id: b   # looked again\n    date: c\n", "a:\n  # looked again\n  - id: b\n    date: c\n"),
    ("date: 2031-10-20 #checked\n", "#checked\ndate: 2031-10-20\n"),
    ("events: # none yet\n", "# none yet\nevents:\n"),
    # braces and brackets
    ("title: {en: steel, autos, ko: x}\n", "title:\n  en: steel, autos\n  ko: x\n"),
    ("events:\n  - title: {en: a: b, ko: x}\n", "events:\n  - title:\n      en: 'a: b'\n      ko: x\n"),
    ("points: {quota: 40, later 45, toll: 8}\n", "points:\n  quota: 40, later 45\n  toll: 8\n"),
    ("title: {en: 'a, b', c, ko: x}\n", "title:\n  en: '''a, b'', c'\n  ko: x\n"),
    ("title: [Lake: a: b]\n", "title: '[Lake: a: b]'\n"),
    ("points: {toll:8}\n", "points: {toll: 8}\n"),
    ("by: [north\nkind: x\n", "by: [north]\nkind: x\n"),
    ("points: {toll: 8\nkind: x\n", "points: {toll: 8}\nkind: x\n"),
    ("by: [north]]\n", "by: [north]\n"),
    # spaces and signs that are missing
    ("a:\n  - id: x\n\n  -id: y\n    b: c\n", "a:\n  - id: x\n\n  - id: y\n    b: c\n"),
    ("title:foo\nsummary: x\n", "title: foo\nsummary: x\n"),
    ("a:\n  - id:foo\n    date: x\n", "a:\n  - id: foo\n    date: x\n"),
    ("a: b\nchecked 2031\nc: d\n", "a: b\nchecked: 2031\nc: d\n"),
    ("a: b\nsources [x, y]\nc: d\n", "a: b\nsources: [x, y]\nc: d\n"),
    ("a:\n  - id: x\n     date: y\n", "a:\n  - id: x\n    date: y\n"),
]

LEFT = [
    "title: Annex #three\n",
    "kind: Annex #3\n",
    "date: 2031-01-01 place: south\n",
    "date: @home\n",
    "sources: @home\n",
    "sources:\n  - @home\n",
    "%x\na: b\n",
    "title: > text\n",
    "title: | text\n",
    "title: - one\n",
    "title: , then\n",
    "by: ]north\n",
    "title: The bridge: a toll # or not\n",
    "title: *star\n",
    "title: &b c\nnote: *b\n",
    "date: &b c\n",
    "title: !mine x y\n",
    "<<: x\n",
    'title: "A\\nB\\path"\n',
    "title: 'The lake's toll\ndate: x\n",
    "title: '90s toll\ndate: x\n",
    'title: "no end\n  goes on\ndate: x\n',
    "title: {steel, autos}\n",
    "points: {toll, quota: 8}\n",
    "sources: [a: b: c]\n",
    "title: {en: a, b, which: c}\n",
    "title: {en: a, b, en: c}\n",
    "points: {toll: 8 #3}\nx: y\n",
    "- {b: c, d}\n",
    "by: [north,\nkind: x\n",
    "a: b\nthe toll is high\nc: d\n",
    "a: b\ndate of the talks\nc: d\n",
    "a:\n  - id: x\n   date: y\n",
    "a:\n  - id: x\n     unheard: y\n",
    "a:\n - b: c\n\td: e\n",
    "a: b\na: c\n",
    "a: b\n---\nc: d\n",
    "<<<<<<< a\nb: c\n=======\nd: e\n>>>>>>> f\n",
    "a: x\u202ey\n",
    'a: "x\\u202ey"\n',
    'a: "x\\ \n  y"\n',
    "a: |\n  b\n  \tc\n",
    "",
    "[" * 2000,
]
"""Texts of which only the writer can tell what they mean."""


def fixed(text: str) -> str:
    document = read_text(text, "data/tracks/record.yml")
    return text if isinstance(document, Document) else mended(text, document)[0]


@pytest.mark.parametrize(("broken", "whole"), READING, ids=[repr(broken) for broken, _ in READING])
def test_what_can_be_meant_in_one_way_is_repaired(broken: str, whole: str) -> None:
    assert fixed(broken) == whole
    assert isinstance(read_text(whole, "record.yml"), Document)


@pytest.mark.parametrize("text", LEFT, ids=[repr(text[:40]) for text in LEFT])
def test_what_can_be_meant_in_two_ways_is_left(text: str) -> None:
    assert not isinstance(read_text(text, "record.yml"), Document)
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("14/11/2025", "2025-11-14"),
        ("11/14/2025", "2025-11-14"),
        ("14.11.2025", "2025-11-14"),
        ("14-11-2025", "2025-11-14"),
        ("5/5/2025", "2025-05-05"),
        ("2025/11/14", "2025-11-14"),
        ("2025.11.14", "2025-11-14"),
        ("2025. 1. 4.", "2025-01-04"),
        ("2025-1-4", "2025-01-04"),
        ("2025-6", "2025-06"),
        ("20251114", "2025-11-14"),
        ("2025년 11월 14일", "2025-11-14"),
        ("2025년 11월", "2025-11"),
        ("14 November 2025", "2025-11-14"),
        ("14th of November 2025", None),
        ("1st Sept. 2025", "2025-09-01"),
        ("November 14, 2025", "2025-11-14"),
        ("Nov 14 2025", "2025-11-14"),
        ("14-Nov-2025", "2025-11-14"),
        ("november 2025", "2025-11"),
        ("4/11/2025", None),
        ("04.11.2025", None),
        ("31/11/2025", None),
        ("2025-14-11", None),
        ("14/11/25", None),
        ("2025-11-14 10:00", None),
        ("summer 2025", None),
        ("٢٠٢٥/11/14", None),
    ],
)
def test_a_date_is_repaired_where_only_one_day_can_be_meant(written: str, meant: str | None) -> None:
    assert _date(written) == meant


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Car Tariffs.yml", "car-tariffs.yml"),
        ("car-tariffs.yaml", "car-tariffs.yml"),
        ("car_tariffs.YML", "car-tariffs.yml"),
        ("car-tariffs.yml", None),
        ("통행료.yml", None),
        ("Café.yml", None),
        ("a" * 81 + ".yml", None),
        ("notes.txt", None),
    ],
)
def test_a_file_is_renamed_where_no_letter_is_lost(name: str, right: str | None) -> None:
    assert right_name(name) == right


def problem(rule: str, line: int, column: int, hint: str = "") -> Problem:
    return Problem("data/tracks/record.yml", Place(line, column, line, column + 1), rule, "", hint)


def repaired(rule: str, text: str, hint: str = "") -> str | None:
    """The text without the problem that stands at `▸`."""
    at = text.index("▸")
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    text = text.replace("▸", "")
    found = edits(problem(rule, line, column, hint), text)
    return None if found is None else edited(text, found)


@pytest.mark.parametrize(
    ("rule", "broken", "whole", "hint"),
    [
        ("id-form", "events:\n  - id: ▸Lake Summit\n", "events:\n  - id: lake-summit\n", ""),
        ("id-form", "points: {▸Toll_Rate: 8}\n", "points: {toll-rate: 8}\n", ""),
        ("id-form", "by: [▸'South']\n", "by: [south]\n", ""),
        ("id-form", "id: ▸통행료\n", None, ""),
        ("id-form", "id: ▸Café\n", None, ""),
        ("id-form", "id: ▸" + "A" * 81 + "\n", None, ""),
        ("id-form", "- id: ▸Lake Summit\n- id: lake-summit\n", None, ""),
        ("id-form", "- id: Lake_Summit\n- id: lake-summit\n  answered: ▸Lake Summit\n", None, ""),
        ("id-form", "points: {▸Toll: 8, toll: 9}\n", None, ""),
        ("wrong-shape", "events:\n  - sources: ▸a\n", "events:\n  - sources: [a]\n", ""),
        ("wrong-shape", "events:\n  - sources: ▸a, b\n", "events:\n  - sources: [a, b]\n", ""),
        ("wrong-shape", "basis: ▸a\n", "basis: [a]\n", ""),
        ("wrong-shape", "sources: ▸a\n", None, ""),
        ("wrong-shape", "by: ▸north and south\n", None, ""),
        ("wrong-shape", "gaps: ▸a, b\n", None, ""),
        ("wrong-shape", "positions:\n  - by: ▸[south]\n", "positions:\n  - by: south\n", ""),
        ("wrong-shape", "positions:\n  - by: ▸[south, north]\n", None, ""),
        ("wrong-shape", "title: ▸[A headline, not seen]\n", "title: '[A headline, not seen]'\n", ""),
        ("wrong-shape", "title: ▸[A headline,\n  not seen]\n", None, ""),
        ("wrong-shape", "title:\n  ▸- a\n", None, ""),
        ("unknown-field", "▸source: [a]\n", "sources: [a]\n", "did you mean `sources`?"),
        ("unknown-field", "▸Title: a\n", "title: a\n", "did you mean `title`?"),
        ("unknown-field", "▸stale_after: 5\n", "stale-after: 5\n", "did you mean `stale-after`?"),
        ("unknown-field", "▸event:\n  - id: a\n", "events:\n  - id: a\n", "did you mean `events`?"),
        ("unknown-field", "▸Title: {en: a, ko: b}\n", "title: {en: a, ko: b}\n", "did you mean `title`?"),
        ("unknown-field", "▸source: a b\n", None, "did you mean `sources`?"),
        ("unknown-field", "▸point: toll\n", None, "did you mean `points`?"),
        ("unknown-field", "▸source: a\nsources: [b]\n", None, "did you mean `sources`?"),
        ("unknown-field", "▸titel: a\n", None, "did you mean `title`?"),
        ("unknown-field", "▸weight: a\n", None, "the fields are: title"),
        ("unknown-field", "gaps:\n  - ▸The toll: unknown\n", "gaps:\n  - 'The toll: unknown'\n", ""),
        ("unknown-field", "title:\n  ▸The toll: unknown\n", "title:\n  'The toll: unknown'\n", ""),
        ("unknown-field", "▸The toll: unknown\nb: c\n", None, ""),
        ("unknown-field", "by:\n  ▸-id: north\n", "by:\n  - id: north\n", ""),
        ("file-name", "title: a\n▸id: record\nb: c\n", "title: a\nb: c\n", ""),
        ("file-name", "b: c\n▸id: record", "b: c\n", ""),
        ("file-name", "▸id: other\nb: c\n", None, ""),
        ("file-name", "{▸id: record, b: c}\n", None, ""),
        ("file-name", "- ▸id: record\n", None, ""),
        ("date-format", "date: ▸'14/11/2025'\n", "date: 2025-11-14\n", ""),
        ("date-format", "date: ▸[14]\n", None, ""),
        ("double-key", "a: b\n▸a: c\n", None, ""),
    ],
)
def test_a_value_is_repaired_where_it_can_be_meant_in_one_way(rule: str, broken: str, whole: str | None, hint: str) -> None:
    assert repaired(rule, broken, hint) == whole


@pytest.mark.parametrize("rule", FIXERS)
@pytest.mark.parametrize("text", ["", "a", "a: b\nc: d\n", "- a\n- b: [c]\n", "x\n\n", "title: \n"])
def test_a_problem_of_another_text_does_no_harm(rule: str, text: str) -> None:
    for line, column in ((1, 1), (1, 3), (2, 1), (2, 4), (9, 1), (1, 99)):
        found = edits(problem(rule, line, column, "did you mean `title`?"), text)
        assert found is None or all(0 <= edit.start <= edit.end <= len(text) for edit in found)


def test_only_rules_that_there_are_have_a_repair_and_only_errors() -> None:
    assert set(FIXERS) <= set(RULES)
    assert all(RULES[rule].level is Level.ERROR for rule in FIXERS)
    assert not {"merge-mark", "status-written", "double-key", "not-utf-8"} & set(FIXERS)


def test_edits_are_made_from_the_end() -> None:
    assert edited("abc", [Edit(0, 1, "xx"), Edit(3, 3, "!"), Edit(1, 2, "")]) == "xxc!"


def test_the_letters_of_an_edit_are_composed() -> None:
    assert unicodedata.is_normalized("NFC", fixed("a: 한\u1100\u1161\u11a8 \u1112\u1161\u11ab\n"))


def test_where_a_file_is_one_mistake_from_end_to_end_enough_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yml").write_text("a: b \n" * 100)
    problems = [Problem("a.yml", Place(line, 5), "space-at-line-end", "m", "h") for line in range(1, 101)]
    assert len(repairs(problems, tmp_path)) == 100
    monkeypatch.setattr(several, "ENOUGH", 600 * 10)
    assert list(repairs(problems, tmp_path)) == problems[:10]
