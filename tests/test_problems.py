"""Problems: what a contributor reads, in which order, and what was probably meant."""

from dealtracker.problems import DataProblems, Level, Place, Problem, did_you_mean, in_order, shortened, some_of, suggestion


def problem(path: str = "data/a.yml", line: int = 1, column: int = 1, **fields: str) -> Problem:
    return Problem(path, Place(line, column), fields.get("rule", "tab"), fields.get("message", "m"), "do this")


def test_a_problem_is_two_lines() -> None:
    error = Problem("data/tracks/car-tariffs.yml", Place(27, 11), "date-format", "`14/11/2025` is not a date", "write 2025-11-14")
    assert str(error) == "data/tracks/car-tariffs.yml:27:11: date-format: `14/11/2025` is not a date\n    write 2025-11-14"
    warning = Problem("a.yml", Place(1, 2), "stale", "it is old", "look again", Level.WARNING)
    assert str(warning) == "a.yml:1:2: stale: warning: it is old\n    look again"


def test_problems_are_said_once_by_file_and_place() -> None:
    ordered = [
        problem("data/a.yml", 2, 9),
        problem("data/a.yml", 10, 1),
        problem("data/a.yml", 10, 2, message="a"),
        problem("data/a.yml", 10, 2, message="b"),
        problem("data/b.yml", 1, 1, rule="a"),
        problem("data/b.yml", 1, 1, rule="b"),
    ]
    assert in_order([*reversed(ordered), *ordered]) == ordered


def test_a_word_is_taken_for_a_close_one_only() -> None:
    known = ["announced", "in-force", "enacted"]
    assert did_you_mean("anounced", known) == "announced"
    assert did_you_mean(" In-Force ", known) == "in-force"
    assert did_you_mean("xyz", known) is None
    assert did_you_mean("x", []) is None
    assert suggestion("enactd", known, "otherwise") == "did you mean `enacted`?"
    assert suggestion("xyz", known, "otherwise") == "otherwise"


def test_a_long_list_is_cut() -> None:
    assert some_of("abc") == "a, b, c"
    assert some_of("abc", 3) == "a, b, c"
    assert some_of("abcd", 3) == "a, b, c, …"
    assert some_of([]) == ""


def test_long_words_are_shortened_and_stand_on_one_line() -> None:
    assert shortened("  two\n  lines ") == "two lines"
    assert shortened("x" * 60) == "x" * 60
    assert shortened("x" * 61) == "x" * 59 + "…"
    assert shortened(15) == "15"


def test_problems_can_stop_a_build() -> None:
    problems = [problem(), problem(line=2)]
    assert DataProblems(problems).problems == problems
    assert str(DataProblems(problems)) == "2 problems"
