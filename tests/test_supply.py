"""What the project is made with: nothing without its reason, everything pinned, and no licence that is not known."""

import ast
import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions
from pathlib import Path

import pytest
import yaml
from cyclonedx.spdx import is_expression
from projects import ROOT

from dealtracker.supply import locked
from dealtracker.supply.bom import licences

PAGE = (ROOT / "SUPPLY.md").read_text("utf-8")
LISTS = ["requirements", "requirements-dev", "requirements-fuzz", "requirements-audit"]


def table(heading: str) -> dict[str, str]:
    """The rows of the table below a heading: what is named, and why it is there."""
    (part,) = [part for part in re.split(r"^##+ ", PAGE, flags=re.MULTILINE) if part.startswith(heading)]
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", part, re.MULTILINE)
    assert len(rows) == len(dict(rows))
    return dict(rows)


def asked_for(name: str) -> set[str]:
    """The packages that people wrote into a list."""
    lines = (ROOT / f"{name}.in").read_text("utf-8").splitlines()
    return {re.split(r"[<>=\[; ]", line)[0] for line in lines if line and not line.startswith(("#", "-"))}


def normal(name: str) -> str:
    """A name of a package as lock files write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("The build", "requirements"),
        ("The tests", "requirements-dev"),
        ("The fuzzer", "requirements-fuzz"),
        ("The audit", "requirements-audit"),
    ],
)
def test_each_package_has_a_reason_and_each_reason_a_package(heading: str, name: str) -> None:
    said = table(heading)
    assert said.keys() == asked_for(name)
    assert all(len(reason) > 4 for reason in said.values())
    assert f"### {heading}: `{name}.in`\n" in PAGE
    direct = {one.name for one in locked((ROOT / f"{name}.txt").read_text("utf-8")) if f"-r {name}.in" in one.wanted_by}
    assert direct == {normal(one) for one in asked_for(name)}


def test_every_list_of_packages_is_spoken_of() -> None:
    assert {file.stem for file in ROOT.glob("*.in")} == set(LISTS)
    assert {file.stem for file in ROOT.glob("requirements*.txt")} == set(LISTS)


def test_tools_of_node_have_a_reason_and_a_lock() -> None:
    asked = json.loads((ROOT / "tests" / "tools" / "package.json").read_text("utf-8"))
    assert table("For Node.js").keys() == asked["devDependencies"].keys() and "dependencies" not in asked
    lock = json.loads((ROOT / "tests" / "tools" / "package-lock.json").read_text("utf-8"))
    packages = {name.removeprefix("node_modules/"): one for name, one in lock["packages"].items() if name}
    assert {name: one["version"] for name, one in packages.items()} == asked["devDependencies"]
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())


def test_each_action_has_a_reason_one_version_and_is_by_github() -> None:
    used = [
        re.findall(r"uses: ([\w./-]+)@([0-9a-f]{40}) # (v[0-9.]+)$", file.read_text("utf-8"), re.MULTILINE)
        for file in (ROOT / ".github" / "workflows").glob("*.yml")
    ]
    versions = {(name, commit, version) for found in used for name, commit, version in found}
    assert len(versions) == len({name for name, _, _ in versions}), "one commit and one version of each"
    assert table("Actions").keys() == {name for name, _, _ in versions}
    assert all(name.startswith("actions/") for name, _, _ in versions)


def test_each_package_of_debian_has_a_reason() -> None:
    texts = {
        path: (ROOT / path).read_text("utf-8") for path in ("README.md", ".ci/run", ".github/workflows/check.yml", "Makefile")
    }
    named = " ".join(re.findall(r"apt(?:-get)? install ([^`);,\n]*)", "\n".join(texts.values())))
    named += " " + " ".join(re.findall(r"missing\+=\(([^)]*)\)", texts[".ci/run"]))
    found = {
        word for word in named.replace('"${missing[@]}"', "").split() if re.fullmatch(r"[a-z0-9-]+", word) and word[0] != "-"
    }
    assert table("Packages of Debian").keys() == found


def imported(folder: str) -> set[str]:
    """The names at the top of what the modules in a folder import, but those that come with Python."""
    found = set()
    for file in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return {name for name in found if name not in sys.stdlib_module_names}


@pytest.mark.parametrize(
    ("folder", "lists"), [("dealtracker", LISTS[:1]), ("tests", LISTS[:2]), ("benchmarks", LISTS[:2]), ("fuzz", LISTS[:3])]
)
def test_what_is_imported_was_asked_for(folder: str, lists: list[str]) -> None:
    files = [file for place in ("tests", "fuzz", "benchmarks") for file in (ROOT / place).rglob("*.py")]
    own = {"dealtracker"} | {name for file in files for name in (file.stem, file.parent.name)}
    asked = {normal(one) for name in lists for one in asked_for(name)} | {"pydantic-core"}  # a part of pydantic
    known = packages_distributions()
    for name in imported(folder) - own:
        assert {normal(one) for one in known.get(name, [name])} & asked, (
            f"`{name}` is imported in {folder}, and asked for nowhere"
        )


def test_every_package_of_the_build_has_one_licence_that_its_makers_confirm() -> None:
    said = licences(PAGE)
    packages = {one.name for one in locked((ROOT / "requirements.txt").read_text("utf-8"))}
    assert said.keys() == packages
    assert len(re.findall(r"`", PAGE.split("### The licences")[1].split("###")[0])) == 2 * len(packages), "each is named once"
    for name, licence in said.items():
        assert is_expression(licence), licence
        try:
            theirs = metadata(name)
        except PackageNotFoundError:
            continue
        assert "License-Expression" not in theirs or theirs["License-Expression"] == licence


@pytest.mark.parametrize("name", LISTS)
def test_lock_files_say_how_they_are_made_as_the_makefile_makes_them(name: str) -> None:
    options = "--universal --no-strip-extras --python-version=3.11 --generate-hashes"
    assert f"uv pip compile -q {options} $$name.in -o $$name.txt" in (ROOT / "Makefile").read_text("utf-8")
    assert (ROOT / f"{name}.txt").read_text("utf-8").splitlines()[1] == f"#    uv pip compile {options} {name}.in -o {name}.txt"


def test_packages_that_two_lists_bring_have_one_version() -> None:
    build, tests, audit = (
        {(one.name, one.version) for one in locked((ROOT / f"{name}.txt").read_text("utf-8"))}
        for name in ("requirements", "requirements-dev", "requirements-audit")
    )
    assert build <= tests
    for name, version in audit:
        assert (name, version) in tests or name not in dict(tests)


def test_new_versions_are_proposed_for_all_of_it_and_not_on_the_first_day() -> None:
    said = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))["updates"]
    assert {(one["package-ecosystem"], one["directory"]) for one in said} == {
        ("github-actions", "/"),
        ("uv", "/"),
        ("npm", "/tests/tools"),
    }
    assert all(one["cooldown"]["default-days"] >= 7 for one in said)


def audit(tmp_path: Path, **does: str) -> tuple[int, str, str]:
    """`.ci/audit` with stand-ins for those who look things up: the exit code, the answer, and what they were asked."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "audit").write_text((ROOT / ".ci" / "audit").read_text("utf-8"), "utf-8")
    for name in LISTS:
        (tmp_path / f"{name}.txt").touch()
    tools = tmp_path / ".venv" / "bin"
    tools.mkdir(parents=True)
    for name in ("pip-audit", "npm"):
        (tools / name).write_text(
            f'#!/bin/sh\necho "{name} $*" >> "{tmp_path}/log"\n{does.get(name.replace("-", "_"), "")}\n', "utf-8"
        )
        (tools / name).chmod(0o755)
    done = subprocess.run(["bash", ".ci/audit"], cwd=tmp_path, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, (tmp_path / "log").read_text("utf-8")


def test_the_audit_asks_for_every_lock_and_installs_nothing(tmp_path: Path) -> None:
    code, said, asked = audit(tmp_path)
    assert (code, said) == (0, "Nothing is known against what is locked.\n")
    assert re.findall(r"--requirement (\S+)\.txt", asked) == sorted(LISTS, key=lambda name: name + ".txt")
    assert asked.count("pip-audit --strict --require-hashes --disable-pip ") == len(LISTS)
    assert "npm audit --prefix tests/tools --package-lock-only\n" in asked


def test_the_audit_says_what_is_known(tmp_path: Path) -> None:
    found = 'case "$*" in *-dev.txt) echo "| Name | ID |"; echo "No good" >&2; exit 1;; esac'
    code, said, _ = audit(tmp_path, pip_audit=found, npm="printf 'bad\\n\\nworse\\n'; exit 1")
    assert code == 1
    assert said == "### requirements-dev.txt\n\n| Name | ID |\n\n### tests/tools/package-lock.json\n\n    bad\n\n    worse\n\n"


def test_what_could_not_be_looked_up_is_no_good_answer(tmp_path: Path) -> None:
    code, said, _ = audit(tmp_path, pip_audit="exit 1")
    assert code == 2 and said.count("It could not be looked up") == len(LISTS)
