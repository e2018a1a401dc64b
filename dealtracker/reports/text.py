"""Problems for a person at a terminal: two lines each, then how many, and where the checks are explained."""

from collections.abc import Iterator

from dealtracker import escape
from dealtracker.reports.report import Report


def lines(report: Report) -> Iterator[str]:
    """Path, line, column, rule, what is wrong; below it one thing to do."""
    yield from (escape.terminal(str(problem)) for problem in report.problems)
    if report.problems:
        repairable = f"; build.py fix repairs {len(report.repairs)} of them" if report.repairs else ""
        yield report.counts + repairable
        rules = sorted({problem.rule for problem in report.problems})
        where = report.help(rules[0]) if len(rules) == 1 else report.help("")
        if where is not None:
            yield f"explained with examples: {where.removesuffix('#')}"
