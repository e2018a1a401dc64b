"""What all models share: frozen, no field too many, names in files with hyphens."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from dealtracker import limits

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=limits.ID)]
"""Lower-case words joined by hyphens: safe in an address, a file name and an anchor."""


_NO_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Controls and halves of characters, which no page, feed or table can hold: https://www.w3.org/TR/xml/#charsets."""


def written(text: str) -> str:
    """A text, if it is one. Reading finds more, and says where; this is the second wall.

    Raises:
        PydanticCustomError: there is something in it that is no text to any format.
    """
    if not text.isprintable() and (found := _NO_TEXT.search(text)):
        raise PydanticCustomError(
            "invisible-character",
            "the character U+{code} is no text",
            {"code": f"{ord(found[0]):04X}", "hint": "leave it out"},
        )
    return text


Written = Annotated[str, AfterValidator(written)]
"""A text in one language, as somebody wrote it."""


_NO_FIELDS: set[str] = set()


def hyphenated(name: str) -> str:
    """The name of a field in a file."""
    return name.replace("_", "-")


class Model(BaseModel):
    """The base of every record and of every part of one."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=hyphenated, coerce_numbers_to_str=True, defer_build=False
    )

    def model_post_init(self, _: Any) -> None:
        """Take less room: a thousand tracks are more than a hundred thousand of these.

        Which fields were written and which are defaults is forgotten, since nobody asks. And what is set one by one shares
        the names of the fields with all other instances, while the library's dictionary has them once more.
        """
        held = self.__dict__
        object.__delattr__(self, "__dict__")
        for name, value in held.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "__pydantic_fields_set__", _NO_FIELDS)
