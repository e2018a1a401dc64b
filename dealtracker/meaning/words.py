"""A meaning in words: as a text for a terminal, and as Markdown for a comment on a change."""

from collections.abc import Callable, Iterator, Mapping

from dealtracker import escape
from dealtracker.meaning.compare import Meaning
from dealtracker.meaning.pieces import Line, Manner

NOTHING = "Nothing stands otherwise than before."

Way = Callable[[str], str]
_PLAIN: Mapping[Manner, Way] = {Manner.OURS: str, Manner.THEIRS: str, Manner.NAME: "`{}`".format, Manner.STRONG: str}
_MARKDOWN: Mapping[Manner, Way] = {
    Manner.OURS: str,
    Manner.THEIRS: escape.comment,
    Manner.NAME: escape.comment_code,
    Manner.STRONG: lambda text: f"**{escape.comment(text)}**",
}


def plain(meaning: Meaning) -> Iterator[str]:
    """The lines for a terminal."""
    for changed in meaning.changed:
        yield f"{changed.file}: {changed.title.text}"
        yield from (f"  {_said(line, _PLAIN)}" for line in (changed.first, *changed.rest))
    yield from (_said(line, _PLAIN) for line in meaning.general)
    if not meaning:
        yield NOTHING


def markdown(meaning: Meaning) -> Iterator[str]:
    """The lines of a comment. What the record says cannot become markup, a link, or a call to anybody."""
    for changed in meaning.changed:
        yield f"**{escape.comment(changed.title.text)}** ({escape.comment_code(changed.file)}): {_said(changed.first, _MARKDOWN)}"
        yield ""
        yield from (f"- {_said(line, _MARKDOWN)}" for line in changed.rest)
        if changed.rest:
            yield ""
    yield from (f"- {_said(line, _MARKDOWN)}" for line in meaning.general)
    if not meaning:
        yield NOTHING


def _said(line: Line, ways: Mapping[Manner, Way]) -> str:
    return "".join(
        ways[piece.manner](" ".join(piece.text.split()) if piece.manner is not Manner.OURS else piece.text) for piece in line
    )
