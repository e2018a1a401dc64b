"""What a site is made from, of which commit it is, and whether what is published is what that commit gives.

locked.py    the packages that the build installs             bom.py         the same as a bill of materials, for programs
seal.py      the three files that say it on the site          copies.py      a published site: at its address, or in a folder
rebuild.py   the site of a commit, made anew                  comparing.py   both, bit by bit

The rest of the program knows nothing of commits: the same records and the same day give the same site. Only a site that is
deployed is sealed, and only then is there something to verify.
"""

from dealtracker.supply.comparing import Difference, compared
from dealtracker.supply.copies import AtAddress, Copy, InFolder
from dealtracker.supply.locked import Locked, NotLocked, locked, unlike
from dealtracker.supply.rebuild import NotRebuilt, rebuilt
from dealtracker.supply.seal import Origin, Unsealed, origin_of, seal

__all__ = [
    "AtAddress",
    "Copy",
    "Difference",
    "InFolder",
    "Locked",
    "NotLocked",
    "NotRebuilt",
    "Origin",
    "Unsealed",
    "compared",
    "locked",
    "origin_of",
    "rebuilt",
    "seal",
    "unlike",
]
