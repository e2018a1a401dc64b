"""MkDocs, from the outside: its configuration, one strict build, and what it has to say.

The contract between us and any builder is a folder with `mkdocs.yml`, Markdown and a theme. This is the only module
that imports MkDocs; nothing hooks into it.
"""

import logging
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from dealtracker import escape
from dealtracker.model import About

LATEST = 2**32 - 1
"""The last second that a gzip file knows, in February 2106. The first one is that at which 1970 began."""


class BuildFailed(Exception):
    """MkDocs could not build the site, or warned of something; the lines say what."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def configuration(base: Path, about: About, edition: Mapping[str, object], paths: Collection[str], home: Path) -> str:
    """The text of the complete `mkdocs.yml`: the hand-written one, with what the deal says about itself set in.

    `edition` is what the theme prints around every page, `paths` are the pages that there are, and `home` is the folder in
    which the configuration will be read.
    """
    settings: dict[str, Any] = yaml.safe_load(base.read_text(encoding="utf-8"))
    settings |= {
        # The theme prints both as they are.
        "site_name": str(escape.html(about.name.en)),
        "site_url": about.address,
        "site_description": str(escape.html(about.summary.en)),
        "docs_dir": "docs",
        "site_dir": "site",
        "extra": {**settings.get("extra", {}), "edition": dict(edition)},
        "nav": list(_present(settings["nav"], paths)),
    }
    settings["theme"]["custom_dir"] = _relative(base.parent / settings["theme"]["custom_dir"], home)
    head = "# Written by build.py from mkdocs.yml and data/deal.yml; changes here are lost.\n"
    return head + yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=120)


def _relative(path: Path, home: Path) -> str:
    return Path(os.path.relpath(path, home)).as_posix()


def _present(entries: list[Any], paths: Collection[str]) -> Iterator[Any]:
    """The navigation without pages that this deal does not have (a deal without peers has no page on them)."""
    for entry in entries:
        ((title, target),) = entry.items()
        if isinstance(target, list):
            inner = list(_present(target, paths))
            if inner:
                yield {title: inner}
        elif target in paths:
            yield entry


class _Listener(logging.Handler):
    """Hears what MkDocs says: warnings are kept, pages are counted."""

    def __init__(self, on_page: Callable[[], None]) -> None:
        super().__init__(logging.DEBUG)
        self.warnings: list[str] = []
        self.on_page = on_page

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            self.warnings.append(record.getMessage())
        elif record.msg.startswith("Building page"):
            self.on_page()


@dataclass(frozen=True, slots=True)
class Found:
    """A file that MkDocs finds: its path in `docs`, its path in the site, and its address there if it becomes a page."""

    path: str
    place: str
    address: str | None
    is_in_navigation: bool


def find(config_file: Path) -> list[Found]:
    """What MkDocs finds in the folder `docs` beside a configuration and puts into the site, in its order."""
    from mkdocs.config import load_config
    from mkdocs.structure.files import InclusionLevel, get_files

    _quieten()
    config = load_config(str(config_file))
    named = set(_named(config["nav"] or []))
    return [
        Found(file.src_uri, file.dest_uri, _address(file.url) if file.is_documentation_page() else None, file.src_uri in named)
        for file in get_files(config)
        if file.inclusion in (InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV)
    ]


def _address(url: str) -> str:
    return "" if url == "./" else url


def _named(entries: Any) -> Iterator[str]:
    """The paths in a navigation."""
    if isinstance(entries, str):
        yield entries
    else:
        for entry in entries.values() if isinstance(entries, dict) else entries:
            yield from _named(entry)


def build(config_file: Path, site: Path, as_of: date, on_page: Callable[[], None], docs: Path | None = None) -> None:
    """Build a site from a configuration into a folder, strictly; `on_page` is called for each page that is laid out.

    `docs` is the folder with the Markdown, if it is not the one beside the configuration.

    Raises:
        BuildFailed: MkDocs stopped, or warned of a link, an anchor or anything else.
    """
    docs = docs or config_file.parent / "docs"
    _run(config_file, as_of, on_page, site_dir=str(site), docs_dir=str(docs.resolve()))


def rebuild(config_file: Path, site: Path, as_of: date, address: str, *, everything: bool, changed: Collection[str] = ()) -> None:
    """Bring the site of a preview up to date: lay out `everything`, or only what comes from the `changed` files of `docs`.

    MkDocs lays out pages that are older than their Markdown. Clocks jump, so those that have changed are made old.
    In the second case MkDocs would write a search index of those pages alone; the index of the whole site is kept.

    Raises:
        BuildFailed: MkDocs stopped. Its warnings are only heard when everything is laid out.
    """
    from mkdocs.structure.files import File

    for path in changed:
        with suppress(FileNotFoundError):
            os.utime(File(path, None, str(site), use_directory_urls=True).abs_dest_path, (0, 0))
    _run(config_file, as_of, lambda: None, dirty=not everything, is_preview=True, site_dir=str(site), site_url=address)


def _run(
    config_file: Path, as_of: date, on_page: Callable[[], None], *, dirty: bool = False, is_preview: bool = False, **settings: str
) -> None:
    seconds = int(datetime.combine(as_of, time(), UTC).timestamp())
    os.environ["SOURCE_DATE_EPOCH"] = str(min(max(seconds, 0), LATEST))
    _quieten()
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    with _listening(on_page) as listener:
        try:
            config = load_config(str(config_file), strict=not dirty, **settings)
            if is_preview:  # its server adds a script to every page that no policy can name
                config["extra"]["edition"]["policy"] = None
            if dirty:
                config.plugins["material/search"].config.enabled = False
            config.plugins.on_startup(command="build", dirty=dirty)
            mkdocs_build(config, dirty=dirty)
            config.plugins.on_shutdown()
        except (Abort, MkDocsException) as error:
            raise BuildFailed([*listener.warnings, str(error)]) from error
        if listener.warnings and not dirty:
            raise BuildFailed(listener.warnings)


def _quieten() -> None:
    """Leave out what the theme has to say of MkDocs' future."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ["DISABLE_MKDOCS_2_WARNING"] = "true"


@contextmanager
def _listening(on_page: Callable[[], None]) -> Iterator[_Listener]:
    """Listen to MkDocs for a while.

    Pages are announced at the level DEBUG, by one module. Only that one is set to it: at DEBUG, the module that checks
    links leaves their anchors unchecked.
    """
    everything, builder = logging.getLogger("mkdocs"), logging.getLogger("mkdocs.commands.build")
    listener = _Listener(on_page)
    before = everything.level, builder.level, everything.propagate
    everything.addHandler(listener)
    everything.setLevel(logging.INFO)
    builder.setLevel(logging.DEBUG)
    everything.propagate = False
    try:
        yield listener
    finally:
        everything.removeHandler(listener)
        everything.setLevel(before[0])
        builder.setLevel(before[1])
        everything.propagate = before[2]
