#!/usr/bin/env python3
"""Fuzzes every target in turn, and writes down what came of it. Try `--help`; the README beside it says what is needed."""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from platform import machine, python_version, system

HERE = Path(__file__).parent
TESTS = HERE.parent / "tests"
sys.path[:0] = [str(HERE.parent), str(TESTS)]
import targets
import yaml
from hostile.strings import texts

from dealtracker.pages.written import PLACES

FOUND, DICTIONARY = HERE / "found", HERE / "yaml.dict"
LONGEST_INPUT = 12_000
HANGS_AFTER = 120
"""Seconds after which the fuzzer ends an input that does not end by itself."""


SEED = "seed-"
"""What the names of the inputs begin with that the fuzzer begins with."""

SHARES = {"records": 3, "fixing": 2}
"""So many times as long as the others these are fuzzed: they reach most of the program, and take longest for an input."""


@dataclass
class Result:
    """What came of one target: inputs tried, seconds, edges of the program that were reached, what the fuzzer tells apart
    (an edge passed once or often), inputs that it kept because they were new in that, inputs that broke a promise.
    """

    target: str
    tried: int = 0
    seconds: float = 0
    edges: int = 0
    features: int = 0
    kept: int = 0
    broken: int = 0


def fuzz(name: str, seconds: float, corpus: Path, random: int) -> Result:
    """Fuzz a target for some seconds, beginning again whenever an input was found that breaks it."""
    result, started = Result(name), time.monotonic()
    for number, seed in enumerate(seeds(name)):
        (corpus / f"{SEED}{number}").write_bytes(seed)
    while (left := seconds - (time.monotonic() - started)) > 1:
        done = once(name, int(left), corpus, random + result.broken)
        said = done.stderr
        result.tried += int(re.findall(r"number_of_executed_units: (\d+)", said)[-1]) if "executed_units" in said else 0
        result.edges = max([result.edges, *map(int, re.findall(r"cov: (\d+)", said))])
        result.features = max([result.features, *map(int, re.findall(r"ft: (\d+)", said))])
        if done.returncode == 0:
            break
        result.broken += 1
        print(said[-20_000:], file=sys.stderr, flush=True)
        if result.broken >= 20:
            break
    result.seconds = time.monotonic() - started
    result.kept = sum(not file.name.startswith(SEED) for file in corpus.iterdir())
    return result


def once(name: str, seconds: int, corpus: Path, random: int) -> subprocess.CompletedProcess[str]:
    """One run of the fuzzer, which ends with the time or with an input that breaks the target."""
    options = [
        f"-max_total_time={max(1, seconds)}",
        f"-dict={DICTIONARY}",
        f"-max_len={LONGEST_INPUT}",
        f"-timeout={HANGS_AFTER}",
        "-rss_limit_mb=3000",
        f"-artifact_prefix={FOUND / name}-",
        "-print_final_stats=1",
        f"-seed={random}",
    ]
    command = [sys.executable, str(HERE / "one.py"), name, *options, str(corpus)]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, env=environment)


def seeds(name: str) -> Iterator[bytes]:
    """What the fuzzer begins with: what people write, the mistakes that they make, and what was made to do harm."""
    mistakes = [file.read_bytes() for file in sorted(TESTS.glob("fixtures/mistakes/*/broken/*"))]
    hostile = [text.encode("utf-8", "surrogatepass") for text in texts()]
    if name == "reading":
        yield from (*targets.seeds().values(), *mistakes, *hostile)
        yield from (f"a: {json.dumps(text)}\n- {text}\n".encode() for text in texts())
    elif name in ("records", "fixing"):
        track = targets.FILES.index("tracks/ferry-quota.yml")
        yield from (bytes([track * 3]) + held for held in mistakes)
        for number, held in enumerate(targets.seeds().values()):
            yield bytes([number * 3]) + held
            for start in range(0, len(held), 97):
                yield bytes([number * 3 + 1]) + start.to_bytes(2, "big") + b"\x05\x00 x: 'y'\n"
        for number, text in enumerate(hostile):
            yield bytes([number % len(targets.FILES) * 3 + 2, number % 251]) + text
    elif name == "form":
        answers = b"\0ferry-quota\0", b"2031-10-02\0lakeland\0westland\0signed\0", b"\0\0toll: 5\0https://a.example/b"
        yield b""
        yield b"A title: with a colon".join((answers[0] + answers[1], answers[2]))
        yield from (answers[0] + answers[1] + text + answers[2] for text in hostile)
    elif name == "page":
        yield from (file.read_bytes() for file in sorted(HERE.parent.glob("content/*.md")))
        yield from (f"---\ntitle: {json.dumps(text)}\nx: {text}\n---\n\n# {text}\n\n{text}\n".encode() for text in texts())
        yield from (f"# A\n\n## B {{ #b }}\n\n<!-- place: {place} -->\n".encode() for place in (*PLACES, "none"))
    else:
        yield from hostile


def report(results: Sequence[Result]) -> str:
    """The results as Markdown."""
    everything = Result("all", *(sum(getattr(one, what) for one in results) for what in ("tried", "seconds")))
    everything.broken = sum(one.broken for one in results)
    lines = [
        "# Results",
        "",
        "Written by `fuzz/fuzz.py`; the [README](README.md) says what each target does, and what was found before. “Broken” are",
        "inputs with a traceback, with a promise that did not hold, or with which the program was not done in time:",
        f"in {targets.AT_MOST} seconds of the processor, {HANGS_AFTER} of the clock. “Edges” are ways from one place of the",
        "program to the next, “features” also how often they were gone; “kept” are inputs that reached new ones.",
        "",
        f"CPython {python_version()}, atheris {version('atheris')}, PyYAML {version('PyYAML')}{with_libyaml()},",
        f"pydantic {version('pydantic')}; {system()}, {machine()}.",
        "",
        "| Target | Inputs tried | Seconds | A second | Edges | Features | Kept | Broken |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        *map(row, (*results, everything)),
    ]
    return "\n".join(lines) + "\n"


def row(one: Result) -> str:
    """A line of the table. What different targets reached cannot be added up."""
    reached = (f"{number:,}" if number else "" for number in (one.edges, one.features, one.kept))
    cells = (one.target, f"{one.tried:,}", f"{one.seconds:,.0f}", f"{one.tried / one.seconds:,.0f}", *reached, str(one.broken))
    return f"| {' | '.join(cells)} |"


def with_libyaml() -> str:
    """How the version of PyYAML goes on."""
    return " with libyaml" if yaml.__with_libyaml__ else ""


def main(arguments: Sequence[str]) -> int:
    """Fuzz, and write the results after each target. Returns 1 where an input broke something."""
    parser = argparse.ArgumentParser(description="Fuzz the program, and write what came of it to fuzz/RESULTS.md.")
    parser.add_argument("--seconds", type=float, default=3600, help="for all targets together (default: an hour)")
    parser.add_argument("--target", choices=targets.TARGETS, action="append", help="only this one (may be repeated)")
    parser.add_argument("--work", type=Path, default=HERE.parent / "build" / "fuzz", help="what the fuzzer keeps between runs")
    parser.add_argument("--results", type=Path, default=HERE / "RESULTS.md", help="where the results go")
    parser.add_argument("--random", type=int, default=1, help="where the fuzzer's dice begin")
    options = parser.parse_args(arguments)
    names = options.target or list(targets.TARGETS)
    results: list[Result] = []
    share = options.seconds / sum(SHARES.get(name, 1) for name in names)
    try:
        for name in names:
            seconds = share * SHARES.get(name, 1)
            print(f"{name}: {seconds:.0f} s", file=sys.stderr, flush=True)
            corpus = options.work / name
            corpus.mkdir(parents=True, exist_ok=True)
            results.append(fuzz(name, seconds, corpus, options.random))
            options.results.write_text(report(results), "utf-8")
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    print(report(results))
    return int(any(result.broken for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
