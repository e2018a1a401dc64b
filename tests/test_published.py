"""The list of everything that was ever published: what belongs on it, and that it only grows."""

from hypothesis import given
from hypothesis import strategies as st
from making import SOURCES, basis, deal, event, expected, peer, point, reading, source, track
from projects import ROOT

from dealtracker.model import Deal
from dealtracker.pages import Edition
from dealtracker.published import FILE, HEAD, addresses, entries, grown

LINES = st.sets(st.from_regex(r"(tracks|sources)/[a-z]{1,3}(#event-[a-z]{1,3})?", fullmatch=True))


def full() -> Deal:
    held = track(
        event("talks", id="begin", aliases=["start"]),
        points=[point("toll")],
        readings=[reading("2026-01-01", "2026-01-02", id="lorries")],
        expected=[expected("2027", id="review")],
        aliases=["old"],
    )
    return deal(held, peer(event("talks", id="west")), basis(event("talks", id="signed")), sources=[source("paper")])


def test_everything_with_an_id_is_named_once_and_earlier_ids_too() -> None:
    assert sorted(address for address in addresses(full()) if not address.startswith("sources/")) == [
        "bases/treaty",
        "bases/treaty#event-signed",
        "peers/westland",
        "peers/westland#event-west",
        "tracks/bridge",
        "tracks/bridge#event-begin",
        "tracks/bridge#event-start",
        "tracks/bridge#expected-review",
        "tracks/bridge#point-toll",
        "tracks/bridge#reading-lorries",
        "tracks/old",
    ]
    assert {a for a in addresses(full()) if a.startswith("sources/")} == {f"sources/{id}" for id in (*SOURCES, "paper")}


def test_the_real_list_holds_everything_in_order(real: Edition) -> None:
    lines = (ROOT / "data" / FILE).read_text("utf-8").split("\n")
    listed = [address for _, address in entries(lines)]
    assert listed == sorted(set(listed))
    assert set(addresses(real.deal)) <= set(listed)


@given(LINES, LINES)
def test_a_list_only_grows_and_is_sorted(old: set[str], now: set[str]) -> None:
    before, _ = grown("", old)
    text, added = grown(before, now)
    assert set(added) == now - old
    assert [line for line in text.splitlines() if not line.startswith("#")] == sorted(old | now)
    assert grown(text, now) == (text, [])


def test_remarks_stay_and_a_new_list_says_what_it_is() -> None:
    assert grown("", ["tracks/a"]) == (HEAD + "tracks/a\n", ["tracks/a"])
    assert grown("# Ours\ntracks/b\n", ["tracks/a"]) == ("# Ours\ntracks/a\ntracks/b\n", ["tracks/a"])


@given(LINES, LINES, LINES)
def test_lists_of_two_branches_are_merged_by_keeping_the_lines_of_both(old: set[str], mine: set[str], theirs: set[str]) -> None:
    one, _ = grown(grown("", old)[0], mine)
    two, _ = grown(grown("", old)[0], theirs)
    merged, _ = grown(one + two, ["tracks/new"])
    assert {line for _, line in entries(merged.splitlines())} == old | mine | theirs | {"tracks/new"}
