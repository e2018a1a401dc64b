"""Hand-written pages: Markdown in `content/`, with a few named places where tables are set in.

A place is a line of its own, `<!-- place: kinds -->`. What is set in comes from the vocabulary, the rules and the models
that the program itself uses, so that the method page cannot say anything else than what is done.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from dealtracker import escape, limits
from dealtracker.model import About, Basis, Event, Landmark, Link, Peer, Point, Quote, Reading, Source, Track
from dealtracker.model.base import Model
from dealtracker.model.records import Correction, Expected, Position, Question, Retraction, Side
from dealtracker.pages import embedding, linked_data
from dealtracker.pages.addresses import name
from dealtracker.pages.edition import Edition, Heading, Page
from dealtracker.pages.reporting import form
from dealtracker.pages.updated import newest, of_record
from dealtracker.problems import DataProblems, Place, Problem, suggestion, visible
from dealtracker.reading import Document, Lines, read_lines, read_text
from dealtracker.reading.trouble import MOST
from dealtracker.rules import FAMILIES, ids

_PLACE = re.compile(r"^<!-- *place: *([a-z-]+) *-->$", re.MULTILINE)
_HEADING = re.compile(r"^(#{2,6} (.+?) \{ #[\w-]+) \}$", re.MULTILINE)
_HEAD = re.compile(r"\A---\n(.*?)^(?:---|\.\.\.)\n", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"^# +(.+?)(?: +\{.*\})?$", re.MULTILINE)

DATA_PAGE = "data.md"
"""The page that describes the data as a whole."""

EXAMPLE = Path(__file__).parent.parent / "example"


def written_pages(edition: Edition, folder: Path) -> list[Page]:
    """The pages of a content folder. A link in it is no page, wherever it leads.

    Raises:
        DataProblems: a page cannot be read, or names a place that does not exist.
    """
    pages: list[Page] = []
    problems: list[Problem] = []
    for file in sorted(file for file in folder.rglob("*") if file.suffix == ".md" or file.is_symlink()):
        path = file.relative_to(folder).as_posix()
        called = visible(f"{folder.name}/{path}")
        problems.extend(_odd_name(called, path))
        lines = read_lines(file, called, limits.FILE)
        if not isinstance(lines, Lines):
            problems.extend(lines)
            continue
        text = "\n".join(lines.value)
        head = _head(called, text)
        problems.extend(head if isinstance(head, list) else ())
        problems.extend(islice(_unknown_places(called, text), MOST))
        if not problems and not isinstance(head, list):
            pages.append(_page(edition, path, head, _one_entry(_filled(edition, path, _HEAD.sub("", text)))))
    if problems:
        raise DataProblems(problems)
    return pages


def _odd_name(called: str, path: str) -> Iterator[Problem]:
    *folders, last = path.split("/")
    if not all(map(ids.is_file_name, (*folders, last.removesuffix(".md")))):
        hint = "use letters a–z, digits and hyphens: the name is part of the address"
        yield Problem(called, Place(1, 1), "file-name", f"`{visible(path)}` cannot be the name of a page", hint)


def _head(name: str, text: str) -> Mapping[str, object] | list[Problem]:
    """What a page says between the `---` lines at its beginning; or what is wrong there. It is read as records are."""
    match = _HEAD.match(text)
    if match is None:
        return {}
    document = read_text("\n" + match[1], name)  # the lines have the numbers that they have in the page
    if not isinstance(document, Document) and match[1].strip():
        return document
    head = document.value if isinstance(document, Document) else None
    if isinstance(head, dict) and all(isinstance(head.get(field, ""), str) for field in ("title", "description")):
        return head
    hint = "write `title:` and `description:`, each on a line of its own, with quotation marks around a text that has a colon"
    return [Problem(name, Place(1, 1), "head-unreadable", "the lines between the two `---` cannot be read", hint)]


def _unknown_places(name: str, text: str) -> Iterator[Problem]:
    for match in _PLACE.finditer(text):
        if match[1] not in PLACES:
            line = text.count("\n", 0, match.start()) + 1
            hint = suggestion(match[1], list(PLACES), f"the places are: {', '.join(PLACES)}")
            yield Problem(name, Place(line, 1), "place-unknown", f"`{match[1]}` is not a place", hint)


def _page(edition: Edition, path: str, head: Mapping[str, object], body: str) -> Page:
    """The page with its foot, and in its head the name of its preview picture; on the Data page the data.

    Its title is the one in the head, or else that of its first line, as for MkDocs. It always has a head: without one, MkDocs
    would look for another way of writing it in the first lines.
    """
    title = _TITLE.search(body)
    heading = Heading(path, str(head.get("title") or (title and title[1]) or path), str(head.get("description") or ""))
    more = {"title": heading.title, "card": name(path)}
    linked = {"linked": _data_set(edition, path)} if path == DATA_PAGE else {}
    return Page(
        path,
        f"{escape.front_matter({**head, **more, **linked})}{body.rstrip()}\n\n{edition.foot(path, heading)}",
        heading,
    )


def _filled(edition: Edition, path: str, text: str) -> str:
    return _PLACE.sub(lambda match: _place(edition, path, match[1]), text)


def _data_set(edition: Edition, path: str) -> linked_data.Node:
    """What the Data page says to machines. It describes the whole deal, so it has its name and its words."""
    about, plain = edition.deal.about, edition.renderer.plain
    title = f"{plain(about.name)}: {plain(about.title)}"
    day = newest((day for track in edition.standing.tracks.values() for day in of_record(track)), edition.as_of)
    return linked_data.of_page(edition, path, title, plain(about.summary), day, linked_data.of_data(edition))


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


def _limits(_: Edition) -> Mapping[str, Any]:
    return {"limits": limits.LIMITS}


def _repository(edition: Edition) -> Mapping[str, Any]:
    say, about = edition.say, edition.deal.about
    forms = (
        (say("Report news"), "news"),
        (say("Something is wrong"), "correction"),
        (say("A better source"), "source"),
        (say("A track that is missing"), "track"),
        (say("Reply, if a page names you or your office"), "reply"),
    )
    return {"report": [(label, form(about, name)) for label, name in forms]}


def _takeaways(edition: Edition) -> Mapping[str, Any]:
    return {"takeaways": edition.takeaways, "some_track": next(iter(edition.standing.tracks), None)}


def _embed(edition: Edition) -> Mapping[str, Any]:
    return {"code": embedding.code(edition, embedding.of_chart(edition))}


_FORMAT: tuple[tuple[str, type[Model]], ...] = (
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


def fields(model: type[Model]) -> list[tuple[str, bool, str]]:
    """The fields of a model as people write them: name, whether it must be there, what it is for."""
    return [
        (field.alias or name, _is_required(field), field.description or "")
        for name, field in model.fields().items()
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
    "checks": _checks,
    "limits": _limits,
    "record-format": _record_format,
    "example": _example,
    "citation": _nothing,
    "repository": _repository,
    "tracks": _nothing,
    "takeaways": _takeaways,
    "embed": _embed,
}
"""The places that a hand-written page may name, and what their templates need to know."""
