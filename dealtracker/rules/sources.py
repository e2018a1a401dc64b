"""Rules about sources."""

import re
from collections.abc import Iterator

from dealtracker.model import Deal, Source
from dealtracker.model.citations import cites
from dealtracker.problems import Level, shortened
from dealtracker.rules.base import Example, Finding, Scope, Setting, rule

_ADDRESS = re.compile(r"https?://[^\s/?#@\"'<>\\]+\.[^\s/?#@\"'<>\\]+(?:[/?#][^\s\"<>\\^`{|}]*)?")


@rule(
    "url-form",
    why="Only the address of a page on the web can be looked up by everybody.",
    example=Example("    url: ▸www.gazette.example/2031/44", "    url: https://gazette.example/2031/44"),
    scope=Scope.SOURCE,
)
def url_form(source: Source, setting: Setting) -> Iterator[Finding]:
    """Addresses and archived copies are web addresses, percent-encoded where they must be."""
    for field in ("url", "archive"):
        address = getattr(source, field)
        if address is not None and not (address.isascii() and _ADDRESS.fullmatch(address)):
            yield Finding(
                (field,),
                f"`{shortened(address)}` is not a web address",
                "copy it from the address bar: https://…, with letters outside a–z written as %EA…",
            )


@rule(
    "url-not-https",
    why="The site links only to encrypted pages; another address is printed, and is no link.",
    example=Example("    url: ▸http://gazette.example/2031/44", "    url: https://gazette.example/2031/44"),
    level=Level.WARNING,
    scope=Scope.SOURCE,
)
def url_not_https(source: Source, setting: Setting) -> Iterator[Finding]:
    """Addresses that begin with `http:`."""
    for field in ("url", "archive"):
        address = getattr(source, field)
        if address is not None and address.startswith("http:"):
            yield Finding((field,), f"`{shortened(address)}` does not begin with https", "try whether the page opens with https")


@rule(
    "source-undated",
    why="A reader must be able to tell how old a source is.",
    example=Example(
        "    ▸publisher: Gazette of Sudland\n    kind: legal\n    language: en\n    url",
        "    publisher: Gazette of Sudland\n    kind: legal\n    language: en\n    published: 2031-09-15\n    url",
    ),
    level=Level.WARNING,
    scope=Scope.SOURCE,
)
def source_undated(source: Source, setting: Setting) -> Iterator[Finding]:
    """Sources with neither the date they carry nor the date they were read."""
    if source.published is None and source.accessed is None:
        yield Finding(
            ("publisher",), f"`{source.id}` has no date", "add `published:`, or `accessed:` where it shows none", of_key=True
        )


@rule(
    "source-in-future",
    why="Nobody can have read tomorrow’s paper.",
    example=Example("    published: ▸2131-09-15", "    published: 2031-09-15"),
    scope=Scope.SOURCE,
)
def source_in_future(source: Source, setting: Setting) -> Iterator[Finding]:
    """Sources that were published or read after the as-of date."""
    for field in ("published", "accessed"):
        day = getattr(source, field)
        if day is not None and day.first > setting.as_of:
            yield Finding((field,), f"`{day}` is in the future (as of {setting.as_of})", "look at the date again")


@rule(
    "source-without-archive",
    why="Pages vanish. An archived copy keeps the proof.",
    example=Example(
        "    ▸url: https://gazette.example/2031/44\n",
        "    url: https://gazette.example/2031/44\n    archive: https://archive.example/44\n",
    ),
    level=Level.WARNING,
    scope=Scope.SOURCE,
)
def source_without_archive(source: Source, setting: Setting) -> Iterator[Finding]:
    """Sources of which no archived copy is named."""
    if source.archive is None:
        yield Finding(("url",), f"`{source.id}` has no archived copy", "add `archive:` with the address of one", of_key=True)


@rule(
    "source-unused",
    why="A source on which nothing rests is left over, or was meant for an event that does not cite it.",
    example=Example(
        "- id: ▸old-paper\n  title: An old paper\n  publisher: Government of Sudland\n  kind: official-document\n"
        "  language: en\n  published: 2031-01-02\n  url: https://sudland.example/old\n  archive: https://archive.example/old\n\n"
        "- id: joint-paper",
        "- id: joint-paper",
        "sources/shared.yml",
    ),
    level=Level.WARNING,
    scope=Scope.DEAL,
)
def source_unused(deal: Deal, setting: Setting) -> Iterator[Finding]:
    """Sources that no record cites."""
    cited = set[str]().union(*map(cites, deal.records()))
    for id in deal.sources:
        if id not in cited:
            yield Finding(
                ("id",), f"nothing cites the source `{id}`", "cite it where it belongs, or delete it", owner=f"sources/{id}"
            )


RULES = (url_form, url_not_https, source_undated, source_in_future, source_without_archive, source_unused)
