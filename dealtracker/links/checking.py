"""Going through the sources of a deal: many hosts at once, each host one page at a time and not too fast."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from dealtracker.links.asking import Answer, Asker
from dealtracker.model import Source

PAUSE = 3.0
"""Seconds between two questions to one host."""

HOSTS_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """A source, which of its addresses was asked for (`url` or `archive`), and the answer."""

    source: Source
    field: str
    answer: Answer


def checked(
    sources: Iterable[Source], asker: Asker, pause: float = PAUSE, wait: Callable[[float], None] = time.sleep
) -> Iterator[Checked]:
    """Ask for the page and the archived copy of each source, host by host; the answers in the order of the sources."""
    sources = list(sources)
    asked = [
        (source, field, address) for source in sources for field in ("url", "archive") if (address := getattr(source, field))
    ]
    by_host: dict[str, list[tuple[Source, str, str]]] = defaultdict(list)
    for question in asked:
        by_host[_host(question[2])].append(question)

    def ask(questions: list[tuple[Source, str, str]]) -> list[Checked]:
        answers = []
        for number, (source, field, address) in enumerate(questions):
            if number:
                wait(pause)
            answers.append(Checked(source, field, asker.ask(address)))
        return answers

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        found = {(one.source.id, one.field): one for answers in pool.map(ask, by_host.values()) for one in answers}
    return (found[source.id, field] for source, field, _ in asked)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address
