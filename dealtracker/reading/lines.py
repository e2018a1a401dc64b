"""One file of plain lines: the same traps as in other text, and the place of each line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dealtracker.problems import Place, Problem
from dealtracker.reading import traps
from dealtracker.reading.document import Key


@dataclass(frozen=True, slots=True)
class Lines:
    """A file that was read without trouble: `value` are its lines, `path` how messages name it."""

    path: str
    value: Sequence[str]

    def place(self, keys: Sequence[Key] = (), *, of_key: bool = False) -> Place:  # noqa: ARG002 asked like a `Document`
        """The place of the line with the number that `keys` hold, from 0."""
        number = int(keys[0]) if keys else 0
        return Place(number + 1, 1, number + 1, len(self.value[number]) + 1)


def read_lines(file: Path, name: str) -> Lines | list[Problem]:
    """Read a file, however large; `name` is what messages call it. Returns its lines, or everything that is wrong with it."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return [Problem(name, Place(1, 1), "file-unreadable", *traps.unreadable(error))]
    trouble = traps.in_bytes(data, size=0)
    if trouble is not None:
        return [Problem(name, *trouble)]
    text = data.decode("utf-8")
    return [Problem(name, *trouble) for trouble in traps.in_text(text)] or Lines(name, text.split("\n"))
