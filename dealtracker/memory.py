"""Memory and cores: making a great many objects of which nearly all are kept, being rid of them at once, and sharing the work.

A copy of a process ends when the one that made it does, whatever ends that one: nobody writes on who has no master. It can
end at any moment, because nothing is its own: whatever it leaves unfinished stands in folders that its maker removes.
"""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing import active_children, get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, TypeVar, cast

from dealtracker import stopping

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

T = TypeVar("T")
Tell = Callable[[str], None]

MOST_WORKERS = 8
"""More copies of a process than this are not made: each takes memory of its own, and the largest job is not divided."""

PATIENCE = 10
"""So many seconds a copy that was stopped has to end, and its own copies with it."""

PR_SET_PDEATHSIG = 1
"""What prctl(2) of Linux calls “send me a signal when my parent ends”."""


class EndedEarly(Exception):
    """A copy of this process ended before it was done. It has printed a traceback, unless somebody or the system ended it."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code

    def __str__(self) -> str:
        if self.exit_code is not None and self.exit_code < 0:
            return f"a process that did a part of the work was ended by {signal.Signals(-self.exit_code).name}"
        return "a process that did a part of the work ended early"


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


_LEFT: list[object] = []


def leave(thing: object) -> None:
    """Spare a copy of this process the work of taking something large apart, or looking for garbage in it: it will end, and
    its memory with it."""
    if parent_process() is not None:
        _LEFT.append(thing)
        gc.freeze()


def apart(work: Callable[[Tell], T], tell: Tell, *expected: type[Exception]) -> T:
    """What some work comes to, done in a process of its own, which takes all its memory with it when it ends.

    The work is given a function that tells this process how it gets on; its result must not be a text. The `expected`
    exceptions that it raises are raised here. Where the system cannot copy a process, the work is done in this one.

    Raises:
        EndedEarly: the other process did.
    """
    if "fork" not in get_all_start_methods():
        return work(tell)
    with _copy(_work, work, (*expected, EndedEarly)) as (here, process):
        return cast(T, _result(here, process, tell))


@contextmanager
def meanwhile(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """A copy of this process does some work; the function that is given waits for what it comes to, which must not be a text.

    With one core, or where the system cannot copy a process, the work is done when it is waited for.
    """
    if cores() < 2 or "fork" not in get_all_start_methods():
        yield work
        return
    with _copy(_work, lambda _: work(), (EndedEarly,)) as (here, process):
        yield lambda: cast(T, _result(here, process, print))


def _result(here: Connection, process: BaseProcess, tell: Tell) -> Any:
    """What a copy comes to; before it, this process is told what the copy tells."""
    try:
        while isinstance(said := here.recv(), str):
            tell(said)
    except EOFError:
        process.join()
        raise EndedEarly(process.exitcode) from None
    if isinstance(said, Exception):
        raise said
    return said


def side_by_side(jobs: Sequence[Callable[[], T]], *expected: type[Exception]) -> list[T]:
    """What each of some jobs comes to, in their order; see `as_they_come`."""
    return list(in_turn(jobs, *expected))


def in_turn(jobs: Sequence[Callable[[], T]], *expected: type[Exception]) -> Iterator[T]:
    """What each of some jobs comes to, in their order, as soon as it and all before it are there; see `as_they_come`."""
    early: dict[int, T] = {}
    number = 0
    for done, result in as_they_come(jobs, *expected):
        early[done] = result
        while number in early:
            yield early.pop(number)
            number += 1


def as_they_come(jobs: Sequence[Callable[[], T]], *expected: type[Exception]) -> Iterator[tuple[int, T]]:
    """The number of each of some jobs and what it comes to, as soon as it does. Copies of this process do them, one a core.

    A copy that is free takes the next job, so what a job does must not depend on those before it; it waits with a large result
    until that is asked for. The `expected` exceptions that jobs raise are raised here. With one core, or where the system
    cannot copy a process, this one does the jobs.

    Raises:
        EndedEarly: a copy did.
    """
    workers = min(cores(), len(jobs), MOST_WORKERS)
    if workers < 2 or "fork" not in get_all_start_methods():
        yield from ((number, job()) for number, job in enumerate(jobs))
        return
    taken = get_context("fork").Value("i", 0)
    done = 0
    with ExitStack() as copies:
        at_work = dict(copies.enter_context(_copy(_take, jobs, taken, (*expected, EndedEarly))) for _ in range(workers))
        while at_work:
            for here in cast(list[Connection], wait(at_work)):
                try:
                    said = here.recv()
                except EOFError:
                    process = at_work.pop(here)
                    process.join()
                    if process.exitcode != 0:
                        raise EndedEarly(process.exitcode) from None
                    continue
                if isinstance(said, Exception):
                    raise said
                done += 1
                yield said
    if done < len(jobs):
        raise EndedEarly(None)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _copy(do: Callable[..., None], *args: object) -> Iterator[tuple[Connection, BaseProcess]]:
    """A copy of this process that does something; what it says arrives at the connection. It is ended with the block."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=do, args=(*args, os.getpid(), there))
    try:
        with stopping.not_now():
            process.start()
        there.close()
        yield here, process
        process.join()
    finally:
        if process.pid is not None:
            _end(process)
        here.close()


def _end(process: BaseProcess) -> None:
    """End a copy of this process, if it has not ended yet."""
    process.terminate()
    process.join(PATIENCE)
    process.kill()
    process.join()


def _end_at_once() -> None:
    """End this copy of a process, with its own ones, wherever it is."""
    for process in active_children():
        _end(process)
    os._exit(128 + signal.SIGTERM)


def _work(work: Callable[[Tell], object], expected: tuple[type[Exception], ...], maker: int, there: Connection) -> None:
    """What the other process does: it sends the lines that it tells, and then its result or an exception."""
    _send(lambda: there.send(work(there.send)), expected, maker, there)


def _take(
    jobs: Sequence[Callable[[], object]],
    taken: "Synchronized[int]",
    expected: tuple[type[Exception], ...],
    maker: int,
    there: Connection,
) -> None:
    """What a copy does: it takes one job after another, and sends the number and the result of each, or an exception."""

    def take() -> None:
        while (number := _next(taken)) < len(jobs) and os.getppid() == maker:
            there.send((number, jobs[number]()))

    _send(take, expected, maker, there)


def _next(taken: "Synchronized[int]") -> int:
    with taken.get_lock():
        taken.value += 1
        return taken.value - 1


def _send(do: Callable[[], None], expected: tuple[type[Exception], ...], maker: int, there: Connection) -> None:
    """Do something. Expected exceptions are sent, and being stopped says nothing: that is for the process that waits to say."""
    _end_with(maker)
    stopping.only_by_its_maker(_end_at_once)
    try:
        do()
    except expected as error:
        there.send(error)


def _end_with(maker: int) -> None:
    """Have the system end this process with the one that made it. Where it cannot, that is noticed between two jobs."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != maker:  # it is gone already
        _end_at_once()
