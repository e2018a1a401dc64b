"""Why a text is not YAML, in our own words and at the place of the cause.

The parsers' own words (“found character that cannot start any token”) help nobody who has not written a parser, and
they often name the place where the parser noticed instead of the place to mend. Each function here recognises one
mistake that people really make. The pure Python parser is asked, whatever parser was used before: its marks are the more
exact ones, and the same text must get the same message on every machine.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import yaml

from dealtracker.problems import Place, shortened
from dealtracker.reading.trouble import Trouble, place_at

_CANNOT_BEGIN = "@`%*&!|>{}[],?-"
_FIELD = re.compile(r"\s*(?:- +)*(?:[\w-]+:(?:\s+|$))?")
_NO_SPACE = re.compile(r"\s*(?:- +)*(?P<name>[A-Za-z][\w-]*:)(?P<value>[^\s/:].*)")
_HYPHEN = re.compile(r"\s*(?P<hyphen>-)(?P<name>\w[\w-]*)")
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")


def explain(text: str) -> Trouble:
    """The cause for which a parser refused a text."""
    events: list[yaml.Event] = []
    try:
        events.extend(_events(text, events))
    except yaml.MarkedYAMLError as error:
        fault = _fault(text, error, events)
        return next(trouble for cause in _CAUSES if (trouble := cause(fault)) is not None)
    except (ValueError, OverflowError):
        pass  # an escape beyond the last character there is
    return _only_composing_fails(text, events)


def _events(text: str, so_far: list[yaml.Event]) -> Iterator[yaml.Event]:
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        so_far.append(event)
        yield event
