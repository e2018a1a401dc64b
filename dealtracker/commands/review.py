"""`build.py review`: the comment on a proposed change."""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dealtracker import escape
from dealtracker.commands.command import OK, WRONG_USE, Command, give, say
from dealtracker.fixing import repairs
from dealtracker.history import NoSuchVersion, changed_files, changed_lines, full_name, version
from dealtracker.loading import Loaded, load
from dealtracker.reports import Report, github, suggestions

OPEN_TO_ALL = ("data/", "content/")
"""Where anybody's change is expected. Others run, or decide how pages look."""

MOST = 50
"""So many problems a comment lists; the run of the check has all."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The two versions."""
    parser.description = (
        "Writes the comment on a proposed change: what is wrong with it, or else what it means. Both sides are versions of git. "
        "Of the later one only data/ is read, and nothing of it is run; so this can be done where one may write, with the "
        "program of the earlier version."
    )
    parser.epilog = "for example: build.py review origin/main FETCH_HEAD > comment.md"
    parser.add_argument("old", metavar="OLD", help="the version that the change is made to")
    parser.add_argument("new", metavar="NEW", help="the proposed version")
    parser.add_argument(
        "--suggestions",
        type=Path,
        metavar="FILE",
        help="write repairs of changed lines into a file, as a review that GitHub takes; it is empty where there are none",
    )


def run(options: argparse.Namespace, today: date) -> int:
    """Print the comment. That the change has problems is no failure of the review: exit 0."""
    try:
        give(comment(options.root, options.old, options.new, options.as_of, max(options.as_of, today)))
        if options.suggestions:
            made = suggested(options.root, options.old, options.new, max(options.as_of, today))
            options.suggestions.write_text(made or "", encoding="utf-8")
    except NoSuchVersion as error:
        say(error, aside=True)
        return WRONG_USE
    return OK


def comment(root: Path, old: str, new: str, as_of: date, known: date) -> Iterator[str]:
    """The lines of the comment, as Markdown. Records may know events up to `known`.

    Raises:
        NoSuchVersion: git does not know one of the versions, or it holds no `data/`.
    """
    before, after = (_loaded(root, revision, known) for revision in (old, new))
    if after.deal is None:
        yield from _problems(after)
    else:
        yield from _meaning(before, after, as_of)
    others = [file for file in changed_files(root, old, new) if not file.startswith(OPEN_TO_ALL)]
    if others:
        files = ", ".join(escape.comment_code(file) for file in others[:MOST])
        yield f"\nThis also changes files that are not records: {files}. A maintainer looks at these by hand."


def suggested(root: Path, old: str, new: str, known: date) -> str | None:
    """Repairs of lines that the change touches, as a review; None where there are none.

    Raises:
        NoSuchVersion: git does not know one of the versions, or it holds no `data/`.
    """
    with version(root, new) as folder:
        errors = load(folder / "data", known, folder).errors
        found = repairs(errors, folder)
        texts = {problem.path: (folder / problem.path).read_bytes().decode("utf-8") for problem in found}
    changed = changed_lines(root, old, new)
    return suggestions.review(Report(errors, None, found), texts, changed, full_name(root, new))


def _loaded(root: Path, revision: str, known: date) -> Loaded:
    with version(root, revision) as folder:
        return load(folder / "data", known, folder)


def _problems(after: Loaded) -> Iterator[str]:
    address = after.about.address if after.about else None
    report = Report(after.errors[:MOST], address)
    yield "Thank you. The check cannot take this in yet; each line below says what it stumbled over, and one thing to do.\n"
    yield github.summary(report)
    if len(after.errors) > MOST:
        yield f"… and {len(after.errors) - MOST} more."
    yield "`build.py fix` repairs what is a matter of form. Whoever looks at this can do so, too."


def _meaning(before: Loaded, after: Loaded, as_of: date) -> Iterator[str]:
    from dealtracker import meaning
    from dealtracker.standing import deal_standing

    if before.deal is None or after.deal is None:
        yield "Thank you. The version that this is made to has problems itself, so that nothing can be compared."
        return
    yield "Thank you. What this change means:\n"
    yield from meaning.markdown(meaning.compare(deal_standing(before.deal, as_of), deal_standing(after.deal, as_of)))


COMMAND = Command("review", "write the comment on a proposed change", arguments, run)
