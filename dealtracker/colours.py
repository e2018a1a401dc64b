"""Colours that can be read: contrast as WCAG 2 defines it, and the nearest colour that has enough of it."""

from collections.abc import Iterable, Iterator

STEPS = 64
"""How finely a colour is shaded on its way to black or white."""

BLACK, WHITE = "#000000", "#ffffff"

PAPER, INK = "#fdfcfa", "#1d242c"
"""The ground and the ink of pictures that look alike everywhere: those of the site by day."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours like `#0b5cad`: from 1 (the same) to 21 (black and white).

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How bright a colour is, from 0 to 1. https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def standing_out(colour: str, grounds: Iterable[str], least: float, inks: Iterable[str] = ()) -> str:
    """The shade nearest to a colour that has at least this contrast to every ground.

    Where `inks` are given, one of them can be read on the shade as well.
    """
    grounds, inks = tuple(grounds), tuple(inks)
    for shade in _shades(colour):
        if all(contrast(shade, ground) >= least for ground in grounds) and (not inks or _readable(shade, inks)):
            return shade
    return max((BLACK, WHITE), key=lambda shade: min(contrast(shade, ground) for ground in grounds))


def ink(fill: str, inks: Iterable[str]) -> str:
    """The first of the inks that can be read on a fill; where none can, the one with the most contrast."""
    inks = tuple(inks)
    return next((one for one in inks if _readable(fill, (one,))), max(inks, key=lambda one: contrast(fill, one)))


def _readable(fill: str, inks: Iterable[str]) -> bool:
    return any(contrast(fill, one) >= 4.5 for one in inks)


def _shades(colour: str) -> Iterator[str]:
    """The colour, then ever more distant shades of it, darker and lighter in turn."""
    parts = _parts(colour)
    for step in range(STEPS + 1):
        for end in (0.0, 1.0):
            yield "#" + "".join(f"{round(255 * (part + (end - part) * step / STEPS)):02x}" for part in parts)


def _parts(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
