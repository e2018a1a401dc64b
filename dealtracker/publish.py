"""Publishing: everything is made in a fresh folder beside the old one, and takes its place only when it is whole.

    build/tree/mkdocs.yml   the complete configuration      build/tree/docs     the generated Markdown
    build/tree/inputs       what the tree was made from     build/cards         preview pictures, by what they say
    site/                   the result                      build/lock          there while a build works

While a build works, its files are in `build/work` and in `.site.new` beside the site. A build that fails or is killed
leaves `site/` and `build/tree` as they were, and the next one removes what it left.
"""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from dealtracker import assets, digests, engine, escape, lots, policy
from dealtracker.files import bring_back, encoded, fresh, naming, take_place, temporary_in, write
from dealtracker.loading import load
from dealtracker.lock import alone
from dealtracker.memory import Tell, apart, garbage_later, leave, side_by_side
from dealtracker.problems import DataProblems, Place, Problem
from dealtracker.project import Project

if TYPE_CHECKING:
    from dealtracker.pages import Edition, Page
    from dealtracker.pages.takeaway import File

Job = Callable[[], "Iterator[File]"]
"""Makes some of what the site is made of, whatever else has been made before."""

LOT = 40
"""So many tracks have their pages made one after the other, and other lots beside them."""

TRIES = 3
"""So often is begun anew what somebody changes while it is read."""

PACKAGE = Path(__file__).parent

SETTINGS = "mkdocs.yml"
"""The path of the configuration in the tree; what the site is made of is in `docs` beside it."""

STAMP = "inputs"
"""The path of what says from what the tree was made, and what it holds."""

STYLE = "assets/stylesheets/on-paper.css"
"""The sheet of the theme. In the tree it begins with the colours of the statuses, and takes the place of the theme's."""


HEAD = "partials/first.html"
"""The template of the theme with the inline scripts."""


class NoSite(Exception):
    """What stands where the site shall go is something else, and would be lost. The text says what to do."""


class Restless(Exception):
    """What people wrote changed whenever it was read. The text says so."""


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
    everything has succeeded, and not touched before. While another build works on either, its end is waited for.

    Raises:
        DataProblems: something that people wrote is wrong.
        engine.BuildFailed: MkDocs found something wrong with the generated pages.
        EndedEarly: a process that did a part of the work did not come to its end.
        NoSite: what stands at `site` is something else.
        Restless: what is read changed again and again.
        OSError: something could not be written.
    """
    site = site.resolve()  # where it is a link, the folder that it leads to
    beside = site.with_name(f".{site.name}.lock")
    with naming(project.lock.parent), alone(project.lock, tell), alone(beside, tell), _at_work(project):
        if bring_back(site):
            tell("a build was killed while it put its site in place; the last good one is back")
        _is_replaceable(project, site)
        made = apart(partial(generate, project, as_of), tell, DataProblems, Restless, OSError)  # MkDocs will want the memory
        tell(f"laying out {made.pages} pages with MkDocs")
        with fresh(site.with_name(f".{site.name}.new")) as new_site:
            _lay_out(project, new_site, as_of, tell, on_page)
            take_place(new_site, site)
    return made


@contextmanager
def _at_work(project: Project) -> Iterator[None]:
    """While the folder to work in is there, temporary files are made in it."""
    with fresh(project.work) as folder, temporary_in(folder):
        yield


def _is_replaceable(project: Project, site: Path) -> None:
    """Make sure that nothing is lost.

    Raises:
        NoSite: there is something that no builder of sites has left, or what the site is made of.
    """
    for place in (project.data, project.content, project.overrides, project.tree, project.work):
        if site.resolve().is_relative_to(place.resolve()):
            raise NoSite(f"`{site}` lies in `{place}`, of which the site is made; name another folder")
    if os.path.lexists(site) and not (site / "index.html").is_file() and not (site.is_dir() and not any(site.iterdir())):
        raise NoSite(f"`{site}` holds something else than a site; name a folder that is empty, or not there yet")


def _lay_out(project: Project, site: Path, as_of: date, tell: Tell, on_page: OnPage) -> None:
    """Have MkDocs build, again where the theme changed meanwhile: else some pages would have the old one."""
    for _ in range(TRIES):
        theme = digests.of_places([project.overrides])
        with naming(site):
            lots.build(project.tree / SETTINGS, site, project.work, as_of, on_page)
        if digests.of_places([project.overrides]) == theme:
            return
        tell("the theme has changed meanwhile; laying out again")
    raise Restless("the theme changed whenever the pages were laid out")


def generate(project: Project, as_of: date, tell: Tell) -> Made:
    """Make the tree that MkDocs reads, unless nothing that it is made from has changed.

    Raises:
        DataProblems: something that people wrote is wrong; the tree is as it was.
        Restless: it changed again and again.
    """
    for _ in range(TRIES):
        inputs = fingerprint(project, as_of)
        done = _already_made(project.tree, inputs)
        if done is not None:
            tell("nothing has changed since the last build; using its pages")
            return done
        made = _generated(project, as_of, inputs, tell)
        if made is not None:
            return made
        tell("something was changed while it was read; reading it again")
    raise Restless("the data, the hand-written pages or the program changed whenever they were read")


def _generated(project: Project, as_of: date, inputs: str, tell: Tell) -> Made | None:
    """The tree, made and in its place. None where what it was made from is not what it was before; then nothing is done."""
    with garbage_later():
        made = tree(project, as_of, tell)
        leave(made)
        with fresh(project.work / "tree") as folder:
            old = project.tree / "docs"
            keep = partial(_write_all, folder / "docs", old if old.is_dir() else None)
            written: dict[str, str] = {}
            with _no_page_twice(project, folder / "docs"):
                for some in side_by_side([partial(keep, job) for job in made.jobs], DataProblems, OSError):
                    written.update(some)
            settings = made.settings(written)
            write(folder / SETTINGS, settings, project.tree / SETTINGS)
            if fingerprint(project, as_of) != inputs:
                return None
            pages = sum(path.endswith(".md") for path in written)
            held = {f"docs/{path}": digest for path, digest in written.items()}
            whole = digests.together(held | {SETTINGS: digests.of(settings)})
            write(folder / STAMP, f"{inputs} {made.tracks} {pages} {made.warnings} {whole}\n")
            take_place(folder, project.tree)
    return Made(made.tracks, pages, made.warnings, is_new=True)


@contextmanager
def _no_page_twice(project: Project, docs: Path) -> Iterator[None]:
    """A hand-written page that is called like one that is made."""
    try:
        yield
    except FileExistsError as error:
        path = Path(error.filename).relative_to(docs).as_posix()
        if not (project.content / path).is_file():
            raise
        message, hint = f"`{path}` is a page that the program makes", "give this one another name"
        raise DataProblems([Problem(f"{project.content.name}/{path}", Place(1, 1), "file-name", message, hint)]) from None


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
    from dealtracker.standing import deal_standing

    tell(f"working out where {len(loaded.deal.tracks)} tracks stand")
    with loaded.counting() as warnings:
        edition = Edition(deal_standing(loaded.deal, as_of), takeaways=OUTPUTS)
        tell("making the pages")
        jobs = list(_jobs(project, edition))
        return Tree(len(loaded.deal.tracks), warnings(), jobs, partial(_settings, project, edition))


def _jobs(project: Project, edition: "Edition") -> Iterator[Job]:
    """What makes the files of the tree: hand-written pages, in which something can be wrong; then the longest jobs first, so
    that no core is idle in the end: what can be taken away, the pages about all tracks, those of the tracks, and all else."""
    from dealtracker.pages import MAKERS, as_of, redirects, track_pages
    from dealtracker.pages.written import written_pages

    edition.prepare()
    yield partial(_pages, project, edition, partial(written_pages, edition, project.content), form=str)
    for takeaway in edition.takeaways:
        yield partial(takeaway.files, edition)
    for make in MAKERS:
        yield partial(_pages, project, edition, partial(make, edition))
    for first in range(0, len(edition.standing.tracks) + len(edition.standing.retracted), LOT):
        yield partial(_pages, project, edition, partial(track_pages, edition, slice(first, first + LOT)))
    yield partial(as_of.files, edition)
    yield partial(redirects.files, edition)
    yield partial(_style_sheet, project, edition)


def _pages(
    project: Project, edition: "Edition", make: "Callable[[], Iterable[Page]]", form: Callable[[str], str] = escape.narrow
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
    written = (project.overrides / STYLE).read_text(encoding="utf-8")
    yield STYLE, assets.style_sheet(edition.words, written, edition.chart.lanes)


def _settings(project: Project, edition: "Edition", paths: Collection[str]) -> str:
    """The configuration, which names the pages that there are."""
    from dealtracker.pages.frame import frame

    around = frame(edition, paths) | {"policy": policy.of_site((project.overrides / HEAD).read_text(encoding="utf-8"))}
    return engine.configuration(project.settings, edition.deal.about, around, paths, project.tree)


def fingerprint(project: Project, as_of: date) -> str:
    """A digest of everything that the generated tree depends on: the program, the data, the hand-written pages, the day."""
    places = [PACKAGE, project.data, project.content, project.settings, project.overrides / STYLE, project.overrides / HEAD]
    return digests.of(f"{as_of} {sys.version_info[:2]} {digests.of_places(places)}")


def _already_made(folder: Path, inputs: str) -> Made | None:
    """What was made the last time, if it was made from the same and everything is there as it was written."""
    try:
        digest, *counts, whole = (folder / STAMP).read_text(encoding="utf-8").split()
        tracks, pages, warnings = map(int, counts)
        if digest != inputs or whole != digests.together(digests.of_files(folder, but=STAMP)):
            return None
    except (OSError, ValueError):
        return None
    return Made(tracks, pages, warnings, is_new=False)


def _write_all(folder: Path, old: Path | None, make: Job) -> dict[str, str]:
    """Write some files into a folder; those that the old one holds too, if there is one, are kept from there.

    Returns their paths, each with a digest of what it holds.
    """
    made = {}
    with naming(folder):
        for path, holds in make():
            data = encoded(holds)
            write(folder / path, data, old and old / path)
            made[path] = digests.of(data)
    return made
