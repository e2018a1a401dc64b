"""One file of plain lines: the same traps as in other text, and the place of each line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dealtracker import limits
from dealtracker.problems import Place, Problem
from dealtracker.reading import opening, traps
from dealtracker.reading.document import Key
from dealtracker.reading.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Lines:
    """A file that was read without trouble: `value` are its lines, `path` how messages name it."""

    path: str
    value: Sequence[str]

    def place(self, keys: Sequence[Key] = (), *, of_key: bool = False) -> Place:  # noqa: ARG002 asked like a `Document`
        """The place of the line with the number that `keys` hold, from 0."""
        number = int(keys[0]) if keys else 0
        return Place(number + 1, 1, number + 1, len(self.value[number]) + 1)


def read_lines(file: Path, name: str, most: int | None = None) -> Lines | list[Problem]:
    """Read a file; `name` is what messages call it. Returns its lines, or everything that is wrong with it.

    It may have `most` bytes; without it, as many as the list of published ids, which is the largest file that there is.
    """
    data = opening.bytes_of(file, limits.LIST_OF_IDS if most is None else most)
    trouble = data if isinstance(data, Trouble) else traps.in_bytes(data)
    if isinstance(data, Trouble) or trouble is not None:
        return [Problem(name, *(trouble or data))]
    text = data.decode("utf-8")
    return [Problem(name, *trouble) for trouble in traps.in_text(text)] or Lines(name, text.split("\n"))
