"""The repairs of many problems at once, for those who only want to show them."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from dealtracker.fixing.edits import Edit
from dealtracker.fixing.fixers import FIXERS, edits
from dealtracker.fixing.repair import text_of
from dealtracker.problems import Problem

ENOUGH = 3_000_000
"""So many characters are looked through for all repairs together. Where a file is one mistake from end to end, each needs all of
it, and nobody reads so many; `fix` finds the rest.
"""


def repairs(problems: Iterable[Problem], root: Path) -> Mapping[Problem, list[Edit]]:
    """For each problem that `fix` repairs, the edits, until it is enough. Paths of problems are relative to `root`; files are
    only read.
    """
    left = ENOUGH
    texts: dict[str, str | None] = {}
    found: dict[Problem, list[Edit]] = {}
    for problem in problems:
        if problem.rule not in FIXERS:
            continue
        if problem.path not in texts:
            texts[problem.path] = text_of(root / problem.path)
        text = texts[problem.path]
        left -= len(text or "")
        if left < 0:
            break
        made = None if text is None else edits(problem, text)
        if made:
            found[problem] = made
    return found
