"""Lists that would grow without end are cut into parts of a fixed size, counted from the oldest entry.

So a part that is full never changes again, and an address given to a reader stays right. The newest entries stand on the
page with the short address: at least `SIZE` of them where there are so many.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

SIZE = 400
"""Entries a part, for lists of one line an entry. Lists of paragraphs name a smaller number."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A part of a list: where it stands in the tree, and its entries."""

    path: str
    number: int
    entries: tuple[T, ...]

    @property
    def first(self) -> str:
        """Where the first part of the same list stands: the page with the short address."""
        return f"{self.path.rpartition('/')[0]}/index.md"


def parts(folder: str, oldest_first: Sequence[T], size: int = SIZE) -> list[Part[T]]:
    """Cut a list into parts. The first of the result is the newest, at `folder/index.md`; older ones are numbered."""
    older = max(0, len(oldest_first) // size - 1)
    result = [
        Part(f"{folder}/part-{number + 1}.md", number + 1, tuple(oldest_first[number * size : (number + 1) * size]))
        for number in range(older)
    ]
    result.append(Part(f"{folder}/index.md", older + 1, tuple(oldest_first[older * size :])))
    return result[::-1]
