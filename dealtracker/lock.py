"""One at a time: a file that one process holds, until it ends in whatever way.

The system keeps the lock for the process and its copies, and lets it go when the last of them is gone, killed or not. So
nobody starts while a copy of a killed process still writes.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dealtracker.files import naming

if sys.platform == "win32":
    import msvcrt

    def _lock(held: int) -> bool:
        os.lseek(held, 1 << 20, os.SEEK_SET)  # behind what is written there, which others want to read
        try:
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(held: int) -> bool:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


PAUSE = 0.1
"""After so many seconds, whoever waits looks again."""


class Busy(Exception):
    """Another process is at work; the text says which, and since when."""


@contextmanager
def alone(file: Path, wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Be the only one that works while the block runs. The file is there as long.

    Where another process is at work, `wait` is told so once, and its end is waited for.

    Raises:
        Busy: another process is at work, and there is no `wait`.
        OSError: the file cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    held = _taken(file, wait)
    try:
        with naming(file):
            os.ftruncate(held, 0)
            os.lseek(held, 0, os.SEEK_SET)
            os.write(held, str(os.getpid()).encode())
        yield
    finally:
        with suppress(OSError):  # Windows removes no file that is open
            file.unlink()
        os.close(held)


def _taken(file: Path, wait: Callable[[str], None] | None) -> int:
    """The descriptor of the file, locked."""
    told = False
    while (held := _ours(file)) is None:
        if wait is None:
            raise Busy(_said(file))
        if not told:
            wait(f"{_said(file)}; waiting for it")
        told = True
        time.sleep(PAUSE)
    return held


def _ours(file: Path) -> int | None:
    """The descriptor, if nobody else has the lock. One of a file that its last holder has removed meanwhile is no good."""
    held = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    is_ours = False
    try:
        is_ours = _lock(held) and _is_at(file, held)
    finally:
        if not is_ours:
            os.close(held)
    return held if is_ours else None


def _is_at(file: Path, held: int) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(file.stat(), os.fstat(held))
    return False


def _said(file: Path) -> str:
    """Who holds the file. It was written when that one began."""
    with suppress(OSError, ValueError):
        number, since = int(file.read_bytes()), time.localtime(file.stat().st_mtime)
        return f"process {number} is at work here since {time.strftime('%H:%M:%S', since)}"
    return "another process is at work here"
