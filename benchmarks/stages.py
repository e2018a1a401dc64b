"""Our own share of a build, without MkDocs, stage by stage: `stages.py PROJECT DAY`, the program on PYTHONPATH.

With `--all-cores` nothing is taken apart, and the work is shared as a build shares it.

The functions that the stages consist of are wrapped in a clock from outside; the program knows nothing of it. Time counts
for the innermost stage: what reading a record takes is not counted again for gathering the records. All is done in one
process, where one clock sees it; on more than one core, a build divides the files of the tree among several. As in a build,
that process is a copy, which leaves its memory to the system. The result goes to standard output as JSON.
"""

import importlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

STAGES = {
    "fingerprint": ("dealtracker.publish.fingerprint",),
    "reading YAML": ("dealtracker.reading.document.read_file",),
    "shaping records": ("dealtracker.loading.load",),
    "rules": ("dealtracker.rules.words.vocabulary_findings", "dealtracker.loading.checking._by_rules"),
    "standing": ("dealtracker.standing.stand.deal_standing",),
    "pages": (
        "dealtracker.publish._pages",
        "dealtracker.pages.written.written_pages",
        "dealtracker.pages.as_of.files",
        "dealtracker.pages.redirects.files",
        "dealtracker.engine.configuration",
    ),
    "citations": ("dealtracker.pages.citing.files",),
    "charts": (
        "dealtracker.charts.timechart.time_chart",
        "dealtracker.charts.graph.graph",
        "dealtracker.charts.graph.neighbourhood",
        "dealtracker.charts.stages.stages",
    ),
    "cards": ("dealtracker.cards.pictures",),
    "writing": ("dealtracker.publish.write", "dealtracker.files.take_place"),
}
"""The stages, and the functions in which each is spent. `rules` are besides the checks of all rules, and each output is a
stage of its own."""


class Clock:
    """Processor time by stage, each moment counted for the innermost stage."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._open = ["starting"]
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside for a stage."""
        self._turn()
        self._open.append(name)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    def _turn(self) -> None:
        now = time.process_time()
        self.spent[self._open[-1]] += now - self._since  # type: ignore[assignment]
        self._since = now

    def timed(self, name: str, function: Callable[P, R]) -> Callable[P, R]:
        """The function, counted for a stage; where it gives an iterator, its steps too."""

        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            with self.stage(name):
                result = function(*args, **kwargs)
            return cast(R, self._steps(name, result)) if isinstance(result, Iterator) else result

        return counted

    def _steps(self, name: str, steps: Iterator[Any]) -> Iterator[Any]:
        end = object()
        while True:
            with self.stage(name):
                step = next(steps, end)
            if step is end:
                return
            yield step


def _wrap(clock: Clock) -> Counter[str]:
    """Put the clock around every stage, wherever a module has taken its functions to. Returns the time by rule, to come."""
    for stage, paths in STAGES.items():
        for path in paths:
            where, _, name = path.rpartition(".")
            function = getattr(importlib.import_module(where), name)
            counted = clock.timed(stage, function)
            for module in [module for name, module in sys.modules.items() if name.startswith("dealtracker")]:
                for bound in [bound for bound, value in vars(module).items() if value is function]:
                    setattr(module, bound, counted)
    _wrap_outputs(clock)
    return _wrap_rules(clock)


def _wrap_outputs(clock: Clock) -> None:
    outputs: Any = importlib.import_module("dealtracker.outputs")
    outputs.OUTPUTS = tuple(replace(made, files=clock.timed(f"output: {made.id}", made.files)) for made in outputs.OUTPUTS)


def _wrap_rules(clock: Clock) -> Counter[str]:
    rules: dict[str, Any] = importlib.import_module("dealtracker.rules").RULES
    spent: Counter[str] = Counter()

    def counted(name: str, check: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        def findings(*args: Any) -> Iterator[Any]:
            with clock.stage("rules"):
                started = time.process_time()
                found = list(check(*args))
                spent[name] += time.process_time() - started  # type: ignore[assignment]
            return iter(found)

        return findings

    for name, rule in rules.items():
        if rule.check is not None:
            rules[name] = replace(rule, check=counted(name, rule.check))
    return spent


def main(root: Path, as_of: date, *, all_cores: bool) -> None:
    """Generate the tree of a project once, and say where the time went."""
    publish: Any = importlib.import_module("dealtracker.publish")
    memory: Any = importlib.import_module("dealtracker.memory")
    clock = Clock()
    spent_by_rule: Counter[str] = Counter()
    if not all_cores:
        memory.cores = lambda: 1
        spent_by_rule = _wrap(clock)

    def work(tell: Callable[[str], None]) -> dict[str, Any]:
        with clock.stage("the rest"):
            made = publish.generate(publish.Project(root), as_of, tell)
        return {"stages": clock.spent, "rules": spent_by_rule, "pages": made.pages, "is_new": made.is_new}

    starting = time.process_time()  # of this process; the clock begins with the other one
    result = memory.apart(work, lambda _: None)
    result["stages"]["starting"] += starting
    print(json.dumps(result))


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), all_cores="--all-cores" in sys.argv)
