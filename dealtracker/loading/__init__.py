"""Loading: a folder of YAML files becomes the deal, or everything that is wrong with them.

Files are gathered into records (`gathering`), and the rules run on these and on the whole (`checking`).
"""

from dealtracker.loading.checking import Loaded, load

__all__ = ["Loaded", "load"]
