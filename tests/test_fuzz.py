"""What the fuzzer starts with, and what it ever found, breaks nothing. The fuzzer itself is not needed for that."""

from pathlib import Path

import pytest
import targets
from projects import ROOT

FOUND = sorted((ROOT / "fuzz" / "found").iterdir())
SOME = [b"", b"\0", b"\x01", b"\xff" * 40, b"\x02\x00\x40\x05\x00 x: 'y'\n", "통행료: [".encode(), b"- &a [*a]\n", b"=1+1\n::x"]


def test_whatever_was_found_names_its_target() -> None:
    assert FOUND
    assert {file.name.split("-")[0] for file in FOUND} <= set(targets.TARGETS)


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.name[:30])
def test_what_was_once_found_is_mended(file: Path) -> None:
    targets.TARGETS[file.name.split("-")[0]](file.read_bytes())


@pytest.mark.parametrize("target", targets.TARGETS)
def test_every_target_takes_any_bytes(target: str) -> None:
    for data in SOME:
        targets.TARGETS[target](data)


def test_every_target_is_described() -> None:
    described = (ROOT / "fuzz" / "README.md").read_text("utf-8")
    assert all(f"| `{target}` |" in described for target in targets.TARGETS)
    results = (ROOT / "fuzz" / "RESULTS.md").read_text("utf-8")
    assert all(f"| {target} |" in results for target in targets.TARGETS)
    assert results.rstrip().endswith("| 0 |")
