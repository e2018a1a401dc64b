"""Where everything stands on a date: the fold from events to status, and what follows from it.

Pure functions of records and a date. Nothing in here reads a file, knows Markdown, or asks what day it is.
"""

from dealtracker.standing.clocks import Clock
from dealtracker.standing.evidence import Evidence
from dealtracker.standing.flags import Raised
from dealtracker.standing.fold import Axis, Step, fold, known_by, status_on
from dealtracker.standing.known import known
from dealtracker.standing.points import PointStanding
from dealtracker.standing.stand import (
    Change,
    DealStanding,
    Expectation,
    RecordStanding,
    TrackStanding,
    deal_standing,
)

__all__ = [
    "Axis",
    "Change",
    "Clock",
    "DealStanding",
    "Evidence",
    "Expectation",
    "PointStanding",
    "Raised",
    "RecordStanding",
    "Step",
    "TrackStanding",
    "deal_standing",
    "fold",
    "known",
    "known_by",
    "status_on",
]
