"""What all models share: frozen, no field too many, names in files with hyphens."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
ID_LENGTH = 80

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=ID_LENGTH)]
"""Lower-case words joined by hyphens: safe in an address, a file name and an anchor."""


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
        """Forget which fields were written and which are defaults.

        Nobody asks, and the sets that remember it would be a third of the memory of a thousand tracks.
        """
        object.__setattr__(self, "__pydantic_fields_set__", _NO_FIELDS)
