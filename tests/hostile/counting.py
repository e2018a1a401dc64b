"""Counts of what was tried.

`COUNTS.md` holds them, and is compared with what the tests count; `--write-golden` writes it anew. Strings and fields are
counted exactly. Of what else there is, which changes with every word on a page, the table says how much there is at least.
"""

import re
from pathlib import Path

import pytest

FILE = Path(__file__).parent / "COUNTS.md"
EXACT = ("strings", "fields", "pairs")


class Counts:
    """The lines of the table, by what was tried."""

    def __init__(self, *, is_written: bool) -> None:
        self.is_written = is_written

    def __call__(self, what: str, **numbers: int) -> None:
        """Compare a line of the table with what a test counted, or write it."""
        lines = FILE.read_text("utf-8").splitlines()
        at = next((at for at, line in enumerate(lines) if line.startswith(f"| {what} |")), None)
        if self.is_written:
            line = f"| {what} | {', '.join(_said(name, number) for name, number in numbers.items())} |"
            lines[len(lines) if at is None else at : len(lines) if at is None else at + 1] = [line]
            FILE.write_text("\n".join(lines) + "\n", "utf-8")
            return
        found = re.findall(r"([0-9][0-9,]*) ([a-z][a-z ]*)", "" if at is None else lines[at])
        told = {name.strip(): int(number.replace(",", "")) for number, name in found}
        counted = {name.replace("_", " "): number for name, number in numbers.items()}
        fits = told.keys() == counted.keys() and all(
            told[name] == number if name in EXACT else told[name] <= number for name, number in counted.items()
        )
        assert fits, f"{what}: {counted}, where COUNTS.md says {told}; pytest tests/hostile --write-golden writes it anew"


def _said(name: str, number: int) -> str:
    words = name.replace("_", " ")
    if name in EXACT or number < 20:
        return f"{number:,} {words}"
    scale = 10 ** (len(str(number)) - 2)
    return f"over {number // scale * scale:,} {words}"


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Counts:
    """What a test calls with its counts."""
    return Counts(is_written=bool(request.config.getoption("--write-golden")))
