"""Fixing: what can have been meant in only one way is repaired in the text, and all else stays byte for byte.

`edits` says for one problem what would repair it. `repair` does it for a folder, again and again, because one mistake
often hides another.
"""

from dealtracker.fixing.change import Change
from dealtracker.fixing.edits import Edit, edited
from dealtracker.fixing.fixers import FIXERS, edits
from dealtracker.fixing.repair import Repaired, repair
from dealtracker.fixing.several import repairs

__all__ = ["FIXERS", "Change", "Edit", "Repaired", "edited", "edits", "repair", "repairs"]
