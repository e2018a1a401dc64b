"""A published copy of a site: at its address, or in a folder. What it holds is data, and never more of it than asked for."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dealtracker import escape
from dealtracker.files import inside, naming
from dealtracker.links import Asker

HOME = "index.html"
LOST = "404.html"
"""The page that is the answer where there is none."""

_THERE, _NOT_THERE = (200,), (404, 410)


class Copy(Protocol):
    """A copy of a site, of which one can ask for a file."""

    @property
    def name(self) -> str:
        """What to call it."""

    def read(self, path: str, most: int) -> bytes | str | None:
        """What is at a path: at most so many bytes and one more; in words what is there instead; None where nothing is.

        Raises:
            OSError: nobody can tell.
        """

    def seen(self) -> frozenset[str]:
        """The paths of everything that it is seen to hold, as far as that can be seen.

        Raises:
            OSError: nobody can tell.
        """

    def lost(self, path: str, most: int, /) -> bytes | str | None:
        """What a visitor sees at a path at which nothing is, as above; None where that is for others to decide.

        Raises:
            OSError: nobody can tell.
        """


@dataclass(frozen=True)
class InFolder:
    """A copy that somebody has downloaded."""

    folder: Path

    @property
    def name(self) -> str:
        """The folder."""
        return str(self.folder)

    def read(self, path: str, most: int) -> bytes | str | None:
        """What is in a file. Links are not followed: nothing outside of the folder is read."""
        file = self.folder / path
        try:
            is_inside = Path(os.path.realpath(file)) == Path(os.path.realpath(self.folder), path)  # not by way of a link
            if not stat.S_ISREG(file.lstat().st_mode) or not is_inside:
                return "no plain file"
            with naming(file), file.open("rb") as stream:
                return stream.read(most + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def seen(self) -> frozenset[str]:
        """Everything in the folder that is no folder."""
        return frozenset(path for path, _ in inside(self.folder))

    def lost(self, _path: str, _most: int, /) -> bytes | str | None:
        """A folder has no visitors."""
        return None


@dataclass(frozen=True)
class AtAddress:
    """The site at its address, asked as a visitor asks: for `tracks/`, and not for `tracks/index.html`."""

    address: str
    asker: Asker

    @property
    def name(self) -> str:
        """The address."""
        return self.address

    def read(self, path: str, most: int) -> bytes | str | None:
        """What the host sends. Where it sends its visitors elsewhere, nobody goes."""
        asked = path.removesuffix(HOME) if path == HOME or path.endswith("/" + HOME) else path
        answer = self.asker.fetch(self.address + escape.path(asked), most)
        if answer.code in _NOT_THERE:
            return None
        if answer.code in _THERE:
            return answer.body
        if answer.leads_to:
            return f"visitors are sent to {answer.leads_to}"
        if answer.code == 429 or answer.code >= 500:
            raise OSError(f"the host answers {answer.code} for {path}")
        return f"the host answers {answer.code}"

    def seen(self) -> frozenset[str]:
        """Nobody can list what is at an address. (What the list of the site names is looked at by whoever compares.)"""
        return frozenset()

    def lost(self, path: str, most: int) -> bytes | str | None:
        """What the host sends where there is no page."""
        answer = self.asker.fetch(self.address + escape.path(path), most)
        if answer.code not in _NOT_THERE:
            return f"the host answers {answer.code}"
        return answer.body
