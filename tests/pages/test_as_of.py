"""The facts from which a browser shows the home page as of another day."""

import json

import pytest
from making import day, deal, event, track

from dealtracker.pages import Edition, as_of, edition
from dealtracker.pages.edition import AS_OF_FILE
from dealtracker.standing import deal_standing


def facts(*records: object, on: str = "2026-06-30") -> dict[str, list[dict[str, object]]]:
    ((path, text),) = as_of.files(Edition(deal_standing(deal(*records), day(on))))  # type: ignore[arg-type]
    assert path == AS_OF_FILE
    assert isinstance(text, str) and text.isascii()
    found: dict[str, list[dict[str, object]]] = json.loads(text)
    return found


def test_an_event_says_which_kinds_of_source_can_prove_something() -> None:
    (only,) = facts(track(event("in-force", "2026-03", effective="2026-05-01", sources=["press", "legal"])))["tracks"]
    assert only["events"] == [
        {
            "id": "in-force-2026-03",
            "date": "2026-03",
            "effective": "2026-05-01",
            "kind": "in-force",
            "title": "Something happens",
            "proves": ["legal", "press"],
        }
    ]


def test_nothing_later_than_the_edition_is_told() -> None:
    (only,) = facts(track(event("announced", "2026-03-01"), event("signed", "2026-07-01")))["tracks"]
    assert [entry["id"] for entry in only["events"]] == ["announced-2026-03-01"]  # type: ignore[attr-defined]


def test_there_is_no_file_where_the_home_page_draws_no_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert edition.MOST_ROWS > 25
    monkeypatch.setattr(edition, "MOST_ROWS", 1)
    records = [track(event("announced"), id=id) for id in ("one", "two")]
    assert list(as_of.files(Edition(deal_standing(deal(*records), day("2026-06-30"))))) == []
