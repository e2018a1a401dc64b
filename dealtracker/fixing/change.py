"""A change of one file: shown as a difference, or written."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from dealtracker.files import write_whole


@dataclass(frozen=True, slots=True)
class Change:
    """A file by its path from the project before and after, and its text before and after."""

    path: str
    before: str
    after: str
    new_path: str

    def difference(self) -> Iterator[str]:
        """The change as `git apply` understands it, in pieces that together are the text of it."""
        if self.new_path != self.path:
            yield f"diff --git a/{self.path} b/{self.new_path}\nrename from {self.path}\nrename to {self.new_path}\n"
        if self.before == self.after:
            return
        old, new = (name + "\t" * (" " in name) for name in (f"a/{self.path}", f"b/{self.new_path}"))  # git wants the tab
        for line in unified_diff(_lines(self.before), _lines(self.after), old, new):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"

    def write(self, root: Path) -> None:
        """Write the file below a folder, whole or not at all, with the mode that it had, and give it its new name.

        Raises:
            OSError: it could not be written; then it is as it was.
        """
        file = root / self.path
        if self.after != self.before:
            write_whole(file, self.after)
        if self.new_path != self.path:
            (root / self.path).rename(root / self.new_path)


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends. Only `\\n` ends one, as in git."""
    *whole, rest = text.split("\n")
    return [*(line + "\n" for line in whole), *([rest] if rest else [])]
