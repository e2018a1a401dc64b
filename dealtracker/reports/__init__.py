"""Problems in the form that their reader uses: a person, a program, a pull request, a scanner. One module for each form."""

from collections.abc import Callable, Iterator, Mapping

from dealtracker.reports import github, jsonlines, sarif, text
from dealtracker.reports.report import Report

FORMATS: Mapping[str, Callable[[Report], Iterator[str]]] = {
    "text": text.lines,
    "json": jsonlines.lines,
    "github": github.lines,
    "sarif": sarif.lines,
}
"""The forms by name; each gives the lines to print."""

__all__ = ["FORMATS", "Report"]
