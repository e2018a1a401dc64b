"""The form for news on GitHub: the kinds of event and of source in it are those of the vocabulary.

Pages fill its fields by their ids: `…/issues/new?template=news.yml&track=chip-tariffs`.
"""

from collections.abc import Iterable
from typing import Any

import yaml

from dealtracker.adding.form import LABELS
from dealtracker.model import Deal
from dealtracker.model.vocabulary import Word

_HEAD = "# Written by `build.py refresh` from data/vocabulary.yml and data/deal.yml; changes here are lost.\n"


def news(deal: Deal) -> str:
    """The form, as YAML."""
    parties = [party.id for party in deal.about.parties]
    words = deal.vocabulary
    body = [
        _said(
            "Thank you. Say what you know; only fields with a star must be filled. Somebody looks at it, and a program turns it "
            "into an entry of the record."
        ),
        _input("track", "The last part of the address of its page.", must=True),
        _input("date", "When it happened, where it happened: year-month-day, or only year-month.", "2025-11-14", must=True),
        _choice("kind", "The status follows from it; the page “Method” explains each.", words.kinds, must=True),
        _input("title", "Who did what, in one sentence of at most 140 characters.", must=True),
        _input("url", "It begins with https://.", must=True),
        _choice("source-kind", "What the page is.", words.source_kinds),
        _input("source-title", "The headline, or the title of the document."),
        _input("publisher", "The government office, agency or newspaper."),
        _input("language", "Two letters.", "en"),
        _input("published", "The date that the page carries.", "2025-11-14"),
        _input("archive", "The address of an archived copy, if you know or can make one."),
        _input("by", f"One of {', '.join(parties)}, or several with commas.", parties[0]),
        _input("place", f"One of {', '.join(parties)}."),
        _input("effective", "If it applies from another day than that on which it happened."),
        _area("points", "One a line: the id of the point (see “Points” on the page of the track), a colon, the value."),
        _area("more", "What else we should know."),
    ]
    form = {
        "name": "News of a track",
        "description": "Something happened that the record does not know yet.",
        "title": "News: ",
        "labels": ["news"],
        "body": body,
    }
    return _HEAD + yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=120)


def _said(text: str) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": text}}


def _input(name: str, description: str, placeholder: str = "", *, must: bool = False) -> dict[str, Any]:
    return _asked("input", name, description, {"placeholder": placeholder} if placeholder else {}, must=must)


def _area(name: str, description: str) -> dict[str, Any]:
    return _asked("textarea", name, description, {}, must=False)


def _choice(name: str, description: str, words: Iterable[Word], *, must: bool = False) -> dict[str, Any]:
    options = [f"{word.id}: {word.label}" for word in words]
    return _asked("dropdown", name, description, {"options": options}, must=must)


def _asked(kind: str, name: str, description: str, more: dict[str, Any], *, must: bool) -> dict[str, Any]:
    attributes = {"label": LABELS[name], "description": description, **more}
    return {"type": kind, "id": name, "attributes": attributes, "validations": {"required": must}}
