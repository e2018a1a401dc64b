"""A project: where its folders are, and on which day it is worked on."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Project:
    """The folders of a project, and the day on which it is worked on.

    What is generated goes into the folder `made` of it. Records may know events up to `today`, also when the site of an
    earlier day is built; without it, up to the day of the site.
    """

    root: Path
    made: str = "build"
    today: date = date.min

    @property
    def data(self) -> Path:
        """What people write."""
        return self.root / "data"

    @property
    def content(self) -> Path:
        """Hand-written pages."""
        return self.root / "content"

    @property
    def settings(self) -> Path:
        """The settings of MkDocs."""
        return self.root / "mkdocs.yml"

    @property
    def overrides(self) -> Path:
        """The theme."""
        return self.root / "overrides"

    @property
    def tree(self) -> Path:
        """The generated tree that MkDocs reads."""
        return self.root / self.made / "tree"

    @property
    def work(self) -> Path:
        """Where a build works until it is done."""
        return self.root / self.made / "work"

    @property
    def lock(self) -> Path:
        """What is there while somebody works on the tree."""
        return self.root / self.made / "lock"

    @property
    def cards(self) -> Path:
        """Preview pictures that were drawn before, for any edition."""
        return self.root / "build" / "cards"

    @property
    def site(self) -> Path:
        """Where the site goes."""
        return self.root / "site"
