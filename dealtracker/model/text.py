"""A text that people wrote, in one language or in two."""

from typing import Any

from pydantic import Field, model_validator

from dealtracker.model.base import Model


class Text(Model):
    """English, and Korean where somebody has written it. Written plain, it is English."""

    en: str = Field(min_length=1, description="The text in English.")
    ko: str | None = Field(default=None, min_length=1, description="The same in Korean.")

    @model_validator(mode="before")
    @classmethod
    def _plain_is_english(cls, written: Any) -> Any:
        if isinstance(written, dict | Text):
            return written
        if isinstance(written, bool):
            return {"en": "true" if written else "false"}
        return {"en": written}

    def in_language(self, language: str) -> tuple[str, str]:
        """The words and the language that they are in: the one asked for where it is there, else English."""
        if language == "ko" and self.ko is not None:
            return self.ko, "ko"
        return self.en, "en"

    def __str__(self) -> str:
        return self.en
