"""The licence of the data as catalogues name it."""

import re

_CREATIVE_COMMONS = re.compile(r"CC (BY(?:-(?:NC|ND|SA))*) ([1-4]\.[0-9])", re.ASCII)


def licence_id(licence: str) -> str:
    """A licence as one word: `CC BY 4.0` is `CC-BY-4.0`, its id at https://opendefinition.org/licenses/."""
    return "-".join(licence.split())


def licence_address(licence: str) -> str | None:
    """Where the text of a Creative Commons licence is; None for any other licence."""
    if licence == "CC0 1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    named = _CREATIVE_COMMONS.fullmatch(licence)
    return f"https://creativecommons.org/licenses/{named[1].lower()}/{named[2]}/" if named else None
