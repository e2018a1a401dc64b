"""Where an archived copy of a page is: a service that answers like the Wayback Machine is asked for the nearest one."""

import re
from typing import Any
from urllib.parse import urlencode

from dealtracker.links.asking import Asker
from dealtracker.model import Source

SERVICE = "https://archive.org/wayback/available"
"""Answers `?url=…&timestamp=YYYYMMDD` with the nearest copy as JSON (`archived_snapshots.closest`)."""


def copy_of(source: Source, asker: Asker, service: str = SERVICE) -> str | None:
    """The https address of the copy nearest to the day of a source, or None where none is known.

    Raises:
        OSError: the service does not answer.
    """
    day = source.accessed or source.published
    question = {"url": source.url} | ({"timestamp": day.last.strftime("%Y%m%d")} if day else {})
    found: Any = asker.json(f"{service}?{urlencode(question)}")
    try:
        nearest = found["archived_snapshots"]["closest"]
        address, is_there = str(nearest["url"]), nearest["available"] is True and str(nearest.get("status", "200")) == "200"
    except (KeyError, TypeError):
        return None
    address = re.sub(r"^http://", "https://", address)
    return address if is_there and re.fullmatch(r"https://[^\s<>\"']+", address) else None
