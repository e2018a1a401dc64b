"""Being stopped from outside: by Ctrl+C, by the system that goes down, by a terminal that closes.

All of them are one exception, so that everything unfinished is put away on the way out.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Stopped(KeyboardInterrupt):
    """Somebody stopped the program, with a signal of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        return signal.Signals(self.number).name

    @property
    def exit_code(self) -> int:
        """What shells take for “ended by this signal”."""
        return 128 + self.number


@contextmanager
def stoppable() -> Iterator[None]:
    """While the block runs, being stopped raises `Stopped` in it, once. Signals that were to be ignored still are."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, _stop)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def only_by_its_maker() -> None:
    """In a copy of a process: leave it to the process that made the copy to stop it, which it does with SIGTERM."""
    for number in SIGNALS:
        signal.signal(number, _stop if number == signal.SIGTERM else signal.SIG_IGN)


def not_any_more() -> None:
    """Nothing is left to be stopped; this process ends."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _stop(number: int, _: FrameType | None) -> None:
    not_any_more()  # what is done on the way out is short, and nobody shall stop that
    raise Stopped(number)
