"""What is reported: the problems, and where each rule is explained."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dealtracker.fixing import Edit
from dealtracker.problems import Level, Problem


@dataclass(frozen=True)
class Report:
    """Problems by file and place.

    `address` is that of the site, None where the deal does not say it. `repairs` are the edits by which `fix` would repair
    a problem, where somebody asked for them.
    """

    problems: Sequence[Problem]
    address: str | None = None
    repairs: Mapping[Problem, Sequence[Edit]] = field(default_factory=dict)

    def help(self, rule: str) -> str | None:
        """Where the page of checks explains a rule with its examples."""
        return None if self.address is None else f"{self.address}checks/#{rule}"

    @cached_property
    def counts(self) -> str:
        """How many problems there are of each level, in words: `2 errors and 1 warning`; empty without problems."""
        count = Counter(problem.level for problem in self.problems)
        return " and ".join(f"{count[level]} {level}{'s' if count[level] != 1 else ''}" for level in Level if count[level])
