"""Loading a whole folder: everything that is wrong in one run, each cause once, in its place."""

import gc
import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import EXAMPLE, ROOT
from spoiling import AS_OF, BASES, DEAL, FERRY, PEER, SHARED, TOLL, WORDS, check, example_data, said, said_and_marked, spoilt

from dealtracker.loading import load
from dealtracker.problems import Level

TWELVE = ROOT / "tests" / "fixtures" / "twelve" / "tracks" / "lake-fishing.yml"

TWELVE_MESSAGES = """\
data/tracks/lake-fishing.yml:4:9: word-not-known: `fish` is not a domain
    write one of: trade, investment, security, technology, process
data/tracks/lake-fishing.yml:5:1: status-written: `status` cannot be written by hand
    add the event that changed it; the status follows
data/tracks/lake-fishing.yml:14:11: date-format: `14/11/2030` is not a date
    write year-month-day with two digits each, like 2030-11-14
data/tracks/lake-fishing.yml:22:11: word-not-known: `text-publish` is not a kind of event
    did you mean `text-published`?
data/tracks/lake-fishing.yml:24:14: point-unknown: the point `catches` does not exist
    did you mean `catch`?
data/tracks/lake-fishing.yml:25:5: unknown-field: `source` is not a field of an event
    did you mean `sources`?
data/tracks/lake-fishing.yml:27:9: id-twice: the id `paper` is used twice; the first is on line 20
    give this one another id, like `paper-2`
data/tracks/lake-fishing.yml:28:11: date-not-in-calendar: `2031-02-30` is not a day in the calendar
    look the day up again, or write only the month, like 2025-11
data/tracks/lake-fishing.yml:34:11: event-in-future: `2033-03-01` is in the future (as of 2031-12-31)
    put what is expected under `expected:`
data/tracks/lake-fishing.yml:37:15: source-unknown: the source `herring-newz` is not described anywhere
    did you mean `herring-news`?
data/tracks/lake-fishing.yml:41:12: track-unknown: the track `ferry-quotta` does not exist
    did you mean `ferry-quota`?
data/tracks/lake-fishing.yml:53:10: url-form: `lakepost.example/herrings` is not a web address
    copy it from the address bar: https://…, with letters outside a–z written as %EA…
"""


def test_a_record_that_is_wrong_in_twelve_ways_gets_twelve_messages_in_one_run(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    shutil.copy(TWELVE, data / "tracks")
    loaded = load(data, AS_OF)
    assert "".join(f"{problem}\n" for problem in loaded.errors) == TWELVE_MESSAGES
    assert len(loaded.errors) == 12
    assert loaded.deal is None
    assert loaded.warned == {}


def test_a_folder_that_is_right_becomes_a_deal() -> None:
    loaded = load(EXAMPLE, AS_OF)
    assert (loaded.errors, loaded.warned) == ([], {})
    assert loaded.deal is not None
    assert list(loaded.deal.tracks) == ["bridge-toll", "ferry-quota"]
    assert list(loaded.deal.bases) == ["lake-treaty"]
    assert list(loaded.deal.peers) == ["westland"]
    assert {record.id for record in loaded.deal.records()} == {"bridge-toll", "ferry-quota", "westland", "lake-treaty"}
    assert sorted(loaded.deal.sources) == [
        "joint-paper",
        "lake-post-2031-03-04",
        "lake-post-2031-07-09",
        "ordinance-44",
        "treaty-text",
    ]


def test_tracks_stand_in_the_order_of_their_domains(tmp_path: Path) -> None:
    loaded = check(tmp_path, (TOLL, "domain: trade", "domain: security"))
    assert loaded.deal is not None
    assert list(loaded.deal.tracks) == ["ferry-quota", "bridge-toll"]


# Causes are said once


@pytest.mark.parametrize(
    ("rule", "file", "good", "bad"),
    [
        # a field under a wrong name is not also missing, and what it holds is not looked for
        ("unknown-field", TOLL, "    sources: [ordinance-44]", "    ▸source: [ordinance-44]"),
        ("unknown-field", TOLL, "  - id: toll\n    title: Toll", "  - ▸idd: toll\n    title: Toll"),
        ("unknown-field", SHARED, "- id: joint-paper", "- ▸ids: joint-paper"),
        ("unknown-field", BASES, "- id: lake-treaty", "- ▸Id: lake-treaty"),
        # a broken source does not make those wrong who cite it
        ("id-form", SHARED, "- id: joint-paper", "- id: ▸Joint Paper"),
        ("missing-field", SHARED, "- id: joint-paper\n  title: Joint", "- ▸title: Joint"),
        ("missing-field", SHARED, "  title: Joint paper of the two governments\n", "  ▸title:\n"),
        ("date-format", SHARED, "  published: 2031-06-20", "  published: ▸in June"),
        ("quote-not-closed", SHARED, "  title: Joint paper of the two governments", '  title: ▸"Joint paper'),
        ("wrong-shape", SHARED, "- id: joint-paper\n", "- ▸joint-paper\n- id: another\n"),
        ("missing-field", TOLL, "  - id: ordinance-44\n    title: Ord", "  - ▸title: Ord"),
        ("wrong-shape", TOLL, "sources:\n  - id: lake-post-2031-03-04\n", "sources:\n  - ▸One\n  - id: lake-post-2031-03-04\n"),
        # a broken basis does not make those wrong that rest on it
        ("id-form", BASES, "- id: lake-treaty", "- id: ▸Lake Treaty"),
        ("wrong-indent", BASES, "  summary: It lets", "    ▸summary: It lets"),
        # a broken track does not make links to it wrong, nor rows of the comparison
        ("needs-quotes", FERRY, "title: Quota for the lake ferry", "title: ▸Quota: the ferry"),
        ("date-format", FERRY, "checked: 2031-11-30", "checked: ▸30 November"),
        ("tab", PEER, "title: Westland\ns", "title:▸\tWestland\ns"),
        # points and events that lost their ids are not missed
        ("id-form", TOLL, "  - id: toll\n", "  - id: ▸The Toll\n"),
        ("id-form", TOLL, "  - id: ordinance\n", "  - id: ▸An Ordinance\n"),
        ("wrong-shape", TOLL, "points:\n  - id: toll\n    title", "points:\n  - ▸toll\n  - id: tol\n    title"),
        # a date that cannot be read is not also out of order
        ("date-format", TOLL, "    date: 2031-06-20", "    date: ▸20.6.2031"),
        ("date-not-in-calendar", TOLL, "    date: 2031-09-15\n", "    date: ▸2031-09-31\n"),
        ("date-far-off", TOLL, "    date: 2031-06-20", "    date: ▸1031-06-20"),
        ("event-in-future", TOLL, "    date: 2031-06-20", "    date: ▸2032-06-20"),
        # parties that could not be read are not unknown
        ("id-form", DEAL, "  - id: north", "  - id: ▸North"),
        ("missing-field", DEAL, "name: Lake Watch", "▸name:"),
        # a status that does not exist is not looked up by the events that lead there
        ("vocabulary-broken", WORDS, "      up-to: announced", "      up-to: ▸anounced"),
    ],
)
def test_a_cause_is_said_once(rule: str, file: str, good: str, bad: str, tmp_path: Path) -> None:
    found, marked = said_and_marked(tmp_path, rule, (file, good, bad))
    assert found == marked


def test_two_sources_without_an_id_are_not_one_source_twice(tmp_path: Path) -> None:
    missing = ("missing-field", "missing-field")
    found, marked = said_and_marked(
        tmp_path,
        missing,
        (SHARED, "- id: joint-paper\n  title: Joint", "- ▸title: Joint"),
        (SHARED, "- id: treaty-text\n  title: The", "- ▸title: The"),
    )
    assert found == marked


def test_broken_places_do_not_hide_others_in_the_same_record(tmp_path: Path) -> None:
    found, marked = said_and_marked(
        tmp_path,
        ["date-format", "date-format", "word-not-known", "date-format", "wrong-shape", "source-unknown"],
        (TOLL, "    date: 2031-03-04", "    date: ▸4.3.2031"),
        (TOLL, "    date: 2031-06-20", "    date: ▸20.6.2031"),
        (TOLL, "    kind: threat", "    kind: ▸thread"),
        (TOLL, "    date: 2031-09-15\n    eff", "    date: ▸15.9.2031\n    eff"),
        (TOLL, "links:\n", "links:\n  - ▸One\n"),
        (
            TOLL,
            "    why: Sudland held the toll back until the ferry quota was agreed.\n    sources: [lake",
            "    why: Sudland held the toll back until the ferry quota was agreed.\n    sources: [▸leak",
        ),
    )
    assert found == marked


def test_rules_about_the_whole_deal_run_although_a_record_is_broken(tmp_path: Path) -> None:
    found, marked = said_and_marked(
        tmp_path,
        ["comparison-unknown", "word-not-known", "needs-quotes"],
        (DEAL, "    point: toll", "    point: ▸tolls"),
        (TOLL, "    kind: threat", "    kind: ▸thread"),
        (FERRY, "title: Quota", "title: ▸Quota: more"),
    )
    assert found == marked


def test_a_source_described_twice_is_said_of_the_later_one(tmp_path: Path) -> None:
    entry = "- id: ▸treaty-text\n  title: Again\n  publisher: P\n  kind: legal\n  language: en\n  url: https://a.example\n\n"
    found, marked = said_and_marked(tmp_path, "source-twice", (SHARED, "- id: joint-paper", entry + "- id: joint-paper"))
    assert found == marked


def test_a_legal_basis_described_twice_is_said(tmp_path: Path) -> None:
    again = "- id: lake-treaty\n  title: Again\n  summary: Again.\n"
    with (example_data(tmp_path) / BASES).open("a", encoding="utf-8") as file:
        file.write(again)
    (problem,) = load(tmp_path / "data", AS_OF).errors
    assert (problem.rule, problem.place.line, problem.place.column) == ("id-twice", 10, 7)
    assert problem.message == "the legal basis `lake-treaty` is described twice; the first is in data/bases.yml"


# Warnings


def test_warnings_are_looked_for_only_where_there_is_no_error(tmp_path: Path) -> None:
    stale = (FERRY, "checked: 2031-11-30", "checked: 2031-09-20")
    loaded = check(tmp_path / "one", stale, (TOLL, "title: Toll on", "title: Historic toll on"))
    assert (loaded.errors, loaded.warned) == ([], {"takes-a-side": 1, "stale": 1})
    assert loaded.deal is not None
    assert [(problem.rule, problem.level) for problem in loaded.warnings()] == [
        ("takes-a-side", Level.WARNING),
        ("stale", Level.WARNING),
    ]
    loaded = check(
        tmp_path / "two",
        stale,
        (TOLL, "title: Toll on", "title: Historic toll on"),
        (FERRY, "    kind: signed", "    kind: sign"),
    )
    assert (len(loaded.errors), loaded.warned, loaded.warnings(), loaded.deal) == (1, {}, [], None)


@pytest.mark.parametrize("many", [0, 100])
def test_warnings_are_counted_meanwhile_where_there_are_many_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("dealtracker.loading.checking.LOTS", many)
    loaded = check(tmp_path, (TOLL, "title: Toll on", "title: Historic toll on"))
    with loaded.counting() as count:
        assert count() == 1


def test_a_file_that_changed_meanwhile_still_gets_its_warning(tmp_path: Path) -> None:
    data, _ = spoilt(tmp_path, (TOLL, "title: Toll on", "title: Historic toll on"))
    loaded = load(data, AS_OF)
    (data / TOLL).unlink()
    assert said(loaded) == ["data/tracks/bridge-toll.yml:1:1 takes-a-side"]


# Files and folders


def test_a_folder_that_is_not_there_is_one_clear_message(tmp_path: Path) -> None:
    loaded = load(tmp_path / "data", AS_OF)
    assert [str(problem) for problem in loaded.errors] == [
        "data:1:1: file-missing: the folder is not there\n    start in the folder that holds it"
    ]
    assert (loaded.deal, loaded.warnings()) == (None, [])


def test_an_empty_folder_lacks_three_things(tmp_path: Path) -> None:
    assert said(load(tmp_path, AS_OF, root=tmp_path)) == [
        "deal.yml:1:1 file-missing",
        "tracks:1:1 file-missing",
        "vocabulary.yml:1:1 file-missing",
    ]


def test_without_tracks_nothing_else_is_said_about_them(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    shutil.rmtree(data / "tracks")
    (problem,) = load(data, AS_OF).errors
    assert str(problem) == "data/tracks:1:1: file-missing: there is no track\n    add one, like tracks/car-tariffs.yml"


def test_only_what_is_referred_to_is_missed_where_bases_peers_and_shared_sources_are_left_out(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    shutil.rmtree(data / "peers")
    shutil.rmtree(data / "sources")
    (data / BASES).unlink()
    rules = {problem.rule for problem in load(data, AS_OF).errors}
    assert rules == {"source-unknown", "basis-unknown", "track-unknown"}


@pytest.mark.parametrize(
    "name", ["Bridge Toll.yml", "bridge_toll.yml", "bridge-toll.YAML", "bridge-toll.yaml", "BRIDGE-TOLL.yml"]
)
def test_a_misnamed_record_is_read_under_the_name_it_ought_to_have(name: str, tmp_path: Path) -> None:
    data, _ = spoilt(tmp_path, (TOLL, "    kind: threat", "    kind: thread"))
    (data / TOLL).rename(data / "tracks" / name)
    wrong_name, wrong_word = load(data, AS_OF).errors
    assert (wrong_name.message, wrong_name.hint) == (f"`{name}` cannot be the name of a record", "rename it to bridge-toll.yml")
    assert wrong_word.message == "`thread` is not a kind of event"


def test_a_name_without_any_letter_of_an_id_gets_a_name(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    (data / FERRY).rename(data / "tracks" / "연락선.yml")
    assert load(data, AS_OF).errors[-1].hint == "rename it to name.yml"


@pytest.mark.parametrize(
    ("id", "message"),
    [("bridge-toll", "`bridge-toll` is the name of the file already"), ("toll", "`toll` is not the name of the file")],
)
def test_the_id_of_a_record_is_not_written(id: str, message: str, tmp_path: Path) -> None:
    (problem,) = check(tmp_path, (TOLL, "title: Toll on the lake bridge", f"id: {id}\ntitle: Toll on the lake bridge")).errors
    assert (problem.rule, problem.message, problem.hint, problem.place.line) == ("file-name", message, "leave `id` out", 1)


def test_other_files_and_hidden_ones_are_left_alone(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    for name in ("tracks/README.md", "tracks/.bridge-toll.yml", "sources/.#shared.yml", "notes.yml", "tracks/bridge-toll.yml~"):
        (data / name).write_text("\t: not YAML", "utf-8")
    assert load(data, AS_OF).errors == []


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (TOLL, "- a\n- list\n", "data/tracks/bridge-toll.yml:1:1 wrong-shape"),
        (SHARED, "id: treaty-text\n", "data/sources/shared.yml:1:1 wrong-shape"),
        (BASES, "id: lake-treaty\n", "data/bases.yml:1:1 wrong-shape"),
        (DEAL, "- a\n", "data/deal.yml:1:1 wrong-shape"),
        (WORDS, "- a\n", "data/vocabulary.yml:1:1 wrong-shape"),
    ],
)
def test_a_file_that_holds_another_thing_is_one_message(file: str, text: str, expected: str, tmp_path: Path) -> None:
    data = example_data(tmp_path)
    (data / file).write_text(text, "utf-8")
    assert said(load(data, AS_OF)) == [expected]


@pytest.mark.parametrize("folder", ["tracks", "peers", "sources"])
def test_a_folder_that_may_not_be_listed_is_one_message(folder: str, tmp_path: Path) -> None:
    data = example_data(tmp_path)
    shutil.rmtree(data / folder)
    (data / folder).write_text("a file", "utf-8")
    assert said(load(data, AS_OF)) == [f"data/{folder}:1:1 file-unreadable"]


def test_a_file_of_which_not_even_the_presence_can_be_seen_is_one_message(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    (data / DEAL).unlink()
    (data / DEAL).symlink_to(data / DEAL)
    assert said(load(data, AS_OF)) == ["data/deal.yml:1:1 file-unreadable"]


def test_messages_name_files_relative_to_the_root_or_in_full(tmp_path: Path) -> None:
    data, _ = spoilt(tmp_path / "project", (TOLL, "    kind: threat", "    kind: thread"))
    assert load(data, AS_OF, root=tmp_path).errors[0].path == "project/data/tracks/bridge-toll.yml"
    assert load(data, AS_OF, root=tmp_path / "elsewhere").errors[0].path == (data / TOLL).as_posix()


def test_the_order_in_which_files_are_found_makes_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, _ = spoilt(tmp_path, (TOLL, "    kind: threat", "    kind: thread"), (FERRY, "    kind: signed", "    kind: sign"))
    forwards = load(data, AS_OF)
    iterdir = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda folder: sorted(iterdir(folder), reverse=True))
    assert load(data, AS_OF) == forwards


def test_the_collector_of_garbage_is_as_it_was() -> None:
    for was_on in (False, True):
        (gc.enable if was_on else gc.disable)()
        load(EXAMPLE, AS_OF)
        assert gc.isenabled() == was_on


def test_the_real_record_has_no_errors() -> None:
    assert load(ROOT / "data", date(2026, 11, 23)).errors == []


# Whatever happens to a file


@given(
    st.sampled_from([TOLL, FERRY, PEER, SHARED, BASES, DEAL, WORDS]),
    st.lists(
        st.tuples(st.integers(0, 400), st.sampled_from(["blank", "double", "indent", "hyphen", "colon", "empty", "cut"])),
        max_size=5,
    ),
)
def test_no_change_of_lines_brings_the_program_down(file: str, changes: list[tuple[int, str]]) -> None:
    with TemporaryDirectory() as folder:
        data = example_data(Path(folder))
        lines = (data / file).read_text("utf-8").split("\n")
        for number, change in changes:
            at = number % len(lines)
            line = lines[at]
            name, _, value = line.partition(":")
            lines[at : at + 1] = {
                "blank": [""],
                "double": [line, line],
                "indent": [f"  {line}"],
                "hyphen": [f"- {line}"],
                "colon": [f"{name} {value}"],
                "empty": [f"{name}:"],
                "cut": [line[: len(line) // 2]],
            }[change]
        (data / file).write_text("\n".join(lines), "utf-8")
        loaded = load(data, AS_OF)
        assert (loaded.deal is None) == bool(loaded.errors)
        assert all(problem.level is Level.WARNING for problem in loaded.warnings())
