"""Memory and cores: making a great many objects of which nearly all are kept, being rid of them at once, and sharing the work."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

T = TypeVar("T")
Tell = Callable[[str], None]

MOST_WORKERS = 8
"""More copies of a process than this are not made: each takes memory of its own, and the largest job is not divided."""


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
    with _copy(_work, work, expected) as here:
        try:
            while isinstance(said := here.recv(), str):
                tell(said)
        except EOFError:
            raise RuntimeError("the process that did the work ended early") from None
    if isinstance(said, Exception):
        raise said
    return cast(T, said)


def side_by_side(jobs: Sequence[Callable[[], T]], *expected: type[Exception]) -> list[T]:
    """What each of some jobs comes to, in their order. Copies of this process do them, one for each core.

    A copy that is free takes the next job, so what a job does must not depend on those before it. The `expected` exceptions
    that jobs raise are raised here. With one core, or where the system cannot copy a process, this one does the jobs.

    Raises:
        RuntimeError: a copy ended early. Unless somebody ended it, it has printed a traceback.
    """
    workers = min(cores(), len(jobs), MOST_WORKERS)
    if workers < 2 or "fork" not in get_all_start_methods():
        return [job() for job in jobs]
    taken = get_context("fork").Value("i", 0)
    done: dict[int, T] = {}
    with ExitStack() as copies:
        at_work = [copies.enter_context(_copy(_take, jobs, taken, expected)) for _ in range(workers)]
        while at_work:
            for here in cast(list[Connection], wait(at_work)):
                try:
                    said = here.recv()
                except EOFError:
                    at_work.remove(here)
                    continue
                if isinstance(said, Exception):
                    raise said
                done.update([said])
    if len(done) < len(jobs):
        raise RuntimeError("a process that did a part of the work ended early")
    return [done[number] for number in range(len(jobs))]


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _copy(do: Callable[..., None], *args: object) -> Iterator[Connection]:
    """A copy of this process that does something; what it says arrives at the connection. It is ended with the block."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=do, args=(*args, there))
    process.start()
    there.close()
    try:
        yield here
    finally:
        process.terminate()
        process.join()
        here.close()


def _work(work: Callable[[Tell], object], expected: tuple[type[Exception], ...], there: Connection) -> None:
    """What the other process does: it sends the lines that it tells, and then its result or an exception."""
    with _sending(expected, there):
        there.send(work(there.send))


def _take(
    jobs: Sequence[Callable[[], object]], taken: "Synchronized[int]", expected: tuple[type[Exception], ...], there: Connection
) -> None:
    """What a copy does: it takes one job after another, and sends the number and the result of each, or an exception."""
    with _sending(expected, there):
        while (number := _next(taken)) < len(jobs):
            there.send((number, jobs[number]()))


def _next(taken: "Synchronized[int]") -> int:
    with taken.get_lock():
        taken.value += 1
        return taken.value - 1


@contextmanager
def _sending(expected: tuple[type[Exception], ...], there: Connection) -> Iterator[None]:
    """Expected exceptions are sent, and being stopped says nothing: it was meant for the process that waits."""
    try:
        yield
    except expected as error:
        there.send(error)
    except KeyboardInterrupt:
        pass
