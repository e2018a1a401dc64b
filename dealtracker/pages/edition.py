"""One edition of the site: the deal on a date, in one language, and what every page of it needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup

from dealtracker import escape, policy
from dealtracker.charts.timechart import TimeChart, time_chart
from dealtracker.model import Day, Deal, Vocabulary
from dealtracker.pages import citing, linked_data
from dealtracker.pages.addresses import name
from dealtracker.pages.parts import Part
from dealtracker.pages.rendering import Renderer
from dealtracker.pages.takeaway import Address, Takeaway
from dealtracker.pages.updated import newest
from dealtracker.pages.words import Finder
from dealtracker.standing import DealStanding

EVERY = slice(None)
"""The lot of things of one kind that is all of them."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a page is called wherever it is spoken of: in citations and on preview pictures.

    `path` is that of the page, or of the first part where a list has several; `line` says in a sentence what is there.
    """

    path: str
    title: str
    line: str


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page: its path in the tree that MkDocs reads, its text, and what it is called."""

    path: str
    text: str
    heading: Heading


MOST_ROWS = 200
"""With more tracks than this, the home page links to the list instead of drawing it."""

AS_OF_FILE = "assets/as-of.json"
"""From this the reader's browser works out another day; see `dealtracker.pages.as_of`."""


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
        _ = (
            self.chart,
            self.finder.common,
            self.finder.korean,
            self.standing.incoming,
            self.standing.blocked,
            self.standing.changes,
        )

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
        updated: Iterable[Day | None],
        linked: linked_data.Node | None = None,
        hide: Sequence[str] = (),
        part: Part[Any] | None = None,
        of_track: str | None = None,
        style: str = "",
        **values: object,
    ) -> Page:
        """Make a page from a template; `title` and `description` are plain text and go into its head.

        `updated` are the dates that what the page shows holds: the newest says when it was changed. `linked` is what the
        page says of itself to machines beyond what all pages say. `hide` names parts of the theme that would only take
        room here: `navigation`, `toc`. `part` is the part of a list that stands here. `of_track` is the track whose page it is.
        `style` is the inline style sheet of the page, which its policy has to name.
        """
        heading = Heading(part.first if part else path, title, description)
        title, description, day = escape.one_line(title), shortened(description), newest(updated, self.as_of)
        head: dict[str, object] = {"title": title, "description": description, "card": name(heading.path)}
        if day:
            head["updated"] = str(day)
        if of_track:
            head["track"] = of_track
        if style:
            head["style"] = Markup(policy.digest(style))  # noqa: S704 (a digest: letters, digits, signs that mean nothing)
        if hide:
            head["hide"] = list(hide)
        head["linked"] = linked_data.of_page(self, path, title, description, day, linked or {})
        shared = {"edition": self, "standing": self.standing, "title": title, "part": part}
        body = self.renderer.render(template, path, **shared, **values)
        return Page(path, escape.front_matter(head) + "\n" + body + "\n" + self.foot(path, heading, of_track), heading)

    def foot(self, path: str, heading: Heading, of_track: str | None = None) -> str:
        """What stands at the end of every page: how to cite it, and what a reader is told who followed an older citation."""
        forms = [(form, citing.file(heading, ending)) for ending, (form, _) in citing.FORMS.items()]
        values = {"cited": citing.citation(self, heading), "forms": forms, "of_track": of_track, "edition": self}
        return self.renderer.render("foot.md.j2", path, as_of_file=AS_OF_FILE if self.is_drawn else None, **values)

    @property
    def is_drawn(self) -> bool:
        """Whether the home page shows the deal on any day: it has a row for each track, and room for so many."""
        return len(self.standing.tracks) <= MOST_ROWS


def shortened(text: str, most: int = 160) -> str:
    """A text for a description: on one line, cut at a word."""
    line = escape.one_line(text)
    return line if len(line) <= most else line[: line.rfind(" ", 0, most)].rstrip(".,:;") + "…"
