"""Digests: whether what is there is still what it was."""

import hashlib
import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

from dealtracker import limits
from dealtracker.files import Holds, encoded, inside

NO_FILE = "no plain file"
"""Stands for the digest of a link and the like, and is none of any file."""


def of(holds: Holds) -> str:
    """The digest of what a file holds."""
    data = encoded(holds)
    if isinstance(data, Path):
        with data.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    return hashlib.sha256(data).hexdigest()


def of_places(places: Sequence[Path]) -> str:
    """One digest of files, and of folders with all that they hold, as far as it can be read.

    Of a file that is larger than any may be, only its size.
    """
    digest = hashlib.sha256()
    for place in places:
        inside = sorted(file for file in place.rglob("*") if "__pycache__" not in file.parts) if place.is_dir() else []
        for file in (place, *inside):
            digest.update(b"\0" + os.fsencode(file.relative_to(place)) + b"\0")
            digest.update(_held(file))
    return digest.hexdigest()


def _held(file: Path) -> bytes:
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            return b""
        return file.read_bytes() if found.st_size <= limits.LIST_OF_IDS else str(found.st_size).encode()
    except OSError:
        return b""


def of_files(folder: Path, but: str) -> Mapping[str, str]:
    """The path of everything in a folder but one file, with its digest.

    Raises:
        OSError: something cannot be read.
    """
    return {
        path: of(file) if file.is_file() and not file.is_symlink() else NO_FILE for path, file in inside(folder) if path != but
    }


def together(digests: Mapping[str, str]) -> str:
    """One digest of files, by their paths and the digest of each."""
    return of("\n".join(f"{path} {digest}" for path, digest in sorted(digests.items())))
