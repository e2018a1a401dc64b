"""Problems for code scanning: SARIF 2.1.0, the form that GitHub and editors read results of checks in."""

import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from dealtracker import escape
from dealtracker.problems import Problem
from dealtracker.reports.report import Report
from dealtracker.rules import RULES


def lines(report: Report) -> Iterator[str]:
    """One document. The rules described are those that found something."""
    rules = sorted({problem.rule for problem in report.problems})
    run = {
        "tool": {"driver": {"name": "build.py check", "rules": [_rule(report, name) for name in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, rules.index(problem.rule)) for problem in report.problems],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    yield escape.json_line(document, indent=1)


def _rule(report: Report, name: str) -> dict[str, Any]:
    rule = RULES[name]
    described: dict[str, Any] = {
        "id": name,
        "shortDescription": {"text": rule.why},
        "defaultConfiguration": {"level": str(rule.level)},
    }
    where = report.help(name)
    return described if where is None else described | {"helpUri": where}


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    place = problem.place
    region = {"startLine": place.line, "startColumn": place.column}
    if place.end_line:
        region |= {"endLine": place.end_line, "endColumn": place.end_column}
    location = {"artifactLocation": {"uri": quote(problem.path)}, "region": region}
    return {
        "ruleId": problem.rule,
        "ruleIndex": rule,
        "level": str(problem.level),
        "message": {"text": f"{problem.message}\n{problem.hint}"},
        "locations": [{"physicalLocation": location}],
        # What stays the same when lines above are added: so that a result is not taken for a new one.
        "partialFingerprints": {"said/v1": _digest(f"{problem.path}\n{problem.rule}\n{problem.message}")},
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
