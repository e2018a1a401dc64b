"""The words that records are written in, read from `vocabulary.yml`: data, so that a new one is no change of code."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema
from pydantic.dataclasses import dataclass as model
from pydantic_core import PydanticCustomError

from dealtracker.model.base import Id, Model, Written
from dealtracker.model.text import Text


class Action(StrEnum):
    """What a kind of event can do to a status."""

    NONE = "none"
    CLIMB = "up-to"
    PAUSE = "pause"
    RESUME = "resume"
    LEAVE = "off-to"


@dataclass(frozen=True, slots=True)
class Effect:
    """An action, and the status that it leads to where it leads to one."""

    action: Action
    status: str | None = None


def _effect(written: Any) -> Any:
    if written in (Action.NONE, Action.RESUME):
        return Effect(Action(written))
    if isinstance(written, dict) and len(written) == 1:
        ((action, status),) = written.items()
        if action in (Action.CLIMB, Action.PAUSE, Action.LEAVE) and isinstance(status, str):
            return Effect(Action(action), status)
    if isinstance(written, Effect):
        return written
    raise PydanticCustomError(
        "wrong-shape",
        "this is not an effect",
        {"hint": "write `none` or `resume`, or one of `up-to:`, `pause:`, `off-to:` with a status on the next line"},
    )


def _written(effect: Effect) -> str | dict[str, str]:
    return effect.action.value if effect.status is None else {effect.action.value: effect.status}


WrittenEffect = Annotated[
    Effect,
    BeforeValidator(_effect),
    PlainSerializer(_written),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": [Action.NONE.value, Action.RESUME.value]},
                {
                    "type": "object",
                    "properties": {action.value: {"type": "string"} for action in (Action.CLIMB, Action.PAUSE, Action.LEAVE)},
                    "additionalProperties": False,
                    "minProperties": 1,
                    "maxProperties": 1,
                },
            ]
        }
    ),
]
"""An effect as it is written: `none`, `resume`, or an action with the status that it leads to."""


@model(frozen=True, kw_only=True, slots=True)
class Word(Model):
    """One entry of the vocabulary: its id, what readers see, and what it means."""

    id: Id = Field(description="A short name, as records use it; never changed once published.")
    label: Text = Field(description="What readers see.")
    definition: Text = Field(description="What it means.")


@model(frozen=True, kw_only=True, slots=True)
class Status(Word):
    """Where a track or a point can stand."""

    rung: int | None = Field(default=None, ge=0, description="Its place on the ladder; statuses without one stand beside it.")
    next: Text = Field(description="What would move it.")
    asks: tuple[Id, ...] = Field(default=(), description="The kinds of source of which it asks for one.")
    applies: bool = Field(default=False, description="Whether what stands here applies, so that tracks can rest on it.")
    clock: bool = Field(default=False, description="Whether the days to and from it are counted.")
    shape: Written = Field(min_length=1, max_length=2, description="The character that stands for it in a badge.")
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")] = Field(description="Its colour, like `#1f6f4a`.")


@model(frozen=True, kw_only=True, slots=True)
class Kind(Word):
    """A kind of event."""

    effect: WrittenEffect = Field(description="What it does to a status.")
    applies: bool = Field(default=False, description="Whether it may carry the day from which it applies.")
    raises: Id | None = Field(default=None, description="The flag that it raises until it is answered.")


@model(frozen=True, kw_only=True, slots=True)
class SourceKind(Word):
    """A kind of source."""


@model(frozen=True, kw_only=True, slots=True)
class Read(Word):
    """A way in which a source was read."""

    proves: Literal["alone", "with-another", "never"] = Field(
        description="Whether a source read so can prove a status: alone, with another source that the event cites, or never."
    )


@model(frozen=True, kw_only=True, slots=True)
class Domain(Model):
    """A field that tracks belong to."""

    id: Id = Field(description="A short name, as tracks use it.")
    label: Text = Field(description="What readers see.")


@model(frozen=True, kw_only=True, slots=True)
class Relation(Word):
    """A way in which a track stands to another one."""

    inverse: Text = Field(description="What it is called from the other end.")
    blocks: bool = Field(default=False, description="Whether it keeps the track from moving.")


@model(frozen=True, kw_only=True, slots=True)
class Flag(Word):
    """Something to notice beside the status. Which flags there are is known to the code that raises them."""


@model(frozen=True, kw_only=True, slots=True)
class Avoided(Model):
    """A word that takes a side."""

    avoid: Written = Field(description="The word.")
    write: Written = Field(description="What to write instead.")


@model(frozen=True, kw_only=True)  # not in slots, to keep what is worked out once
class Vocabulary(Model):
    """All words, each list in the order of the pages."""

    statuses: tuple[Status, ...] = Field(description="Where a track or a point can stand.")
    kinds: tuple[Kind, ...] = Field(description="The kinds of event.")
    source_kinds: tuple[SourceKind, ...] = Field(description="The kinds of source.")
    reads: tuple[Read, ...] = Field(description="The ways in which a source was read.")
    domains: tuple[Domain, ...] = Field(description="The fields that tracks belong to.")
    relations: tuple[Relation, ...] = Field(description="The ways in which a track stands to another one.")
    flags: tuple[Flag, ...] = Field(description="What to notice beside the status.")
    words: tuple[Avoided, ...] = Field(default=(), description="Words that take a side.")

    @cached_property
    def status(self) -> Mapping[str, Status]:
        """Statuses by id."""
        return {word.id: word for word in self.statuses}

    @cached_property
    def kind(self) -> Mapping[str, Kind]:
        """Kinds of event by id."""
        return {word.id: word for word in self.kinds}

    @cached_property
    def source_kind(self) -> Mapping[str, SourceKind]:
        """Kinds of source by id."""
        return {word.id: word for word in self.source_kinds}

    @cached_property
    def read(self) -> Mapping[str, Read]:
        """Ways of reading by id."""
        return {word.id: word for word in self.reads}

    @cached_property
    def domain(self) -> Mapping[str, Domain]:
        """Domains by id."""
        return {word.id: word for word in self.domains}

    @cached_property
    def relation(self) -> Mapping[str, Relation]:
        """Relations by id."""
        return {word.id: word for word in self.relations}

    @cached_property
    def flag(self) -> Mapping[str, Flag]:
        """Flags by id."""
        return {word.id: word for word in self.flags}

    @cached_property
    def ladder(self) -> tuple[Status, ...]:
        """The statuses with a rung, lowest first."""
        rungs = [status for status in self.statuses if status.rung is not None]
        return tuple(sorted(rungs, key=lambda status: status.rung or 0))

    @cached_property
    def clocked(self) -> tuple[Status, ...]:
        """The rungs between which days are counted, lowest first."""
        return tuple(status for status in self.ladder if status.clock)
