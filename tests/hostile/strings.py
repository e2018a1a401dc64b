"""The corpus of hostile strings: see `corpus.yml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Hostile:
    """A string that somebody might write, and what is to become of it.

    `is_taken`: `check` finds nothing wrong with it. Otherwise its message says `name`. `is_no_text`: not even the models
    take it, so that it cannot reach an output at all.
    """

    family: str
    text: str
    is_taken: bool
    name: str
    is_no_text: bool

    def __str__(self) -> str:
        return f"{self.family}: {self.text[:40]!a}"


@cache
def corpus() -> tuple[Hostile, ...]:
    """Every string, in the order of the file."""
    families = yaml.safe_load((Path(__file__).parent / "corpus.yml").read_text("utf-8"))
    return tuple(
        Hostile(
            family["family"],
            string if isinstance(string, str) else string["text"] * string["times"],
            family["check"] == "takes",
            family.get("name", ""),
            family.get("never", False),
        )
        for family in families
        for string in family["strings"]
    )


def texts() -> list[str]:
    """The strings that the models take."""
    return [hostile.text for hostile in corpus() if not hostile.is_no_text]
