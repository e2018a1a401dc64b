"""Being stopped from outside: by Ctrl+C, by the system that goes down, by a terminal that closes.

All of them are one exception, so that everything unfinished is put away on the way out.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))

A_MOMENT = 0.01
"""In seconds."""


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
    before, hook = {number: signal.getsignal(number) for number in SIGNALS}, sys.unraisablehook
    try:
        sys.unraisablehook = partial(_heard, hook)
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, _stop)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        sys.unraisablehook = hook


@contextmanager
def not_now() -> Iterator[None]:
    """Whatever would stop this thread, or a copy of the process that it makes, is held back until the block ends."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def only_by_its_maker(end: Callable[[], None]) -> None:
    """In a copy of a process that was made when nothing could stop it: from now on its maker can, with SIGTERM.

    Then `end` is called, wherever the copy is at that moment, and should not return. All else is for the maker to hear.
    """
    for number in SIGNALS:
        signal.signal(number, (lambda *_: end()) if number == signal.SIGTERM else signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def _stop(number: int, _: FrameType | None) -> None:
    for each in SIGNALS:  # what is done on the way out is short, and nobody shall stop that
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(number)


def _heard(otherwise: Callable[["sys.UnraisableHookArgs"], object], unraisable: "sys.UnraisableHookArgs") -> None:
    """What Python says it ignored, as it does with everything that is raised while an object is put away.

    Where that was `Stopped`, the signal is sent again when the object will be gone.
    """
    if isinstance(unraisable.exc_value, Stopped):
        number = unraisable.exc_value.number
        signal.signal(number, _stop)
        threading.Timer(A_MOMENT, os.kill, (os.getpid(), number)).start()
    else:
        otherwise(unraisable)
