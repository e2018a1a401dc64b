"""Lots: the pages of a large site are laid out side by side, each lot by a MkDocs that sees no page of another one.

MkDocs works on one core, and holds every page in memory twice until the last one is done. But a page needs of all others
only the navigation, and most pages are not in it. So each lot is a folder of pages with the configuration of the whole;
what is in the navigation stands there too, without its text. From the sites of the lots their pages are taken, and what
they say to the search and in the map of the site is put together in the order in which MkDocs would have said it. The
result is, byte for byte, what MkDocs makes of the whole tree.

A link written in Markdown may lead to a page of another lot, of which MkDocs complains. So whenever a lot fails, all is
laid out at once, and only what MkDocs says then counts.
"""

import gzip
import io
import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from dealtracker import engine
from dealtracker.engine import BuildFailed, Found
from dealtracker.files import fresh, remove, write
from dealtracker.memory import as_they_come

PAGES = 150
"""So many pages are in a lot. With no more than that outside of the navigation, all is laid out as one."""

SITES = ".lots"
"""Here the sites of the lots are made, within the one that they become."""

SEARCH, MAP = "search/search_index.json", "sitemap.xml"
"""What MkDocs writes about all pages together."""

_IN_MAP = re.compile(r"\s*<url>.*?</url>", re.DOTALL)
_MADE_AT = slice(4, 8)
"""Where a gzip file says when it was made: https://www.rfc-editor.org/rfc/rfc1952#page-5."""


def build(settings: Path, site: Path, work: Path, as_of: date, on_page: Callable[[], None]) -> None:
    """Build the site of a tree, whose configuration is given, into a folder; `work` is one to work in.

    Raises:
        BuildFailed: MkDocs stopped, or warned of something.
        EndedEarly: a process that did a part of the work did not come to its end.
        OSError: something could not be written.
    """
    lots = _divided(engine.find(settings))
    if lots is not None:
        with suppress(BuildFailed):
            _build(settings, site, work, as_of, on_page, lots)
            return
        _empty(site)
    engine.build(settings, site, as_of, on_page)


@dataclass(frozen=True)
class Lots:
    """The pages of a site in lots, of which the first is what is in the navigation; and the files that are no pages."""

    pages: Sequence[Sequence[Found]]
    files: Sequence[Found]
    order: Mapping[str, int]
    """The number of each page by its address, as MkDocs counts them."""

    def seen(self, number: int) -> list[Found]:
        """The pages that the MkDocs of a lot sees, in its order."""
        return sorted({*self.pages[0], *self.pages[number]}, key=lambda page: self.order[page.address or ""])


def _divided(found: Sequence[Found]) -> Lots | None:
    """What was found, in lots; None where all is laid out as one."""
    pages = [file for file in found if file.address is not None]
    shown = [page for page in pages if page.is_in_navigation]
    others = [page for page in pages if not page.is_in_navigation]
    if not shown or len(others) <= PAGES:
        return None
    return Lots(
        [shown, *(others[start : start + PAGES] for start in range(0, len(others), PAGES))],
        [file for file in found if file.address is None],
        {page.address or "": number for number, page in enumerate(pages)},
    )


def _build(settings: Path, site: Path, work: Path, as_of: date, on_page: Callable[[], None], lots: Lots) -> None:
    _empty(site)
    docs = settings.parent / "docs"
    sites = [site / SITES / str(number) for number in range(len(lots.pages))]

    def lay_out(number: int) -> int:
        own, made = set(lots.pages[number]), sites[number]
        with fresh(work / "lots" / str(number)) as folder:
            for page in lots.seen(number):
                text = docs / page.path
                write(folder / page.path, text if page in own else _head(text))
            engine.build(settings, made, as_of, lambda: None, folder)
        for file in lots.files[number :: len(sites)]:
            _make_room(site / file.place)
            shutil.copyfile(docs / file.path, site / file.place)
        return len(own)

    for _, laid_out in as_they_come([partial(lay_out, number) for number in range(len(sites))], BuildFailed, OSError):
        for _ in range(laid_out):
            on_page()
    for pages, made in zip(lots.pages, sites, strict=True):
        for page in pages:
            _move(made / page.place, site / page.place)
    _join_search(site, sites, lots)
    _join_maps(site, sites, lots)
    for file in [file for file in sites[0].rglob("*") if file.is_file()]:  # what comes with the theme
        if not (site / file.relative_to(sites[0])).exists():
            _move(file, site / file.relative_to(sites[0]))
    remove(site / SITES)


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        remove(left)


def _head(page: Path) -> str:
    """What the navigation can show of a page: all that stands before its text."""
    head, end, _ = page.read_text(encoding="utf-8").partition("\n---\n")
    return head + end if head.startswith("---\n") else ""


def _move(file: Path, place: Path) -> None:
    _make_room(place)
    file.rename(place)


def _make_room(place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)


def _join_search(site: Path, sites: Sequence[Path], lots: Lots) -> None:
    """One index of the search, with what each lot says of its own pages."""
    if not (sites[0] / SEARCH).exists():
        return
    entries: list[tuple[int, Any]] = []
    for pages, made in zip(lots.pages, sites, strict=True):
        index = json.loads((made / SEARCH).read_text(encoding="utf-8"))
        numbers = {page.address: lots.order[page.address or ""] for page in pages}
        of_entries = [(numbers.get(entry["location"].partition("#")[0]), entry) for entry in index["docs"]]
        entries += [(number, entry) for number, entry in of_entries if number is not None]
    joined = index | {"docs": [entry for _, entry in sorted(entries, key=itemgetter(0))]}
    write(site / SEARCH, json.dumps(joined, separators=(",", ":")))


def _join_maps(site: Path, sites: Sequence[Path], lots: Lots) -> None:
    """One map of the site, and the same packed.

    Raises:
        BuildFailed: the theme does not write an entry for each page.
    """
    if not (sites[0] / MAP).exists():
        return
    entries: dict[int, str] = {}
    for number, (pages, made) in enumerate(zip(lots.pages, sites, strict=True)):
        found = _IN_MAP.findall((made / MAP).read_text(encoding="utf-8"))
        seen = lots.seen(number)
        if len(found) != len(seen):
            raise BuildFailed(["the map of the site cannot be put together"])
        own = set(pages)
        entries |= {lots.order[page.address or ""]: entry for page, entry in zip(seen, found, strict=True) if page in own}
    first = (sites[0] / MAP).read_text(encoding="utf-8")
    head, tail = _IN_MAP.split(first, maxsplit=1)[0], _IN_MAP.split(first)[-1]
    text = head + "".join(entry for _, entry in sorted(entries.items())) + tail
    write(site / MAP, text)
    made_at = int.from_bytes((sites[0] / f"{MAP}.gz").read_bytes()[_MADE_AT], "little")
    packed = io.BytesIO()
    with gzip.GzipFile(f"{MAP}.gz", "wb", fileobj=packed, mtime=made_at) as stream:
        stream.write(text.encode("utf-8"))
    write(site / f"{MAP}.gz", packed.getvalue())
