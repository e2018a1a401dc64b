"""What `fix` repairs: for each rule a function from a problem to the edits that repair it."""

from collections.abc import Mapping

from dealtracker.fixing import characters, order, quotes, spacing, values
from dealtracker.fixing.case import Case, Fixer
from dealtracker.fixing.edits import Edit, edited, position
from dealtracker.problems import Problem
from dealtracker.reading import Document, read_text

_CHARACTERS: dict[str, Fixer] = {
    "byte-order-mark": characters.byte_order_mark,
    "windows-line-ends": characters.windows_line_ends,
    "tab": characters.tab,
    "space-at-line-end": characters.space_at_line_end,
    "letters-apart": characters.letters_apart,
    "invisible-character": characters.invisible_character,
}

UNSEEN = frozenset(_CHARACTERS)
"""The rules of which nothing can be seen, neither before nor after a repair."""

FIXERS: Mapping[str, Fixer] = _CHARACTERS | {
    "needs-quotes": quotes.needs_quotes,
    "quote-not-closed": quotes.quote_not_closed,
    "prose-in-braces": quotes.prose_in_braces,
    "cut-by-comment": quotes.cut_by_comment,
    "anchor-or-tag": quotes.anchor_or_tag,
    "wrong-indent": spacing.wrong_indent,
    "yaml-grammar": spacing.yaml_grammar,
    "unknown-field": values.unknown_field,
    "wrong-shape": values.wrong_shape,
    "id-form": values.id_form,
    "file-name": values.file_name,
    "date-format": values.date_format,
    "out-of-order": order.out_of_order,
}
"""By the name of a rule. A rule is here if its problems are repaired wherever only one thing can have been meant."""


def edits(problem: Problem, text: str) -> list[Edit] | None:
    """The edits that repair a problem in the text of its file; None where only the writer can say what was meant.

    The text is that of the file as it is, with a mark of the byte order and the ends of its lines. The edits do not meet.
    """
    fixer, at = FIXERS.get(problem.rule), position(text, problem.place)
    found = fixer(Case(problem, text, at)) if fixer is not None and at is not None else None
    return found if found and (problem.rule in UNSEEN or _helps(problem, text, found)) else None


def _helps(problem: Problem, text: str, found: list[Edit]) -> bool:
    """Whether a text is better with the edits: it can be read, or it could not be before and now has another problem."""
    after = read_text(edited(text, found), problem.path)
    if isinstance(after, Document):
        return True
    is_same = any((left.rule, left.place) == (problem.rule, problem.place) for left in after)
    return not is_same and not isinstance(read_text(text, problem.path), Document)
