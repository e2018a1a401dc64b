"""Work in a process of its own: its result, its lines and its exceptions arrive here, and its memory does not stay."""

import os
from functools import partial

import pytest

from dealtracker.memory import Tell, apart
from dealtracker.problems import DataProblems, Place, Problem


def elsewhere(tell: Tell) -> int:
    tell("one")
    tell("two")
    return os.getpid()


def failing(error: Exception, _: Tell) -> None:
    raise error


def test_the_result_and_the_lines_of_the_work_arrive() -> None:
    told: list[str] = []
    assert apart(elsewhere, told.append) != os.getpid()
    assert told == ["one", "two"]


def test_what_the_work_is_expected_to_raise_is_raised_here() -> None:
    problem = Problem("data/deal.yml", Place(3, 1), "word-not-known", "`x` is not a word", "write another")
    with pytest.raises(DataProblems) as raised:
        apart(partial(failing, DataProblems([problem])), print, DataProblems, OSError)
    assert raised.value.problems == [problem]
    with pytest.raises(OSError, match="disk") as full:
        apart(partial(failing, OSError(28, "the disk is full", "site")), print, DataProblems, OSError)
    assert (full.value.strerror, full.value.filename) == ("the disk is full", "site")


def test_a_bug_in_the_work_shows_its_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="ended early"):
        apart(partial(failing, ZeroDivisionError("a bug")), print, OSError)
    assert "ZeroDivisionError: a bug" in capfd.readouterr().err


def stopped(_: object) -> None:
    raise KeyboardInterrupt


def test_work_that_was_stopped_says_nothing_of_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="ended early"):
        apart(stopped, print)
    assert capfd.readouterr().err == ""


def test_where_a_process_cannot_be_copied_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealtracker.memory.get_all_start_methods", lambda: ["spawn"])
    assert apart(elsewhere, print) == os.getpid()
