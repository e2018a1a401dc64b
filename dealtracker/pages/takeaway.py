"""What the pages know of a thing that readers can take away: its addresses, what is in it, and how it is made.

The things themselves are made in `dealtracker.outputs`, which hands them to an edition. So the Data page, the pages of
tracks and the heads of all pages name every one of them, and nothing that is not made.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dealtracker.pages.edition import Edition

File = tuple[str, str | bytes | Path]
"""A path from the root of the site, and what the file there holds: where that is much, a temporary file that is there as long as
nobody asks for the next one."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a file is, from the root of the site; `{id}` in it stands for the id of each track.

    `media` is its media type and `what` says what is in it. The heads of pages announce those with a `title`: those of a
    track on its own page, all others everywhere. `short` is what the page of a track calls it. What few people look for is
    `aside`: the Data page folds it away.
    """

    path: str
    media: str
    what: str
    title: str = ""
    short: str = ""
    aside: bool = False

    @property
    def is_of_a_track(self) -> bool:
        """Whether there is one for each track."""
        return "{id}" in self.path

    def of(self, track: str) -> str:
        """The address for a track."""
        return self.path.replace("{id}", track)


@dataclass(frozen=True, slots=True)
class Takeaway:
    """One kind of thing that a reader can take away, as the Data page describes it.

    `id` is the anchor there, `for_whom` says in a sentence or two who uses it for what, `version` is that of its form,
    `standard` the name and the address of what it follows. `files` makes its files from an edition. `is_data` says whether
    they hold the records, so that each is a form of the data set.
    """

    id: str
    title: str
    for_whom: str
    version: str
    standard: tuple[str, str]
    addresses: tuple[Address, ...]
    files: Callable[["Edition"], Iterator[File]]
    is_data: bool = True
