"""`build.py seal`: say on a site of which commit it is, what it was made with, and what each of its files holds."""

import argparse
from datetime import date
from pathlib import Path

from dealtracker.commands.command import OK, PROBLEMS, WRONG_USE, Command, folder, say, show
from dealtracker.history import NoSuchVersion, current


def arguments(parser: argparse.ArgumentParser) -> None:
    """The commit and the site."""
    parser.description = (
        "Writes three files into a site that was built: origin.json, the commit and the day; bom.json, what it was made with "
        "(CycloneDX); SHA256SUMS, the digest of each file. Done when a site is deployed, so that anybody can verify it."
    )
    parser.epilog = "for example: build.py seal, after build.py"
    parser.add_argument("commit", metavar="COMMIT", nargs="?", help="its full name (default: what is checked out, all committed)")
    parser.add_argument("--site", type=folder, metavar="FOLDER", help="where the site is (default: site/ in the project)")


def run(options: argparse.Namespace, today: date) -> int:
    """Seal, and say so. Exit 2 where there is no commit, or no site."""
    from dealtracker.loading import load
    from dealtracker.project import Project
    from dealtracker.supply import NotLocked, Unsealed, seal

    root: Path = options.root
    loaded = load(root / "data", max(options.as_of, today), root)
    if loaded.about is None:
        show(loaded.errors)
        return PROBLEMS
    try:
        origin = seal(root, options.site or Project(root).site, loaded.about, options.commit or current(root))
    except (NoSuchVersion, NotLocked, Unsealed) as error:
        say(error, aside=True)
        return WRONG_USE
    say(f"sealed: the site of commit {origin.commit} on {origin.day}")
    return OK


COMMAND = Command("seal", "say on a site of which commit it is, and what it was made with", arguments, run)
