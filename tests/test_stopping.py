"""Being stopped: it is heard once, wherever the program is, and not while it shall wait."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from threading import Thread, get_ident

import pytest

from dealtracker.stopping import SIGNALS, Stopped, not_now, stoppable


def stop(number: int = signal.SIGTERM) -> None:
    os.kill(os.getpid(), number)
    time.sleep(0)


@pytest.fixture(autouse=True)
def not_ignored() -> Iterator[None]:
    """Whoever started the tests, like nohup(1), may have had signals ignored."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_is_raised_and_known(number: signal.Signals) -> None:
    with pytest.raises(Stopped) as stopped, stoppable():
        stop(number)
    assert (str(stopped.value), stopped.value.exit_code) == (number.name, 128 + number)


def test_what_is_done_on_the_way_out_is_not_stopped() -> None:
    done = []

    def stopped_twice() -> None:
        try:
            stop()
        finally:
            stop(signal.SIGINT)
            done.append("put away")

    with pytest.raises(Stopped, match="SIGTERM"), stoppable():
        stopped_twice()
    assert done == ["put away"]


def test_afterwards_everything_is_as_it_was() -> None:
    before = [signal.getsignal(number) for number in SIGNALS], sys.unraisablehook
    with pytest.raises(Stopped), stoppable():
        stop()
    assert ([signal.getsignal(number) for number in SIGNALS], sys.unraisablehook) == before


def test_a_signal_that_was_to_be_ignored_still_is() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup(1) does
    try:
        with stoppable():
            stop(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def going_on() -> Iterator[None]:
    try:
        yield
    finally:
        stop()


def test_it_is_heard_where_python_ignores_exceptions(capfd: pytest.CaptureFixture[str]) -> None:
    def stopped_while_it_is_put_away() -> None:
        left = going_on()
        next(left)
        del left
        time.sleep(10)

    with pytest.raises(Stopped, match="SIGTERM"), stoppable():
        stopped_while_it_is_put_away()
    assert capfd.readouterr().err == ""


def test_what_else_python_ignores_is_said_as_always(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: said.append(unraisable.exc_type))

    class Broken:
        def __del__(self) -> None:
            raise ZeroDivisionError

    with stoppable():
        Broken()
    assert said == [ZeroDivisionError]


def test_it_waits_while_something_must_not_be_stopped() -> None:
    done = []

    def stopped_in_between() -> None:
        with not_now():
            signal.pthread_kill(get_ident(), signal.SIGTERM)
            done.append("in one piece")
        done.append("too late")

    with pytest.raises(Stopped), stoppable():
        stopped_in_between()
    assert done == ["in one piece"]


def test_a_thread_that_is_not_the_first_hears_nothing() -> None:
    before = signal.getsignal(signal.SIGTERM)
    found = []

    def look() -> None:
        with stoppable():
            found.append(signal.getsignal(signal.SIGTERM))

    thread = Thread(target=look)
    thread.start()
    thread.join()
    assert found == [before]
