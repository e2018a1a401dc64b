"""Citations, read back by programs that know the formats: the same words on the page and in every file."""

import json
from datetime import date
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]
import yaml
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from projects import ANOTHER_DEAL, ROOT

from dealtracker import escape
from dealtracker.model import About
from dealtracker.pages import Edition, all_pages
from dealtracker.pages.citing import Citation, bibtex, citation, csl, files, ris
from dealtracker.pages.edition import Heading
from dealtracker.pages.frame import PROGRAM_LICENCE
from dealtracker.pages.written import written_pages
from dealtracker.standing import deal_standing

HOSTILE = [
    "}, author = {Somebody else",
    "100% & more_of #1 for $5 \\ {unclosed ~ ^",
    "A line\nER  - \nTY  - JOUR",
    "@article{key, title={x}}",
    '"quoted" <script> ]]> \u2028 =cmd()',
    "한미 합의: 공개·서명·시행",
]


def cited(title: str) -> Citation:
    address = "https://on-paper.example/tracks/chips/?asof=2026-11-24"
    return Citation("on-paper-chips", escape.one_line(title), "On Paper", date(2026, 11, 24), "As of then", address, "en")


def read_bibtex(text: str) -> dict[str, str]:
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    assert entry.entry_type == "misc"
    return {"key": entry.key} | {field.key: str(field.value).strip("{}") for field in entry.fields}


def read_ris(text: str) -> dict[str, Any]:
    (entry,) = rispy.loads(text)
    return dict(entry)


def read_csl(text: str) -> dict[str, Any]:
    (entry,) = json.loads(text)
    return dict(entry)


@pytest.mark.parametrize("title", HOSTILE)
def test_every_form_gives_back_what_was_cited(title: str) -> None:
    one, line = cited(title), escape.one_line(title)
    in_bibtex, in_ris, in_csl = read_bibtex(bibtex(one)), read_ris(ris(one)), read_csl(csl(one))
    assert in_bibtex["key"] == in_csl["id"] == in_ris["id"] == one.key
    assert in_csl["title"] == in_ris["title"] == line
    assert in_bibtex["url"] == in_csl["URL"] == in_ris["urls"][0] == one.address
    assert in_csl["issued"] == {"date-parts": [[2026, 11, 24]]}
    assert (in_ris["type_of_reference"], in_ris["year"], in_ris["date"]) == ("ELEC", "2026", "2026/11/24")
    assert (in_bibtex["year"], in_bibtex["month"], in_bibtex["note"]) == ("2026", "nov", "As of then")
    assert in_csl["author"] == [{"literal": "On Paper"}]
    assert in_ris["authors"] == ["On Paper"]
    assert in_bibtex["author"] == "On Paper"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_no_title_leaves_its_field(title: str) -> None:
    one = cited(title)
    fields = {"key", "author", "title", "month", "note", "url", "year"}
    assert set(read_bibtex(bibtex(one))) == fields
    assert len(ris(one).split("\r\n")) == len(ris(cited("plain")).split("\r\n"))
    assert read_ris(ris(one)).get("title", "") == one.title
    assert read_csl(csl(one))["title"] == one.title


@given(st.text(st.sampled_from("abc %&#_$\\~^")))
def test_latex_prints_the_signs_of_a_title(title: str) -> None:
    """This reader does not know the names of braces in LaTeX, and takes its circumflex for the accent."""
    parsed = parse_string(bibtex(cited(title)), append_middleware=[LatexDecodingMiddleware()])
    (entry,) = parsed.entries
    assert str(entry.fields_dict["title"].value).replace("ˆ", "^") == escape.one_line(title)


def test_every_page_is_cited_once_in_three_forms_and_in_words(edition: Edition) -> None:
    pages = [*all_pages(edition), *written_pages(edition, ANOTHER_DEAL / "content")]
    made = dict(files(edition, [page.heading for page in pages]))
    assert len(made) == 3 * len({page.heading for page in pages}) == 3 * len(pages)
    for page in pages:
        one = citation(edition, page.heading)
        assert one.address.endswith("?asof=2031-12-31")
        assert f"“{escape.html(one.title)}”" in page.text and one.address in page.text
        for form in ("BibTeX", "CSL-JSON", "RIS"):
            link = page.text.split(f">{form}</a>")[0].rsplit('"', 2)[1]
            assert link.lstrip("./") in made


def test_parts_of_a_list_are_cited_as_one(edition: Edition) -> None:
    heading = Heading("timeline/index.md", "Timeline", "400 events.")
    made = [path for path, _ in files(edition, [heading, heading])]
    assert made == [f"cite/timeline.{ending}" for ending in ("bib", "json", "ris")]


def test_a_citation_depends_on_nothing_but_the_page_and_the_day(edition: Edition) -> None:
    heading = Heading("tracks/bridge-toll.md", "Toll", "About it.")
    again = Edition(deal_standing(edition.deal, edition.as_of))
    assert list(files(edition, [heading])) == list(files(again, [heading]))
    earlier = Edition(deal_standing(edition.deal, date(2031, 5, 1)))
    assert citation(earlier, heading).address == "https://lake-watch.example/tracks/bridge-toll/?asof=2031-05-01"
    assert citation(earlier, heading).key == "lake-watch-tracks-bridge-toll-2031-05-01"


def about() -> About:
    return About.of(yaml.safe_load((ROOT / "data" / "deal.yml").read_text("utf-8")))


def test_the_repository_is_cited_as_the_site_is() -> None:
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(said)
    assert said["title"] == f"{about().name}: {about().title}"
    assert said["abstract"].strip() == str(about().summary)
    assert said["url"] == about().address
    assert said["license"] == str(about().licence).replace(" ", "-")
    assert said["authors"] == [{"name": f"The {about().name} contributors"}]


def test_the_licences_of_program_and_data_are_stated_apart() -> None:
    program, ours = (ROOT / "LICENSE").read_text("utf-8"), str(about().licence)
    assert program.startswith(f"{PROGRAM_LICENCE} License") and ours not in program
    readme = (ROOT / "README.md").read_text("utf-8").partition("## Licence")[2]
    for text in (readme, (ROOT / "data" / "LICENSE.md").read_text("utf-8")):
        assert ours in text and PROGRAM_LICENCE in text
