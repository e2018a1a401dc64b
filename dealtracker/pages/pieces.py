"""Small pieces of HTML that stand on pages thousands of times: badges, kinds of event, dates, citations and charts.

Their markup is in `pieces.md.j2`. Each piece is made once for an edition and kept: most of what a page of a track prints
are pieces that some page has printed before. Of those about sources, which are many, only the last are kept: what cites a source
mostly stands together.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

from dealtracker.charts.timechart import Row, TimeChart
from dealtracker.model import Deal, Event, Source, Text
from dealtracker.pages import catalogue, dates

KEPT = 2_000
"""So many descriptions of sources, and so many citations, are kept."""


class Pieces:
    """The pieces of one edition."""

    def __init__(self, environment: Environment, shared: Mapping[str, object], deal: Deal, language: str) -> None:
        made = environment.get_template("pieces.md.j2").make_module(dict(shared))
        self._make = made.__dict__
        self._deal, self._language = deal, language
        self._places = catalogue.places(deal)
        self._badges: dict[tuple[str, bool], Markup] = {}
        self._kinds: dict[str, Markup] = {}
        self._parties: dict[tuple[str, ...], Markup] = {}
        self._scenery: Markup | None = None
        self._dates: dict[tuple[object, ...], Markup] = {}
        self._described = lru_cache(maxsize=KEPT)(self._describe)
        self._cited = lru_cache(maxsize=KEPT)(self._cite)
        self._cited_away = lru_cache(maxsize=KEPT)(self._cite_away)

    def badge(self, status: str, documented: bool = True) -> Markup:  # noqa: FBT001, FBT002
        """The badge of a status: filled where it is documented, outlined where it is only reported."""
        key = status, documented
        found = self._badges.get(key)
        if found is None:
            found = self._badges[key] = self._make["badge"](status, documented)
        return found

    def kind(self, id: str) -> Markup:
        """The word for a kind of event, in its frame."""
        found = self._kinds.get(id)
        if found is None:
            found = self._kinds[id] = self._make["kind"](id)
        return found

    def by(self, parties: tuple[str, ...]) -> Markup:
        """The names of the parties whose act something is."""
        found = self._parties.get(parties)
        if found is None:
            found = self._parties[parties] = self._make["by"](parties)
        return found

    def scenery(self, chart: TimeChart) -> Markup:
        """What stands behind a row of the chart of the deal: the same on every page of the edition."""
        if self._scenery is None:
            self._scenery = self._make["scenery"](chart)
        return self._scenery

    def chart_row(self, row: Row) -> Markup:
        """The row of one track from the chart of the deal."""
        made: Markup = self._make["chart_row"](row)
        return made

    def when(self, event: Event) -> Markup:
        """The date of an event where it happened, and what date it can have been in the other capitals."""
        key = event.date, event.about, event.time, event.place
        found = self._dates.get(key)
        if found is None:
            found = self._dates[key] = self._make["when"](event, self.elsewhere(event))
        return found

    def cites(self, sources: Iterable[str]) -> Markup:
        """Sources beside a statement, each a link to its description on the same page."""
        return _side_by_side(map(self._cited, sources))

    def cites_away(self, sources: Iterable[str], root: str) -> Markup:
        """The same on a page that does not describe sources; `root` leads from there to the root of the site."""
        return _side_by_side(self._cited_away(source, root) for source in sources)

    def describe(self, source: Source) -> Markup:
        """A source as lists show it."""
        return self._described(source.id)

    def elsewhere(self, event: Event) -> list[tuple[Text, str]]:
        """For an event with a place: each other party's capital, and the dates it can have been there."""
        here = self._deal.about.party.get(event.place or "")
        if here is None or event.about:
            return []
        found = []
        for other in self._deal.about.parties:
            if other.id != here.id:
                days = dates.elsewhere(event.date, event.time, here.zone, other.zone)
                said = " / ".join(dates.day_and_month(day, self._language) for day in days)
                if days and days != (event.date.first,):
                    found.append((other.capital, said))
        return found

    def _describe(self, source: str) -> Markup:
        made: Markup = self._make["source"](self._deal.sources[source])
        return made

    def _cite(self, source: str) -> Markup:
        made: Markup = self._make["cite"](self._deal.sources[source])
        return made

    def _cite_away(self, source: str, root: str) -> Markup:
        made: Markup = self._make["cite_away"](self._deal.sources[source], root + self._places[source])
        return made


def _side_by_side(pieces: Iterable[Markup]) -> Markup:
    return Markup(" · ".join(pieces))  # noqa: S704 (they are markup, all of them)
