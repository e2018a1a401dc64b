"""What lists say of their entries, and what their forms offer."""

import html
import re
from datetime import date

from making import deal, event, expected, point, source, track

from dealtracker.model import Day, Deal, Source, Track
from dealtracker.pages import Edition, Page, changes, lists, sources, timeline, tracks
from dealtracker.standing import deal_standing

AS_OF = "2027-06-30"


def edition_of(*records: Track, of: Deal | None = None) -> Edition:
    return Edition(deal_standing(of or deal(*records), date.fromisoformat(AS_OF)))


def keys(record: Track) -> dict[str, str]:
    edition = edition_of(record)
    return tracks.keys(edition, edition.standing.tracks[record.id])


def rows(page: Page) -> list[dict[str, str]]:
    """The words of each entry of a page, read as the script reads them."""
    named = re.search(r'data-keys="([^"]*)"', page.text)
    assert named is not None
    found = [html.unescape(fields).split(",") for fields in re.findall(r'data-k="([^"]*)"', page.text)]
    return [dict(zip(named[1].split(" "), fields, strict=True)) for fields in found]


def test_a_track_is_found_by_where_it_stands_and_who_has_to_move() -> None:
    owed = point("toll").but({"owes": "south"})
    record = track(
        event("announced", "2027-01-01", by=["north"]),
        event("report", "2027-02", by=["north", "south"]),
        points=[owed],
        expected=[expected("2027-03-01")],
        checked="2027-05-31",
    )
    assert keys(record) == {
        "status": "announced",
        "evidence": "documented",
        "domain": "trade",
        "flag": "overdue",
        "party": "south",
        "acted": "north south",
        "since": "2027-01-01",
        "event": "2027-02-28",
        "checked": "2027-05-31",
        "unwritten": "2027-01-01",
    }


def test_a_status_that_rests_on_the_press_is_found_as_reported() -> None:
    assert keys(track(event("in-force", sources=["press"])))["evidence"] == "reported"


def test_a_track_before_its_first_event_has_no_dates() -> None:
    found = keys(track())
    assert found["status"] == "none"
    assert found["evidence"] == found["since"] == found["event"] == found["unwritten"] == ""


def test_a_track_that_is_on_paper_no_longer_waits() -> None:
    assert keys(track(event("announced"), event("signed", "2026-02-01")))["unwritten"] == ""


def test_a_choice_offers_the_words_that_occur_in_their_order_and_counts_them() -> None:
    entries = lists.listed(["b", "a b", ""], lambda words: {"key": words})
    (choice,) = lists.narrowing(entries, ("key", "Key", "all", {"a": "A", "b": "B", "c": "C"})).choices
    assert [(option.word, option.label, option.count) for option in choice.options] == [("a", "A", 1), ("b", "B", 2)]


def test_a_choice_without_words_or_with_too_many_is_not_offered() -> None:
    words = {str(number): str(number) for number in range(lists.MOST_OPTIONS + 1)}
    entries = lists.listed(list(words), lambda word: {"few": word[:1], "many": word, "none": ""})
    form = lists.narrowing(entries, *((key, key, "all", words) for key in ("few", "many", "none")))
    assert [choice.key for choice in form.choices] == ["few"]


def test_every_entry_of_every_list_has_a_word_for_every_key(edition: Edition) -> None:
    for maker in (tracks, timeline, changes, sources):
        pages = [page for page in maker.pages(edition) if page.path != "sources/index.md"]
        assert (
            sum(len(rows(page)) for page in pages)
            == {
                tracks: len(edition.standing.tracks),
                timeline: sum(len(here.events) for here in edition.standing.tracks.values()),
                changes: len(edition.standing.changes),
                sources: len(edition.deal.sources),
            }[maker]
        )


def test_the_form_is_hidden_until_a_script_shows_it_and_the_list_is_whole(edition: Edition) -> None:
    for maker in (tracks, timeline, changes, sources):
        for page in maker.pages(edition):
            for form in re.findall(r"<form[^>]*>", page.text):
                assert form.endswith(" hidden>")
            assert " hidden" not in re.sub(r"<form.*?</form>", "", page.text, flags=re.DOTALL)


def test_an_event_is_found_by_the_status_that_it_led_to() -> None:
    record = track(event("announced", by=["north"]), event("report", "2026-02-01"))
    (page,) = timeline.pages(edition_of(record))
    assert rows(page) == [
        {"track": "bridge", "domain": "trade", "kind": "report", "party": "", "to": ""},
        {"track": "bridge", "domain": "trade", "kind": "announced", "party": "north", "to": "any announced"},
    ]


def test_the_timeline_leads_to_each_month_and_says_the_year_once() -> None:
    record = track(event("talks", "2025-12-30"), event("report", "2026-02", about=True), event("announced", "2026-02-03"))
    (page,) = timeline.pages(edition_of(record))
    assert re.findall(r'<a href="#(m-[^"]+)">(\w+)</a>', page.text) == [("m-2026-02", "Feb"), ("m-2025-12", "Dec")]
    assert re.findall(r'<h2 id="(m-[^"]+)"[^>]*>([^<]+)</h2>', page.text) == [
        ("m-2026-02", "February 2026"),
        ("m-2025-12", "December 2025"),
    ]
    assert '<time datetime="2026-02-03">3 February</time>' in page.text
    assert '<time datetime="2026-02">about February 2026</time>' in page.text


def test_a_change_is_found_by_its_status_and_its_evidence() -> None:
    (page,) = changes.pages(edition_of(track(event("announced"), event("in-force", "2026-02-01", sources=["press"]))))
    assert rows(page) == [
        {"to": "in-force", "evidence": "reported", "track": "bridge", "domain": "trade"},
        {"to": "announced", "evidence": "documented", "track": "bridge", "domain": "trade"},
    ]


def unused(read: str) -> Source:
    """A source that somebody has read, and nothing cites."""
    return source("unused", "press", read=read).but({"accessed": Day.read("2026-01-01")})


def test_a_source_says_what_rests_on_it() -> None:
    record = track(
        event("announced", sources=["legal", "official-statement"]), event("report", "2026-02-01", sources=["press", "wire"])
    )
    edition = edition_of(of=deal(record, sources=[unused("indirectly")]))
    found = {page.path: rows(page) for page in sources.pages(edition) if page.path != "sources/index.md"}
    assert found["sources/legal/index.md"] == [{"read": "in-full", "rests": "status track"}]
    assert {"read": "in-full", "rests": "track"} in found["sources/press/index.md"]
    assert {"read": "indirectly", "rests": "nothing"} in found["sources/press/index.md"]
    press = next(page.text for page in sources.pages(edition) if page.path == "sources/press/index.md")
    assert "Not cited" in press and "its status rests on this" not in press
    legal = next(page.text for page in sources.pages(edition) if page.path == "sources/legal/index.md")
    assert "its status rests on this" in legal


def test_the_overview_of_sources_counts_and_leads_to_what_it_counts() -> None:
    record = track(event("announced", sources=["legal", "press"]))
    overview = next(iter(sources.pages(edition_of(of=deal(record, sources=[unused("quoted")])))))
    assert '<a href="../sources/press/?read=quoted">1</a>' in overview.text
    assert '<a href="../sources/press/?rests=status">1</a>' in overview.text


def test_a_part_of_a_long_list_says_that_filters_see_this_part_only() -> None:
    many = [track(event("talks"), id=f"bridge-{number}") for number in range(400)]
    pages = list(tracks.pages(edition_of(*many)))
    assert [page.path for page in pages] == ["tracks/index.md", "tracks/part-1.md"]
    for number, page in ((2, pages[0]), (1, pages[1])):
        assert f"This is part {number} of 2. Filters look through this part only." in page.text
