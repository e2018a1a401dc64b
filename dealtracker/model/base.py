"""What all models share: frozen, no field too many, names in files with hyphens."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, ConfigDict, StringConstraints
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator

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


def hyphenated(name: str) -> str:
    """The name of a field in a file."""
    return name.replace("_", "-")


CONFIG = ConfigDict(extra="forbid", alias_generator=hyphenated, coerce_numbers_to_str=True)
"""No field too many, and no ado about the quotes that a number should have had."""


class Model:
    """The base of every record and of every part of one: a frozen dataclass, which pydantic fills and describes.

    Its fields are slots. A field of a `BaseModel` takes five times as long to look up, and more room, and a large deal has
    hundreds of thousands of these.
    """

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = CONFIG
    __pydantic_fields__: ClassVar[Mapping[str, FieldInfo]]
    __pydantic_core_schema__: ClassVar[CoreSchema]
    __pydantic_validator__: ClassVar[SchemaValidator]

    @classmethod
    def of(cls, value: object) -> Self:
        """The record that a value of a file is.

        Raises:
            pydantic.ValidationError: it is none.
        """
        made: Self = cls.__pydantic_validator__.validate_python(value)
        return made

    @classmethod
    def fields(cls) -> Mapping[str, FieldInfo]:
        """What is known of each field, by its name in the program. In a file, its name is its `alias`."""
        return cls.__pydantic_fields__

    def but(self, others: Mapping[str, Any]) -> Self:
        """The same with other values in some fields. They are not looked at."""
        made = object.__new__(type(self))
        for name in self.fields():
            object.__setattr__(made, name, others[name] if name in others else getattr(self, name))
        return made
