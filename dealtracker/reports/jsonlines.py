"""Problems for a program: one JSON object a line."""

import json
from collections.abc import Iterator

from dealtracker.reports.report import Report


def lines(report: Report) -> Iterator[str]:
    """An object for each problem. Lines and columns count from 1, columns in characters; the end lies behind the last one."""
    for problem in report.problems:
        place = problem.place
        said = {
            "path": problem.path,
            "line": place.line,
            "column": place.column,
            "end-line": place.end_line or place.line,
            "end-column": place.end_column or place.column,
            "rule": problem.rule,
            "level": str(problem.level),
            "message": problem.message,
            "hint": problem.hint,
            "help": report.help(problem.rule),
        }
        yield json.dumps(said, ensure_ascii=False)
