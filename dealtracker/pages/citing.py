"""Citations of every page for reference managers: BibTeX, CSL-JSON and RIS.

The same stands on the page in words; `Edition.foot` prints it. A citation names no person as author, but the site, and no
day but that of the edition, which its address carries too: readers can tell which state of a growing record was seen.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dealtracker import escape
from dealtracker.model import Day
from dealtracker.pages import dates
from dealtracker.pages.addresses import name, url
from dealtracker.pages.takeaway import File

if TYPE_CHECKING:
    from dealtracker.pages.edition import Edition, Heading

FOLDER = "cite"
"""Where the files are, from the root of the site: `cite/tracks/chips.bib` cites `tracks/chips/`."""


MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
"""The names of the months that every style of BibTeX knows."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says of a page: its title, the site, the day as of which it was seen, and its address with that day."""

    key: str
    title: str
    site: str
    as_of: date
    note: str
    address: str
    language: str


def files(edition: "Edition", headings: "Iterable[Heading]") -> Iterator[File]:
    """The citations of the pages with these headings, in each form; parts of a list have one together."""
    for heading in dict.fromkeys(headings):
        cited = citation(edition, heading)
        for ending, (_, made) in FORMS.items():
            yield file(heading, ending), made(cited)


def file(heading: "Heading", ending: str) -> str:
    """Where the citation of a page is, in the form with this ending."""
    return f"{FOLDER}/{name(heading.path)}.{ending}"


def citation(edition: "Edition", heading: "Heading") -> Citation:
    """What a citation of a page says."""
    site = edition.renderer.plain(edition.deal.about.name)
    return Citation(
        key="-".join(re.findall(r"[a-z0-9]+", f"{site} {name(heading.path)} {edition.as_of}".lower())),
        title=escape.one_line(heading.title),
        site=escape.one_line(site),
        as_of=edition.as_of,
        note=edition.say("As of {date}", date=dates.in_words(Day.of(edition.as_of), edition.language)),
        address=f"{edition.deal.about.address}{escape.path(url(heading.path))}?asof={edition.as_of}",
        language=edition.language,
    )


def bibtex(cited: Citation) -> str:
    """A citation for LaTeX. Double braces keep capitals, and the name of the site in one piece."""
    fields = {
        "author": f"{{{escape.bibtex(cited.site)}}}",
        "title": f"{{{escape.bibtex(cited.title)}}}",
        "year": f"{cited.as_of:%Y}",
        "note": escape.bibtex(cited.note),
        "url": cited.address,
    }
    lines = "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items())
    return f"@misc{{{cited.key},\n{lines}  month = {MONTHS[cited.as_of.month - 1]}\n}}\n"


def csl(cited: Citation) -> str:
    """A citation for Zotero, Pandoc and others that read CSL-JSON: https://citeproc-js.readthedocs.io."""
    item: Mapping[str, object] = {
        "id": cited.key,
        "type": "webpage",
        "title": cited.title,
        "container-title": cited.site,
        "author": [{"literal": cited.site}],
        "issued": {"date-parts": [[cited.as_of.year, cited.as_of.month, cited.as_of.day]]},
        "note": cited.note,
        "URL": cited.address,
        "language": cited.language,
    }
    return json.dumps([item], indent=2) + "\n"


def ris(cited: Citation) -> str:
    """A citation for EndNote, Citavi and others: a tag of two letters on each line, which ends as the format asks."""
    lines = [
        ("TY", "ELEC"),
        ("ID", cited.key),
        ("AU", cited.site),
        ("TI", cited.title),
        ("T2", cited.site),
        ("PY", f"{cited.as_of:%Y}"),
        ("DA", f"{cited.as_of:%Y/%m/%d}"),
        ("N1", cited.note),
        ("UR", cited.address),
        ("LA", cited.language),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {said}\r\n" for tag, said in lines)


FORMS = {"bib": ("BibTeX", bibtex), "json": ("CSL-JSON", csl), "ris": ("RIS", ris)}
"""The ending of each file, what readers call its form, and what makes it."""
