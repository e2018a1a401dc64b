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
    "limits": set(),
    "files": set(),
    "digests": {"files", "limits"},
    "lock": {"files"},
    "stopping": set(),
    "memory": {"stopping"},
    "program": set(),
    "project": set(),
    "reading": {"limits", "problems"},
    "model": {"limits"},
    "published": {"model"},
    "standing": {"model"},
    "rules": {"files", "limits", "problems", "model", "published", "standing", "reading", "loading"},
    "loading": {"limits", "problems", "memory", "model", "published", "reading", "rules"},
    "charts": {"model", "standing"},
    "pages": {"limits", "problems", "reading", "escape", "policy", "model", "standing", "rules", "charts", "fixing"},
    "outputs": {"problems", "escape", "files", "policy", "program", "colours", "assets", "model", "standing", "charts", "pages"},
    "policy": set(),
    "colours": set(),
    "assets": {"colours", "model"},
    "cards": {"colours", "files", "model", "pages", "standing"},
    "engine": {"escape", "model"},
    "lots": {"engine", "files", "memory"},
    "publish": {
        "problems",
        "project",
        "files",
        "digests",
        "lock",
        "memory",
        "escape",
        "assets",
        "cards",
        "engine",
        "loading",
        "lots",
        "outputs",
        "pages",
        "policy",
        "standing",
    },
    "preview": {"problems", "project", "escape", "files", "lock", "engine", "pages", "publish"},
    "history": set(),
    "reports": {"problems", "escape", "fixing", "rules"},
    "meaning": {"escape", "model", "standing"},
    "adding": {"limits", "problems", "files", "escape", "model", "reading", "rules", "loading"},
    "links": {"model"},
    "supply": {"escape", "files", "digests", "history", "links", "model", "program"},
    "fixing": {"problems", "files", "escape", "model", "reading", "rules", "loading", "limits"},
    "derived": {"adding", "model"},
    "commands": {
        "limits",
        "adding",
        "derived",
        "escape",
        "files",
        "fixing",
        "links",
        "lock",
        "memory",
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
        "supply",
    },
    "cli": {"commands", "memory", "stopping"},
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
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() or path.is_symlink()]


def test_no_link_leads_out_of_the_repository() -> None:
    assert [path for path in tracked() if path.is_symlink()] == []


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
        if file.suffix == ".png" or file.is_symlink():
            continue
        text = file.read_text("utf-8", errors="replace")
        assert not [host for host in hosts if re.search(rf"(?<![\w.]){re.escape(host)}", text)], file


UNESCAPED = {
    "dealtracker/escape.py": 1,  # a heading: every sign that means something is a reference by then
    "dealtracker/pages/edition.py": 1,  # the digest of a style sheet
    "dealtracker/pages/pieces.py": 1,  # pieces that templates made
    "dealtracker/templates/charts/graph.svg.j2": 1,  # our own style sheet, with numbers in it
    "dealtracker/templates/embeds/base.html.j2": 1,  # our own style sheet
    "overrides/main.html": 2,  # what the theme's own blocks made
}
"""Where something is put on a page as markup that is no word in the program itself, how often, and why that is safe."""


def as_markup(path: Path) -> int:
    """How often a file says of something that is no word in the program itself that it is markup already."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return len(re.findall(r"\|\s*safe\b|autoescape\s+false", text))
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    named = [call for call in calls if "Markup" in (getattr(call.func, "id", ""), getattr(call.func, "attr", ""))]
    return sum(not all(isinstance(given, ast.Constant) for given in call.args) for call in named) + text.count("__html__")


def test_nothing_else_is_put_on_a_page_as_markup() -> None:
    files = [
        path for folder in (PACKAGE, ROOT / "overrides") for path in folder.rglob("*") if path.suffix in (".py", ".j2", ".html")
    ]
    found = {path.relative_to(ROOT).as_posix(): as_markup(path) for path in files}
    assert {path: count for path, count in found.items() if count} == UNESCAPED


def test_dependencies_are_locked_with_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-fuzz.txt", "requirements-audit.txt"):
        entries = re.findall(
            r"^([a-z0-9-]+)(?:\[[a-z,-]+\])?==[^\n]+\\\n((?:    --hash=sha256:[0-9a-f]{64}[ \\]*\n)+)",
            (ROOT / name).read_text(),
            re.MULTILINE,
        )
        pinned = re.findall(r"^[a-z0-9-]+(?:\[[a-z,-]+\])?==", (ROOT / name).read_text(), re.MULTILINE)
        assert len(entries) == len(pinned) > 0
