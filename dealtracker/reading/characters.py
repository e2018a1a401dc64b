"""Characters that have no place in a record, because a reader does not see what they do.

There are three kinds: those that cannot be seen or that turn the direction of writing, so that a text says something else
than it shows; marks that are piled up on a letter until they cover the lines around it; and letters of another script
that look like ours inside a word, so that two names look the same and are not.

Letters of every script are welcome, and so are the spaces of typography (the no-break space among them).
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

HIGHEST_PILE = 3
"""So many marks may stand on a letter: as many as Hebrew and Vietnamese need. Any more are there to be seen, not to be read."""

_WITHOUT_LOOKS = re.compile(
    "[\u034f"  # the grapheme joiner
    "\u115f\u1160\u3164\uffa0"  # fillers of Hangul
    "\u17b4\u17b5"  # vowels of Khmer that are not written
    "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"  # they choose another look for the character before
    "\u2800\ufffc]"  # a blank of Braille, and the place of a picture that is lost
)
"""What Unicode counts as letters, marks and signs, and what shows nothing. All else that is hidden is not printable to Python."""

_LIKE_LATIN = (
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухӏһԁԛԝ"  # Cyrillic
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυικ"  # Greek, without those that stand for units and sizes, like μ and Δ
)
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_LOOKALIKE = re.compile(f"(?<=[{_LATIN}])[{_LIKE_LATIN}]|[{_LIKE_LATIN}](?=[{_LATIN}])")

_RARE = re.compile(
    "[\u0300-\u10ff\u115f\u1160\u135d-\u135f\u1712-\u1dff\u20d0-\u20ff\u2800\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099\u309a\u3164"
    "\ua66f-\uabed\ufb1e\ufe00-\ufe2f\uffa0\ufffc\U00010000-\U0010ffff]"
)
"""The blocks in which any of this may stand. English and Korean have nothing of them, so that most files are done at once."""

_PLAIN = bytes(range(0x20, 0x7F)) + b"\n"
"""What texts nearly all consist of: without it, little is left to be looked at."""

_KINDS = {"Cc": "control character", "Cn": "not a character", "Co": "private character", "Cs": "half of a character"}


class Odd(NamedTuple):
    """A character that has no place in a record: where it stands in the text, the rule, what is wrong, one thing to do."""

    at: int
    rule: str
    message: str
    hint: str


def odd_characters(text: str, *, in_file: bool = True) -> Iterator[Odd]:
    """Every one of a text. In that of a file, tabs and ends of lines have rules of their own and are left out."""
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")
    is_rare = _RARE.search(beyond) is not None
    if is_rare or not beyond.isprintable():
        yield from _hidden(text, "\t\n\r" if in_file else "\n")
    if is_rare:
        yield from _piled_up(text)
        yield from _lookalikes(text)


def is_hidden(character: str) -> bool:
    """Whether a character shows nothing, or nothing of its own, where it stands. A space is no such character."""
    if character.isprintable():
        return _WITHOUT_LOOKS.match(character) is not None
    return unicodedata.category(character) != "Zs"


def named(character: str) -> str:
    """The number of a character and its name in Unicode, or of what kind it is: `U+200B (zero width space)`."""
    return f"U+{ord(character):04X} ({_name(character).lower()})"


def _name(character: str) -> str:
    if character < " ":  # controls have no names, but pictures that have
        return unicodedata.name(chr(0x2400 + ord(character))).removeprefix("SYMBOL FOR ")
    return unicodedata.name(character, "") or _KINDS.get(unicodedata.category(character), "unknown character")


def _hidden(text: str, left_out: str) -> Iterator[Odd]:
    for at, character in enumerate(text):
        if character not in left_out and is_hidden(character):
            yield Odd(
                at,
                "invisible-character",
                f"an invisible character: {named(character)}",
                "delete it, or type the words again instead of pasting them",
            )


def _piled_up(text: str) -> Iterator[Odd]:
    height = 0
    for at, character in enumerate(text):
        height = height + 1 if _is_piled(character) else 0
        if height == HIGHEST_PILE + 1:
            below = at - HIGHEST_PILE
            letter = text[below - 1 : below] if below and not is_hidden(text[below - 1]) else ""
            on = f"`{letter}`" if letter else "nothing"
            yield Odd(
                below - len(letter),
                "marks-piled-up",
                f"more than {HIGHEST_PILE} marks stand on {on}; the first is {named(text[below])}",
                "type the letter again without them" if letter else "delete them",
            )


def _is_piled(character: str) -> bool:
    """Whether a character is written above, below or around the one before."""
    return unicodedata.combining(character) > 0 or unicodedata.category(character) == "Me"


def _lookalikes(text: str) -> Iterator[Odd]:
    for match in _LOOKALIKE.finditer(text):
        yield Odd(
            match.start(),
            "lookalike-letter",
            f"`{match[0]}` in this word is {named(match[0])}",
            "type the word again; the letter only looks like one of the others",
        )
