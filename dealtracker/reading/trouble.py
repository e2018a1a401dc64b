"""What reading finds wrong: a problem that does not know yet in which file it stands."""

from typing import NamedTuple

from dealtracker.problems import Place


class Trouble(NamedTuple):
    """The fields of a `Problem` without its path, in the same order."""

    place: Place
    rule: str
    message: str
    hint: str
