"""The seal of a site that is deployed: three files beside its home page.

    origin.json   the commit and the day that it was made from
    bom.json      what it was made with: `dealtracker.supply.bom`
    SHA256SUMS    the digest of every other file, as `sha256sum --check` reads it; what is attested is this one

The same commit and the same day give the same three files.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dealtracker import digests
from dealtracker.files import write_whole
from dealtracker.model import About
from dealtracker.supply import bom
from dealtracker.supply.locked import LOCK, locked

ORIGIN, BOM, SUMS = "origin.json", "bom.json", "SHA256SUMS"

ABOUT_THE_BUILD = "api/v1/build.json"
"""Where a site says of which day it is."""

TABLE = "SUPPLY.md"
"""Where people wrote which licence each package has."""

THEME, GENERATED = "overrides", "assets/stylesheets/on-paper.css"
"""The folder of our own scripts and pictures, and the sheet that is put together from one in it."""

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SUM = re.compile(r"([0-9a-f]{64})  (.+)")


class Unsealed(Exception):
    """A site cannot be sealed, or does not say of which commit and day it is. The text says why."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a site says of itself: the commit and the day that it was made from."""

    commit: str
    day: date


def is_commit(name: str) -> bool:
    """Whether this is the full name of a commit."""
    return _COMMIT.fullmatch(name) is not None


def seal(root: Path, site: Path, about: About, commit: str) -> Origin:
    """Write the three files into a site that was built from a commit of the project at `root`.

    Raises:
        Unsealed: there is no whole site, or the commit is none.
        NotLocked: the lock file is not as it should be.
        OSError: something could not be read or written.
    """
    if not is_commit(commit):
        raise Unsealed(f"`{commit}` is not the full name of a commit, which has 40 or 64 digits")
    try:
        day = date.fromisoformat(json.loads((site / ABOUT_THE_BUILD).read_text(encoding="utf-8"))["as-of"])
    except (OSError, ValueError, KeyError, TypeError):
        raise Unsealed(f"there is no whole site in `{site}`: build it first") from None
    write_whole(site / ORIGIN, json.dumps({"commit": commit, "as-of": str(day)}, indent=1) + "\n")
    found = _digests(site)
    bill = _bill(root, found, about, commit)
    write_whole(site / BOM, bill)
    write_whole(site / SUMS, sums({**found, BOM: digests.of(bill)}))
    return Origin(commit, day)


def _bill(root: Path, found: Mapping[str, str], about: About, commit: str) -> str:
    packages = locked((root / LOCK).read_text(encoding="utf-8"))
    table = root / TABLE
    licences = bom.licences(table.read_text(encoding="utf-8")) if table.is_file() else {}
    own = frozenset(path for path in found if path == GENERATED or (root / THEME / path).is_file())
    return bom.bill(about, commit, packages, licences, found, own)


def _digests(site: Path) -> Mapping[str, str]:
    """The digest of each file of the site but the list of them.

    Raises:
        Unsealed: something in it is no plain file.
    """
    found = digests.of_files(site, but=SUMS)
    for path, digest in found.items():
        if digest == digests.NO_FILE:
            raise Unsealed(f"`{path}` in the site is no plain file")
    return found


def sums(found: Mapping[str, str]) -> str:
    """Digests of files as `sha256sum` writes them, in the order of the paths."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(found.items()))


def paths(text: str) -> frozenset[str]:
    """The paths that such a list names."""
    return frozenset(found[2] for found in map(_SUM.fullmatch, text.splitlines()) if found is not None)


def origin_of(said: bytes) -> Origin:
    """What a site says of its origin.

    Raises:
        Unsealed: it does not.
    """
    try:
        document = json.loads(said)
        commit, day = str(document["commit"]), date.fromisoformat(str(document["as-of"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unsealed(f"`{ORIGIN}` does not say of which commit and day the site is") from None
    if not is_commit(commit):
        raise Unsealed(f"what `{ORIGIN}` calls a commit is none")
    return Origin(commit, day)
