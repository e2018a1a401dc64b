"""Whether the addresses of sources still lead anywhere, and where copies of them are kept.

The only room that asks other hosts, and only when somebody runs `build.py links`, `live` or `verify`: never in a build and
never on a pull request. `asking` puts one question to one host, `checking` goes through the sources of a deal politely,
`archive` looks for copies.
"""

from dealtracker.links.archive import copy_of
from dealtracker.links.asking import Answer, Asker, Sent, State
from dealtracker.links.checking import Checked, checked

__all__ = ["Answer", "Asker", "Checked", "Sent", "State", "checked", "copy_of"]
