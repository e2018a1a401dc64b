"""Problems for a program: one JSON object a line."""

from collections.abc import Iterator

from dealtracker import escape
from dealtracker.reports.report import Report


def lines(report: Report) -> Iterator[str]:
    """An object for each problem. Lines and columns count from 1, columns in characters; the end lies behind the last one.

    `fix` holds the edits that repair it: the text from character `start` up to `end` of the file, from 0, gives way to `text`.
    """
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
            "fix": [edit._asdict() for edit in report.repairs[problem]] if problem in report.repairs else None,
        }
        yield escape.json_line(said)
