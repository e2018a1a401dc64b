"""One edition of the site: the deal on a date, in one language, and what every page of it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dealtracker import escape
from dealtracker.charts.timechart import TimeChart, time_chart
from dealtracker.model import Deal, Vocabulary
from dealtracker.pages.rendering import Renderer
from dealtracker.pages.takeaway import Address, Takeaway
from dealtracker.pages.words import Finder
from dealtracker.standing import DealStanding

EVERY = slice(None)
"""The lot of things of one kind that is all of them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A generated file: its path in the tree that MkDocs reads, and its text."""

    path: str
    text: str


class Edition:
    """The deal as of a date, in a language, with what readers can take away of it.

    Pages are made with `page`; addresses of other pages come from `Renderer` and are always relative, so that the site
    works under any path.
    """

    def __init__(self, standing: DealStanding, language: str = "en", takeaways: Sequence[Takeaway] = ()) -> None:
        self.standing = standing
        self.language = language
        self.takeaways = takeaways
        self.renderer = Renderer(standing.deal, standing.as_of, language)

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """Where everything is that can be taken away."""
        return tuple(address for takeaway in self.takeaways for address in takeaway.addresses)

    @property
    def deal(self) -> Deal:
        """What was written."""
        return self.standing.deal

    @cached_property
    def chart(self) -> TimeChart:
        """The chart of the deal, of which home shows all and a track its own row."""
        return time_chart(self.standing)

    @cached_property
    def finder(self) -> Finder:
        """The words by which the search finds a page."""
        return Finder(self.standing)

    def prepare(self) -> None:
        """Work out what many pages need, before they are made side by side: else it is done in each place anew."""
        _ = self.chart, self.finder.common, self.standing.incoming, self.standing.blocked, self.standing.changes

    @property
    def as_of(self) -> date:
        """The day for which everything is said."""
        return self.standing.as_of

    @property
    def words(self) -> Vocabulary:
        """The vocabulary."""
        return self.deal.vocabulary

    def say(self, words: str, **values: object) -> str:
        """Words of our own in the language of the edition, with values set in: `edition.say("{n} events", n=3)`."""
        shown = {name: self.renderer.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return self.renderer.gettext(words).format(**shown)

    def page(
        self,
        path: str,
        template: str,
        title: str,
        description: str,
        *,
        hide: Sequence[str] = (),
        card: str | None = None,
        of_track: str | None = None,
        **values: object,
    ) -> Page:
        """Make a page from a template; `title` and `description` are plain text and go into its head.

        `hide` names parts of the theme that would only take room here: `navigation`, `toc`. `card` names the preview
        picture; without one the page has that of the site. `of_track` is the track whose page it is.
        """
        head: dict[str, object] = {"title": escape.one_line(title), "description": shortened(description)}
        if card:
            head["card"] = card
        if of_track:
            head["track"] = of_track
        if hide:
            head["hide"] = list(hide)
        body = self.renderer.render(template, path, edition=self, standing=self.standing, title=title, **values)
        return Page(path, escape.front_matter(head) + "\n" + body)


def shortened(text: str, most: int = 160) -> str:
    """A text for a description: on one line, cut at a word."""
    line = escape.one_line(text)
    return line if len(line) <= most else line[: line.rfind(" ", 0, most)].rstrip(".,:;") + "…"
