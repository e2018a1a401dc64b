"""Getting at the bytes of a file: a plain file of a bearable size, and nothing that leads elsewhere."""

import stat
from pathlib import Path

from dealtracker.problems import Place
from dealtracker.reading.trouble import Trouble

_START = Place(1, 1)


def bytes_of(file: Path, most: int) -> bytes | Trouble:
    """The bytes of a file of at most `most` bytes; or why they cannot be had.

    It is looked at before it is opened: a link could lead to any file of the machine that builds the site, and a pipe would
    never end.
    """
    try:
        found = file.lstat()
        if (reason := unlike_a_file(found.st_mode)) is not None:
            return Trouble(_START, "file-unreadable", *reason)
        with file.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        return Trouble(_START, "file-unreadable", *unreadable(error))
    if len(data) <= most:
        return data
    size = max(found.st_size, len(data))
    hint = "split it, or look whether it is the right file"
    return Trouble(_START, "file-too-large", f"this file has {size:,} bytes; at most {most:,} are allowed", hint)


def unlike_a_file(mode: int) -> tuple[str, str] | None:
    """Message and hint for what is no plain file, by its mode (see `os.stat_result`)."""
    if stat.S_ISLNK(mode):
        return "this is a link to another place, and links are not followed", "put the file itself here"
    if stat.S_ISDIR(mode):
        return "this is a folder, not a file", "give the folder another name"
    if not stat.S_ISREG(mode):
        return "this is a device or a pipe, not a file", "remove it"
    return None


def unreadable(error: OSError) -> tuple[str, str]:
    """Message and hint for a file that the operating system did not hand over."""
    if isinstance(error, PermissionError):
        return "this file may not be read", "allow reading it: chmod u+r"
    return f"this file cannot be read ({error.strerror})", "look whether it is still there"
