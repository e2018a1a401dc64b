"""What editors and hooks read: well-formed, and of commands and files that there are."""

import configparser
import json
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from projects import ROOT, example_project

from dealtracker.commands import COMMANDS
from dealtracker.program import VERSION

LOCAL = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
PUBLISHED = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.mark.parametrize("hook", [*LOCAL, *PUBLISHED], ids=lambda hook: f"{hook['id']} ({hook['language']})")
def test_hooks_run_commands_that_there_are_on_files_that_there_are(hook: dict[str, Any]) -> None:
    words = shlex.split(hook["entry"])
    if "ruff" not in words[0]:
        assert words[-1] in {command.name for command in COMMANDS}
    if "files" in hook:
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
        assert any(re.search(hook["files"], name) for name in listed) or not listed[0]


def test_published_hooks_do_on_a_project_what_they_say(tmp_path: Path) -> None:
    project = example_project(tmp_path)
    file = project / "data" / "tracks" / "bridge-toll.yml"
    right = file.read_text("utf-8")
    file.write_text(right.replace("date: 2031-06-20\n    place", "date: 20/06/2031\n    place"), "utf-8")
    for hook in PUBLISHED:
        words = [
            sys.executable,
            "-c",
            "from dealtracker.cli import main; raise SystemExit(main())",
            *shlex.split(hook["entry"])[1:],
        ]
        given = [] if hook.get("pass_filenames") is False else ["data/tracks/bridge-toll.yml"]
        done = subprocess.run(
            [*words, "--as-of", "2031-12-31", *given],
            cwd=project,
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert file.read_text("utf-8") == right


def test_the_program_can_be_packed_with_all_that_it_reads(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT / "dealtracker", source / "dealtracker", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "requirements.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)]
    made = subprocess.run([*pip, str(source)], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(tmp_path / f"dealtracker-{VERSION}-py3-none-any.whl") as wheel:
        names = set(wheel.namelist())
    read = [file for place in ("templates", "example") for file in (ROOT / "dealtracker" / place).rglob("*") if file.is_file()]
    assert {file.relative_to(ROOT).as_posix() for file in read} <= names
    assert {"dealtracker/cli.py", f"dealtracker-{VERSION}.dist-info/entry_points.txt"} <= names


def test_editors_are_told_the_same_as_the_files_themselves_say() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    for schema, files in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        for file in ROOT.glob(files.lstrip("/")):
            first = file.read_text("utf-8").split("\n")[0]
            named = (file.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()
            assert named == (ROOT / schema).resolve(), file


def test_editorconfig_says_what_the_check_asks_for() -> None:
    parser = configparser.ConfigParser()
    parser.read_string("[top]\n" + (ROOT / ".editorconfig").read_text("utf-8"))
    everywhere = parser["*"]
    assert (everywhere["charset"], everywhere["end_of_line"], everywhere["trim_trailing_whitespace"]) == ("utf-8", "lf", "true")
