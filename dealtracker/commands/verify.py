"""`build.py verify`: whether the published site is what its commit gives, bit by bit."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dealtracker.commands.command import FAILED, OK, PROBLEMS, WRONG_USE, Command, Progress, days, folder, say, show
from dealtracker.history import NoSuchVersion, full_name
from dealtracker.limits import FILE
from dealtracker.problems import DataProblems

if TYPE_CHECKING:
    from dealtracker.supply import Copy, Difference, Origin

MOST = 50
"""So many differences are listed."""

PACKED = (".png", ".zip", ".gz", "SHA256SUMS")
"""How the paths end of what zlib packs, and of the list that changes with it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The commit, and where the copy is."""
    parser.description = (
        "Builds the site of a commit anew, for the day that the published one names, with the packages that the commit locks, "
        "and compares every file of both, bit by bit. Nothing else that the site says is believed. Files that no page and no "
        "list of the site names cannot be seen at an address; in a downloaded folder they are."
    )
    parser.epilog = (
        "This runs the program of that commit, as building it does: name only commits that you would build. Without one it is "
        "the commit that is checked out. Where other packages are installed than it locks, those are fetched, by their digests. "
        "For example `build.py verify`, or `build.py verify 3f2a91c --address https://copy.example/`."
    )
    parser.add_argument("commit", metavar="COMMIT", nargs="?", default="HEAD", help="a version of git (default: HEAD)")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--address", metavar="URL", help="the address of the site (default: that of data/deal.yml)")
    where.add_argument("--site", type=folder, metavar="FOLDER", help="a copy of the site that was downloaded")


def run(options: argparse.Namespace, today: date) -> int:
    """Compare, and say what is different. Exit 1 where anything is, 2 without such a commit, 3 where nobody can tell."""
    from dealtracker.supply import NotLocked, NotRebuilt, Unsealed

    progress = Progress()
    try:
        commit, copy = full_name(options.root, options.commit), _copy(options, today)
        origin = _origin(copy, commit, today, progress)
        files, found = _compared(options.root, origin, copy, progress)
    except DataProblems as error:
        show(error.problems)
        return PROBLEMS
    except NoSuchVersion as error:
        say(error, aside=True)
        return WRONG_USE
    except Unsealed as error:
        progress.end()
        say(error)
        return PROBLEMS
    except (NotLocked, NotRebuilt, OSError) as error:
        progress.end()
        say(f"this could not be found out: {error}", aside=True)
        return FAILED
    progress.end()
    say(*_said(copy, origin, files, found, today))
    return PROBLEMS if found else OK


def _copy(options: argparse.Namespace, today: date) -> "Copy":
    """The copy that was named, or the site at the address in `data/deal.yml`.

    Raises:
        DataProblems: there is none.
    """
    from dealtracker.links import Asker
    from dealtracker.loading import load
    from dealtracker.supply import AtAddress, InFolder

    if options.site:
        return InFolder(options.site)
    address = options.address
    if not address:
        loaded = load(options.root / "data", max(options.as_of, today), options.root)
        if loaded.about is None:
            raise DataProblems(loaded.errors)
        address = loaded.about.address
    address = address.rstrip("/") + "/"
    # Whoever runs this has named the host, and it cannot send us to another: so it may be one of their own network.
    return AtAddress(address, Asker(f"verification of {address}", is_public=lambda _: True))


def _origin(copy: "Copy", commit: str, today: date, progress: Progress) -> "Origin":
    """Where the copy says that it comes from, if that is the commit.

    Raises:
        Unsealed: it does not say that.
        OSError: nobody can tell.
    """
    from dealtracker.supply import Unsealed, origin_of
    from dealtracker.supply.seal import ORIGIN

    progress.tell(f"asking {copy.name} where it comes from")
    said = copy.read(ORIGIN, FILE)
    if not isinstance(said, bytes):
        raise Unsealed(f"{copy.name} does not say where it comes from: no `{ORIGIN}`" + (f", but {said}" if said else ""))
    origin = origin_of(said)
    if origin.commit != commit:
        raise Unsealed(f"{copy.name} says that it is of commit {origin.commit}, and not of {commit}")
    if origin.day > today:
        raise Unsealed(f"{copy.name} says that it is of {origin.day}, which is still to come")
    return origin


def _compared(root: Path, origin: "Origin", copy: "Copy", progress: Progress) -> tuple[int, "Sequence[Difference]"]:
    """How many files the site of the commit has, and what is not the same in the copy."""
    from dealtracker.files import inside
    from dealtracker.supply import compared, rebuilt

    with TemporaryDirectory(prefix="verify-") as work:
        made = rebuilt(root, origin.commit, origin.day, Path(work), progress.tell)
        files = sum(1 for _ in inside(made))
        progress.tell(f"comparing {files:,} files with {copy.name}")
        return files, compared(made, copy, f"{origin.commit}/")


def _said(copy: "Copy", origin: "Origin", files: int, found: "Sequence[Difference]", today: date) -> Iterator[str]:
    for one in found[:MOST]:
        yield f"{one.kind}: {one.path}" + (f" ({one.said})" if one.said else "")
    if len(found) > MOST:
        yield f"… and {len(found) - MOST:,} more"
    behind = (today - origin.day).days
    of = f"what commit {origin.commit} gives for {origin.day} ({days(behind)} ago)"
    if found and all(one.kind == "differs" and one.path.endswith(PACKED) for one in found):
        yield "only packed files differ: here or there zlib may be another one, which packs the same differently"
    if found:
        yield f"{copy.name} is not {of}: {len(found):,} difference{'s' if len(found) != 1 else ''}"
    else:
        yield f"{copy.name} is {of}: {files:,} files, bit by bit"


COMMAND = Command("verify", "say whether the published site is what its commit gives, bit by bit", arguments, run)
