"""Preview pictures: what a link to a page looks like where it is shared.

One for each track, with its status, and one for each other page, with what is on it; `values` says what stands on a card,
`drawing` draws it. A card that says what it said before is not drawn again. What is no page, like the one for addresses
that lead nowhere, has the card of the home page.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from dealtracker.cards.values import Badge, Card, Share, cards
from dealtracker.files import remove
from dealtracker.pages import Edition
from dealtracker.pages.edition import Heading

FOLDER = "assets/cards"
"""Where the pictures are, from the root of the site."""

SEAL = 32
"""With so many bytes a picture in the cache begins: the digest of the rest, without which it is not taken for whole."""


def pictures(edition: Edition, headings: Iterable[Heading], cache: Path) -> Iterator[tuple[str, bytes]]:
    """The path and the PNG of each card of an edition. What the cache holds is taken from there, and added to it."""
    drawing = hashlib.sha256((Path(__file__).parent / "drawing.py").read_bytes()).hexdigest()
    for name, card in cards(edition, headings):
        kept = cache / hashlib.sha256(f"{drawing} {card!r}".encode()).hexdigest()[:32]
        picture = _kept(kept)
        if picture is None:
            from dealtracker.cards.drawing import draw  # its library is slow to load, and mostly not needed

            picture = draw(card)
            _keep(kept, picture)
        yield f"{FOLDER}/{name}.png", picture


def _kept(file: Path) -> bytes | None:
    """The picture in a file of the cache. None where there is none, or not all of it."""
    try:
        held = file.read_bytes()
    except OSError:
        return None
    picture = held[SEAL:]
    return picture if held[:SEAL] == hashlib.sha256(picture).digest() else None


def _keep(file: Path, picture: bytes) -> None:
    """Put a picture into the cache, in the place of what was no picture."""
    file.parent.mkdir(parents=True, exist_ok=True)
    remove(file)
    with suppress(FileExistsError), file.open("xb") as held:  # another process has drawn the same card meanwhile
        held.write(hashlib.sha256(picture).digest() + picture)


__all__ = ["FOLDER", "Badge", "Card", "Share", "cards", "pictures"]
