"""The packages that a lock file names: each with its version, the digests of its files, and who asks for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

LOCK = "requirements.txt"
"""The lock file of the build, from the root of the project."""

_FIRST = re.compile(r"(?P<name>[a-z0-9-]+)(?:\[[a-z0-9,-]+\])?==(?P<version>[A-Za-z0-9.+!_-]+)(?: ; (?P<marker>[^\\]+))? \\")
_HASH = re.compile(r"    --hash=sha256:([0-9a-f]{64})(?: \\)?")
_VIA = re.compile(r"    #(?: via(?: (?P<one>\S.*))?|   (?P<more>\S.*))")


class NotLocked(Exception):
    """A line of a lock file is none that `make lock` writes. The text shows it."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A package in a lock file. `marker` says on which systems it is wanted, where that is not on all.

    `wanted_by` are the names of other packages, or `-r` and the file that asks for it.
    """

    name: str
    version: str
    marker: str | None
    hashes: tuple[str, ...]
    wanted_by: tuple[str, ...]

    @property
    def is_direct(self) -> bool:
        """Whether people asked for it, and not only another package."""
        return any(one.startswith("-r ") for one in self.wanted_by)


def locked(text: str) -> tuple[Locked, ...]:
    """The packages of a lock file, in its order.

    Raises:
        NotLocked: it has something else in it, or a package without a digest.
    """
    return tuple(_packages(text.splitlines()))


def _packages(lines: Sequence[str]) -> Iterator[Locked]:
    found: re.Match[str] | None = None
    hashes: list[str] = []
    wanted_by: list[str] = []
    for line in (*lines, ""):
        starts = _FIRST.fullmatch(line)
        if starts or not line:
            if found is not None:
                yield _package(found, hashes, wanted_by)
            found, hashes, wanted_by = starts, [], []
        elif (digest := _HASH.fullmatch(line)) is not None:
            hashes.append(digest[1])
        elif (via := _VIA.fullmatch(line)) is not None:
            wanted_by += [via["one"] or via["more"]] if via["one"] or via["more"] else []
        elif not line.startswith("#"):
            raise NotLocked(f"`{line}` is no line of a lock file")


def _package(found: re.Match[str], hashes: Sequence[str], wanted_by: Sequence[str]) -> Locked:
    if not hashes:
        raise NotLocked(f"`{found['name']}` is locked without a digest")
    marker = found["marker"]
    return Locked(found["name"], found["version"], marker.strip() if marker else None, tuple(hashes), tuple(wanted_by))


def unlike(packages: Sequence[Locked]) -> Iterator[str]:
    """What is installed here otherwise than it is locked, in words. What some systems do not want may be missing."""
    for name in sorted({package.name for package in packages}):
        same = [package for package in packages if package.name == name]
        try:
            here = version(name)
        except PackageNotFoundError:
            if any(package.marker is None for package in same):
                yield f"{name} is not installed"
            continue
        if here not in {package.version for package in same}:
            yield f"{name} is {here} here, and {' or '.join(package.version for package in same)} there"
