"""A filled form as GitHub hands it on: headings with answers below them. Every answer is somebody's text and no more.

An answer becomes a part of a draft only where the record has a place for just that: a track that exists, a kind of the
vocabulary, a day, the address of a page. The draft is then checked like anything else that people write.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from dealtracker import limits
from dealtracker.adding.drafts import Draft
from dealtracker.adding.entries import Field
from dealtracker.model import Day, Deal
from dealtracker.problems import shortened, some_of, suggestion

LABELS = {
    "track": "Track",
    "date": "Date",
    "place": "Where it happened",
    "by": "Whose act or words it is",
    "kind": "What kind of event it is",
    "title": "What happened",
    "effective": "Applies from",
    "points": "Values that it gives to points",
    "url": "Address of the page that says so",
    "source-title": "Title of that page",
    "publisher": "Who published it",
    "source-kind": "What kind of page it is",
    "language": "Language of the page",
    "published": "Date on the page",
    "archive": "Archived copy",
    "more": "Anything else",
}
"""The fields of the form for news, by what their answers are used for. The form in `.github/` has these labels."""

_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
_NOTHING = ("", "_No response_", "None")


class Unusable(Exception):
    """The form cannot become an event. The text says which answer is wrong, and what would be right."""


def answers(text: str) -> dict[str, str]:
    """The answers of a filled form, those left empty not among them. Headings that the form does not have are text.

    Raises:
        Unusable: the form is longer than any is.
    """
    if len(text) > limits.FORM:
        raise Unusable(f"the form has more than {limits.FORM:,} characters")
    names = {label: name for name, label in LABELS.items()}
    found: dict[str, str] = {}
    parts = _HEADING.split(text.replace("\r\n", "\n"))
    current = ""
    for heading, below in zip(parts[1::2], parts[2::2], strict=True):
        name = names.get(heading.strip())
        if name is not None and name not in found:
            current = name
            found[name] = below.strip()
        elif current:
            found[current] += f"\n### {heading}{below}".rstrip()
    return {name: answer for name, answer in found.items() if answer not in _NOTHING}


def draft(deal: Deal, said: Mapping[str, str]) -> tuple[str, Draft]:
    """The track and the draft of an event that the answers of a form come to.

    Raises:
        Unusable: an answer is missing, too long, or names something that there is not.
    """
    for name, answer in said.items():
        if len(answer) > limits.ANSWER:
            raise Unusable(f"“{LABELS[name]}” has {len(answer):,} characters; at most {limits.ANSWER:,} are allowed")
    for name in ("track", "date", "kind", "title", "url"):
        if name not in said:
            raise Unusable(f"“{LABELS[name]}” has no answer")
    parties, words = list(deal.about.party), deal.vocabulary
    track = _one_of("track", said, list(deal.tracks))
    event: dict[str, Field] = {
        "date": _day("date", said),
        "effective": _day("effective", said),
        "place": _one_of("place", said, parties),
        "kind": _one_of("kind", said, list(words.kind)),
        "by": [_known("by", party.strip(), parties) for party in said.get("by", "").split(",") if party.strip()],
        "title": said["title"],
        "points": dict(_points(said.get("points", ""), [point.id for point in deal.tracks[track].points])),
    }
    source = {
        "title": said.get("source-title") or f"[{_host(_address('url', said))}]",
        "publisher": said.get("publisher") or str(_host(_address("url", said))),
        "kind": _one_of("source-kind", said, list(words.source_kind)) or list(words.source_kind)[-1],
        "language": said.get("language", "en"),
        "published": _day("published", said),
        "url": _address("url", said),
        "archive": _address("archive", said),
    }
    return track, Draft({name: value for name, value in event.items() if value}, (), {n: v for n, v in source.items() if v})


def _one_of(name: str, said: Mapping[str, str], known: list[str]) -> str:
    return _known(name, said[name], known) if name in said else ""


def _known(name: str, answer: str, known: list[str]) -> str:
    """A word of a list. Forms show words with their meaning behind them: `in-force: it applies`."""
    word = answer.partition(":")[0].strip()
    if word in known:
        return word
    raise Unusable(f"“{LABELS[name]}”: `{shortened(answer)}` is not known; {suggestion(word, known, f'one of {some_of(known)}')}")


def _day(name: str, said: Mapping[str, str]) -> str:
    if name not in said:
        return ""
    try:
        return str(Day.read(said[name].strip()))
    except ValueError:
        answer = shortened(said[name])
        raise Unusable(f"“{LABELS[name]}”: `{answer}` is not a date; write year-month-day, like 2025-11-14") from None


def _address(name: str, said: Mapping[str, str]) -> str:
    answer = said.get(name, "")
    if answer and not (_host(answer) and re.fullmatch(r"https?://[^\s<>\"'`]+", answer)):
        raise Unusable(f"“{LABELS[name]}”: `{shortened(answer)}` is not the address of a page; it begins with https://")
    return answer


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:  # a bracket that is never closed, a letter that would become a slash
        return None


def _points(answer: str, known: list[str]) -> list[tuple[str, str]]:
    """One point a line: its id, a colon, its value."""
    pairs = [line.partition(":") for line in answer.splitlines() if line.strip()]
    return [(_known("points", id.strip(" -"), known), value.strip()) for id, _, value in pairs]
