"""The preview: a site on this machine that follows every edit of data, content, templates and theme.

Of the pages made anew after an edit, only those whose text changed are laid out again, so that one changed record shows
within two seconds. Problems are printed and the preview stays as it was until they are mended.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dealtracker import engine, escape
from dealtracker.files import Holds, encoded, is_same, remove, write
from dealtracker.lock import alone
from dealtracker.pages.rendering import TEMPLATES
from dealtracker.problems import DataProblems, Problem
from dealtracker.project import Project
from dealtracker.publish import tree

Stamps = frozenset[tuple[Path, int]]


class Preview:
    """A tree and a site of their own under `build/preview`, brought up to date after each edit."""

    def __init__(self, project: Project, as_of: date, address: str, show: Callable[[list[Problem]], None]) -> None:
        self.project = replace(project, made="build/preview")
        self.as_of, self.address, self.show = as_of, address, show
        self.site = project.root / "build" / "preview" / "site"
        self.theme: Stamps = frozenset()

    def update(self) -> bool:
        """Bring tree and site up to date with what people wrote. False where it has problems, which are shown."""
        started = time.monotonic()
        try:
            made = tree(self.project, self.as_of, lambda _: None)
            changed = refresh(self.project.tree, made.files())
            theme, before = stamps(self.project.overrides, self.project.settings), self.theme
            settings = self.project.tree / "mkdocs.yml"
            if changed or theme != before:
                self.theme = frozenset()  # if this fails, the next one lays everything out
                pages = [path.removeprefix("docs/") for path in changed]
                engine.rebuild(settings, self.site.resolve(), self.as_of, self.address, everything=theme != before, changed=pages)
            self.theme = theme
        except DataProblems as error:
            self.show(error.problems)
            return False
        except engine.BuildFailed as error:
            print("MkDocs could not build the pages:", *map(escape.terminal, error.lines), sep="\n  ", file=sys.stderr)
            return False
        print(f"  {len(changed)} files changed ({time.monotonic() - started:.1f} s)", file=sys.stderr)
        return True

    def start_over(self) -> None:
        """Throw away what an earlier preview left."""
        remove(self.project.tree)
        remove(self.site)


def stamps(*places: Path) -> Stamps:
    """Every file in the places with the time of its last change. Any other time tells of a change, not only a later one."""
    return frozenset((file, file.stat().st_mtime_ns) for place in places for file in (place, *place.rglob("*")))


def refresh(folder: Path, files: Iterator[tuple[str, Holds]]) -> list[str]:
    """Make a folder hold exactly these files, touching only those that differ; returns the paths of these."""
    changed = []
    kept: set[Path] = set()
    for path, holds in files:
        file = folder / path
        kept.add(file)
        if not is_same(file, encoded(holds)):
            file.unlink(missing_ok=True)
            write(file, holds)
            changed.append(path)
    for file in [file for file in folder.rglob("*") if file.is_file() and file not in kept]:
        file.unlink()
        changed.append(file.relative_to(folder).as_posix())
    return changed


def serve(project: Project, as_of: date, port: int, show: Callable[[list[Problem]], None]) -> int:
    """Serve the preview until it is stopped. Returns 0, or 1 where there is nothing to show at the start.

    Raises:
        Busy: another preview of this project is open.
        OSError: something could not be written, or the port is taken.
    """
    address = f"http://127.0.0.1:{port}/"
    preview = Preview(project, as_of, address, show)
    with alone(preview.project.lock):
        preview.start_over()
        print("making the preview …", file=sys.stderr)
        return _serve(preview, port) if preview.update() else 1


def _serve(preview: Preview, port: int) -> int:
    from mkdocs.livereload import LiveReloadServer

    def follow() -> None:
        try:
            preview.update()
        except OSError as error:
            print(f"the preview stays as it was: {escape.terminal(str(error))}", file=sys.stderr)

    server: Any = LiveReloadServer(
        follow,
        host="127.0.0.1",
        port=port,
        root=str(preview.site.resolve()),
        polling_interval=0.2,
    )
    project = preview.project
    for watched in (project.data, project.content, project.overrides, project.settings, TEMPLATES):
        server.watch(str(watched))
    print(f"preview of {preview.as_of} at {preview.address}; it follows every edit; Ctrl+C ends it", file=sys.stderr)
    try:
        server.serve()
    except OSError as error:
        raise OSError(error.errno, error.strerror, preview.address) from error
    finally:
        server.shutdown()  # it has threads of its own
    return 0
