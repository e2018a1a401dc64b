"""Sources: addresses, dates, archived copies, and whether anything rests on them."""

import pytest
from judging import findings, places
from making import basis, deal, dumped, event, peer, source, track

from dealtracker.model import Source


def page(**fields: str) -> Source:
    return source("page").but(fields)


@pytest.mark.parametrize(
    "address",
    [
        "https://gazette.example",
        "https://gazette.example/",
        "http://gazette.example/2031/44",
        "https://gazette.example:8443/a?b=c&d#e",
        "https://a.b.example/%EA%B0%81/(x)",
        "https://gazette.example?x=1",
    ],
)
def test_addresses_of_the_web(address: str) -> None:
    assert places("url-form", page(url=address, archive=address)) == []


@pytest.mark.parametrize(
    "address",
    [
        "www.gazette.example",
        "gazette.example/44",
        "ftp://gazette.example/44",
        "https://gazette",
        "https:/gazette.example",
        "https://gazette.example/a b",
        "https://gazette.example/각",
        "https://각.example/",
        "javascript:alert(1)//a.example",
        "https://user@gazette.example/",
        'https://gazette.example/"x"',
        "https://gazette.example/<x>",
        "Gazette, page 44",
        "https://gazette.example/44\n",
        "HTTPS://gazette.example/",
    ],
)
def test_what_is_no_address_of_the_web(address: str) -> None:
    assert places("url-form", page(url=address)) == ["url"]
    assert places("url-form", page(archive=address)) == ["archive"]


def test_only_encrypted_addresses_become_links() -> None:
    assert places("url-not-https", page(url="http://a.example", archive="http://b.example")) == ["url", "archive"]
    assert places("url-not-https", page(url="https://a.example")) == []


def test_a_source_has_one_of_two_dates() -> None:
    assert places("source-undated", page()) == ["publisher"]
    dated = dumped(source("page"))
    assert places("source-undated", Source.of(dated | {"published": "2026"})) == []
    assert places("source-undated", Source.of(dated | {"accessed": "2026-01-01"})) == []


@pytest.mark.parametrize(
    ("date", "is_ahead"), [("2026-11-23", False), ("2026-11-24", True), ("2026-11", False), ("2026-12", True)]
)
def test_nobody_reads_what_is_not_there_yet(date: str, is_ahead: bool) -> None:
    dated = Source.of(dumped(source("page")) | {"published": date, "accessed": date})
    assert places("source-in-future", dated, "2026-11-23") == ["published", "accessed"] * is_ahead


def test_an_archived_copy_is_asked_for() -> None:
    assert places("source-without-archive", page()) == ["url"]
    assert places("source-without-archive", page(archive="https://a.example")) == []


def test_a_source_that_any_kind_of_record_cites_is_used() -> None:
    sources = [source(name) for name in ("one", "two", "three", "four")]
    records = (
        track(event("talks", sources=["one"])),
        peer(event("talks", sources=["two"])),
        basis(event("talks", sources=["three"])),
    )
    owners = [finding.owner for finding in findings("source-unused", deal(*records, sources=sources))]
    assert [owner for owner in owners if owner in {"sources/one", "sources/two", "sources/three", "sources/four"}] == [
        "sources/four"
    ]
