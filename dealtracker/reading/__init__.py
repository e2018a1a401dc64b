"""Reading: YAML text becomes plain values, and every value keeps the place where it was written.

This room knows YAML and its traps. It does not know what a track or an event is.
"""

from dealtracker.reading.document import Document, read_file, read_text

__all__ = ["Document", "read_file", "read_text"]
