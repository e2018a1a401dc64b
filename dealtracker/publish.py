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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dealtracker import assets, engine, escape
from dealtracker.loading import load
from dealtracker.memory import Tell, apart, garbage_later
from dealtracker.problems import DataProblems
from dealtracker.project import Project

if TYPE_CHECKING:
    from dealtracker.pages import Edition, Page

PACKAGE = Path(__file__).parent

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
    """The tree before it is written: how many tracks and warnings, and each file's path and what it holds."""

    tracks: int
    warnings: int
    files: Iterator[tuple[str, str | bytes]]


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
        engine.build(project.tree / "mkdocs.yml", new_site.resolve(), as_of, on_page)
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
            pages = 0
            for path, holds in made.files:
                write(folder / path, holds)
                pages += path.endswith(".md")
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
    return Tree(len(loaded.deal.tracks), sum(loaded.warned.values()), _files(project, edition, written))


def _files(project: Project, edition: "Edition", written: "list[Page]") -> Iterator[tuple[str, str | bytes]]:
    """Every file of the tree: pages, their preview pictures and citations, what can be taken away, style sheet, settings."""
    from dealtracker.cards import pictures
    from dealtracker.pages import all_pages, as_of, citing, redirects
    from dealtracker.pages.frame import frame

    paths = {page.path for page in written}
    headings = [page.heading for page in written]
    for page in written:
        yield f"docs/{page.path}", page.text
    for page in all_pages(edition):
        paths.add(page.path)
        headings.append(page.heading)
        yield f"docs/{page.path}", escape.narrow(page.text)
    for path, picture in pictures(edition, headings, project.cards):
        yield f"docs/{path}", picture
    yield f"docs/{STYLE}", assets.style_sheet(edition.words, (project.overrides / STYLE).read_text(encoding="utf-8"))
    for takeaway in edition.takeaways:
        for path, holds in takeaway.files(edition):
            yield f"docs/{path}", holds
    for path, holds in (*as_of.files(edition), *redirects.files(edition), *citing.files(edition, headings)):
        yield f"docs/{path}", holds
    around = frame(edition, paths)
    yield "mkdocs.yml", engine.configuration(project.settings, edition.deal.about, around, paths, project.tree)


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


def write(file: Path, holds: str | bytes) -> None:
    """Write a file, and the folders that it needs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(as_bytes(holds))


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
