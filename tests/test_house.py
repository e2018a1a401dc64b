"""The promises of the house: one direction, no circles, nothing of this or that machine."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from projects import ROOT

PACKAGE = ROOT / "dealtracker"

MAY_IMPORT = {
    "problems": set(),
    "escape": set(),
    "memory": set(),
    "program": set(),
    "project": set(),
    "reading": {"problems"},
    "model": set(),
    "published": {"model"},
    "standing": {"model"},
    "rules": {"problems", "model", "published", "standing", "reading", "loading"},
    "loading": {"problems", "memory", "model", "published", "reading", "rules"},
    "charts": {"model", "standing"},
    "pages": {"problems", "escape", "model", "standing", "rules", "charts", "fixing"},
    "outputs": {"problems", "escape", "program", "colours", "assets", "model", "standing", "charts", "pages"},
    "colours": set(),
    "assets": {"colours", "model"},
    "cards": {"colours", "model", "pages", "standing"},
    "engine": {"escape", "model"},
    "publish": {
        "problems",
        "project",
        "memory",
        "escape",
        "assets",
        "cards",
        "engine",
        "loading",
        "outputs",
        "pages",
        "standing",
    },
    "preview": {"problems", "project", "engine", "pages", "publish"},
    "history": set(),
    "reports": {"problems", "escape", "fixing", "rules"},
    "meaning": {"escape", "model", "standing"},
    "adding": {"problems", "escape", "model", "reading", "rules", "loading"},
    "links": {"model"},
    "fixing": {"problems", "escape", "model", "reading", "rules", "loading"},
    "derived": {"adding", "model"},
    "commands": {
        "adding",
        "derived",
        "escape",
        "fixing",
        "links",
        "model",
        "rules",
        "problems",
        "project",
        "history",
        "engine",
        "loading",
        "meaning",
        "preview",
        "publish",
        "published",
        "reports",
        "standing",
    },
    "cli": {"commands"},
}
"""Which room may know which."""


def imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dealtracker"):
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_import_arrows_run_one_way(file: Path) -> None:
    if file == PACKAGE / "__init__.py":
        return
    room = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert imports(file) - {room} <= MAY_IMPORT[room]


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_every_module_says_what_it_holds(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text("utf-8")))


def test_only_one_module_knows_mkdocs() -> None:
    knowing = {
        file.name
        for file in PACKAGE.rglob("*.py")
        if re.search(r"^\s*(?:from|import) mkdocs", file.read_text("utf-8"), re.MULTILINE)
    }
    assert knowing == {"engine.py", "preview.py"}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True)
    if listed.returncode:
        pytest.skip("not a checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_package_registry_or_a_folder_of_one_machine() -> None:
    hosts = (
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "registry.npm" + "js",
        "/home" + "/",
        "/root" + "/",
        "/work" + "/",
        "/opt" + "/",
    )
    for file in tracked():
        if file.suffix == ".png":
            continue
        text = file.read_text("utf-8", errors="replace")
        assert not [host for host in hosts if re.search(rf"(?<![\w.]){re.escape(host)}", text)], file


def test_dependencies_are_locked_with_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        entries = re.findall(
            r"^([a-z0-9-]+)==[^\n]+\\\n((?:    --hash=sha256:[0-9a-f]{64}[ \\]*\n)+)", (ROOT / name).read_text(), re.MULTILINE
        )
        pinned = re.findall(r"^[a-z0-9-]+==", (ROOT / name).read_text(), re.MULTILINE)
        assert len(entries) == len(pinned) > 5
