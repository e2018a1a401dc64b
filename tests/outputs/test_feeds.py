"""Feeds as feed readers read them: an entry is a fact with an id of its own, and an edit of its words is no news."""

import html
import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import feedparser
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import basis, deal, event, histories, peer, source, track

from dealtracker.files import Holds, as_bytes
from dealtracker.model import Event, Record, Text
from dealtracker.model.records import Retraction
from dealtracker.outputs import feeds
from dealtracker.pages import Edition
from dealtracker.standing import deal_standing

AS_OF = "2027-12-31"

JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "format": "uri"},
        "feed_url": {"type": "string", "format": "uri"},
        "description": {"type": "string"},
        "user_comment": {"type": "string"},
        "language": {"type": "string", "pattern": "^[a-z]{2}$"},
        "authors": {"type": "array", "items": {"$ref": "#/$defs/author"}},
        "items": {"type": "array", "items": {"$ref": "#/$defs/item"}},
    },
    "additionalProperties": False,
    "$defs": {
        "author": {"type": "object", "properties": {"name": {"type": "string"}, "url": {"type": "string", "format": "uri"}}},
        "moment": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$"},
        "item": {
            "type": "object",
            "required": ["id", "content_html"],
            "properties": {
                "id": {"type": "string", "minLength": 1},
                "url": {"type": "string", "format": "uri"},
                "title": {"type": "string"},
                "content_html": {"type": "string", "minLength": 1},
                "date_published": {"$ref": "#/$defs/moment"},
                "date_modified": {"$ref": "#/$defs/moment"},
                "tags": {"type": "array", "items": {"type": "string"}},
            },
            "additionalProperties": False,
        },
    },
}
"""What https://www.jsonfeed.org/version/1.1/ asks for, of the fields that are used here."""


def edition_of(*records: Record, as_of: str = AS_OF, **more: Any) -> Edition:
    return Edition(deal_standing(deal(*records, **more), date.fromisoformat(as_of)))


def read(holds: Holds) -> Any:
    """A feed as a reader that is not its writer reads it."""
    found = feedparser.parse(as_bytes(holds))
    assert found.bozo is False, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def made(edition: Edition) -> dict[str, Any]:
    """Every Atom feed of an edition, read, by its path."""
    return {path: read(text) for path, text in feeds.files(edition) if path.endswith(".xml")}


def stamps(feed: Any) -> dict[str, tuple[str, str]]:
    """Of each entry its id, and when it was published and updated."""
    return {entry.id: (entry.published, entry.updated) for entry in feed.entries}


def noon(day: str) -> str:
    return f"{day}T12:00:00+00:00"


def counted(days: list[date], most: int, as_of: date) -> int:
    """How many entries a feed of these days has to have."""
    recent = sum(day > as_of - timedelta(feeds.DAYS) for day in days)
    return max(min(most, len(days)), recent)


@pytest.fixture(scope="session")
def real_feeds(real: Edition) -> Mapping[str, Any]:
    return made(real)


def test_every_change_and_every_event_of_the_record_is_an_entry(real: Edition, real_feeds: Mapping[str, Any]) -> None:
    tracks = real.standing.tracks
    changes = [change.step.on.last for change in real.standing.changes]
    events = {id: [event.date.last for event in standing.events] for id, standing in tracks.items()}
    assert len(real_feeds["feeds/changes.xml"].entries) == counted(changes, feeds.MOST, real.as_of)
    everything = [day for days in events.values() for day in days]
    assert len(real_feeds["feeds/events.xml"].entries) == counted(everything, feeds.MOST, real.as_of)
    for id, days in events.items():
        assert len(real_feeds[f"feeds/tracks/{id}.xml"].entries) == counted(days, feeds.MOST_OF_A_TRACK, real.as_of)


def test_the_changes_are_those_of_the_changes_page_in_its_order(real: Edition, real_feeds: Mapping[str, Any]) -> None:
    found = [entry.link for entry in real_feeds["feeds/changes.xml"].entries]
    site = real.deal.about.address
    because = [f"{site}tracks/{c.standing.track.id}/#event-{c.step.because.id}" for c in real.standing.changes]
    assert sorted(found) == sorted(because[: len(found)])
    assert [entry.published for entry in real_feeds["feeds/changes.xml"].entries] == [
        noon(str(change.step.on.last)) for change in real.standing.changes[: len(found)]
    ]


def test_an_event_is_the_same_entry_wherever_it_stands(real_feeds: Mapping[str, Any]) -> None:
    of_all = {entry.id: entry for entry in real_feeds["feeds/events.xml"].entries}
    of_tracks = {e.id: e for path, feed in real_feeds.items() if path.startswith("feeds/tracks/") for e in feed.entries}
    shared = of_all.keys() & of_tracks.keys()
    assert len(shared) > 100
    assert [of_all[id] for id in sorted(shared)] == [of_tracks[id] for id in sorted(shared)]
    assert not of_all.keys() & {entry.id for entry in real_feeds["feeds/changes.xml"].entries}


def test_a_feed_says_what_it_is_whose_it_is_and_where(edition: Edition) -> None:
    for path, found in made(edition).items():
        feed, about = found.feed, edition.deal.about
        assert feed.id == about.address + path
        links = {link.rel: link.href for link in feed.links}
        assert links["self"] == about.address + path
        assert links["alternate"].startswith(about.address)
        assert feed.language == "en"
        assert feed.rights == str(about.licence)
        assert feed.author == str(about.name)
        assert feed.generator == "dealtracker"
        assert feed.title.startswith(f"{about.name}: ")
        assert feed.updated == max((entry.updated for entry in found.entries), default=noon(str(about.start.first)))


def test_a_change_says_from_what_to_what_because_of_what_and_by_which_source(edition: Edition) -> None:
    feed = made(edition)["feeds/changes.xml"]
    entry = next(entry for entry in feed.entries if entry.id.endswith("bridge-toll/#change-ordinance"))
    site = edition.deal.about.address
    assert entry.title == "Toll on the lake bridge: On paper → In force"
    assert entry.link == f"{site}tracks/bridge-toll/#event-ordinance"
    assert entry.published == entry.updated == noon("2031-09-15")
    said = entry.content[0].value
    assert "because" in said and "An ordinance sets the toll at 8 crowns, counted back to 1 September" in said
    assert f'href="{site}tracks/bridge-toll/#event-ordinance"' in said
    assert 'href="https://gazette.example/2031/44"' in said
    assert {(tag.term, tag.scheme, tag.label) for tag in entry.tags} == {
        ("bridge-toll", f"{site}feeds/#track", "Toll on the lake bridge"),
        ("trade", f"{site}feeds/#domain", str(edition.words.domain["trade"].label)),
        ("in-force", f"{site}feeds/#status", "In force"),
    }


def test_what_is_only_reported_says_so() -> None:
    feed = made(edition_of(track(event("in-force", sources=["press"]))))["feeds/changes.xml"]
    assert feed.entries[0].title == "Toll: In force (reported)"
    assert "So far only reported." in feed.entries[0].content[0].value
    assert "legal source" in feed.entries[0].content[0].value


def test_an_event_says_what_it_did_to_the_status(edition: Edition) -> None:
    feed = made(edition)["feeds/tracks/bridge-toll.xml"]
    joint = next(entry for entry in feed.entries if entry.id.endswith("#event-joint-paper"))
    threat = next(entry for entry in feed.entries if entry.id.endswith("#event-threat"))
    assert "→" in joint.content[0].value and "On paper" in joint.content[0].value
    assert "The toll for a lorry shall be eight crowns." in joint.content[0].value
    assert "→" not in threat.content[0].value


FIRST = [event("announced", "2026-01-05", id="summit"), event("signed", "2026-02", id="paper"), event("talks", "2026-03-01")]


def test_a_typo_put_right_adds_no_entry_and_updates_none() -> None:
    before = made(edition_of(track(*FIRST)))
    summit, paper, talks = FIRST
    after = made(edition_of(track(summit, paper.but({"title": Text("Something else happens")}), talks)))
    assert before.keys() == after.keys()
    for path, feed in after.items():
        assert stamps(feed) == stamps(before[path])
        assert feed.feed.updated == before[path].feed.updated
    assert any("Something else happens" in entry.title for entry in after["feeds/events.xml"].entries)


def test_a_new_event_adds_exactly_one_entry() -> None:
    before = made(edition_of(track(*FIRST)))
    after = made(edition_of(track(*FIRST, event("in-force", "2026-04-01", id="notice"))))
    name = f"{deal().about.address}tracks/bridge/#"
    for path, added in (
        ("feeds/events.xml", "event-notice"),
        ("feeds/tracks/bridge.xml", "event-notice"),
        ("feeds/changes.xml", "change-notice"),
    ):
        old, new = stamps(before[path]), stamps(after[path])
        assert new.keys() - old.keys() == {name + added}
        assert {id: new[id] for id in old} == old


def test_an_event_that_moves_nothing_is_no_change() -> None:
    before = made(edition_of(track(*FIRST)))["feeds/changes.xml"]
    after = made(edition_of(track(*FIRST, event("statement", "2026-04-01"))))["feeds/changes.xml"]
    assert after == before


def test_a_track_that_is_renamed_keeps_its_ids() -> None:
    before = made(edition_of(track(*FIRST)))["feeds/events.xml"]
    after = made(edition_of(track(*FIRST, id="crossing", aliases=["bridge", "lake-crossing"])))["feeds/events.xml"]
    assert stamps(before) == stamps(after)
    assert all("tracks/crossing/#event-" in entry.link for entry in after.entries)


def test_an_event_that_is_renamed_keeps_its_id() -> None:
    before = made(edition_of(track(*FIRST)))["feeds/events.xml"]
    again = [one.but({"id": f"{one.id}-again", "aliases": (one.id, "between")}) for one in FIRST]
    after = made(edition_of(track(*again)))["feeds/events.xml"]
    assert stamps(before) == stamps(after)
    assert all(entry.link.endswith("-again") for entry in after.entries)


def test_a_dated_correction_updates_what_is_older_and_adds_nothing() -> None:
    correction = {"date": "2026-02-15", "was": "9 crowns", "now": "8 crowns"}
    before, after = (made(edition_of(track(*FIRST, corrections=part)))["feeds/events.xml"] for part in ([], [correction]))
    old, new = stamps(before), stamps(after)
    assert new.keys() == old.keys()
    assert {id.split("#")[1]: updated for id, (_, updated) in new.items()} == {
        "event-summit": noon("2026-02-15"),
        "event-paper": noon("2026-02-28"),
        "event-talks-2026-03-01": noon("2026-03-01"),
    }
    said = {entry.id.split("#")[1]: entry.content[0].value for entry in after.entries}
    assert "was corrected on" in said["event-summit"] and "was corrected on" not in said["event-paper"]


def test_a_correction_is_not_known_before_its_day() -> None:
    correction = {"date": "2026-05-15", "was": "9 crowns", "now": "8 crowns"}
    withdrawal = {"date": "2026-05-16", "why": "It was another bridge"}
    early = made(edition_of(track(*FIRST, corrections=[correction], retracted=withdrawal), as_of="2026-05-14"))
    assert early == made(edition_of(track(*FIRST), as_of="2026-05-14"))


def test_a_withdrawn_record_stays_and_says_so_where_it_was_read() -> None:
    before = made(edition_of(track(*FIRST)))
    after = made(edition_of(track(*FIRST, retracted={"date": "2026-05-16", "why": "It was another bridge"})))
    (told,) = after.pop("feeds/corrections.xml").entries
    assert told.title == "Toll: Withdrawn" and "It was another bridge" in told.content[0].value
    for path, feed in after.items():
        assert stamps(feed).keys() == stamps(before[path]).keys()
        for entry in feed.entries:
            assert entry.updated == noon("2026-05-16")
            assert "It was another bridge" in entry.content[0].value


def test_a_withdrawn_event_stays_in_the_feeds_and_says_so() -> None:
    gone = {"date": "2026-05-16", "why": "The paper took it back"}
    rumour = event("signed", "2026-04-01", id="rumour", title="They sign")
    before = made(edition_of(track(*FIRST, rumour)))
    after = made(edition_of(track(*FIRST, rumour.but({"retracted": Retraction.of(gone)}))))
    for path in ("feeds/events.xml", "feeds/tracks/bridge.xml"):
        assert stamps(after[path]).keys() == stamps(before[path]).keys()
        (entry,) = (entry for entry in after[path].entries if entry.id.endswith("rumour"))
        assert (entry.title, entry.published, entry.updated) == (
            "Toll: Withdrawn: They sign",
            noon("2026-04-01"),
            noon(gone["date"]),
        )
        assert gone["why"] in entry.content[0].value


def test_what_was_put_right_is_a_feed_of_every_kind_of_record() -> None:
    fixed, gone = {"date": "2026-02-01", "was": "9 crowns", "now": "8 crowns"}, {"date": "2026-03", "why": "A rumour"}
    rumour = event("signed", id="rumour", title="They sign", retracted=gone)
    records = (track(rumour, corrections=[fixed, fixed]), peer(retracted=gone), basis(corrections=[fixed]))
    edition = edition_of(*records)
    found = made(edition)["feeds/corrections.xml"]
    site = edition.deal.about.address
    assert [(entry.id.removeprefix(f"{site}corrections/#"), entry.title, entry.published) for entry in found.entries] == [
        ("deal-westland-withdrawn", "Westland: Withdrawn", noon("2026-03-31")),
        ("track-bridge-event-rumour", "Toll: Withdrawn: They sign", noon("2026-03-31")),
        ("basis-treaty-2026-02-01", "The treaty: Corrected", noon("2026-02-01")),
        ("track-bridge-2026-02-01-2", "Toll: Corrected", noon("2026-02-01")),
        ("track-bridge-2026-02-01", "Toll: Corrected", noon("2026-02-01")),
    ]
    assert "It said: <del>9 crowns</del>" in found.entries[-1].content[0].value
    assert "The day is not known." in found.entries[0].content[0].value
    assert f'href="{site}deals/#westland"' in found.entries[0].content[0].value
    (items,) = (json.loads(as_bytes(text))["items"] for path, text in feeds.files(edition) if path == "feeds/corrections.json")
    assert [item["id"] for item in items] == [entry.id for entry in found.entries]
    assert made(edition_of(*records, as_of="2026-01-31"))["feeds/corrections.xml"].entries == []


def test_a_correction_keeps_its_id_when_its_record_gets_another_name_and_more_corrections() -> None:
    fixed = {"date": "2026-02-01", "was": "9 crowns", "now": "8 crowns"}
    before = track(event("talks"), corrections=[fixed])
    after = track(event("talks"), id="toll", aliases=["bridge"], corrections=[fixed, fixed | {"date": "2026-02-02"}])
    old, new = (stamps(made(edition_of(record))["feeds/corrections.xml"]) for record in (before, after))
    assert old.items() < new.items()


def test_a_month_counts_on_its_last_day_and_the_entry_says_so() -> None:
    feed = made(edition_of(track(*FIRST)))["feeds/changes.xml"]
    paper = next(entry for entry in feed.entries if entry.id.endswith("change-paper"))
    assert paper.published == noon("2026-02-28")
    assert "February 2026" in paper.content[0].value and "28 February" not in paper.content[0].value
    assert "The day is not known." in paper.content[0].value


def test_what_takes_effect_later_changes_the_status_then_and_not_before() -> None:
    record = track(event("announced", "2026-01-01"), event("in-force", "2026-03-01", effective="2026-06-01", id="notice"))
    early, late = (made(edition_of(record, as_of=day)) for day in ("2026-05-31", "2026-06-01"))
    (notice,) = (entry for entry in early["feeds/events.xml"].entries if entry.id.endswith("notice"))
    assert notice.published == notice.updated == noon("2026-03-01")
    (notice,) = (entry for entry in late["feeds/events.xml"].entries if entry.id.endswith("notice"))
    assert (notice.published, notice.updated) == (noon("2026-03-01"), noon("2026-06-01"))
    added = stamps(late["feeds/changes.xml"]).items() - stamps(early["feeds/changes.xml"]).items()
    assert [stamp for _, stamp in added] == [(noon("2026-06-01"), noon("2026-06-01"))]


def test_on_a_past_day_nothing_later_is_in_them(real: Edition, real_feeds: Mapping[str, Any]) -> None:
    past = Edition(deal_standing(real.deal, date(2025, 8, 30)))
    for path, feed in made(past).items():
        assert all(entry.published <= entry.updated <= noon("2025-08-30") for entry in feed.entries)
        if path.startswith("feeds/tracks/"):
            assert feed.feed.updated <= noon("2025-08-30")
    assert made(past)["feeds/changes.xml"].entries


def test_a_track_before_its_first_event_has_an_empty_feed_with_a_date_from_the_record() -> None:
    edition = edition_of(track())
    found = made(edition)["feeds/tracks/bridge.xml"]
    assert found.entries == []
    assert found.feed.updated == noon(str(edition.deal.about.start.first))


def test_the_json_feed_is_one_and_says_what_the_atom_feed_says(real: Edition, real_feeds: Mapping[str, Any]) -> None:
    (found,) = (json.loads(as_bytes(text)) for path, text in feeds.files(real) if path == "feeds/changes.json")
    jsonschema.Draft202012Validator(JSON_FEED).validate(found)
    atom = real_feeds["feeds/changes.xml"].entries
    assert [
        (item["id"], item["title"], item["date_published"], item["date_modified"], item["url"]) for item in found["items"]
    ] == [(entry.id, entry.title, entry.published, entry.updated, entry.link) for entry in atom]
    assert [item["tags"] for item in found["items"]] == [[tag.label for tag in entry.tags] for entry in atom]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(JSON_FEED).validate(found | {"items": [{"title": "no id"}]})


HOSTILE = [
    "<script>alert(1)</script>",
    "]]> <![CDATA[ x",
    '" onload="x',
    "&amp; &lt;b&gt; &",
    "=cmd|'/c calc'!A0",
    "관세 “15%”, 그리고\\N; 더",
    "{{ 7*7 }} {% raw %}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_wrote_stays_a_text(text: str) -> None:
    record = track(
        event("announced", title=text, text=text, note=text, quote={"text": text, "speaker": text}, sources=["odd"]),
        title=text,
        corrections=[{"date": "2026-02-01", "was": text, "now": text}],
    )
    odd = source("odd", "press").but({"title": text, "publisher": text, "url": "javascript:alert(1)"})
    for path, written in feeds.files(edition_of(record, sources=[odd])):
        assert isinstance(written, str)
        assert "<script" not in written if path.endswith(".xml") else "\n" in written
        if path.endswith(".json"):
            (item,) = json.loads(written)["items"]
            title, content = item["title"], item["content_html"]
            is_change = path == "feeds/changes.json"
            assert title == f"{text}: {edition_of().words.status['announced'].label if is_change else 'Corrected'}"
        else:
            raw = feedparser.parse(written.encode(), sanitize_html=False, resolve_relative_uris=False)
            assert raw.bozo is False
            (entry,) = raw.entries
            content = entry.content[0].value
            if path == "feeds/corrections.xml":
                assert entry.title == f"{text}: Corrected"
            elif path != "feeds/changes.xml":
                assert entry.title_detail.type == "text/plain" and entry.title == f"{text}: {text}"
        assert "<script" not in content and 'href="javascript' not in content
        assert text in html.unescape(content)


@settings(max_examples=40)
@given(histories)
def test_whatever_happens_the_feeds_can_be_read_and_ids_are_unique(history: list[Event]) -> None:
    record = track(*history, points=[{"id": "toll", "title": "Toll"}])
    edition = edition_of(record)
    for path, feed in made(edition).items():
        assert len(stamps(feed)) == len(feed.entries), path
        assert all(entry.published <= entry.updated for entry in feed.entries)
        published = [entry.published for entry in feed.entries]
        assert published == sorted(published, reverse=True)


@given(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31))), st.integers(1, 5))
def test_a_feed_has_an_end_and_misses_nothing_of_the_last_month(days: list[date], most: int) -> None:
    as_of = date(2026, 12, 31)
    found = feeds.newest([(day, (number, day)) for number, day in enumerate(days)], most, as_of)
    assert len(found) == counted(days, most, as_of)
    assert [what[1] for what in found] == sorted(days, reverse=True)[: len(found)]
    assert {(number, day) for number, day in enumerate(days) if day > as_of - timedelta(feeds.DAYS)} <= set(found)


def test_the_data_page_says_how_long_they_are() -> None:
    said = " ".join(address.what for address in feeds.TAKEAWAY.addresses) + feeds.TAKEAWAY.for_whom
    assert all(str(number) in said for number in (feeds.MOST, feeds.MOST_OF_A_TRACK, feeds.DAYS))
