"""Memory: making a great many objects of which nearly all are kept, and being rid of them at once."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import TypeVar, cast

T = TypeVar("T")
Tell = Callable[[str], None]


@contextmanager
def garbage_later() -> Iterator[None]:
    """Leave garbage where it is for a while: looking for it among millions of live objects costs a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def apart(work: Callable[[Tell], T], tell: Tell, *expected: type[Exception]) -> T:
    """What some work comes to, done in a process of its own, which takes all its memory with it when it ends.

    The work is given a function that tells this process how it gets on; its result must not be a text. The `expected`
    exceptions that it raises are raised here. Where the system cannot copy a process, the work is done in this one.

    Raises:
        RuntimeError: the other process ended early. Unless somebody ended it, it has printed a traceback.
    """
    if "fork" not in get_all_start_methods():
        return work(tell)
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, there, expected))
    process.start()
    there.close()
    try:
        while isinstance(said := here.recv(), str):
            tell(said)
    except EOFError:
        raise RuntimeError("the process that did the work ended early") from None
    finally:
        process.terminate()
        process.join()
        here.close()
    if isinstance(said, Exception):
        raise said
    return cast(T, said)


def _work(work: Callable[[Tell], object], there: Connection, expected: tuple[type[Exception], ...]) -> None:
    """What the other process does: it sends the lines that it tells, and then its result or an exception."""
    try:
        there.send(work(there.send))
    except expected as error:
        there.send(error)
    except KeyboardInterrupt:
        pass  # it was meant for the process that waits
