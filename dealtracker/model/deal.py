"""The deal as a whole: what it is about, who takes part, and every record of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, StringConstraints
from pydantic.dataclasses import dataclass as model
from pydantic_core import PydanticCustomError

from dealtracker.model.base import Id, Model
from dealtracker.model.day import Day
from dealtracker.model.records import Basis, Peer, Record, Source, Track
from dealtracker.model.text import Text
from dealtracker.model.vocabulary import Vocabulary


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError(
            "word-not-known", "`{said}` is not a time zone", {"said": name, "hint": "write one like `Asia/Seoul`"}
        ) from None
    return name


@model(frozen=True, kw_only=True)  # not in slots, to keep what is worked out once
class Party(Model):
    """A government that takes part."""

    id: Id = Field(description="A short name, as events use it in `by` and `place`.")
    name: Text = Field(description="Its name.")
    capital: Text = Field(description="Its capital, which also stands for it in prose.")
    time_zone: Annotated[str, AfterValidator(_zone)] = Field(description="Its time zone, like `Asia/Seoul`.")

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.time_zone)


@model(frozen=True, kw_only=True, slots=True)
class Compared(Model):
    """A row of the comparison with other deals: which point of which track stands beside the peers' point."""

    id: Id = Field(description="The id of the point in the records of the peers.")
    title: Text = Field(description="What is compared.")
    track: Id = Field(description="The track that holds it here.")
    point: Id = Field(description="The point of that track.")


@model(frozen=True, kw_only=True, slots=True)
class Landmark(Model):
    """A day that the chart marks, like a summit or a document: an event of a track, under a name that all will know."""

    label: Text = Field(description="What readers call it, in two or three words.")
    track: Id = Field(description="The track that holds the event.")
    event: Id = Field(description="The event of that track.")


@model(frozen=True, kw_only=True)  # not in slots, to keep what is worked out once
class About(Model):
    """`deal.yml`: the deal, its parties, and where the site and its source live."""

    name: Text = Field(description="The name of the site.")
    title: Text = Field(description="What the deal is called.")
    summary: Text = Field(description="What the site tells, in one or two sentences.")
    start: Day = Field(description="When the negotiations began.")
    parties: Annotated[tuple[Party, ...], Field(min_length=2)] = Field(description="Who takes part.")
    home: Text = Field(description="What the parties’ own deal is called beside others.")
    address: Annotated[str, StringConstraints(pattern=r"^https://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~/-]*)?/$")] = Field(
        description="The address of the published site, with a slash at the end."
    )
    repository: Annotated[str, StringConstraints(pattern=r"^https://[A-Za-z0-9.-]+/[A-Za-z0-9._~/-]*[^/]$")] | None = Field(
        default=None, description="The address of the repository. Without it, pages have no link to edit a record."
    )
    licence: Text = Field(description="The licence of the data, in a few words.")
    stale_after: int = Field(default=60, ge=1, description="Days without a check after which a track counts as stale.")
    comparison: tuple[Compared, ...] = Field(default=(), description="What is compared with other deals.")
    landmarks: tuple[Landmark, ...] = Field(default=(), description="The days that the chart marks.")

    @cached_property
    def party(self) -> Mapping[str, Party]:
        """The parties by id."""
        return {party.id: party for party in self.parties}


@dataclass(frozen=True)
class Deal:
    """Everything that was written, ready to be read. Mappings are by id and in the order of the pages."""

    about: About
    vocabulary: Vocabulary
    tracks: Mapping[str, Track]
    bases: Mapping[str, Basis]
    peers: Mapping[str, Peer]
    sources: Mapping[str, Source]

    def records(self) -> Iterator[Record]:
        """Tracks, then peers, then legal bases."""
        yield from self.tracks.values()
        yield from self.peers.values()
        yield from self.bases.values()
