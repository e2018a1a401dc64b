"""Publishing: everything is made in a fresh folder beside the old one, and takes its place only when it is whole.

    build/tree/mkdocs.yml   the complete configuration      build/tree/docs     the generated Markdown
    build/tree/inputs       what the tree was made from     build/cards         preview pictures, by what they say
    site/                   the result

While a build works, its files are in `build/work`; a build that fails leaves `site/` and `build/tree` as they were.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from dealtracker import assets, engine, escape
from dealtracker.loading import load
from dealtracker.memory import Tell, apart, garbage_later, side_by_side
from dealtracker.problems import DataProblems
from dealtracker.project import Project

if TYPE_CHECKING:
    from dealtracker.pages import Edition, Page
    from dealtracker.pages.takeaway import File

Job = Callable[[], "Iterator[File]"]
"""Makes some of what the site is made of, whatever else has been made before."""

LOTS = 8
"""Into so many lots the tracks are divided, so that their pages can be made side by side."""

PACKAGE = Path(__file__).parent

SETTINGS = "mkdocs.yml"
"""The path of the configuration in the tree; what the site is made of is in `docs` beside it."""

STYLE = "assets/stylesheets/on-paper.css"
"""The sheet of the theme. In the tree it begins with the colours of the statuses, and takes the place of the theme's."""


@dataclass(frozen=True, slots=True)
class Made:
    """What generating did: how many tracks, pages and warnings, and whether anything had to be made anew."""

    tracks: int
    pages: int
    warnings: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree before it is made: how many tracks and warnings, the jobs that make what goes into `docs`, and the settings.

    These are made last, from the paths of what there is.
    """

    tracks: int
    warnings: int
    jobs: Sequence[Job]
    settings: Callable[[Collection[str]], str]

    def files(self) -> "Iterator[File]":
        """The path of each file and what it holds, one after the other."""
        paths = set()
        for path, holds in chain.from_iterable(job() for job in self.jobs):
            paths.add(path)
            yield f"docs/{path}", holds
        yield SETTINGS, self.settings(paths)


OnPage = Callable[[], None]


def publish(project: Project, as_of: date, site: Path, tell: Tell, on_page: OnPage) -> Made:
    """Build the site of a project as of a day: the story from data to site.

    `tell` is given a line at each step, `on_page` is called for each page that MkDocs lays out. `site` is replaced when
    everything has succeeded, and not touched before.

    Raises:
        DataProblems: something that people wrote is wrong.
        engine.BuildFailed: MkDocs found something wrong with the generated pages.
    """
    made = apart(partial(generate, project, as_of), tell, DataProblems, OSError)  # MkDocs will want the memory
    tell(f"laying out {made.pages} pages with MkDocs")
    with _fresh(project.work / "site") as new_site:
        engine.build(project.tree / SETTINGS, new_site.resolve(), as_of, on_page)
        swap(new_site, site)
    return made


def generate(project: Project, as_of: date, tell: Tell) -> Made:
    """Make the tree that MkDocs reads, unless nothing that it is made from has changed.

    Raises:
        DataProblems: something that people wrote is wrong; the tree is as it was.
    """
    inputs = fingerprint(project, as_of)
    done = _already_made(project.tree / "inputs", inputs)
    if done is not None:
        tell("nothing has changed since the last build; using its pages")
        return done

    with garbage_later():
        made = tree(project, as_of, tell)
        with _fresh(project.work / "tree") as folder:
            keep = partial(_write_all, folder / "docs", project.tree / "docs")
            written = side_by_side([partial(keep, job) for job in made.jobs], OSError)
            paths = set(chain.from_iterable(written))
            write(folder / SETTINGS, made.settings(paths), project.tree / SETTINGS)
            pages = sum(path.endswith(".md") for path in paths)
            write(folder / "inputs", f"{inputs} {made.tracks} {pages} {made.warnings}\n")
            swap(folder, project.tree)
    return Made(made.tracks, pages, made.warnings, is_new=True)


def tree(project: Project, as_of: date, tell: Tell) -> Tree:
    """What the tree consists of, made from the data and the hand-written pages.

    Raises:
        DataProblems: something that people wrote is wrong.
    """
    tell("reading the records")
    loaded = load(project.data, max(as_of, project.today), project.root)
    if loaded.deal is None:
        raise DataProblems(loaded.errors)

    from dealtracker.outputs import OUTPUTS
    from dealtracker.pages import Edition
    from dealtracker.pages.written import written_pages
    from dealtracker.standing import deal_standing

    tell(f"working out where {len(loaded.deal.tracks)} tracks stand")
    edition = Edition(deal_standing(loaded.deal, as_of), takeaways=OUTPUTS)
    written = written_pages(edition, project.content)
    tell("making the pages")
    jobs = list(_jobs(project, edition, written))
    return Tree(len(loaded.deal.tracks), sum(loaded.warned.values()), jobs, partial(_settings, project, edition))


def _jobs(project: Project, edition: "Edition", written: "list[Page]") -> Iterator[Job]:
    """What makes the files of the tree: what can be taken away, which takes longest; the pages; and all else."""
    from dealtracker.pages import MAKERS, as_of, redirects, track_pages

    edition.prepare()
    for takeaway in edition.takeaways:
        yield partial(takeaway.files, edition)
    for number in range(LOTS):
        yield partial(_pages, project, edition, partial(track_pages, edition, slice(number, None, LOTS)))
    for make in MAKERS:
        yield partial(_pages, project, edition, partial(make, edition))
    yield partial(_pages, project, edition, partial(iter, written), form=str)
    yield partial(as_of.files, edition)
    yield partial(redirects.files, edition)
    yield partial(_style_sheet, project, edition)


def _pages(
    project: Project, edition: "Edition", make: "Callable[[], Iterator[Page]]", form: Callable[[str], str] = escape.narrow
) -> "Iterator[File]":
    """Pages, and for each its preview picture and its citations. `form` gives a text as it is written."""
    from dealtracker.cards import pictures
    from dealtracker.pages import citing

    headings = []
    for page in make():
        headings.append(page.heading)
        yield page.path, form(page.text)
    yield from pictures(edition, headings, project.cards)
    yield from citing.files(edition, headings)


def _style_sheet(project: Project, edition: "Edition") -> "Iterator[File]":
    yield STYLE, assets.style_sheet(edition.words, (project.overrides / STYLE).read_text(encoding="utf-8"))


def _settings(project: Project, edition: "Edition", paths: Collection[str]) -> str:
    """The configuration, which names the pages that there are."""
    from dealtracker.pages.frame import frame

    return engine.configuration(project.settings, edition.deal.about, frame(edition, paths), paths, project.tree)


def fingerprint(project: Project, as_of: date) -> str:
    """A digest of everything that the generated tree depends on: the program, the data, the hand-written pages, the day."""
    digest = hashlib.sha256(f"{as_of} {sys.version_info[:2]}".encode())
    for folder in (PACKAGE, project.data, project.content):
        for file in sorted(file for file in folder.rglob("*") if "__pycache__" not in file.parts):
            digest.update(f"\0{file.relative_to(folder).as_posix()}\0".encode())
            if file.is_file() and os.access(file, os.R_OK):
                digest.update(file.read_bytes())
    for written in (project.settings, project.overrides / STYLE):
        digest.update(written.read_bytes())
    return digest.hexdigest()


def _already_made(stamp: Path, inputs: str) -> Made | None:
    if not stamp.is_file():
        return None
    digest, *counts = stamp.read_text(encoding="utf-8").split()
    if digest != inputs:
        return None
    tracks, pages, warnings = map(int, counts)
    return Made(tracks, pages, warnings, is_new=False)


def _write_all(folder: Path, old: Path, make: Job) -> list[str]:
    """Write some files into a folder; those that the old one holds too are kept from there. Returns their paths."""
    paths = []
    for path, holds in make():
        write(folder / path, holds, old / path)
        paths.append(path)
    return paths


def write(file: Path, holds: str | bytes, old: Path | None = None) -> None:
    """Write a file, and the folders that it needs. Where the old file holds the same, that one gets a second name instead.

    So the time at which a file was changed is the time at which it came to hold something else.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    data = as_bytes(holds)
    if old is not None and is_same(old, data):
        with suppress(OSError):  # not everywhere can a file have two names
            file.hardlink_to(old)
            return
    file.write_bytes(data)


def is_same(file: Path, data: bytes) -> bool:
    """Whether a file is there and holds just this."""
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def as_bytes(holds: str | bytes) -> bytes:
    """What a file holds, as it is on the disk."""
    return holds.encode("utf-8") if isinstance(holds, str) else holds


@contextmanager
def _fresh(folder: Path) -> Iterator[Path]:
    """An empty folder to work in. What is left of it afterwards is removed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap(new: Path, old: Path) -> None:
    """Put a finished folder in the place of an old one, by renaming."""
    aside = new.with_name(new.name + ".old")
    shutil.rmtree(aside, ignore_errors=True)
    old.parent.mkdir(parents=True, exist_ok=True)
    if old.exists():
        old.rename(aside)
    new.rename(old)
    shutil.rmtree(aside, ignore_errors=True)
