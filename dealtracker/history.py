"""Earlier versions of a project, asked of git from the outside: what was in a folder, and which lines changed since."""

import io
import re
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_FILE = re.compile(r'^\+\+\+ (?:"b/(.*)"|b/(.*?))\t?$')
_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")


class NoSuchVersion(Exception):
    """The project is not kept by git, or git does not know the version. The text says which, for a person."""


def full_name(root: Path, revision: str) -> str:
    """The full name of a version. What begins with a hyphen is no option to git here.

    Raises:
        NoSuchVersion: git does not know it.
    """
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except (NoSuchVersion, ValueError):  # a name with a zero in it cannot even be asked for
        raise NoSuchVersion(f"git does not know a version `{revision}` here") from None


def current(root: Path) -> str:
    """The full name of the version that is checked out.

    Raises:
        NoSuchVersion: git does not know the project, or something in it is in no version.
    """
    name = full_name(root, "HEAD")
    changed = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", ".").decode("utf-8", "replace").split("\0")
    if changed != [""]:
        raise NoSuchVersion(f"something here is in no version yet: {changed[0][3:]}")
    return name


def unpacked(root: Path, revision: str, folder: Path) -> None:
    """Put the whole project as it was in a version into a folder. A link that leads out of it is left out.

    Raises:
        NoSuchVersion: git does not know it.
        OSError: something could not be written.
    """
    packed = _git(root, "archive", "--format=tar", full_name(root, revision))
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter=_only_inside)  # noqa: S202 - it lets nothing out of the folder


@contextmanager
def version(root: Path, revision: str) -> Iterator[Path]:
    """A folder that holds the project's `data/` as it was in a version, for a while.

    Raises:
        NoSuchVersion: git does not know it, or there was no `data/` in it.
    """
    packed = _git(root, "archive", "--format=tar", full_name(root, revision), "data")
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter=_only_files)  # noqa: S202 - it lets nothing out of the folder
        yield Path(folder)


def _only_inside(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """What lies in the folder, and leads to nothing outside of it."""
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:
        return None


def _only_files(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """Plain files and folders. A link is left out: reading would refuse it, wherever it leads."""
    return tarfile.data_filter(member, folder) if member.isreg() or member.isdir() else None


def changed_lines(root: Path, since: str, until: str | None = None) -> Mapping[str, list[int]]:
    """For each file below a root, by its path from there: the lines that changed since a version, in order.

    They are those of the files as they are now, or as they were in a later version.

    Raises:
        NoSuchVersion: git does not know the version.
    """
    sides = [full_name(root, side) for side in (since, until) if side is not None]
    options = ("--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--relative")
    said = _git(root, "diff", *options, *sides, "--", ".")
    changed: dict[str, list[int]] = {}
    file: list[int] = []
    for line in said.decode("utf-8", "replace").splitlines():
        if (named := _FILE.match(line)) is not None:
            file = changed.setdefault(named[1] or named[2] or "", [])
        elif (hunk := _HUNK.match(line)) is not None:
            first, count = int(hunk[1]), int(hunk[2] or 1)
            file.extend(range(first, first + max(count, 1)))  # where lines were only taken out, the one that is left there
    return changed


def changed_files(root: Path, old: str, new: str) -> list[str]:
    """The files of the project that are different in two versions, by their paths from its root.

    Raises:
        NoSuchVersion: git does not know one of them.
    """
    sides = (full_name(root, old), full_name(root, new))
    said = _git(root, "diff", "--name-only", "-z", "--no-renames", "--relative", *sides, "--", ".")
    return said.decode("utf-8", "replace").split("\0")[:-1]


def _git(root: Path, *arguments: str) -> bytes:
    try:
        command = ["git", "-c", "core.quotePath=false", *arguments]
        done = subprocess.run(command, cwd=root, capture_output=True, check=False)  # noqa: S603 - no shell, no options of others
    except FileNotFoundError:
        raise NoSuchVersion("git is not installed") from None
    if done.returncode:
        raise NoSuchVersion(done.stderr.decode("utf-8", "replace").strip() or "git does not know this folder")
    return done.stdout
