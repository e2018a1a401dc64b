"""Generated assets: the style sheet, with what it has to know of the vocabulary."""

import re
from collections.abc import Iterator

from dealtracker.colours import BLACK, WHITE, contrast, ink, standing_out
from dealtracker.model import Vocabulary

_GROUND = re.compile(r"--paper(?:-wash)?: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")

_COMMENT = re.compile(r" */\*.*?\*/\n?", re.DOTALL)
_ROOM = re.compile(r" ?([{}]) ?|(;) (?=[-\w])")


def style_sheet(words: Vocabulary, written: str, lanes: int = 0) -> str:
    """The style sheet of the site: the colours of the statuses, then the sheet that people wrote, without comments and room.

    `lanes` is how many lines of landmarks stand above the chart. It is said here, as are the sizes that follow from the
    vocabulary: the policy of the site (`dealtracker.policy`) lets no element have a style of its own.

    A reader fetches one file, and a new status needs no change of the sheet.
    """
    return "\n".join([*_statuses(words, written), *_sizes(words, lanes)]) + "\n" + packed(written) + "\n"


def packed(sheet: str) -> str:
    """A style sheet as readers fetch it: without comments, and with no more room between its parts than it needs.

    Texts in a sheet must not hold braces or two spaces.
    """
    return _ROOM.sub(r"\1\2", " ".join(_COMMENT.sub("", sheet).split()))


def _sizes(words: Vocabulary, lanes: int) -> Iterator[str]:
    yield f":root{{--lanes:{lanes};--levels:{len(words.clocked)}}}"
    yield from (f".span-{steps}{{--span:{steps}}}" for steps in range(1, len(words.ladder)))


def _statuses(words: Vocabulary, written: str) -> Iterator[str]:
    """Three custom properties for each status, each with a colour for light and one for dark.

    | property | for | contrast |
    |---|---|---|
    | `--status` | areas and lines | 3 or more to the grounds of the sheet, `--paper` and `--paper-wash` |
    | `--on-status` | words on such an area | 4.5 or more to it |
    | `--status-ink` | words in the colour of the status | 4.5 or more to the grounds |

    Ids and colours are safe to write as they are: the models admit letters, digits and hyphens, and `#rrggbb`.
    """
    found = _GROUND.findall(written) or [(WHITE, BLACK)]
    by_day, by_night = [light for light, _ in found], [dark for _, dark in found]
    inks = WHITE, by_night[0]
    for status in words.statuses:
        light = standing_out(status.colour, by_day, 3, inks)
        # As strong by night as by day: two statuses that differ in brightness, which everybody sees, go on doing so.
        dark = standing_out(light, by_night, min(contrast(light, ground) for ground in by_day), inks)
        colours = {
            "--status": (light, dark),
            "--on-status": (ink(light, inks), ink(dark, inks)),
            "--status-ink": (standing_out(light, by_day, 4.5), standing_out(dark, by_night, 4.5)),
        }
        said = ";".join(f"{name}:light-dark({day},{night})" for name, (day, night) in colours.items())
        yield f".status--{status.id},.badge--{status.id}{{{said}}}"
