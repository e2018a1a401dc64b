"""What a reader can take away, all made from the standing that the pages show: one module for each.

A module holds one `Takeaway`, which the Data page describes, and the function that makes its files. Modules here know
nothing of one another. Adding an output is one module and one line in `OUTPUTS`.
"""

from dealtracker.outputs import llms, robots
from dealtracker.pages.takeaway import Takeaway

OUTPUTS: tuple[Takeaway, ...] = (llms.TAKEAWAY, robots.TAKEAWAY)

__all__ = ["OUTPUTS"]
