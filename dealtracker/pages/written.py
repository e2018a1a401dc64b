"""Hand-written pages: Markdown in `content/`, with a few named places where tables are set in.

A place is a line of its own, `<!-- place: kinds -->`. What is set in comes from the vocabulary, the rules and the models
that the program itself uses, so that the method page cannot say anything else than what is done.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dealtracker import escape
from dealtracker.model import About, Basis, Event, Landmark, Link, Peer, Point, Quote, Reading, Source, Track
from dealtracker.model.records import Correction, Expected, Position, Question, Retraction, Side
from dealtracker.pages import embedding
from dealtracker.pages.edition import Edition, Page
from dealtracker.problems import DataProblems, Place, Problem, suggestion
from dealtracker.rules import FAMILIES

_PLACE = re.compile(r"^<!-- *place: *([a-z-]+) *-->$", re.MULTILINE)
_HEADING = re.compile(r"^(#{2,6} (.+?) \{ #[\w-]+) \}$", re.MULTILINE)

EXAMPLE = Path(__file__).parent.parent / "example"


def written_pages(edition: Edition, folder: Path) -> list[Page]:
    """The pages of a content folder.

    Raises:
        DataProblems: a page names a place that does not exist.
    """
    pages: list[Page] = []
    problems: list[Problem] = []
    for file in sorted(folder.rglob("*.md")):
        path = file.relative_to(folder).as_posix()
        text = file.read_text(encoding="utf-8")
        problems.extend(_unknown_places(f"{folder.name}/{path}", text))
        if not problems:
            pages.append(Page(path, _filled(edition, path, text)))
    if problems:
        raise DataProblems(problems)
    return pages


def _unknown_places(name: str, text: str) -> Iterator[Problem]:
    for match in _PLACE.finditer(text):
        if match[1] not in PLACES:
            line = text.count("\n", 0, match.start()) + 1
            hint = suggestion(match[1], list(PLACES), f"the places are: {', '.join(PLACES)}")
            yield Problem(name, Place(line, 1), "place-unknown", f"`{match[1]}` is not a place", hint)


def _filled(edition: Edition, path: str, text: str) -> str:
    return _one_entry(_PLACE.sub(lambda match: _place(edition, path, match[1]), text))


def _one_entry(text: str) -> str:
    """A page that is one entry of the search: what stands before its first heading, and its headings."""
    first = _HEADING.search(text)
    if first is None:
        return text
    headings = escape.html("; ".join(match[2] for match in _HEADING.finditer(text)))
    before, after = text[: first.start()], text[first.start() :]
    return f"{before}<p hidden>{headings}</p>\n\n" + _HEADING.sub(r"\1 data-search-exclude }", after)


def _place(edition: Edition, path: str, name: str) -> str:
    values = PLACES[name](edition)
    return edition.renderer.render(f"places/{name}.md.j2", path, edition=edition, standing=edition.standing, **values).rstrip()


def _nothing(_: Edition) -> Mapping[str, Any]:
    return {}


def _checks(_: Edition) -> Mapping[str, Any]:
    from dealtracker.fixing import FIXERS
    from dealtracker.rules.trial import messages  # runs the program on its own examples; only this page needs it

    return {"families": FAMILIES, "messages": messages(), "repaired": FIXERS}


def _corrections(edition: Edition) -> Mapping[str, Any]:
    found = [
        (standing, correction)
        for standing in edition.standing.tracks.values()
        for correction in standing.track.corrections
        if correction.date.last <= edition.as_of
    ]
    return {"corrections": sorted(found, key=lambda pair: pair[1].date.last, reverse=True)}


def _takeaways(edition: Edition) -> Mapping[str, Any]:
    return {"takeaways": edition.takeaways, "some_track": next(iter(edition.standing.tracks), None)}


def _embed(edition: Edition) -> Mapping[str, Any]:
    return {"code": embedding.code(edition, embedding.of_chart(edition))}


_FORMAT: tuple[tuple[str, type[BaseModel]], ...] = (
    ("A track", Track),
    ("An event", Event),
    ("A quotation", Quote),
    ("A point at issue", Point),
    ("A position", Position),
    ("A reading", Reading),
    ("A voice in a reading", Side),
    ("A link", Link),
    ("An expectation", Expected),
    ("An open question", Question),
    ("A source", Source),
    ("A correction", Correction),
    ("A withdrawal", Retraction),
    ("A legal basis", Basis),
    ("A comparable deal", Peer),
    ("The deal itself", About),
    ("A landmark", Landmark),
)


def _record_format(_: Edition) -> Mapping[str, Any]:
    tables = [(title, model.__doc__ or "", fields(model)) for title, model in _FORMAT]
    return {"tables": tables}


def fields(model: type[BaseModel]) -> list[tuple[str, bool, str]]:
    """The fields of a model as people write them: name, whether it must be there, what it is for."""
    return [
        (field.alias or name, _is_required(field), field.description or "")
        for name, field in model.model_fields.items()
        if not field.exclude
    ]


def _is_required(field: FieldInfo) -> bool:
    return field.is_required()


def _example(_: Edition) -> Mapping[str, Any]:
    file = "tracks/bridge-toll.yml"
    return {"file": f"data/{file}", "text": (EXAMPLE / file).read_text(encoding="utf-8")}


PLACES: Mapping[str, Callable[[Edition], Mapping[str, Any]]] = {
    "statuses": _nothing,
    "kinds": _nothing,
    "source-kinds": _nothing,
    "reads": _nothing,
    "relations": _nothing,
    "flags": _nothing,
    "corrections": _corrections,
    "checks": _checks,
    "record-format": _record_format,
    "example": _example,
    "citation": _nothing,
    "repository": _nothing,
    "tracks": _nothing,
    "takeaways": _takeaways,
    "embed": _embed,
}
"""The places that a hand-written page may name, and what their templates need to know."""
