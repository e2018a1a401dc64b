"""The preview: a site on this machine that follows every edit of data, content, templates and theme.

Of the pages made anew after an edit, only those whose text changed are laid out again, so that one changed record shows
within two seconds. Problems are printed and the preview stays as it was until they are mended.
"""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dealtracker import engine
from dealtracker.pages.rendering import TEMPLATES
from dealtracker.problems import DataProblems, Problem
from dealtracker.project import Project
from dealtracker.publish import as_bytes, is_same, tree, write


class Preview:
    """A tree and a site of their own under `build/preview`, brought up to date after each edit."""

    def __init__(self, project: Project, as_of: date, address: str, show: Callable[[list[Problem]], None]) -> None:
        self.project = replace(project, made="build/preview")
        self.as_of, self.address, self.show = as_of, address, show
        self.site = project.root / "build" / "preview" / "site"
        self.theme = 0.0

    def update(self) -> bool:
        """Bring tree and site up to date with what people wrote. False where it has problems, which are shown."""
        started = time.monotonic()
        try:
            made = tree(self.project, self.as_of, lambda _: None)
            changed = refresh(self.project.tree, made.files())
            theme = newest(self.project.overrides, self.project.settings)
            settings = self.project.tree / "mkdocs.yml"
            if changed or theme != self.theme:
                engine.rebuild(settings, self.site.resolve(), self.as_of, self.address, everything=theme != self.theme)
            self.theme = theme
        except DataProblems as error:
            self.show(error.problems)
            return False
        except engine.BuildFailed as error:
            print("MkDocs could not build the pages:", *error.lines, sep="\n  ", file=sys.stderr)
            return False
        print(f"  {changed} files changed ({time.monotonic() - started:.1f} s)", file=sys.stderr)
        return True

    def start_over(self) -> None:
        """Throw away what an earlier preview left."""
        shutil.rmtree(self.site.parent, ignore_errors=True)


def newest(*places: Path) -> float:
    """When a file in any of the places was changed last, in seconds."""
    return max(file.stat().st_mtime for place in places for file in (place, *place.rglob("*")))


def refresh(folder: Path, files: Iterator[tuple[str, str | bytes]]) -> int:
    """Make a folder hold exactly these files, touching only those that differ; returns how many did."""
    changed = 0
    kept: set[Path] = set()
    for path, holds in files:
        file = folder / path
        kept.add(file)
        if not is_same(file, as_bytes(holds)):
            write(file, holds)
            changed += 1
    for file in [file for file in folder.rglob("*") if file.is_file() and file not in kept]:
        file.unlink()
        changed += 1
    return changed


def serve(project: Project, as_of: date, port: int, show: Callable[[list[Problem]], None]) -> int:
    """Serve the preview until it is stopped. Returns 0, or 1 where there is nothing to show at the start."""
    from mkdocs.livereload import LiveReloadServer

    address = f"http://127.0.0.1:{port}/"
    preview = Preview(project, as_of, address, show)
    preview.start_over()
    print("making the preview …", file=sys.stderr)
    if not preview.update():
        return 1

    def follow() -> None:
        preview.update()

    server: Any = LiveReloadServer(
        follow,
        host="127.0.0.1",
        port=port,
        root=str(preview.site.resolve()),
        polling_interval=0.2,
    )
    for watched in (project.data, project.content, project.overrides, project.settings, TEMPLATES):
        server.watch(str(watched))
    print(f"preview of {as_of} at {address}; it follows every edit; Ctrl+C ends it", file=sys.stderr)
    server.serve()
    return 0
