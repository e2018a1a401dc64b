"""Reading: YAML text becomes plain values, and every value keeps the place where it was written; so does a plain line.

This room knows YAML and its traps. It does not know what a track or an event is.
"""

from dealtracker.reading.document import Document, read_file, read_text
from dealtracker.reading.lines import Lines, read_lines

__all__ = ["Document", "Lines", "read_file", "read_lines", "read_text"]
