"""Golden pages: what the example deal looks like as Markdown. A reviewer sees a change of a template as a change there.

`make golden` writes them anew.
"""

from pathlib import Path

import pytest
from projects import ANOTHER_DEAL, ROOT

from dealtracker.pages import Edition, Page, all_pages
from dealtracker.pages.written import written_pages

GOLDEN = ROOT / "tests" / "golden"


def pages(edition: Edition) -> list[Page]:
    written = [page for page in written_pages(edition, ANOTHER_DEAL / "content") if page.path != "checks.md"]
    return [*all_pages(edition), *written]


def test_the_pages_of_the_example_deal_are_as_they_were(edition: Edition, request: pytest.FixtureRequest) -> None:
    made = {page.path: page.text for page in pages(edition)}
    if request.config.getoption("--write-golden"):
        write(made)
    golden = {file.relative_to(GOLDEN).as_posix(): file.read_text("utf-8") for file in GOLDEN.rglob("*.md")}
    assert sorted(made) == sorted(golden)
    for path, text in made.items():
        assert text == golden[path], f"{path} differs; `make golden` writes it anew"


def write(made: dict[str, str]) -> None:
    for file in GOLDEN.rglob("*.md"):
        file.unlink()
    for path, text in made.items():
        file = Path(GOLDEN / path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
