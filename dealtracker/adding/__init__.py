"""Adding to a record by editing its text: an event, a source, a new track.

A file is never dumped: what stood in it stays as it was, letter for letter, and the new lines are written as a person
would write them. `drafts` completes what somebody knows, `entries` writes the lines, `placing` puts them where they
belong, `project` tries the result before it is written.
"""

from dealtracker.adding.drafts import Draft, new_source, new_track, with_draft
from dealtracker.adding.project import Addition, add

__all__ = ["Addition", "Draft", "add", "new_source", "new_track", "with_draft"]
