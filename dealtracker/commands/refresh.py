"""`build.py refresh`: write anew what follows from the vocabulary and the models."""

import argparse
from datetime import date

from dealtracker.commands.command import OK, PROBLEMS, Command, say, show


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to write, or only to look."""
    parser.description = (
        "Writes anew the files of the repository that follow from data/vocabulary.yml, data/deal.yml and the models: "
        "the form for news and the schemas for editors. After a change of the vocabulary they want it."
    )
    parser.epilog = "for example: build.py refresh     build.py refresh --check"
    parser.add_argument("--check", action="store_true", help="write nothing, and exit with 1 where something would change")


def run(options: argparse.Namespace, today: date) -> int:
    """Write what differs, and say so."""
    from dealtracker.derived import derived
    from dealtracker.files import write_whole
    from dealtracker.loading import load

    loaded = load(options.root / "data", max(options.as_of, today), options.root)
    if loaded.deal is None:
        show(loaded.errors)
        return PROBLEMS
    stale = []
    for path, text in derived(loaded.deal):
        file = options.root / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            stale.append(path)
            if not options.check:
                write_whole(file, text)
    for path in stale:
        say(f"{'would change' if options.check else 'written'}: {path}")
    if not stale:
        say("everything is as it should be")
    return PROBLEMS if stale and options.check else OK


COMMAND = Command("refresh", "write anew what follows from the vocabulary and the models", arguments, run)
