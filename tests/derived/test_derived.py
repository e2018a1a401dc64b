"""What follows from the vocabulary and the models is what stands in the repository."""

from pathlib import Path

import pytest
import yaml
from projects import DAY, ROOT, example_project

from dealtracker import cli
from dealtracker.adding.form import LABELS, answers, draft
from dealtracker.derived import NEWS_FORM, derived
from dealtracker.model import Deal
from dealtracker.pages import Edition


def test_the_files_of_the_repository_are_what_they_would_be(real: Edition) -> None:
    for path, text in derived(real.deal):
        assert (ROOT / path).read_text("utf-8") == text, f"build.py refresh writes {path} anew"


def news(deal: Deal) -> list[dict[str, object]]:
    form = yaml.safe_load(dict(derived(deal))[NEWS_FORM])
    return [field for field in form["body"] if field["type"] != "markdown"]


def test_the_form_asks_for_what_is_read_from_it(real: Edition, example: Deal) -> None:
    for deal in (real.deal, example):
        fields = {str(field["id"]): field["attributes"]["label"] for field in news(deal)}  # type: ignore[index]
        assert fields == LABELS


def test_a_form_filled_with_its_own_choices_becomes_a_draft(real: Edition) -> None:
    said = {"track": "chip-tariffs", "date": "2026-11-20", "title": "Something happened", "url": "https://lakepost.example/news"}
    for field in news(real.deal):
        attributes = field["attributes"]
        for option in attributes.get("options", []):  # type: ignore[attr-defined]
            filled = said | ({} if field["id"] == "kind" else {"kind": "statement"}) | {str(field["id"]): option}
            text = "\n\n".join(f"### {LABELS[name]}\n\n{answer}" for name, answer in filled.items())
            track, made = draft(real.deal, answers(text))
            assert track == "chip-tariffs"
            assert option.split(":")[0] in {made.event["kind"], made.source["kind"]}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return example_project(tmp_path)


def refresh(project: Path, *options: str) -> int:
    return cli.main(["refresh", "--root", str(project), "--as-of", DAY, *options])


def test_refresh_writes_what_differs_and_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refresh(project, "--check") == 1
    assert not (project / NEWS_FORM).exists()
    assert refresh(project) == 0
    assert f"written: {NEWS_FORM}" in capsys.readouterr().out
    assert refresh(project, "--check") == refresh(project) == 0
    assert capsys.readouterr().out == "everything is as it should be\n" * 2


def test_refresh_stops_at_problems(project: Path) -> None:
    (project / "data" / "deal.yml").unlink()
    assert refresh(project) == 1
