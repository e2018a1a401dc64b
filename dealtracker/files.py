"""Files and folders that are whole at every moment: whoever looks, and whoever is killed, finds the old or the new.

What is unfinished stands beside, under a name that begins with a dot, and takes its place by being renamed.
"""

import ctypes
import errno
import filecmp
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

AT_WORKING_FOLDER, RENAME_EXCHANGE, RENAME_SWAP = -100, 2, 2
"""What renameat2(2) of Linux and renamex_np(2) of macOS call “from here on” and “one for the other”."""


Holds = str | bytes | Path
"""What a file holds: a text, bytes, or what another file holds, for it may be more than the memory has room for."""


def write(file: Path, holds: Holds, old: Path | None = None) -> None:
    """Write a new file, and the folders that it needs. Where the old one holds the same, that one gets a second name instead.

    So the time at which a file was changed is the time at which it came to hold something else. Another file that
    it shall hold gets a second name, too. No file that is there already is written to, because it may have one elsewhere.

    Raises:
        FileExistsError: the file is there.
    """
    data = encoded(holds)
    there = old if old is not None and is_same(old, data) else data
    if isinstance(there, Path):
        with suppress(OSError):  # not everywhere can a file have two names
            file.parent.mkdir(parents=True, exist_ok=True)
            file.hardlink_to(there)
            return
    with _new(file) as stream:
        if isinstance(data, Path):
            with data.open("rb") as other:
                shutil.copyfileobj(other, stream)
        else:
            stream.write(data)


def _new(file: Path) -> IO[bytes]:
    """A new file, open; and its folder, which mostly is there."""
    try:
        return file.open("xb")
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.open("xb")


def is_same(file: Path, data: bytes | Path) -> bool:
    """Whether a plain file is there and holds just this."""
    try:
        found = file.lstat()
        if not stat.S_ISREG(found.st_mode):
            return False
        if isinstance(data, Path):
            return filecmp.cmp(file, data, shallow=False)
        return found.st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def write_whole(file: Path, holds: str | bytes) -> None:
    """Write a file whole or not at all, with the mode that it had. A link in its place is replaced, not followed.

    What it holds is on the disk before it takes its place. What a killed process left unfinished here is removed.

    Raises:
        OSError: it could not be written; then it is as it was.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    for left in file.parent.glob(".*.new"):
        if left.name.startswith(f".{file.name}."):
            left.unlink(missing_ok=True)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        with naming(file), unfinished.open("xb") as stream:
            stream.write(as_bytes(holds))
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(file, unfinished)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def encoded(holds: Holds) -> bytes | Path:
    """What a file holds, as it is on the disk. What is in another file stays there."""
    return holds.encode("utf-8") if isinstance(holds, str) else holds


def as_bytes(holds: Holds) -> bytes:
    """All that a file holds."""
    data = encoded(holds)
    return data.read_bytes() if isinstance(data, Path) else data


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Where the system does not say what it was that could not be written, an error names this path."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


@contextmanager
def fresh(folder: Path) -> Iterator[Path]:
    """An empty folder to work in. What is left of it afterwards is removed."""
    remove(folder)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def temporary_in(folder: Path) -> Iterator[None]:
    """Temporary files of this process, and of copies of it, are made in a folder: who removes that has removed all of them.

    So they also have the room that the folder has; in the memory, where many systems have theirs, they might find less.
    """
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def remove(path: Path) -> None:
    """Remove whatever is there: a folder with all that it holds, a file, a link (not what it leads to), or nothing."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def size(folder: Path) -> int:
    """How many bytes the files in a folder hold."""
    return sum(file.lstat().st_size for file in folder.rglob("*"))


def inside(folder: Path) -> Iterator[tuple[str, Path]]:
    """Everything in a folder that is no folder: its path from there, and the file itself. A link is one, wherever it leads."""
    for file in folder.rglob("*"):
        if file.is_symlink() or not file.is_dir():
            yield file.relative_to(folder).as_posix(), file


def take_place(new: Path, old: Path) -> None:
    """Put a finished folder in the place of an old one, which is gone then.

    Both are changed for one another in one step. Where the system cannot do that, the old one is renamed first; if the
    process is killed before the new one has its name, `bring_back` finds it.

    Raises:
        OSError: it could not be done; then the old one is where it was.
    """
    bring_back(old)
    old.parent.mkdir(parents=True, exist_ok=True)
    if not os.path.lexists(old):
        new.rename(old)
    elif exchange(new, old):
        _remove_if_possible(new)
    else:
        aside = _aside(old)
        try:
            old.rename(aside)
            new.rename(old)
        except BaseException:
            bring_back(old)
            raise
        _remove_if_possible(aside)


def bring_back(old: Path) -> bool:
    """Give a folder its name back that was renamed to make room and is missed. Whether that had to be done."""
    aside = _aside(old)
    is_missed = os.path.lexists(aside) and not os.path.lexists(old)
    if is_missed:
        aside.rename(old)
    elif os.path.lexists(aside):
        remove(aside)
    return is_missed


def exchange(one: Path, other: Path) -> bool:
    """Change the names of two things for one another, in one step. False where the system cannot."""
    system: Any = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(system, "renameat2"):
        failed = system.renameat2(AT_WORKING_FOLDER, names[0], AT_WORKING_FOLDER, names[1], RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(system, "renamex_np"):
        failed = system.renamex_np(*names, RENAME_SWAP)
    else:
        return False
    number = ctypes.get_errno()
    if failed and number not in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        raise OSError(number, os.strerror(number), str(other))
    return not failed


def _aside(old: Path) -> Path:
    return old.with_name(f".{old.name}.old")


def _remove_if_possible(path: Path) -> None:
    """The new folder is in its place, so that no old file which somebody else owns makes the work a failure."""
    with suppress(OSError):
        remove(path)
