"""Evidence: which sources prove a status, by their kind and by how they were read."""

import pytest
from making import SOURCES, WORDS, event, source

from dealtracker.standing.evidence import Evidence, can_prove, evidence

QUOTED = source("gazette-quoted", read="quoted")
INDIRECT = source("gazette-indirect", read="indirectly")
KNOWN = SOURCES | {found.id: found for found in (QUOTED, INDIRECT)}


def _evidence(status: str, *cited: str) -> Evidence:
    return evidence(status, event("in-force", sources=cited), KNOWN, WORDS)


@pytest.mark.parametrize("status", ["talks", "announced", "paused"])
def test_a_status_that_asks_for_nothing_is_documented_by_whatever_was_published(status: str) -> None:
    assert _evidence(status, "press") == Evidence(asks=(), proved_by=())
    assert _evidence(status, "press").is_documented


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        ("on-paper", {"legal", "official-document", "official-statement"}),
        ("enacting", {"legal", "official-document", "official-statement"}),
        ("in-force", {"legal"}),
        ("delivered", {"legal", "official-document", "official-statement"}),
        ("reversed", {"legal", "official-document", "official-statement"}),
        ("struck-down", {"legal"}),
        ("lapsed", {"legal", "official-document", "official-statement"}),
    ],
)
def test_a_status_is_documented_by_each_kind_of_source_that_it_asks_for_and_by_no_other(status: str, kinds: set[str]) -> None:
    assert {kind for kind in SOURCES if _evidence(status, kind).is_documented} == kinds


def test_one_document_among_reports_is_enough() -> None:
    found = _evidence("in-force", "press", "wire", "legal")
    assert found.is_documented
    assert found.proved_by == (SOURCES["legal"],)


def test_every_document_of_the_right_kind_is_named_in_the_order_in_which_it_is_cited() -> None:
    found = _evidence("on-paper", "official-statement", "press", "legal")
    assert [source.id for source in found.proved_by] == ["official-statement", "legal"]


def test_reports_alone_leave_a_status_reported() -> None:
    found = _evidence("in-force", "press", "official-document")
    assert not found.is_documented
    assert found == Evidence(asks=("legal",), proved_by=())


@pytest.mark.parametrize(
    ("read", "cited", "proves"),
    [
        ("in-full", ["this"], True),
        ("in-full", ["this", "press"], True),
        ("quoted", ["this"], False),
        ("quoted", ["this", "this"], False),
        ("quoted", ["this", "press"], True),
        ("indirectly", ["this"], False),
        ("indirectly", ["this", "press"], False),
    ],
)
def test_how_a_source_was_read_decides_whether_it_can_prove_anything(read: str, cited: list[str], proves: bool) -> None:
    assert can_prove(source("this", read=read), event("in-force", sources=cited), WORDS) is proves


def test_a_law_read_as_quoted_documents_a_status_only_beside_the_page_that_quotes_it() -> None:
    assert not _evidence("in-force", "gazette-quoted").is_documented
    assert _evidence("in-force", "gazette-quoted", "press").proved_by == (QUOTED,)


def test_a_law_known_only_indirectly_documents_nothing() -> None:
    assert not _evidence("in-force", "gazette-indirect", "press").is_documented


def test_being_read_in_full_does_not_make_a_report_a_document() -> None:
    assert not _evidence("in-force", "press", "gazette-indirect").is_documented
