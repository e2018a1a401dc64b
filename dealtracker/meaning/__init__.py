"""What a change of the data means: for each record, what stands otherwise after it than before it, and why.

Both sides are seen as of the same day, so that time alone changes nothing. `compare` finds what is different, and says it
in lines of pieces; `words` puts these into a text for a terminal or into Markdown for a comment.
"""

from dealtracker.meaning.compare import Changed, Meaning, compare
from dealtracker.meaning.words import markdown, plain

__all__ = ["Changed", "Meaning", "compare", "markdown", "plain"]
