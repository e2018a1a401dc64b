"""Problems on the lines of a pull request, as commands that GitHub reads from the output of a step.

GitHub shows at most ten annotations of each level for a step. So the errors come first, in the order of the report (see
`dealtracker.commands.check`: those nearest to changed lines), and what does not fit stands in the summary of the job.
"""

from collections.abc import Iterator, Sequence

from dealtracker import escape
from dealtracker.problems import Level, Problem
from dealtracker.reports.report import Report

MOST = 10
"""How many annotations of a level GitHub shows for one step."""


def lines(report: Report) -> Iterator[str]:
    """The annotations that GitHub will show, and how many there are in all."""
    for level in Level:
        of_level = [problem for problem in report.problems if problem.level is level]
        yield from (_annotation(report, problem) for problem in of_level[:MOST])
        if len(of_level) > MOST:
            yield f"::notice::{len(of_level)} {level}s in all; the summary of this job lists every one"
    yield report.counts or "nothing is wrong"


def _annotation(report: Report, problem: Problem) -> str:
    place = problem.place
    where = {
        "file": problem.path,
        "line": place.line,
        "col": place.column,
        "endLine": place.end_line or place.line,
        "title": problem.rule,
    }
    properties = ",".join(f"{name}={escape.command_property(str(value))}" for name, value in where.items())
    said = [problem.message, problem.hint, *filter(None, [report.help(problem.rule)])]
    return f"::{problem.level} {properties}::" + escape.command("\n".join(said))


def summary(report: Report) -> str:
    """Every problem as a table for the summary of the job, in HTML: Markdown would let a text become markup."""
    if not report.problems:
        return "<p>Nothing is wrong.</p>\n"
    rows = "".join(_rows(report, report.problems))
    head = "<tr><th>Where</th><th>Check</th><th>What is wrong, and what to do</th></tr>"
    return f"<p>{report.counts}</p>\n<table>\n{head}\n{rows}</table>\n"


def _rows(report: Report, problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems:
        where = f"{problem.path}:{problem.place.line}:{problem.place.column}"
        address = report.help(problem.rule)
        rule = f'<a href="{escape.html(address)}">{problem.rule}</a>' if address else problem.rule
        mark = "" if problem.level is Level.ERROR else f"{problem.level}: "
        said = f"{mark}{_words(problem.message)}<br>{_words(problem.hint)}"
        yield f"<tr><td><code>{escape.html(escape.one_line(where))}</code></td><td>{rule}</td><td>{said}</td></tr>\n"


def _words(text: str) -> str:
    """A text of a problem for a table that may stand in a comment: nobody is called by it, and no empty line ends the table."""
    return escape.html(escape.uncalled(escape.one_line(text)))
