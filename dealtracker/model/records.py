"""What people write: tracks, peers and legal bases, and what they are made of.

There is no status in here. It is worked out from the events (see `dealtracker.standing`).
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic.dataclasses import dataclass as model
from pydantic_core import PydanticCustomError

from dealtracker import limits
from dealtracker.model.base import CONFIG, Id, Model, Written
from dealtracker.model.day import Day
from dealtracker.model.text import Text

Cited = Annotated[tuple[Id, ...], Field(min_length=1)]
"""At least one source id: whatever the site says about the world says where it is from."""

Aliases = Annotated[tuple[Id, ...], Field(description="Earlier ids that must keep working, the oldest first.")]


@model(frozen=True, kw_only=True, slots=True)
class Source(Model):
    """A page, document or report that something rests on."""

    id: Id = Field(description="A name for it, unique over all files; never changed once published.")
    title: Written = Field(
        min_length=1, max_length=limits.NAME, description="Its title. In [square brackets] where the headline was not seen."
    )
    publisher: Written = Field(min_length=1, max_length=limits.NAME, description="Who published it.")
    kind: Id = Field(description="What kind of source it is; see the vocabulary.")
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = Field(
        description="The language of the page, as two letters: `en`, `ko`."
    )
    published: Day | None = Field(default=None, description="The date it carries. Left out where it shows none.")
    accessed: Day | None = Field(default=None, description="The date on which it was read.")
    url: Written = Field(min_length=1, max_length=limits.ADDRESS, description="Its address. Only `https` becomes a link.")
    archive: Written | None = Field(
        default=None, min_length=1, max_length=limits.ADDRESS, description="The address of an archived copy."
    )
    read: Id = Field(default="in-full", description="How it was read; decides whether it can prove a status.")
    note: Text | None = Field(default=None, description="What a reader should know about it.")
    aliases: Aliases = Field(default=())


@model(frozen=True, kw_only=True, slots=True)
class Quote(Model):
    """Somebody's exact words."""

    text: Text = Field(description="The words, at most 25.")
    speaker: Text = Field(description="Who said them.")
    role: Text | None = Field(default=None, description="In which office.")
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = Field(
        default="en", description="The language of the words as they stand here."
    )


@model(frozen=True, kw_only=True, slots=True)
class Correction(Model):
    """Something that stood here and was wrong."""

    date: Day = Field(description="When it was corrected.")
    was: Text = Field(description="What stood here.")
    now: Text = Field(description="What stands here now.")


@model(frozen=True, kw_only=True, slots=True)
class Retraction(Model):
    """Why a record or an event was withdrawn. It stays, struck through, and counts for nothing from that day on."""

    date: Day = Field(description="When it was withdrawn.")
    why: Text = Field(description="The reason.")


@model(frozen=True, kw_only=True, slots=True)
class Event(Model):
    """One dated fact, with its sources."""

    id: Id = Field(description="A short name, unique in the record. It is part of the event’s address.")
    date: Day = Field(description="When it happened, where it happened: a day, or a month (`2026-06`).")
    time: Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] | None = Field(
        default=None, description="The local time, as `HH:MM`, where it is known."
    )
    about: bool = Field(default=False, description="`true` where the date is only approximate.")
    effective: Day | None = Field(default=None, description="From when it applies, if that is another day.")
    place: Id | None = Field(default=None, description="The party in whose country it happened.")
    kind: Id = Field(description="What kind of event it is; this decides what it does to the status.")
    by: tuple[Id, ...] = Field(default=(), description="The parties whose act or words it is.")
    title: Text = Field(description="What happened, in one sentence of at most 140 characters.")
    text: Text | None = Field(default=None, description="What else there is to say.")
    points: Mapping[Id, Text | None] = Field(default={}, description="The points it names, each with the value it gives.")
    quote: Quote | None = Field(default=None, description="Exact words, with their speaker.")
    note: Text | None = Field(default=None, description="A remark about the record of this event.")
    confidence: Literal["low"] | None = Field(default=None, description="`low` where it rests on weak sources.")
    answered: Id | None = Field(default=None, description="For a threat: the later event that answered it.")
    sources: Cited = Field(description="The sources it rests on.")
    aliases: Aliases = Field(default=())
    retracted: Retraction | None = Field(default=None, description="Set when it turned out that this did not happen.")


@model(frozen=True, kw_only=True, slots=True)
class Point(Model):
    """A single thing at issue: a rate, a cap, a quota, a schedule. It moves only by events that name it."""

    id: Id = Field(description="A short name, unique in the record.")
    title: Text = Field(description="What is at issue.")
    owes: Id | None = Field(default=None, description="The party that owes it.")
    unit: Text | None = Field(default=None, description="The unit of its values, where they have one.")
    before: Text | None = Field(default=None, description="Its value before the talks.")
    sources: tuple[Id, ...] = Field(default=(), description="The sources of the value before the talks.")
    note: Text | None = Field(default=None, description="A remark.")
    aliases: Aliases = Field(default=())


@model(frozen=True, kw_only=True, slots=True)
class Position(Model):
    """What a party wants or holds."""

    by: Id = Field(description="The party.")
    date: Day = Field(description="When it said so.")
    text: Text = Field(description="What it wants or holds.")
    sources: Cited = Field(description="The sources.")


@model(frozen=True, kw_only=True, slots=True)
class Side(Model):
    """One voice in a reading."""

    __pydantic_config__: ClassVar[ConfigDict] = CONFIG | ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["by"]}, {"required": ["who"]}]}
    )

    by: Id | None = Field(default=None, description="The party that speaks; left out for a third voice.")
    who: Text | None = Field(default=None, description="Who speaks for it.")
    date: Day = Field(description="When.")
    says: Text = Field(description="How it reads the matter.")
    sources: Cited = Field(description="The sources.")

    @model_validator(mode="after")
    def _somebody_speaks(self) -> "Side":
        if self.by is None and self.who is None:
            raise PydanticCustomError(
                "missing-field",
                "nobody speaks here: neither `by` nor `who` is given",
                {"hint": "add `by:` with the party, or `who:` with the name of a third voice"},
            )
        return self


@model(frozen=True, kw_only=True, slots=True)
class Reading(Model):
    """One clause, point or event that the parties read differently."""

    id: Id = Field(description="A short name, unique in the record.")
    question: Text = Field(description="The question that they answer differently.")
    point: Id | None = Field(default=None, description="The point it is about.")
    event: Id | None = Field(default=None, description="The event it is about.")
    sides: Annotated[tuple[Side, ...], Field(min_length=2)] = Field(description="Each voice, oldest first.")
    until: Day | None = Field(default=None, description="When the difference was settled.")
    note: Text | None = Field(default=None, description="A remark; how it was settled.")
    aliases: Aliases = Field(default=())


@model(frozen=True, kw_only=True, slots=True)
class Link(Model):
    """A relation of this track to another one, or to a peer."""

    __pydantic_config__: ClassVar[ConfigDict] = CONFIG | ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["track"]}, {"required": ["peer"]}]}
    )

    relation: Id = Field(description="What the relation is; see the vocabulary.")
    track: Id | None = Field(default=None, description="The other track.")
    peer: Id | None = Field(default=None, description="The comparable deal, instead of a track.")
    since: Day = Field(alias="from", description="Since when a source says so.")
    until: Day | None = Field(default=None, description="When it ended. Left out where it still holds.")
    why: Text = Field(description="The reason, in one sentence.")
    sources: Cited = Field(description="The sources.")

    @model_validator(mode="after")
    def _one_target(self) -> "Link":
        if (self.track is None) == (self.peer is None):
            raise PydanticCustomError(
                "missing-field",
                "a link leads to one `track` or to one `peer`",
                {"hint": "write `track:` with the id of the other track"},
            )
        return self


@model(frozen=True, kw_only=True, slots=True)
class Expected(Model):
    """A dated expectation or deadline."""

    id: Id = Field(description="A short name, unique in the record.")
    since: Day = Field(alias="from", description="Since when it is expected: the day it was said or written.")
    date: Day = Field(description="The day, or month, by which it is expected.")
    title: Text = Field(description="What is expected.")
    sources: Cited = Field(description="The sources.")
    answered: Id | None = Field(default=None, description="The event that answered it.")
    aliases: Aliases = Field(default=())


@model(frozen=True, kw_only=True, slots=True)
class Question(Model):
    """Something that is open."""

    since: Day = Field(alias="from", description="Since when it can be asked.")
    until: Day | None = Field(default=None, description="When it was answered.")
    text: Text = Field(description="The question.")


@model(frozen=True, kw_only=True, slots=True)
class Record(Model):
    """What tracks, peers and legal bases have in common: a title and dated, sourced events."""

    id: Id = Field(description="Not written: it is the name of the file.", exclude=True)
    title: Text = Field(description="What it is called.")
    summary: Text = Field(description="What it is about, in two to four sentences.")
    events: tuple[Event, ...] = Field(default=(), description="What happened, oldest first; new events at the end.")
    told_until: Day | None = Field(
        default=None,
        description="The day up to which `summary` and `gaps` tell. As of an earlier day both are left out: they know more.",
    )
    corrections: tuple[Correction, ...] = Field(
        default=(), description="What was wrong here, and was corrected; new corrections at the end."
    )
    retracted: Retraction | None = Field(default=None, description="Set when the record is withdrawn.")

    @property
    def name(self) -> Text:
        """What charts and lists call it."""
        return self.title


@model(frozen=True, kw_only=True, slots=True)
class Basis(Record):
    """A law, power or agreement that tracks rest on."""

    id: Id = Field(description="A short name, unique in the file.")
    aliases: Aliases = Field(default=())


@model(frozen=True, kw_only=True, slots=True)
class Peer(Record):
    """A comparable deal of another country."""

    points: tuple[Point, ...] = Field(default=(), description="The single things at issue.")
    readings: tuple[Reading, ...] = Field(default=(), description="What is read differently.")
    gaps: tuple[Text, ...] = Field(default=(), description="What this record has not seen.")
    sources: tuple[Source, ...] = Field(default=(), description="Sources that are first needed here.")
    checked: Day = Field(description="The date on which a person last looked for news of it.")
    aliases: Aliases = Field(default=())


@model(frozen=True, kw_only=True, slots=True)
class Track(Peer):
    """One track of the negotiations."""

    short: Text | None = Field(default=None, description="A shorter title for charts and graphs, of at most 34 letters.")
    domain: Id = Field(description="The field it belongs to; see the vocabulary.")
    basis: tuple[Id, ...] = Field(default=(), description="The legal bases it rests on, by their ids.")
    positions: tuple[Position, ...] = Field(default=(), description="What each party wants or holds, newest last.")
    links: tuple[Link, ...] = Field(default=(), description="Relations to other tracks.")
    expected: tuple[Expected, ...] = Field(default=(), description="Dated expectations and deadlines.")
    questions: tuple[Question, ...] = Field(default=(), description="What is open.")

    @property
    def name(self) -> Text:
        """The short title where there is one."""
        return self.short or self.title
