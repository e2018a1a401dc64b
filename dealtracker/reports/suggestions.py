"""Repairs as suggestions on the lines of a pull request, which its writer takes over with one click."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from dealtracker.fixing import Edit, edited
from dealtracker.problems import Problem
from dealtracker.reports.report import Report

MOST = 20
"""So many suggestions one review makes; the rest come when these are taken over."""


def review(report: Report, texts: Mapping[str, str], changed: Mapping[str, Collection[int]], commit: str) -> str | None:
    """A review as GitHub's programming interface takes it, as JSON; None where nothing can be suggested.

    `texts` are the files by their paths, `changed` the lines that the pull request changed: GitHub takes suggestions for
    no others.
    """
    comments = list(_comments(report, texts, changed))[:MOST]
    if not comments:
        return None
    body = "These can be repaired in one way only. “Commit suggestion” does it."
    return json.dumps({"commit_id": commit, "event": "COMMENT", "body": body, "comments": comments}, ensure_ascii=False)


def _comments(report: Report, texts: Mapping[str, str], changed: Mapping[str, Collection[int]]) -> Iterator[dict[str, Any]]:
    taken: set[tuple[str, int]] = set()
    for problem in report.problems:
        repair = report.repairs.get(problem)
        if not repair or problem.path not in texts:
            continue
        first, last, lines = replaced(texts[problem.path], repair)
        here = {(problem.path, line) for line in range(first, last + 1)}
        if here & taken or not {line for _, line in here} <= set(changed.get(problem.path, ())):
            continue
        taken |= here
        yield _comment(problem, first, last, lines)


def _comment(problem: Problem, first: int, last: int, lines: str) -> dict[str, Any]:
    fence = "`" * max(3, 1 + max((len(run) for run in _runs_of_ticks(lines)), default=0))
    said = {"path": problem.path, "line": last, "side": "RIGHT", "body": f"`{problem.rule}`\n{fence}suggestion\n{lines}\n{fence}"}
    return said | ({"start_line": first, "start_side": "RIGHT"} if first < last else {})


def _runs_of_ticks(text: str) -> Iterator[str]:
    return (run for run in "".join(letter if letter == "`" else " " for letter in text).split())


def replaced(text: str, edits: Sequence[Edit]) -> tuple[int, int, str]:
    """The first and the last line, from 1, that edits touch, and what stands in these lines after them."""
    start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
    start = text.rfind("\n", 0, start) + 1
    end = found if (found := text.find("\n", max(end, start))) >= 0 else len(text)
    inside = [edit._replace(start=edit.start - start, end=edit.end - start) for edit in edits]
    return text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1, edited(text[start:end], inside)
