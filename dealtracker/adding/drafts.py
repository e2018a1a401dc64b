"""From what somebody knows to what has to be written: ids that are free, sources that are there already."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dealtracker.adding.entries import Field, event_lines, source_lines, track_text
from dealtracker.adding.first_line import first_line
from dealtracker.adding.placing import with_event, with_source
from dealtracker.adding.project import Addition
from dealtracker.model import Day, Deal, Source
from dealtracker.rules.ids import slug

_SMALL = re.compile(r"\b(?:an?|and|as|at|by|for|from|in|into|is|its?|of|on|or|over|that|the|their|to|will|with)\b")


@dataclass(frozen=True)
class Draft:
    """An event as somebody reports it. `cites` are ids of sources; `source` is one that is not described yet."""

    event: Mapping[str, Field]
    cites: tuple[str, ...] = ()
    source: Mapping[str, str] = field(default_factory=dict)


def with_draft(deal: Deal, data: Path, track: str, draft: Draft) -> list[Addition]:
    """The record of a track with a reported event, and with its source where that is new.

    Raises:
        DataProblems: the file cannot be read as it is.
        ValueError: the date is none.
    """
    path = f"tracks/{track}.yml"
    text = (data / path).read_text(encoding="utf-8")
    source, is_new = described(deal, draft.source)
    event = complete(deal, track, draft, source)
    text = with_event(text, event_lines(event), Day.read(str(event["date"])))
    if is_new:
        text = with_source(text, source_lines(source))
    return [Addition(path, text)]


def new_track(deal: Deal, track: str, fields: Mapping[str, Field], draft: Draft) -> list[Addition]:
    """A new record with its first event."""
    source, is_new = described(deal, draft.source)
    event = complete(deal, track, draft, source)
    path = f"tracks/{track}.yml"
    return [Addition(path, f"{first_line(path)}\n\n" + track_text(fields, event, [source] if is_new else []))]


def new_source(deal: Deal, data: Path, path: str, fields: Mapping[str, str]) -> list[Addition]:
    """A file of sources, or the record of a track, with one source more."""
    source, is_new = described(deal, fields)
    if not is_new:
        return []
    file = data / path
    text = file.read_text(encoding="utf-8") if file.exists() else first_line(path)
    if path.startswith("tracks/"):
        return [Addition(path, with_source(text, source_lines(source)))]
    gap = "\n\n" if text.strip() else ""
    return [Addition(path, text.rstrip() + gap + "\n".join(source_lines(source, "")) + "\n")]


def complete(deal: Deal, track: str, draft: Draft, source: Mapping[str, str]) -> dict[str, Field]:
    """The event with an id that no part of the record has, and with all that it cites."""
    record = deal.tracks.get(track)
    parts = (record.events, record.points, record.readings, record.expected) if record else ()
    taken = {part.id for group in parts for part in group}
    cites = list(dict.fromkeys([*draft.cites, *filter(None, [source.get("id")])]))
    id = draft.event.get("id") or free(_short(str(draft.event.get("title", ""))) or "event", taken)
    return {**draft.event, "id": id, "sources": cites}


def described(deal: Deal, source: Mapping[str, str]) -> tuple[Mapping[str, str], bool]:
    """A source with an id, and whether it has to be described: not where its address is known already."""
    if not source:
        return {}, False
    known = same_page(deal.sources.values(), source.get("url", ""))
    if known is not None:
        return {"id": known.id}, False
    parts = [_short(source.get("publisher", ""), 2), source.get("published"), _short(source.get("title", ""), 3)]
    id = slug("-".join(filter(None, parts))) or "source"
    return {**source, "id": source.get("id") or free(id, deal.sources)}, True


def same_page(sources: Iterable[Source], url: str) -> Source | None:
    """The source with this address; what follows a `#`, and a slash at the end, make no difference."""
    wanted = _bare(url)
    return next((source for source in sources if wanted and _bare(source.url) == wanted), None)


def _bare(url: str) -> str:
    return url.strip().partition("#")[0].rstrip("/")


def _short(title: str, most: int = 4) -> str:
    """The first words that say something, for an id. Empty where there are none in Latin letters."""
    return "-".join(re.findall(r"[a-z0-9]+", _SMALL.sub("", title.lower()))[:most])


def free(id: str, taken: Iterable[str]) -> str:
    """An id that is not taken: itself, or with the first number that is free."""
    used, number, found = set(taken), 2, id
    while found in used:
        found, number = f"{id}-{number}", number + 1
    return found
