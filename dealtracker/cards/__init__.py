"""Preview pictures: what a link to a page looks like where it is shared.

One for each track, with its status, and one for each other page, with what is on it; `values` says what stands on a card,
`drawing` draws it. A card that says what it said before is not drawn again. What is no page, like the one for addresses
that lead nowhere, has the card of the home page.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dealtracker.cards.values import Badge, Card, Share, cards
from dealtracker.pages import Edition
from dealtracker.pages.edition import Heading

FOLDER = "assets/cards"
"""Where the pictures are, from the root of the site."""


def pictures(edition: Edition, headings: Iterable[Heading], cache: Path) -> Iterator[tuple[str, bytes]]:
    """The path and the PNG of each card of an edition. What the cache holds is taken from there, and added to it."""
    drawing = hashlib.sha256((Path(__file__).parent / "drawing.py").read_bytes()).hexdigest()
    for name, card in cards(edition, headings):
        kept = cache / f"{hashlib.sha256(f'{drawing} {card!r}'.encode()).hexdigest()[:32]}.png"
        if not kept.is_file():
            from dealtracker.cards.drawing import draw  # its library is slow to load, and mostly not needed

            _keep(kept, draw(card))
        yield f"{FOLDER}/{name}.png", kept.read_bytes()


def _keep(file: Path, picture: bytes) -> None:
    """Write a file whole or not at all: a half-written one would be taken for good ever after."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")  # another process may be drawing the same card
    unfinished.write_bytes(picture)
    unfinished.replace(file)


__all__ = ["FOLDER", "Badge", "Card", "Share", "cards", "pictures"]
