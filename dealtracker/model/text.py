"""A text that people wrote, in one language or in two."""

from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidatorFunctionWrapHandler
from pydantic.dataclasses import dataclass as model
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from dealtracker.model.base import CONFIG, Model, Written, written


@model(frozen=True, kw_only=True, slots=True)
class Languages(Model):
    """A text as it is written with its languages named."""

    __pydantic_config__: ClassVar[ConfigDict] = CONFIG | ConfigDict(title="Text")

    en: Written = Field(min_length=1, description="The text in English.")
    ko: Written | None = Field(default=None, min_length=1, description="The same in Korean.")


@dataclass(frozen=True, slots=True)
class Text:
    """English, and Korean where somebody has written it. Written plain, it is English.

    A large deal has a hundred thousand of them, so a text is not a model itself: it takes a sixth of the memory of one.
    """

    en: str
    ko: str | None = None

    def in_language(self, language: str) -> tuple[str, str]:
        """The words and the language that they are in: the one asked for where it is there, else English."""
        if language == "ko" and self.ko is not None:
            return self.ko, "ko"
        return self.en, "en"

    def __str__(self) -> str:
        return self.en

    def __bool__(self) -> bool:
        """Whether there is something to say. What people write is never empty; what was not known on a day can be."""
        return bool(self.en)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(
            _read,
            handler.generate_schema(Languages),
            serialization=core_schema.plain_serializer_function_ser_schema(_languages),
            ref=f"{cls.__module__}.{cls.__qualname__}",
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(Languages.__pydantic_core_schema__)


def _read(value: object, check: ValidatorFunctionWrapHandler) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, str) and value:
        return Text(written(value))
    if isinstance(value, bool):
        return Text("true" if value else "false")
    languages: Languages = check(value if isinstance(value, dict) else {"en": value})
    return Text(languages.en, languages.ko)


def _languages(text: Text) -> dict[str, str]:
    return {"en": text.en} if text.ko is None else {"en": text.en, "ko": text.ko}
