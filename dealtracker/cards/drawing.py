"""Drawing a card: 1200 × 630 pixels, the size that social networks ask for.

The picture has a palette. Whatever is drawn has one ground and one ink, and its edges take their shades from a ramp
between the two. So nobody has to count colours afterwards; there are 16 at most on the card of a track, which halves the
time it takes to pack them. What many cards have in common (a date, the word for a status) is drawn once and stamped.
"""

import importlib.util
import struct
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from dealtracker.cards.values import Badge, Card, Share
from dealtracker.colours import INK, PAPER, WHITE, ink, standing_out

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 84
STEPS = 6
"""Shades between a ground and an ink, both included."""

TITLES, LINES = (72, 62, 54), (46, 40, 34)
"""The sizes that a title and the line below it can have."""

Box = tuple[int, int, int, int]
Ramp = tuple[int, ...]
"""The places in a palette of the shades from a ground to an ink."""


class Stamp(NamedTuple):
    """Words in the shades of a ramp: the picture of them, where it lies from where the line begins, and where they end."""

    picture: Image.Image
    x: int
    y: int
    end: int


def draw(card: Card) -> bytes:
    """The card as a PNG; the same card gives the same bytes.

    The font knows Latin, Greek and Cyrillic letters.
    """
    sheet = _Sheet()
    sheet.stamp(MARGIN, 62, _mark(), INK)
    sheet.words(MARGIN + 62, 64, card.site, "Bold", 40)
    end = _text(sheet, card.title, "Bold", TITLES, (150, 392), 1.12)
    if card.badge:
        _badge(sheet, card.badge)
    elif card.line:
        _text(sheet, card.line, "Regular", LINES, (end + 22, 530), 1.25)
        _edge(sheet, card.shares)
    elif card.shares:
        _shares(sheet, card.shares)
    sheet.words(MARGIN, 546, card.date, "Regular", 32)
    return sheet.png()


class _Sheet:
    """A picture with a palette that grows with what is drawn."""

    def __init__(self) -> None:
        self.image = Image.new("P", SIZE)
        self.palette: dict[tuple[int, ...], int] = {}
        self.fill((0, 0, *SIZE), PAPER)

    def fill(self, box: Box, colour: str) -> None:
        """Fill a box with one colour."""
        self.image.paste(self._index(_parts(colour)), box)

    def stamp(self, x: int, y: int, shape: Image.Image, colour: str, ground: str = PAPER) -> None:
        """Put a shape in grey levels (white is ink) on a ground of one colour."""
        self.image.paste(_inked(shape, self._ramp(ground, colour)), (x, y))

    def words(self, x: int, y: int, text: str, weight: str, size: int, colour: str = INK, ground: str = PAPER) -> int:
        """Write words whose line begins at a point; returns where they end."""
        stamp = _written(text, weight, size, self._ramp(ground, colour))
        self.image.paste(stamp.picture, (x + stamp.x, y + stamp.y))
        return x + stamp.end

    def png(self) -> bytes:
        """The picture as a file.

        Put together from chunks (https://www.w3.org/TR/png-3/): Pillow takes three times as long for it.
        """
        bits = 4 if len(self.palette) <= 16 else 8
        with_filters = Image.new("P", (WIDTH + 8 // bits, HEIGHT))  # before each row, a byte that says it is as it is: 0
        with_filters.paste(self.image, (8 // bits, 0))
        rows = with_filters.tobytes("raw", f"P;{bits}".removesuffix(";8"))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            (
                _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, bits, 3, 0, 0, 0)),
                _chunk(b"PLTE", bytes(part for colour in self.palette for part in colour)),
                _chunk(b"IDAT", zlib.compress(rows, 2)),
                _chunk(b"IEND", b""),
            )
        )

    def _ramp(self, ground: str, colour: str) -> Ramp:
        return tuple([self._index(shade) for shade in _shades(ground, colour)])

    def _index(self, colour: tuple[int, ...]) -> int:
        return self.palette.setdefault(colour, len(self.palette))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@cache
def _shades(ground: str, colour: str) -> list[tuple[int, ...]]:
    """The shades from a ground to a colour, both included."""
    ends = list(zip(_parts(ground), _parts(colour), strict=True))
    return [tuple(round(start + (end - start) * step / (STEPS - 1)) for start, end in ends) for step in range(STEPS)]


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _inked(shape: Image.Image, ramp: Ramp) -> Image.Image:
    """A shape in grey levels, in the shades of a ramp."""
    return shape.point([ramp[level * STEPS // 256] for level in range(256)])


@lru_cache(maxsize=200)
def _written(text: str, weight: str, size: int, ramp: Ramp) -> Stamp:
    """Words in the shades of a ramp."""
    font = _font(weight, size)
    end = round(font.getlength(text))
    shape = Image.new("L", (end + 4, sum(font.getmetrics())))
    ImageDraw.Draw(shape).text((0, 0), text, fill=255, font=font)
    left, top, right, bottom = shape.getbbox() or (0, 0, 1, 1)  # no more, or it would cover the tails of the line above
    return Stamp(_inked(shape.crop((left, top, right, bottom)), ramp), left, top, end)


@cache
def _mark() -> Image.Image:
    """The sheet of paper: two lines are written, the third is not yet."""
    shape = Image.new("L", (44 * 4, 52 * 4))
    pen = ImageDraw.Draw(shape)
    outline = [(8, 8), (108, 8), (168, 68), (168, 200), (8, 200)]
    pen.line([*outline, outline[0], outline[1]], fill=255, width=16, joint="curve")
    for line in (96, 128):
        pen.rectangle((44, line, 132, line + 14), fill=255)
    for dash in (44, 80, 116):
        pen.rectangle((dash, 160, dash + 16, 174), fill=255)
    return shape.resize((44, 52), Image.Resampling.BOX)


def _text(sheet: _Sheet, text: str, weight: str, sizes: tuple[int, ...], room: tuple[int, int], leading: float) -> int:
    """Write a text between two heights, in the largest of some sizes in which there is room for it; returns where it ends."""
    top, bottom = room
    for size in sizes:
        most = int((bottom - top) / (size * leading) + 0.01)
        lines = list(_lines(text, weight, size, WIDTH - 2 * MARGIN))
        if len(lines) <= most:
            break
    else:
        lines = [*lines[: most - 1], lines[most - 1] + " …"]
    for number, line in enumerate(lines):
        sheet.words(MARGIN, top + round(number * size * leading), line, weight, size)
    return top + round(len(lines) * size * leading)


def _lines(text: str, weight: str, size: int, width: int) -> Iterator[str]:
    line: list[str] = []
    left = float(width)
    for word in text.split():
        left -= _length(f" {word}" if line else word, weight, size)
        if line and left < 0:
            yield " ".join(line)
            line, left = [], width - _length(word, weight, size)
        line.append(word)
    yield " ".join(line)


@lru_cache(maxsize=5_000)
def _length(word: str, weight: str, size: int) -> float:
    return _font(weight, size).getlength(word)


def _badge(sheet: _Sheet, badge: Badge) -> None:
    width, height, y = round(_length(badge.words, "Semibold", 40)) + 60, 70, 446
    colour = standing_out(badge.colour, [PAPER], 3, (WHITE, INK))
    sheet.fill((0, 0, 28, HEIGHT), colour)
    sheet.stamp(MARGIN, y, _rounded(width, height, None if badge.is_documented else 5), colour)
    if badge.is_documented:
        sheet.words(MARGIN + 30, y + 8, badge.words, "Semibold", 40, ink(colour, (WHITE, INK)), colour)
    else:
        sheet.words(MARGIN + 30, y + 8, badge.words, "Semibold", 40)
    sheet.words(MARGIN + width + 24, y + 10, badge.since, "Regular", 38)


@lru_cache(maxsize=100)
def _rounded(width: int, height: int, outline: int | None) -> Image.Image:
    """A shape with round ends: full, or an outline so many pixels wide."""
    shape = Image.new("L", (width * 4, height * 4))
    pen = ImageDraw.Draw(shape)
    pen.rounded_rectangle((0, 0, width * 4 - 1, height * 4 - 1), height * 2, fill=255)
    if outline:
        inset = outline * 4
        pen.rounded_rectangle((inset, inset, width * 4 - 1 - inset, height * 4 - 1 - inset), height * 2 - inset, fill=0)
    return shape.resize((width, height), Image.Resampling.BOX)


def _shares(sheet: _Sheet, shares: tuple[Share, ...]) -> None:
    """A bar of all tracks, and below it what its parts mean, on two lines at most."""
    colours = [standing_out(share.colour, [PAPER], 3) for share in shares]
    total, done = sum(share.count for share in shares), 0
    for share, colour in zip(shares, colours, strict=True):
        left, done = _along(done, total), done + share.count
        sheet.fill((left, 356, _along(done, total) - 4, 404), colour)
    x, y = MARGIN, 420
    for share, colour in zip(shares, colours, strict=True):
        words = f"{share.count} {share.words}"
        if x > MARGIN and x + 36 + _length(words, "Semibold", 32) > WIDTH - MARGIN:
            x, y = MARGIN, y + 48
        if y > 470:
            return
        sheet.fill((x, y + 12, x + 24, y + 36), colour)
        x = sheet.words(x + 36, y, words, "Semibold", 32) + 40


def _edge(sheet: _Sheet, shares: tuple[Share, ...]) -> None:
    """The left edge, divided as the tracks are: where that of a track has the colour of its status."""
    total, done = sum(share.count for share in shares), 0
    for share in shares:
        top, done = HEIGHT * done // total, done + share.count
        sheet.fill((0, top, 28, HEIGHT * done // total), standing_out(share.colour, [PAPER], 3))


def _along(done: int, total: int) -> int:
    return MARGIN + (WIDTH - 2 * MARGIN) * done // total


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Source Sans Pro. Its package is only looked up, not run."""
    package = importlib.util.find_spec("font_source_sans_pro")
    if package is None or package.submodule_search_locations is None:
        raise ImportError("the package font-source-sans-pro is missing; see requirements.txt")
    file = Path(package.submodule_search_locations[0]) / "files" / f"SourceSansPro-{weight}.ttf"
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
