"""`build.py live`: a site that has stopped following is found out."""

import json
from pathlib import Path
from typing import Any

import pytest
from projects import example_project

from dealtracker import cli
from dealtracker.commands import links


class Site:
    """A site that says a thing about its build, or does not answer."""

    def __init__(self, said: Any) -> None:
        self.said, self.asked = said, ""

    def json(self, address: str) -> Any:
        self.asked = address
        if isinstance(self.said, OSError):
            raise self.said
        return self.said


@pytest.mark.parametrize(
    ("said", "options", "code", "words"),
    [
        ({"as-of": "2031-12-31"}, [], 0, "is of 2031-12-31, 0 days behind 2031-12-31"),
        ({"as-of": "2031-12-30"}, [], 0, "1 day behind"),
        ({"as-of": "2031-12-28"}, [], 1, "3 days behind"),
        ({"as-of": "2031-12-28"}, ["--behind", "3"], 0, "3 days behind"),
        (OSError("no route"), [], 3, "does not answer: no route"),
        ({}, [], 3, "does not say of which day"),
        (None, [], 3, "does not say of which day"),
        ({"as-of": "soon"}, [], 3, "does not say of which day"),
    ],
)
def test_what_a_site_says_of_itself(
    said: Any,
    options: list[str],
    code: int,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = Site(said)
    monkeypatch.setattr(links, "asker_of", lambda _: site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1956441600")
    assert cli.main(["live", "--root", str(example_project(tmp_path)), *options]) == code
    printed = capsys.readouterr()
    assert words in printed.out + printed.err
    assert site.asked == "https://lake-watch.example/api/v1/build.json"


def test_another_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site({"as-of": "2031-12-31"})
    monkeypatch.setattr(links, "asker_of", lambda _: site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1956441600")
    assert cli.main(["live", "--root", str(example_project(tmp_path)), "--address", "https://copy.example/deal"]) == 0
    assert site.asked == "https://copy.example/deal/api/v1/build.json"


def test_the_site_says_where_it_is_asked(site: Path) -> None:
    assert json.loads((site / "api" / "v1" / "build.json").read_text("utf-8"))["as-of"]
