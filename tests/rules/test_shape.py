"""The shape of a record: what is missing, too much, or of another kind, in words that help."""

from pathlib import Path

import pytest
from spoiling import AS_OF, BASES, DEAL, FERRY, SHARED, TOLL, WORDS, check, example_data, said_and_marked

from dealtracker.loading import load
from dealtracker.rules.shape import SAID

SUMMIT = "    title: At the lake summit both governments announce a toll of 8 crowns"
QUOTE = "    quote:\n      text: The toll for a lorry shall be eight crowns.\n      speaker: Joint paper\n"
LINK = "  - relation: precedent\n    peer: westland\n    from: 2031-09-15"
SIDES = """    sides:
      - by: north
        date: 2031-06-21
        says: The joint paper makes no difference between lorries.
        sources: [joint-paper]
"""

CASES = [
    # fields that are too much
    (
        TOLL,
        "domain: trade",
        "domain: trade\n▸colour: red",
        "unknown-field",
        "`colour` is not a field of this record",
        "the fields are: title, summary, events, told-until, corr",
    ),
    (
        TOLL,
        "    kind: announced",
        "    ▸kin: announced",
        "unknown-field",
        "`kin` is not a field of an event",
        "did you mean `kind`?",
    ),
    (TOLL, "    owes: south", "    ▸owed: south", "unknown-field", "`owed` is not a field of a point", "did you mean `owes`?"),
    (
        TOLL,
        "      speaker: Joint paper",
        "      ▸speker: Joint paper",
        "unknown-field",
        "`speker` is not a field of `quote`",
        "did you mean `speaker`?",
    ),
    (
        TOLL,
        "  - from: 2031-06-20\n    text: Who",
        "  - ▸since: 2031-06-20\n    text: Who",
        "unknown-field",
        "`since` is not a field of a question",
        "did you mean `from`?",
    ),
    (
        DEAL,
        "    time-zone: Europe/Helsinki",
        "    ▸time_zone: Europe/Helsinki",
        "unknown-field",
        "`time_zone` is not a field of a party",
        "did you mean `time-zone`?",
    ),
    (
        TOLL,
        "checked: 2031-11-30\n",
        "checked: 2031-11-30\n▸-note: x\n",
        "unknown-field",
        "`-note` is not a field of this record",
        "write `- note`, with a space after the hyphen",
    ),
    (
        SHARED,
        "  kind: official-document",
        "  ▸Kind: official-document",
        "unknown-field",
        "`Kind` is not a field of a source",
        "did you mean `kind`?",
    ),
    (
        BASES,
        "  summary: It lets",
        "  ▸sumary: It lets",
        "unknown-field",
        "`sumary` is not a field of a legal basis",
        "did you mean `summary`?",
    ),
    (TOLL, SUMMIT, "    title:\n      ▸eng: A summit", "unknown-field", "`eng` is not a field of `title`", "did you mean `en`?"),
    (
        TOLL,
        SUMMIT,
        "    title:\n      ▸fr: Un sommet",
        "unknown-field",
        "`fr` is not a field of `title`",
        "the fields are: en, ko",
    ),
    (
        TOLL,
        "checked: 2031-11-30",
        "checked: 2031-11-30\ngaps:\n  - ▸He said this: that is new",
        "unknown-field",
        "`He said this` is not a field of an entry",
        "put quotes around the text: a colon and a space make a field of it",
    ),
    (
        TOLL,
        "    points: {toll: 15 crowns}",
        "    points:\n      toll:\n        en: 15 crowns\n        ▸de: 15 Kronen",
        "unknown-field",
        "`de` is not a field of `toll`",
        "the fields are: en, ko",
    ),
    # what is worked out
    (
        TOLL,
        "domain: trade",
        "domain: trade\n▸status: in-force",
        "status-written",
        "`status` cannot be written by hand",
        "add the event that changed it; the status follows",
    ),
    (
        TOLL,
        "    unit: crowns",
        "    ▸stage: in-force",
        "status-written",
        "`stage` cannot be written by hand",
        "add the event that changed it; the status follows",
    ),
    # fields that are missing or empty
    (
        TOLL,
        "title: Toll on the lake bridge\nsummary",
        "▸summary",
        "missing-field",
        "this record has no `title`",
        "add `title:`: what it is called",
    ),
    (
        TOLL,
        "  - id: toll\n    title: Toll for a lorry\n",
        "  - ▸id: toll\n",
        "missing-field",
        "point `toll` has no `title`",
        "add `title:`: what is at issue",
    ),
    (
        TOLL,
        "  - id: review\n    from",
        "  - ▸from",
        "missing-field",
        "this expectation has no `id`",
        "add `id:`: a short name, unique in the record",
    ),
    (TOLL, "      speaker: Joint paper\n", "", "missing-field", "`quote` has no `speaker`", "add `speaker:`: who said them"),
    (TOLL, SUMMIT, "    title:\n      ▸ko: 호수 정상", "missing-field", "`title` has no `en`", "add `en:`: the text in English"),
    (
        SHARED,
        "- id: treaty-text\n  title: The lake treaty\n",
        "- ▸id: treaty-text\n",
        "missing-field",
        "source `treaty-text` has no `title`",
        "add `title:`: its title. In [square brackets] where the headline was not seen",
    ),
    (
        WORDS,
        "  - id: talks\n    label:\n      en: In talks\n      ko: 협의 중\n",
        "  - ▸id: talks\n",
        "missing-field",
        "status `talks` has no `label`",
        "add `label:`",
    ),
    (
        TOLL,
        "domain: trade",
        "▸domain:",
        "missing-field",
        "`domain` is empty",
        "fill it, or leave the field out where it may be left out",
    ),
    (
        TOLL,
        "    sources: [ordinance-44]",
        "    ▸sources: []",
        "missing-field",
        "`sources` is empty",
        "fill it, or leave the field out where it may be left out",
    ),
    (
        TOLL,
        "    sources: [ordinance-44]",
        "    sources: [ordinance-44, ▸null]",
        "missing-field",
        "`sources` is empty",
        "fill it, or leave the field out where it may be left out",
    ),
    (
        TOLL,
        SUMMIT,
        '    ▸title: ""',
        "missing-field",
        "`title` is empty",
        "fill it, or leave the field out where it may be left out",
    ),
    (
        TOLL,
        "    date: 2031-03-04",
        "    ▸date:",
        "missing-field",
        "`date` is empty",
        "fill it, or leave the field out where it may be left out",
    ),
    (TOLL, SIDES, "    ▸sides:\n", "missing-field", "`sides` is too short", "write at least 2 entries"),
    (
        FERRY,
        LINK,
        "  - ▸relation: precedent\n    from: 2031-09-15",
        "missing-field",
        "a link leads to one `track` or to one `peer`",
        "write `track:` with the id of the other track",
    ),
    (
        FERRY,
        LINK,
        "  - ▸relation: precedent\n    peer: westland\n    track: bridge-toll\n    from: 2031-09-15",
        "missing-field",
        "a link leads to one `track` or to one `peer`",
        "write `track:` with the id of the other track",
    ),
    (
        TOLL,
        "      - by: north\n        date",
        "      - ▸date",
        "missing-field",
        "nobody speaks here: neither `by` nor `who` is given",
        "add `by:` with the party, or `who:` with the name of a third voice",
    ),
    # something of another kind
    (
        TOLL,
        "basis: [lake-treaty]",
        "basis: ▸lake-treaty",
        "wrong-shape",
        "`basis` wants a list, not `lake-treaty`",
        "write it in brackets: `[lake-treaty]`",
    ),
    (
        TOLL,
        "expected:\n  - id: review",
        "expected:\n    ▸id: review",
        "wrong-shape",
        "`expected` wants a list, not fields",
        "begin each entry with a hyphen and a space",
    ),
    (
        TOLL,
        "domain: trade",
        "domain: ▸[trade]",
        "wrong-shape",
        "`domain` wants a text, not a list",
        "domain: the field it belongs to; see the vocabulary",
    ),
    (
        TOLL,
        SUMMIT,
        "    title: ▸[A, summit]",
        "wrong-shape",
        "`title` wants a text, not a list",
        "title: what happened, in one sentence of at most 140 characters",
    ),
    (
        TOLL,
        "    kind: announced",
        "    kind: ▸true",
        "wrong-shape",
        "`kind` wants a text, not `true`",
        "kind: what kind of event it is; this decides what it does to the status",
    ),
    (
        TOLL,
        QUOTE,
        "    quote: ▸The toll shall be eight crowns.\n",
        "wrong-shape",
        "`quote` wants fields of its own, not `The toll shall be eight crowns.`",
        "quote: exact words, with their speaker",
    ),
    (
        TOLL,
        "    points: {toll: 15 crowns}",
        "    points: ▸[toll]",
        "wrong-shape",
        "`points` wants fields of its own, not a list",
        "points: the points it names, each with the value it gives",
    ),
    (
        TOLL,
        "questions:\n",
        "questions:\n  - ▸Who pays?\n",
        "wrong-shape",
        "`questions` wants fields of its own, not `Who pays?`",
        "questions: what is open",
    ),
    (
        TOLL,
        "    answered: ordinance",
        "    about: ▸perhaps",
        "wrong-shape",
        "`about` wants `true` or `false`, not `perhaps`",
        "about: `true` where the date is only approximate",
    ),
    (
        DEAL,
        "stale-after: 60",
        "stale-after: ▸two months",
        "wrong-shape",
        "`stale-after` wants a whole number, not `two months`",
        "stale-after: days without",
    ),
    (
        DEAL,
        "stale-after: 60",
        "stale-after: ▸0",
        "wrong-shape",
        "`0` cannot stand under `stale-after`",
        "stale-after: days without",
    ),
    (
        TOLL,
        "    place: north\n",
        "    place: north\n    time: ▸25:00\n",
        "wrong-shape",
        "`25:00` cannot stand under `time`",
        "time: the local time, as `HH:MM`, where it is known",
    ),
    (
        TOLL,
        "    place: north\n",
        "    place: north\n    confidence: ▸high\n",
        "wrong-shape",
        "`high` cannot stand under `confidence`",
        "confidence: `low` where it rests on weak sources",
    ),
    (
        SHARED,
        "  language: en\n  published: 2031-06-20",
        "  language: ▸English\n  published: 2031-06-20",
        "wrong-shape",
        "`English` cannot stand under `language`",
        "language: the language of the page, as two letters: `en`, `ko`",
    ),
    (
        WORDS,
        "      up-to: announced",
        "      ▸to: announced",
        "wrong-shape",
        "this is not an effect",
        "write `none` or `resume`, or one of `up-to:`, `pause:`, `off-to:` with a status on the next line",
    ),
    (
        WORDS,
        '    colour: "#6b7280"',
        "    colour: ▸grey",
        "wrong-shape",
        "`grey` cannot stand under `colour`",
        "colour: its colour, like `#1f6f4a`",
    ),
    (
        SHARED,
        "- id: joint-paper",
        "- ▸joint-paper\n- id: joint-paper",
        "wrong-shape",
        "`this record` wants fields of its own, not `joint-paper`",
        "compare it with the example record",
    ),
    (
        DEAL,
        "    time-zone: Europe/Helsinki",
        "    time-zone: ▸Europe/Atlantis",
        "word-not-known",
        "`Europe/Atlantis` is not a time zone",
        "write one like `Asia/Seoul`",
    ),
    # ids
    (TOLL, "  - id: lake-summit", "  - id: ▸Lake Summit", "id-form", "`Lake Summit` is not an id", "write `lake-summit`"),
    (TOLL, "  - id: lake-summit", "  - id: ▸호수", "id-form", "`호수` is not an id", "use letters a–z and digits"),
    (TOLL, "basis: [lake-treaty]", "basis: [▸Lake_Treaty]", "id-form", "`Lake_Treaty` is not an id", "write `lake-treaty`"),
    (
        TOLL,
        "  - id: lake-summit",
        "  - id: ▸" + "x" * 81,
        "id-form",
        f"`{'x' * 59}…` is too long for an id",
        f"write `{'x' * 80}`",
    ),
    (
        TOLL,
        "    points: {toll: 15 crowns}",
        "    points: {▸The Toll: 15 crowns}",
        "id-form",
        "`The Toll` is not an id",
        "write `the-toll`",
    ),
]


@pytest.mark.parametrize(("file", "good", "bad", "rule", "message", "hint"), CASES)
def test_a_misfit_is_said_once_where_it_stands(
    file: str, good: str, bad: str, rule: str, message: str, hint: str, tmp_path: Path
) -> None:
    found, marked = said_and_marked(tmp_path, rule, (file, good, bad))
    if "▸" in bad:
        assert found == marked
    (problem,) = check(tmp_path / "again", (file, good, bad.replace("▸", ""))).errors
    assert (problem.rule, problem.message, problem.hint[: len(hint)]) == (rule, message, hint)


def test_of_very_many_misfits_of_a_record_the_first_are_said(tmp_path: Path) -> None:
    text = "readings:\n" + ("  - {sides: [" + "{}, " * 100 + "]}\n") * 20
    problems = check(tmp_path, (TOLL, "readings:\n", text)).errors
    assert len(problems) == SAID


@pytest.mark.parametrize("nothing", ["''", "' '", '"\\n"'])
@pytest.mark.parametrize(
    ("file", "good"),
    [(FERRY, "date: 2031-09-15"), (FERRY, "by: [north, south]"), (FERRY, "domain: trade"), (SHARED, "url: https")],
)
def test_a_text_with_nothing_in_it_is_quoted_as_it_is_written(file: str, good: str, nothing: str, tmp_path: Path) -> None:
    field, _, value = good.partition(": ")
    data = example_data(tmp_path)
    text = (data / file).read_text("utf-8")
    line = next(line for line in text.split("\n") if good in line)
    bad = line[: line.index(good)] + f"{field}: " + (f"[{nothing}]" if value.startswith("[") else nothing)
    (data / file).write_text(text.replace(line, bad, 1), "utf-8")
    messages = [problem.message for problem in load(data, AS_OF).errors]
    assert messages and all("``" not in message for message in messages)
    assert any(message.startswith("`''` ") or message.endswith("is empty") for message in messages), messages


def test_a_list_where_the_items_have_no_space_after_the_hyphen(tmp_path: Path) -> None:
    text = "gaps:\n  -One\n  -Two\n"
    (problem,) = check(tmp_path, (TOLL, "checked: 2031-11-30", "checked: 2031-11-30\n" + text)).errors
    assert problem.message == "`gaps` wants a list, not `-One -Two`"


def test_a_field_under_a_name_that_is_nearly_right_is_not_also_missing(tmp_path: Path) -> None:
    loaded = check(tmp_path, (TOLL, "    sources: [ordinance-44]", "    source: [ordinance-44]"))
    assert [problem.message for problem in loaded.errors] == ["`source` is not a field of an event"]
