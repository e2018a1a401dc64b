"""`build.py new track|event|source`: asks what is missing, and writes the lines where they belong."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dealtracker.commands.command import OK, PROBLEMS, WRONG_USE, Command, say, show
from dealtracker.problems import DataProblems, did_you_mean

if TYPE_CHECKING:
    from dealtracker.adding import Addition
    from dealtracker.model import Deal


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thing that somebody has to say: the option, the question, and the words that it may be, where these are few."""

    option: str
    question: str
    words: Callable[["Deal"], Sequence[str]] | None = None
    must: bool = True


class Unanswered(Exception):
    """Something has to be said, and nobody can be asked. The text names the options."""


_EVENT = (
    Wanted("date", "When did it happen (year-month-day, or only year-month)?"),
    Wanted("kind", "What kind of event is it?", lambda deal: list(deal.vocabulary.kind)),
    Wanted("title", "What happened, in one sentence?"),
    Wanted(
        "by", "Whose act or words is it (several with commas; empty: nobody's)?", lambda deal: list(deal.about.party), must=False
    ),
    Wanted("place", "In whose country did it happen (empty: not known)?", lambda deal: list(deal.about.party), must=False),
    Wanted("effective", "From which day does it apply, if that is another day?", must=False),
)
_SOURCE = (
    Wanted("source_title", "The title of the source?"),
    Wanted("source_publisher", "Who published it?"),
    Wanted("source_kind", "What kind of source is it?", lambda deal: list(deal.vocabulary.source_kind)),
    Wanted("source_language", "Its language, in two letters?"),
    Wanted("source_published", "The date that it carries (empty: none)?", must=False),
    Wanted("source_archive", "The address of an archived copy (empty: none yet)?", must=False),
)
_URL = Wanted("source_url", "The address of the page that says so, or the id of a source that is described already?")
_TRACK = (
    Wanted("track_title", "What is the track called?"),
    Wanted("summary", "What is it about, in two to four sentences?"),
    Wanted("domain", "Which field does it belong to?", lambda deal: [domain.id for domain in deal.vocabulary.domains]),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to add, and everything that can be said about it."""
    parser.description = (
        "Adds to data/ what `check` then finds nothing wrong with. What the options do not say is asked for; "
        "in the file, nothing else changes."
    )
    parser.epilog = (
        "for example: build.py new event car-tariffs --date 2025-12-04 --kind in-force --by us "
        "--title 'A notice puts the duty into force' --source fr-2025-12-04-notice"
    )
    parser.add_argument("what", choices=("event", "source", "track"))
    parser.add_argument("where", metavar="ID", help="the id of the track; for a source also the name of a file in data/sources/")
    for wanted in (*_EVENT, *_TRACK, _URL, *_SOURCE):
        parser.add_argument(f"--{wanted.option.replace('_', '-')}", metavar="WORDS", help=wanted.question)
    parser.add_argument("--id", help="its id; without it one is made from the title")
    parser.add_argument("--source", action="append", default=[], metavar="ID", help="a source that is described already")
    parser.add_argument(
        "--point", action="append", default=[], metavar="ID=VALUE", help="a point that it names, with the value that it gives"
    )


def run(options: argparse.Namespace, today: date) -> int:
    """Ask, write, and say what was written. Nothing is written where `check` would find an error."""
    from dealtracker.adding import add
    from dealtracker.loading import load

    data, as_of = options.root / "data", max(options.as_of, today)
    try:
        loaded = load(data, as_of, options.root)
        if loaded.deal is None:
            raise DataProblems(loaded.errors)  # noqa: TRY301 - said in the same words as problems of what is added
        additions = _additions(options, loaded.deal, as_of)
        add(data, additions, as_of)
    except DataProblems as error:
        show(error.problems)
        say("nothing was written", aside=True)
        return PROBLEMS
    except (Unanswered, ValueError) as error:
        say(f"{error}; nothing was written", aside=True)
        return WRONG_USE
    for addition in additions:
        say(f"written: data/{addition.path}")
    if not additions:
        say("a source with this address is described already; nothing was written")
    return OK


def _additions(options: argparse.Namespace, deal: "Deal", as_of: date) -> list["Addition"]:
    from dealtracker.adding import Draft, new_source, new_track, with_draft

    data = options.root / "data"
    if Path(options.where).name != options.where:
        raise Unanswered(f"`{options.where}` cannot be the name of a {'file' if options.what == 'source' else 'record'}")
    if options.what == "source":
        path = (
            f"tracks/{options.where}.yml" if options.where in deal.tracks else f"sources/{options.where.removesuffix('.yml')}.yml"
        )
        return new_source(deal, data, path, _source(options, deal))
    if options.what == "event" and options.where not in deal.tracks:
        near = did_you_mean(options.where, deal.tracks)
        raise Unanswered(f"there is no track `{options.where}`" + (f"; did you mean `{near}`?" if near else ""))
    if options.what == "track" and options.where in deal.tracks:
        raise Unanswered(f"there is a track `{options.where}` already")
    head = _answers(options, deal, _TRACK) if options.what == "track" else {}
    event: dict[str, str | list[str] | dict[str, str]] = {**_answers(options, deal, _EVENT), "points": _points(options.point)}
    event["by"] = [party.strip() for party in str(event.get("by", "")).split(",") if party.strip()]
    if options.id:
        event["id"] = options.id
    source = {} if options.source else _source(options, deal)
    cites = (*options.source, *([source.pop("id")] if set(source) == {"id"} else []))
    draft = Draft(event, cites, source)
    if options.what == "track":
        fields = {"title": head["track_title"], "summary": head["summary"], "domain": head["domain"]}
        fields |= {"told-until": str(as_of), "checked": str(as_of)}
        return new_track(deal, options.where, fields, draft)
    return with_draft(deal, data, options.where, draft)


def _source(options: argparse.Namespace, deal: "Deal") -> dict[str, str]:
    """A source as it has to be described; only its address where that is known, only its id where that was given."""
    from dealtracker.adding.drafts import same_page

    url = _answers(options, deal, (_URL,))["source_url"]
    if url in deal.sources:
        return {"id": url}
    if same_page(deal.sources.values(), url):
        return {"url": url}
    said = {option.removeprefix("source_"): answer for option, answer in _answers(options, deal, _SOURCE).items()}
    return said | {"url": url} | ({"id": options.id} if options.what == "source" and options.id else {})


def _points(written: Sequence[str]) -> dict[str, str]:
    return {id: value for id, _, value in (point.partition("=") for point in written)}


def _answers(options: argparse.Namespace, deal: "Deal", wanted: Sequence[Wanted]) -> dict[str, str]:
    """What is known of the things wanted: from the options, or else asked for on a terminal."""
    known: Mapping[str, str | None] = vars(options)
    if not sys.stdin.isatty():
        missing = [f"--{one.option.replace('_', '-')}" for one in wanted if one.must and not known[one.option]]
        if missing:
            raise Unanswered(f"say also {', '.join(missing)}")
    answers = {one.option: known[one.option] or (_asked(one, deal) if sys.stdin.isatty() else "") for one in wanted}
    return {option: answer for option, answer in answers.items() if answer}


def _asked(wanted: Wanted, deal: "Deal") -> str:
    words = wanted.words(deal) if wanted.words else []
    if words:
        say(f"  {', '.join(words)}")
    while True:
        answer = input(f"{wanted.question} ").strip()
        if answer or not wanted.must:
            return answer


COMMAND = Command("new", "add an event, a source or a track", arguments, run)
