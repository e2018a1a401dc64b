"""Work in processes of its own: results, lines and exceptions arrive here, and their memory does not stay."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import active_children
from threading import Thread

import pytest

from dealtracker import memory
from dealtracker.memory import EndedEarly, Tell, apart, meanwhile, side_by_side
from dealtracker.problems import DataProblems, Place, Problem
from dealtracker.stopping import Stopped, stoppable


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
    with pytest.raises(EndedEarly, match="ended early"):
        apart(partial(failing, ZeroDivisionError("a bug")), print, OSError)
    assert "ZeroDivisionError: a bug" in capfd.readouterr().err


def stopped(_: object) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)


def test_work_that_was_stopped_says_nothing_of_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EndedEarly, match="ended early"):
        apart(stopped, print)
    assert capfd.readouterr().err == ""


def test_where_a_process_cannot_be_copied_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dealtracker.memory.get_all_start_methods", lambda: ["spawn"])
    assert apart(elsewhere, print) == os.getpid()


@pytest.fixture
def cores(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes the machine have so many cores."""
    return lambda count: monkeypatch.setattr(memory, "cores", lambda: count)


@pytest.mark.parametrize("count", [1, 2])
def test_work_is_done_meanwhile(cores: Callable[[int], None], count: int) -> None:
    cores(count)
    with meanwhile(os.getpid) as worker:
        assert (worker() == os.getpid()) is (count == 1)


def test_work_that_breaks_meanwhile_is_said_when_it_is_waited_for(
    cores: Callable[[int], None], capfd: pytest.CaptureFixture[str]
) -> None:
    cores(2)
    with meanwhile(partial(broken, 3, ZeroDivisionError("a bug"))) as result, pytest.raises(EndedEarly, match="ended early"):
        result()
    assert "ZeroDivisionError: a bug" in capfd.readouterr().err


def test_work_is_given_up_with_what_it_was_for(cores: Callable[[int], None]) -> None:
    cores(2)
    started = time.monotonic()
    with pytest.raises(OSError, match="disk"), meanwhile(partial(time.sleep, 60)):
        raise OSError(28, "the disk is full")
    assert time.monotonic() - started < 30
    assert active_children() == []


def squared(number: int) -> tuple[int, int]:
    time.sleep(0.01 if number % 3 else 0.05)
    return number * number, os.getpid()


@pytest.mark.parametrize("count", [1, 2, 5, 64])
def test_jobs_side_by_side_come_to_the_same_in_the_same_order(cores: Callable[[int], None], count: int) -> None:
    cores(count)
    done = side_by_side([partial(squared, number) for number in range(12)])
    assert [result for result, _ in done] == [number * number for number in range(12)]
    workers = {worker for _, worker in done}
    assert len(workers) <= min(count, memory.MOST_WORKERS)
    assert (workers == {os.getpid()}) is (count == 1)


def test_no_jobs_are_done_at_once(cores: Callable[[int], None]) -> None:
    cores(4)
    assert side_by_side([]) == []


def broken(number: int, error: Exception) -> int:
    if number == 3:
        raise error
    return number


@pytest.mark.parametrize("count", [1, 2])
def test_what_a_job_is_expected_to_raise_is_raised_here(cores: Callable[[int], None], count: int) -> None:
    cores(count)
    with pytest.raises(OSError, match="disk"):
        side_by_side([partial(broken, number, OSError(28, "the disk is full")) for number in range(6)], OSError)


def test_a_bug_in_a_job_shows_its_traceback(cores: Callable[[int], None], capfd: pytest.CaptureFixture[str]) -> None:
    cores(2)
    with pytest.raises(EndedEarly, match="ended early"):
        side_by_side([partial(broken, number, ZeroDivisionError("a bug")) for number in range(6)], OSError)
    assert "ZeroDivisionError: a bug" in capfd.readouterr().err


def killed(number: int) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_process_that_is_killed_is_missed(cores: Callable[[int], None]) -> None:
    cores(2)
    with pytest.raises(EndedEarly, match="ended by SIGKILL"):
        side_by_side([partial(killed, number) for number in range(6)])


def test_jobs_that_are_stopped_say_nothing(cores: Callable[[int], None], capfd: pytest.CaptureFixture[str]) -> None:
    cores(2)
    with pytest.raises(EndedEarly, match="ended early"):
        side_by_side([partial(stopped, None)] * 4)
    assert capfd.readouterr().err == ""


def test_where_a_process_cannot_be_copied_the_jobs_are_done_here(
    cores: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cores(4)
    monkeypatch.setattr("dealtracker.memory.get_all_start_methods", lambda: ["spawn"])
    assert {worker for _, worker in side_by_side([partial(squared, number) for number in range(4)])} == {os.getpid()}


def test_a_copy_that_is_stopped_before_it_begins_says_nothing(
    cores: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    cores(2)
    monkeypatch.setattr("dealtracker.memory._end_with", lambda _: os.kill(os.getpid(), signal.SIGTERM))
    with pytest.raises(EndedEarly, match="ended early"):
        side_by_side([partial(squared, number) for number in range(4)])
    assert capfd.readouterr().err == ""


def stopped_while_something_is_put_away(_: object) -> None:
    put_away = putting_away(partial(os.kill, os.getpid(), signal.SIGTERM))
    next(put_away)
    del put_away
    time.sleep(60)


def putting_away(do: Callable[[], None]) -> Iterator[None]:
    try:
        yield
    finally:
        do()
        time.sleep(0)  # Python looks for signals now, and would ignore what is raised


def test_a_copy_can_be_stopped_where_python_ignores_exceptions(
    cores: Callable[[int], None], capfd: pytest.CaptureFixture[str]
) -> None:
    cores(2)
    with pytest.raises(EndedEarly, match="ended early"):
        side_by_side([partial(stopped_while_something_is_put_away, None)] * 4)
    assert capfd.readouterr().err == ""


def with_a_copy(writer: int, _: Tell) -> None:
    def alone(number: int) -> None:
        if number == 0:
            os.write(writer, str(os.getppid()).encode())
        time.sleep(60)

    side_by_side([partial(alone, number) for number in range(4)])


def test_a_copy_that_is_stopped_stops_its_own_ones_first(cores: Callable[[int], None]) -> None:
    cores(2)
    reader, writer = os.pipe()
    started = time.monotonic()

    def stop() -> None:
        os.kill(int(os.read(reader, 20)), signal.SIGTERM)

    stopper = Thread(target=stop)
    stopper.start()
    with pytest.raises(EndedEarly):
        apart(partial(with_a_copy, writer), print)
    stopper.join()
    os.close(writer)
    assert os.read(reader, 1) == b""  # nobody else has it open any more
    os.close(reader)
    assert time.monotonic() - started < 30


def test_copies_are_ended_with_whoever_waits_for_them(cores: Callable[[int], None]) -> None:
    cores(2)

    def interrupted() -> None:
        with stoppable():
            signal.setitimer(signal.ITIMER_REAL, 0.2)
            side_by_side([partial(time.sleep, 60)] * 2)

    before = signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    try:
        with pytest.raises(Stopped):
            interrupted()
    finally:
        signal.signal(signal.SIGALRM, before)
    assert active_children() == []
