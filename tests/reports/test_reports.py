"""Problems in every form: each form says all of it, and what a contributor wrote stays a text in each."""

import json
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from dealtracker.fixing import Edit
from dealtracker.problems import Level, Place, Problem
from dealtracker.reports import FORMATS, Report, github
from dealtracker.rules import RULES

ADDRESS = "https://lake.example/"
ERROR = Problem("data/tracks/lake.yml", Place(27, 11, 27, 21), "date-format", "`14/11/2031` is not a date", "write 2031-11-14")
WARNING = Problem("data/deal.yml", Place(3, 1), "stale", "nobody looked", "look", Level.WARNING)
REPORT = Report([ERROR, WARNING], ADDRESS)


def said(form: str, report: Report = REPORT) -> str:
    return "\n".join(FORMATS[form](report))


def test_a_person_reads_place_rule_words_and_one_thing_to_do() -> None:
    assert said("text") == (
        "data/tracks/lake.yml:27:11: date-format: `14/11/2031` is not a date\n    write 2031-11-14\n"
        "data/deal.yml:3:1: stale: warning: nobody looked\n    look\n"
        "1 error and 1 warning\nexplained with examples: https://lake.example/checks/"
    )
    assert said("text", Report([ERROR], ADDRESS)).endswith("https://lake.example/checks/#date-format")
    assert said("text", Report([ERROR])).endswith("1 error")
    assert said("text", Report([])) == ""


def test_a_program_reads_an_object_a_line() -> None:
    first, second = map(json.loads, said("json").splitlines())
    assert first == {
        "path": "data/tracks/lake.yml",
        "line": 27,
        "column": 11,
        "end-line": 27,
        "end-column": 21,
        "rule": "date-format",
        "level": "error",
        "message": "`14/11/2031` is not a date",
        "hint": "write 2031-11-14",
        "help": "https://lake.example/checks/#date-format",
        "fix": None,
    }
    repaired = Report([ERROR], None, {ERROR: [Edit(400, 410, "2031-11-14")]})
    assert json.loads(said("json", repaired))["fix"] == [{"start": 400, "end": 410, "text": "2031-11-14"}]
    assert said("text", repaired).endswith("\n1 error; build.py fix repairs 1 of them")
    assert (second["level"], second["end-line"], second["end-column"]) == ("warning", 3, 1)


def test_a_pull_request_shows_annotations() -> None:
    assert said("github").splitlines() == [
        (
            "::error file=data/tracks/lake.yml,line=27,col=11,endLine=27,title=date-format::`14/11/2031` is not a date%0A"
            "write 2031-11-14%0Ahttps://lake.example/checks/#date-format"
        ),
        "::warning file=data/deal.yml,line=3,col=1,endLine=3,title=stale::nobody looked%0Alook%0Ahttps://lake.example/checks/#stale",
        "1 error and 1 warning",
    ]


def test_a_pull_request_is_given_no_more_annotations_than_it_shows_and_all_stand_in_the_summary() -> None:
    many = [Problem("data/deal.yml", Place(line, 1), "id-form", f"`{line}`", "change it") for line in range(1, 31)]
    lines = said("github", Report(many)).splitlines()
    assert [line.startswith("::error") for line in lines] == [True] * 10 + [False] * 2
    assert lines[10:] == ["::notice::30 errors in all; the summary of this job lists every one", "30 errors"]
    assert github.summary(Report(many)).count("<tr><td>") == 30
    assert "Nothing is wrong" in github.summary(Report([])) and said("github", Report([])) == "nothing is wrong"


def test_code_scanning_gets_results_with_places_rules_and_explanations() -> None:
    document = json.loads(said("sarif"))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["date-format", "stale"]
    assert rules[0]["shortDescription"]["text"] == RULES["date-format"].why
    assert rules[0]["helpUri"] == "https://lake.example/checks/#date-format"
    first, second = run["results"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [first["ruleId"], second["ruleId"]]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "data/tracks/lake.yml"},
        "region": {"startLine": 27, "startColumn": 11, "endLine": 27, "endColumn": 21},
    }
    assert first["partialFingerprints"] != second["partialFingerprints"]


def test_a_result_is_the_same_when_it_has_only_moved_down() -> None:
    moved = Problem(ERROR.path, Place(90, 1), ERROR.rule, ERROR.message, ERROR.hint)
    prints = [json.loads(said("sarif", Report([one])))["runs"][0]["results"][0]["partialFingerprints"] for one in (ERROR, moved)]
    assert prints[0] == prints[1]


class _Cells(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_a_contributor_wrote_stays_a_text(words: str) -> None:
    hostile = Report(
        [Problem(f"data/{words}.yml", Place(1, 1), "id-form", f"%0A::error::`{words}`\n::set-env::", words)], ADDRESS
    )
    assert json.loads(said("json", hostile))["hint"] == words
    assert json.loads(said("sarif", hostile))["runs"][0]["results"][0]["message"]["text"].endswith(words)
    assert [line.startswith("::") for line in said("github", hostile).split("\n")] == [True, False]
    cells = _Cells(github.summary(hostile))
    assert " ".join(words.split()) in "".join(cells.said).replace("\u2060", "") or "\u2060" in words
    assert set(cells.tags) <= {"p", "table", "tr", "th", "td", "code", "a", "br"}
