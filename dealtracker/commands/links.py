"""`build.py links`: whether the addresses of sources still lead anywhere, and where copies are kept."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dealtracker import escape
from dealtracker.commands.command import OK, PROBLEMS, Command, give, say, show

if TYPE_CHECKING:
    from dealtracker.links import Asker, Checked
    from dealtracker.model import Deal, Source

_FORMATS = ("text", "markdown")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which sources, what to do about missing copies, and the form."""
    parser.description = (
        "Asks the hosts of all sources whether the pages are still there: each host one page at a time, with pauses. "
        "Takes a while, and needs the network; meant for once a week."
    )
    parser.epilog = "for example: build.py links chip-tariffs     build.py links --copies --write"
    parser.add_argument("tracks", nargs="*", metavar="TRACK", help="only the sources that these tracks rest on (default: all)")
    parser.add_argument("--copies", action="store_true", help="look for archived copies of sources that have none")
    parser.add_argument("--write", action="store_true", help="with --copies: write the addresses of copies into the records")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="text (the default), or markdown for an issue")


def run(options: argparse.Namespace, today: date) -> int:
    """Ask, and print what is not as it should be. Exit 1 where a page is gone."""
    from dealtracker.links import State, checked
    from dealtracker.loading import load

    loaded = load(options.root / "data", max(options.as_of, today), options.root)
    if loaded.deal is None:
        show(loaded.errors)
        return PROBLEMS
    deal = loaded.deal
    asker = asker_of(deal.about.address)
    sources = _sources(deal, options.tracks)
    if options.copies:
        copies = dict(_copies(sources, asker))
        return _write(options.root / "data", copies, max(options.as_of, today)) if options.write and copies else OK
    say(f"asking for {len(sources)} sources; this takes a while …", aside=True)
    found = [one for one in checked(sources, asker) if one.answer.state is not State.THERE]
    if options.format == "markdown":
        give(_markdown(found))
    else:
        say(*_text(found))
    return PROBLEMS if any(one.answer.state is State.GONE for one in found) else OK


def asker_of(address: str) -> "Asker":
    """Whoever asks says for which site."""
    from dealtracker.links import Asker

    return Asker(f"link check of {address}")


def _sources(deal: "Deal", tracks: Sequence[str]) -> list["Source"]:
    from dealtracker.model.citations import cites

    if not tracks:
        return list(deal.sources.values())
    cited = {id for track in tracks if track in deal.tracks for id in cites(deal.tracks[track])}
    return [source for id, source in deal.sources.items() if id in cited]


def _text(found: Sequence["Checked"]) -> Iterator[str]:
    for one in found:
        where = f"\n    now at {one.answer.now_at}" if one.answer.now_at else ""
        yield f"{one.answer.state}: {one.source.id} ({one.field}): {one.answer.said}\n    {getattr(one.source, one.field)}{where}"
    yield f"{len(found)} to look at" if found else "every page is there"


def _markdown(found: Sequence["Checked"]) -> Iterator[str]:
    if not found:
        yield "Every page is there."
        return
    yield "| Source | What became of it | Address |\n| --- | --- | --- |"
    for one in found:
        said = f"{one.answer.state}: {one.answer.said}" + (f", now at {one.answer.now_at}" if one.answer.now_at else "")
        cells = (one.source.id, said, str(getattr(one.source, one.field)))
        yield "| " + " | ".join(escape.comment_code(cell) for cell in cells) + " |"


def _copies(sources: Sequence["Source"], asker: "Asker") -> Iterator[tuple[str, str]]:
    """The ids of sources that have no copy, with the address of one that is known; says so of each."""
    from dealtracker.links import copy_of

    for source in sources:
        if source.archive is None:
            try:
                copy = copy_of(source, asker)
            except OSError as error:
                say(f"{source.id}: the archive does not answer: {error}", aside=True)
                continue
            say(f"{source.id}: {copy or 'no copy is known'}")
            if copy:
                yield source.id, copy


def _write(data: Path, copies: dict[str, str], as_of: date) -> int:
    """Write the addresses of copies into the files that describe the sources."""
    from dealtracker.adding import Addition, add
    from dealtracker.adding.placing import with_archives
    from dealtracker.problems import DataProblems

    additions = []
    for file in sorted([*data.glob("sources/*.yml"), *data.glob("tracks/*.yml"), *data.glob("peers/*.yml")]):
        text = file.read_text(encoding="utf-8")
        new = with_archives(text, copies)
        if new != text:
            additions.append(Addition(file.relative_to(data).as_posix(), new))
    try:
        add(data, additions, as_of)
    except DataProblems as error:
        show(error.problems)
        return PROBLEMS
    for addition in additions:
        say(f"written: data/{addition.path}")
    return OK


COMMAND = Command("links", "ask whether the pages of all sources are still there", arguments, run)
