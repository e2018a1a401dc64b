"""From what was measured to `RESULTS.md`: whether the targets are met, and where the time goes."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import version
from platform import python_implementation, python_version
from typing import Self

from measure import Cost

ENGINES = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pydantic", "PyYAML")


class Subject(StrEnum):
    """What is measured."""

    MKDOCS = "bare MkDocs on the generated tree"
    COLD = "the whole build, cold"
    SAME = "the whole build, nothing changed"
    CHANGED = "the whole build, one record changed"
    OWN_COLD = "our own share, cold"
    OWN_SHARED = "our own share, cold, on all cores"
    OWN_SAME = "our own share, nothing changed"
    OWN_CHANGED = "our own share, one record changed"
    CHECK = "`check`"


OF_LARGE = (Subject.COLD, Subject.CHECK, Subject.OWN_SHARED, Subject.OWN_COLD, Subject.MKDOCS)
"""What is measured of the largest deals."""


@dataclass(frozen=True)
class Usage:
    """Where our own share of a build went: processor seconds by stage and by rule. `is_new` is false if nothing was made."""

    stages: Mapping[str, float]
    rules: Mapping[str, float]
    pages: int
    is_new: bool

    @classmethod
    def of(cls, cost: Cost) -> Self:
        """What `stages.py` said."""
        return cls(**json.loads(cost.said))


@dataclass(frozen=True)
class Sample:
    """What was measured on a deal of one size; `size` is that of its records, in bytes."""

    tracks: int
    size: int
    costs: dict[Subject, Cost] = field(default_factory=dict)

    @property
    def usage(self) -> Usage:
        """Where our own share of a cold build went."""
        return Usage.of(self.costs[Subject.OWN_COLD])

    def against_mkdocs(self, subject: Subject) -> float:
        """The processor time of something, against that of bare MkDocs."""
        return self.costs[subject].processor / self.costs[Subject.MKDOCS].processor

    def longer_than_mkdocs(self, subject: Subject) -> float:
        """The time that one waits for something, against that for bare MkDocs."""
        return self.costs[subject].seconds / self.costs[Subject.MKDOCS].seconds

    def per_track(self, subject: Subject) -> float:
        """The processor seconds of something for one track."""
        return self.costs[subject].processor / self.tracks


@dataclass(frozen=True)
class Target:
    """Something promised: at most `limit`, as `measure` finds it (None where the sizes that it needs were not measured)."""

    says: str
    limit: float
    measure: Callable[[Mapping[int, Sample]], float | None]
    unit: str = "%"


def _share(subject: Subject) -> Callable[[Mapping[int, Sample]], float | None]:
    return lambda samples: samples[1_000].against_mkdocs(subject) * 100 if 1_000 in samples else None


def _wait(subject: Subject) -> Callable[[Mapping[int, Sample]], float | None]:
    return lambda samples: samples[1_000].longer_than_mkdocs(subject) * 100 if 1_000 in samples else None


def _growth(subject: Subject) -> Callable[[Mapping[int, Sample]], float | None]:
    def measure(samples: Mapping[int, Sample]) -> float | None:
        if not {200, 5_000} <= set(samples):
            return None
        return (samples[5_000].per_track(subject) / samples[200].per_track(subject) - 1) * 100

    return measure


def _peak(samples: Mapping[int, Sample]) -> float | None:
    return samples[5_000].costs[Subject.COLD].peak / 1e6 if 5_000 in samples else None


TARGETS = (
    Target(
        "Our own share of a cold build of 1,000 tracks, against bare MkDocs: the wait",
        20,
        _wait(Subject.OWN_SHARED),
    ),
    Target("The same, processor time of all cores together", 20, _share(Subject.OWN_COLD)),
    Target("The whole cold build of 1,000 tracks, against bare MkDocs: the wait", 100, _wait(Subject.COLD)),
    Target("Our own share where nothing changed, processor time", 6, _share(Subject.OWN_SAME)),
    Target("`check` of 1,000 tracks, against bare MkDocs", 15, _share(Subject.CHECK)),
    Target("Growth of the time per track from 200 to 5,000 tracks, whole build", 20, _growth(Subject.COLD)),
    Target("The same, our own share", 20, _growth(Subject.OWN_COLD)),
    Target("Peak memory of the whole build of 5,000 tracks", 1_000, _peak, " MB"),
)


def report(samples: Sequence[Sample], cores: int, load: float) -> str:
    """The report as Markdown. `load` is how many processes wanted a core on average while the last minutes were measured."""
    return "\n".join([*_head(samples, cores, load), *_targets(samples), *_tables(samples), *_stages(samples)]) + "\n"


def _head(samples: Sequence[Sample], cores: int, load: float) -> Iterator[str]:
    engines = ", ".join(f"{name} {version(name)}" for name in ENGINES)
    kilobytes = sum(sample.size for sample in samples) / sum(sample.tracks for sample in samples) / 1e3
    yield "# Results"
    yield ""
    yield "Written by `benchmarks/run.py`; `benchmarks/README.md` says what is measured and how."
    yield ""
    yield f"{python_implementation()} {python_version()}, {cores} cores. {engines}."
    yield f"Invented records of {kilobytes:.0f} kB a track. All in one run; each row is a process of its own."
    yield f"At the end, {load:.1f} processes wanted a core{' at a time: others were at work here too' if load > 2 else ''}."
    yield ""
    yield "Seconds differ from machine to machine. What to compare is the share of bare MkDocs on the same tree in the same run,"
    yield "reckoned in processor time, which other work on the machine changes less."
    yield ""


def _targets(samples: Sequence[Sample]) -> Iterator[str]:
    by_size = {sample.tracks: sample for sample in samples}
    yield "## Targets"
    yield ""
    yield "| Target | At most | Measured | |"
    yield "|---|--:|--:|---|"
    for target in TARGETS:
        found = target.measure(by_size)
        said = "–" if found is None else f"{found:,.1f}{target.unit}" if target.unit == "%" else f"{found:,.0f}{target.unit}"
        verdict = "not measured" if found is None else "met" if found <= target.limit else "**not met**"
        yield f"| {target.says} | {target.limit:,.0f}{target.unit} | {said} | {verdict} |"
    yield ""


def _tables(samples: Sequence[Sample]) -> Iterator[str]:
    for sample in samples:
        yield f"## {sample.tracks:,} tracks"
        yield ""
        yield f"{sample.size / 1e6:,.1f} MB of records, {sample.usage.pages:,} pages."
        yield ""
        yield "| | Seconds | Processor seconds | Of bare MkDocs | Peak memory, MB |"
        yield "|---|--:|--:|--:|--:|"
        for subject in [subject for subject in Subject if subject in sample.costs]:
            cost, share = sample.costs[subject], sample.against_mkdocs(subject)
            yield f"| {subject} | {cost.seconds:.1f} | {cost.processor:.1f} | {share:.1%} | {cost.peak / 1e6:,.0f} |"
        yield ""


def _stages(samples: Sequence[Sample]) -> Iterator[str]:
    yield "## Our own share, stage by stage"
    yield ""
    yield "Milliseconds of processor time per track, cold; in brackets the share of bare MkDocs."
    yield ""
    yield "| |" + "".join(f" {sample.tracks:,} tracks |" for sample in samples)
    yield "|---|" + "--:|" * len(samples)
    for stage in samples[0].usage.stages:
        cells = "".join(f" {_cell(sample, sample.usage.stages.get(stage, 0.0))} |" for sample in samples)
        yield f"| {stage} |{cells}"
    cells = "".join(f" {_cell(sample, sample.costs[Subject.OWN_COLD].processor)} |" for sample in samples)
    yield f"| **all** |{cells}"
    yield ""
    largest = samples[-1]
    rules = sorted(largest.usage.rules.items(), key=lambda rule: -rule[1])
    whole = sum(largest.usage.rules.values()) or 1.0
    costly = ", ".join(f"`{name}` {spent / whole:.0%}" for name, spent in rules[:6])
    yield f"The rules that take most of their time at {largest.tracks:,} tracks: {costly}."


def _cell(sample: Sample, seconds: float) -> str:
    share = seconds / sample.costs[Subject.MKDOCS].processor
    return f"{seconds / sample.tracks * 1e3:.2f} ({share:.1%})"
