"""Long lists are cut into parts whose addresses stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealtracker.pages.parts import parts


@given(st.integers(0, 60), st.integers(1, 9))
def test_every_entry_stands_in_exactly_one_part(count: int, size: int) -> None:
    cut = parts("list", list(range(count)), size)
    assert sorted(entry for part in cut for entry in part.entries) == list(range(count))


@given(st.integers(0, 60), st.integers(1, 9), st.integers(0, 20))
def test_a_full_part_never_changes_when_entries_are_added(count: int, size: int, more: int) -> None:
    before = {part.path: part.entries for part in parts("list", list(range(count)), size)[1:]}
    after = {part.path: part.entries for part in parts("list", list(range(count + more)), size)}
    assert all(after[path] == entries for path, entries in before.items())


@given(st.integers(0, 60), st.integers(1, 9))
def test_the_short_address_holds_the_newest_and_never_few(count: int, size: int) -> None:
    newest = parts("list", list(range(count)), size)[0]
    assert newest.path == "list/index.md"
    assert len(newest.entries) == count if count < size else size <= len(newest.entries) < 2 * size


@pytest.mark.parametrize(
    ("count", "paths"),
    [
        (3, ["list/index.md"]),
        (7, ["list/index.md"]),
        (8, ["list/index.md", "list/part-1.md"]),
        (12, ["list/index.md", "list/part-2.md", "list/part-1.md"]),
    ],
)
def test_older_parts_are_numbered_from_the_oldest(count: int, paths: list[str]) -> None:
    assert [part.path for part in parts("list", list(range(count)), 4)] == paths
