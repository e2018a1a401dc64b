"""What was published must lead somewhere: a line of the list is a problem exactly where nothing has that id any more."""

from pathlib import Path

import pytest
from making import ABOUT, WORDS, deal, event, peer, point, track
from projects import EXAMPLE
from spoiling import AS_OF, BASES, FERRY, PEER, SHARED, TOLL, Change, example_data, said, spoilt

from dealtracker.loading import load
from dealtracker.published import FILE, addresses, grown
from dealtracker.rules import RULES, Names, Setting
from dealtracker.rules.published import SAID


def listed(folder: Path, *changes: Change) -> Path:
    """The example deal with changes, and everything that was in it before on the list."""
    deal = load(EXAMPLE, AS_OF).deal
    assert deal is not None
    data, _ = spoilt(folder, *changes)
    (data / FILE).write_text(grown("", addresses(deal))[0], "utf-8")
    return data


def gone(data: Path) -> list[str]:
    return [str(problem) for problem in load(data, AS_OF).errors if problem.rule == "id-gone"]


def test_a_deleted_event_is_said_with_its_line_in_the_list(tmp_path: Path) -> None:
    text = (EXAMPLE / TOLL).read_text("utf-8")
    threat = text[text.index("  - id: threat\n") : text.index("  - id: ordinance\n")]
    (problem,) = load(listed(tmp_path, (TOLL, threat, "")), AS_OF).errors
    assert str(problem) == (
        "data/published.txt:18:1: id-gone: `tracks/bridge-toll#event-threat` was published and is gone\n"
        "    put it back (`retracted` withdraws it), or write `aliases: [threat]` in what took its place"
    )


def test_a_renamed_event_that_names_its_earlier_id_is_not_gone(tmp_path: Path) -> None:
    assert gone(listed(tmp_path / "a", (TOLL, "  - id: threat\n", "  - id: warning\n")))
    data = listed(tmp_path / "b", (TOLL, "  - id: threat\n", "  - id: warning\n    aliases: [threat]\n"))
    assert said(load(data, AS_OF)) == []


@pytest.mark.parametrize(
    ("file", "entry", "address"),
    [
        (TOLL, "  - id: which-lorries", "tracks/bridge-toll#reading-which-lorries"),
        (TOLL, "  - id: review", "tracks/bridge-toll#expected-review"),
        (PEER, "  - id: west-toll", "peers/westland#event-west-toll"),
        (BASES, "    - id: treaty", "bases/lake-treaty#event-treaty"),
        (BASES, "- id: lake-treaty", "bases/lake-treaty"),
        (SHARED, "- id: joint-paper", "sources/joint-paper"),
        (TOLL, "  - id: lake-post-2031-03-04", "sources/lake-post-2031-03-04"),
    ],
)
def test_every_kind_of_id_is_watched_and_may_have_earlier_ones(file: str, entry: str, address: str, tmp_path: Path) -> None:
    (problem,) = gone(listed(tmp_path / "a", (file, f"{entry}\n", f"{entry}-2\n")))
    assert f"`{address}` was published and is gone" in problem
    indent, id = entry.index("-") + 2, entry.rsplit(maxsplit=1)[-1]
    renamed = f"{entry}-2\n{' ' * indent}aliases: [{id}]\n"
    assert gone(listed(tmp_path / "b", (file, f"{entry}\n", renamed))) == []


def test_a_renamed_track_is_said_once_and_leads_on_when_it_names_its_earlier_id(tmp_path: Path) -> None:
    data = listed(tmp_path)
    (data / FERRY).rename(data / "tracks" / "boat-quota.yml")
    (problem,) = gone(data)
    assert problem == (
        "data/published.txt:22:1: id-gone: `tracks/ferry-quota` was published and is gone\n"
        "    put it back (`retracted` withdraws a record), or name it under `aliases` of the record that took its place"
    )
    with (data / "tracks" / "boat-quota.yml").open("a", encoding="utf-8") as file:
        file.write("\naliases: [ferry-quota]\n")
    assert gone(data) == []


def judged(*lines: str, names: Names | None = None) -> list[int]:
    """The numbers of the lines that lead nowhere, in a list of a deal with a track and a peer."""
    known = deal(track(event("talks", id="begin"), points=[point()], aliases=["old"]), peer())
    names = names or Names(tracks=["bridge"], peers=["westland"])
    check = RULES["id-gone"].check
    assert check is not None
    return [int(finding.keys[0]) for finding in check(known, Setting(AS_OF, ABOUT, WORDS, names, lines))]


def test_the_parts_of_a_record_are_found_under_its_earlier_id() -> None:
    assert judged("tracks/old", "tracks/old#event-begin", "tracks/old#event-end", "tracks/old#point-toll") == [2]


def test_what_kind_of_part_it_is_counts() -> None:
    assert judged("tracks/bridge#event-begin", "tracks/bridge#point-begin", "tracks/bridge#event-toll") == [1, 2]


def test_lines_that_say_nothing_of_ours_lead_nowhere() -> None:
    assert judged("# a remark", "", "bridge", "tracks/", "tracks/bridge/", "people/bridge", "peers/bridge") == [2, 3, 4, 5, 6]


def test_the_parts_of_a_record_that_is_gone_are_only_said_where_it_is_not_listed_itself() -> None:
    assert judged("tracks/gone", "tracks/gone#event-a", "tracks/lost#event-a") == [0, 2]


def test_while_a_record_is_broken_nobody_is_told_that_another_of_its_kind_is_gone() -> None:
    broken = Names(tracks=["bridge", "broken"], peers=["westland"])
    assert judged("tracks/broken#event-a", "tracks/its-alias", "tracks/bridge#event-x", "peers/gone", names=broken) == [2, 3]


def test_a_broken_record_does_not_hide_what_is_gone_elsewhere(tmp_path: Path) -> None:
    renamed = (TOLL, "  - id: threat\n", "  - id: warning\n")
    broken = (FERRY, "checked: 2031-", "checked: 31/")
    assert [problem.rule for problem in load(listed(tmp_path, renamed, broken), AS_OF).errors] == ["id-gone", "date-format"]


def test_a_list_that_git_could_not_merge_is_said_in_its_place(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    (data / FILE).write_text("tracks/bridge-toll\n<<<<<<< mine\ntracks/ferry-quota\n", "utf-8")
    assert said(load(data, AS_OF)) == ["data/published.txt:2:1 merge-mark"]


def test_of_a_list_of_another_deal_only_the_first_are_said(tmp_path: Path) -> None:
    data = listed(tmp_path)
    (data / FILE).write_text("".join(f"tracks/other-{number}\n" for number in range(5 * SAID)), "utf-8")
    assert len(gone(data)) == SAID


def test_a_project_without_a_list_has_nothing_to_keep(tmp_path: Path) -> None:
    data = example_data(tmp_path)
    (data / FILE).unlink()
    assert load(data, AS_OF).errors == []
