"""Two sites, bit by bit: one that was made here, and a published copy of it."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from dealtracker.supply.copies import LOST, Copy, InFolder
from dealtracker.supply.seal import SUMS, paths

AT_ONCE = 4
"""So many files are asked for at a time."""

ROOM = 2
"""A list of files that is not as it should be is read as far as so many times its length."""


class Kind(StrEnum):
    """How a copy is not what it should be."""

    DIFFERS = "differs"
    MISSING = "missing"
    TOO_MUCH = "too much"


@dataclass(frozen=True, slots=True)
class Difference:
    """A file of the copy that is not what it should be, and in words what it is instead."""

    kind: Kind
    path: str
    said: str = ""


def compared(made: Path, copy: Copy, nowhere: str) -> Sequence[Difference]:
    """What is not the same in a copy of the site that was made here, in the order of the paths.

    `nowhere` is a path at which there is no page.

    Raises:
        OSError: the copy cannot be read to its end.
    """
    expected = InFolder(made).seen()
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        found = [one for one in pool.map(partial(_compared, made, copy), sorted(expected)) if one is not None]
    finally:
        pool.shutdown(cancel_futures=True)
    return sorted([*found, *_too_much(made, copy, expected), *_lost(made, copy, nowhere)], key=_place)


def _place(one: Difference) -> tuple[str, str, str]:
    return one.path, one.kind, one.said


def _compared(made: Path, copy: Copy, path: str) -> Difference | None:
    """One file. No more of the copy is read than tells the two apart."""
    right = (made / path).read_bytes()
    there = copy.read(path, len(right))
    return Difference(Kind.MISSING, path) if there is None else _unlike(right, there, path)


def _unlike(right: bytes, there: bytes | str, path: str) -> Difference | None:
    if isinstance(there, str):
        return Difference(Kind.DIFFERS, path, there)
    if there == right:
        return None
    if len(there) > len(right):
        return Difference(Kind.DIFFERS, path, f"more than {len(right):,} bytes")
    if len(there) < len(right):
        return Difference(Kind.DIFFERS, path, f"{len(there):,} bytes instead of {len(right):,}")
    first = next(number for number, (one, other) in enumerate(zip(right, there, strict=True)) if one != other)
    return Difference(Kind.DIFFERS, path, f"from byte {first:,} of {len(right):,}")


def _too_much(made: Path, copy: Copy, expected: frozenset[str]) -> Iterator[Difference]:
    """What the copy holds besides, or says in its list of files that it holds."""
    right = (made / SUMS).read_bytes()
    there = copy.read(SUMS, ROOM * len(right))
    named = paths(there.decode("utf-8", "replace")) if isinstance(there, bytes) else frozenset()
    held = copy.seen() - expected
    yield from (Difference(Kind.TOO_MUCH, path) for path in held)
    yield from (Difference(Kind.TOO_MUCH, path, f"named in {SUMS}") for path in named - expected - held)


def _lost(made: Path, copy: Copy, nowhere: str) -> Iterator[Difference]:
    """What visitors see where there is no page: that for it, and nothing that nobody knows of."""
    right = (made / LOST).read_bytes()
    there = copy.lost(nowhere, len(right))
    unlike = None if there is None else _unlike(right, there, LOST)
    if unlike is not None:
        yield Difference(Kind.DIFFERS, LOST, f"as the answer where there is no page: {unlike.said}")
