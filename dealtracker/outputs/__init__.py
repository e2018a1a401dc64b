"""What a reader can take away, all made from the standing that the pages show: one module for each.

A module holds one `Takeaway`, which the Data page describes, and the function that makes its files. Modules here know
nothing of one another. Adding an output is one module and one line in `OUTPUTS`.
"""

from dealtracker.outputs import api, badges, calendars, embeds, feeds, llms, robots, tables
from dealtracker.pages.takeaway import Takeaway

OUTPUTS: tuple[Takeaway, ...] = (
    api.TAKEAWAY,
    tables.TAKEAWAY,
    feeds.TAKEAWAY,
    calendars.TAKEAWAY,
    badges.TAKEAWAY,
    embeds.TAKEAWAY,
    llms.TAKEAWAY,
    robots.TAKEAWAY,
)
"""In the order of the Data page."""

__all__ = ["OUTPUTS"]
