#!/usr/bin/env python3
"""Measures the build on invented deals of growing size, against bare MkDocs on the same pages. Try `--help`.

Everything is measured in one run and each thing in a process of its own, so that what the machine does besides weighs on
all of them alike. The program is copied first: what is edited during a run is not measured.
"""

import argparse
import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import invent
from measure import CommandFailed, Cost, run
from report import OF_LARGE, Sample, Subject, Usage, report

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
SIZES = (20, 200, 1_000, 5_000)

TIMES, PATIENCE = 3, 120.0
"""How often each thing is measured, and the seconds after which it is not measured again."""

LARGE = 2_000
"""Of more tracks, only what the targets ask for is measured: the rest would take as long again."""

DAY = invent.AS_OF.isoformat()
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONHASHSEED": "0"}


@dataclass
class Bench:
    """A folder to work in: the copy of the program, and the invented deal that is measured now."""

    folder: Path
    words: invent.Words = field(init=False)
    put_away: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(REPOSITORY / "dealtracker", self.program / "dealtracker", ignore=ignore)
        for file in (REPOSITORY / "build.py", HERE / "stages.py"):
            shutil.copy(file, self.program)
        self.words = invent.Words.of(REPOSITORY / "data")

    @property
    def program(self) -> Path:
        """The copy of the program."""
        return self.folder / "program"

    @property
    def project(self) -> Path:
        """The invented deal."""
        return self.folder / "project"

    def invent(self, tracks: int) -> int:
        """Make a deal of so many tracks, and no build of it. Returns the size of its records in bytes."""
        self._put_away(self.project)
        data = self.project / "data"
        for folder in ("tracks", "peers", "sources"):
            (data / folder).mkdir(parents=True)
        for folder in ("content", "overrides"):
            shutil.copytree(REPOSITORY / folder, self.project / folder)
        shutil.copy(REPOSITORY / "mkdocs.yml", self.project)
        shutil.copy(REPOSITORY / "data" / "vocabulary.yml", data)
        deal = (REPOSITORY / "data" / "deal.yml").read_text(encoding="utf-8")
        references = invent.references(tracks, self.words)
        (data / "deal.yml").write_text(invent.with_references(deal, references), encoding="utf-8")
        for name, value in invent.data_files(tracks, self.words):
            (data / name).write_text(invent.written(value), encoding="utf-8")
        return sum(file.stat().st_size for file in data.rglob("*.yml"))

    def change(self, number: int) -> None:
        """Add an event to one record, as a contributor does."""
        record = invent.track(number, self.words)
        record["events"].append(invent.news(number, invent.AS_OF, self.words))
        file = self.project / "data" / "tracks" / f"{invent.track_id(number)}.yml"
        file.write_text(invent.written(record), encoding="utf-8")

    def forget(self) -> None:
        """Put away what builds have left, so that the next one is cold."""
        for name in ("build", "site"):
            self._put_away(self.project / name)

    def _put_away(self, folder: Path) -> None:
        """It is deleted with everything else at the end: a file system that has deleted thousands of files takes longer to
        make new ones, for minutes."""
        if folder.exists():
            folder.rename(self.folder / f"{folder.name}-{next(self.put_away)}")

    def whole(self, *command: str) -> Cost:
        """The program as its users start it."""
        return run([sys.executable, "build.py", *command, "--root", self.project, "--as-of", DAY], self.program, ENVIRONMENT)

    def own_share(self, *options: str, is_new: bool) -> Cost:
        """What the program does itself, without MkDocs; `is_new` says whether it has to make the pages."""
        cost = run([sys.executable, "stages.py", str(self.project), DAY, *options], self.program, ENVIRONMENT)
        if Usage.of(cost).is_new is not is_new:
            raise CommandFailed(f"the pages were {'not ' if is_new else ''}made anew, against expectation")
        return cost

    def mkdocs(self) -> Cost:
        """MkDocs alone on the generated tree, into a folder beside it: a tree that holds anything else is made anew."""
        site = self.folder / f"bare-{next(self.put_away)}"
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "-f",
            "build/tree/mkdocs.yml",
            "-d",
            site,
        ]
        return run(command, self.project, ENVIRONMENT)


def measured(bench: Bench, sizes: Sequence[int], say: Callable[[str], None]) -> list[Sample]:
    """Everything that is measured, on deals of some sizes. What replaces an earlier build deletes it, and comes last."""
    samples = []
    for tracks in sizes:
        say(f"{tracks:,} tracks: inventing them")
        sample = Sample(tracks, bench.invent(tracks))
        samples.append(sample)
        for subject, prepare, measure in (
            (Subject.OWN_SHARED, bench.forget, partial(bench.own_share, "--all-cores", is_new=True)),
            (Subject.OWN_COLD, bench.forget, partial(bench.own_share, is_new=True)),
            (Subject.MKDOCS, _nothing, bench.mkdocs),
            (Subject.OWN_SAME, _nothing, partial(bench.own_share, is_new=False)),
            (Subject.CHECK, _nothing, partial(bench.whole, "check")),
            (Subject.COLD, bench.forget, bench.whole),
        ):
            _measure(sample, subject, prepare, measure, say)
    for sample in samples:
        if sample.tracks > LARGE:
            continue
        say(f"{sample.tracks:,} tracks: inventing and building them once more")
        bench.invent(sample.tracks)
        bench.whole()
        numbers = itertools.cycle(range(sample.tracks))

        def change(numbers: Iterator[int] = numbers) -> None:
            bench.change(next(numbers))

        for subject, prepare, measure in (
            (Subject.SAME, _nothing, bench.whole),
            (Subject.CHANGED, change, bench.whole),
            (Subject.OWN_CHANGED, change, partial(bench.own_share, is_new=True)),
        ):
            _measure(sample, subject, prepare, measure, say)
    return samples


def _nothing() -> None:
    pass


def _measure(
    sample: Sample, subject: Subject, prepare: Callable[[], None], measure: Callable[[], Cost], say: Callable[[str], None]
) -> None:
    if sample.tracks > LARGE and subject not in OF_LARGE:
        return
    cost = sample.costs[subject] = _least(prepare, measure)
    say(f"{sample.tracks:,} tracks: {subject}: {cost.seconds:.1f} s, {cost.peak / 1e6:.0f} MB")


def _least(prepare: Callable[[], None], measure: Callable[[], Cost]) -> Cost:
    """Measure a few times, unless that takes long, and keep the least: whatever else goes on can only add to it."""
    costs: list[Cost] = []
    while len(costs) < TIMES and sum(cost.seconds for cost in costs) < PATIENCE:
        prepare()
        costs.append(measure())
    least = min(costs, key=lambda cost: cost.processor)
    return replace(least, seconds=min(cost.seconds for cost in costs))


def main(arguments: Sequence[str]) -> int:
    """Measure, print the report, and write it."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=options.work) as folder:
        bench = Bench(Path(folder))
        try:
            _warm_up(bench)
            samples = measured(bench, sorted(options.sizes), _say)
        except CommandFailed as error:
            print(error, file=sys.stderr)
            return 1
        # Before everything is deleted, which takes some minutes.
        text = report(samples, os.cpu_count() or 1, os.getloadavg()[2])
        print(text, flush=True)
        options.results.write_text(text, encoding="utf-8")
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _warm_up(bench: Bench) -> None:
    """Let Python compile, and the system read, what every later run needs."""
    bench.invent(3)
    bench.whole()
    bench.own_share(is_new=False)
    bench.mkdocs()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Measure the build on invented deals of growing size, against bare MkDocs on the same pages.",
        epilog="5,000 tracks take some twenty minutes and 3 GB of disk; for a first look: --sizes 20 200",
    )
    parser.add_argument(
        "--sizes",
        type=_tracks,
        nargs="+",
        default=SIZES,
        metavar="TRACKS",
        help=f"how many tracks to invent (default: {' '.join(map(str, SIZES))})",
    )
    parser.add_argument(
        "--results", type=Path, default=HERE / "RESULTS.md", metavar="FILE", help="where the report goes (default: RESULTS.md)"
    )
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="where to work (default: the system's temporary folder)")
    return parser


def _tracks(written: str) -> int:
    tracks = int(written.replace(",", ""))
    if tracks < 1:
        raise argparse.ArgumentTypeError("a deal has at least one track")
    return tracks


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
