"""Templates: Jinja2 with every variable defined, everything escaped, and the words marked for translation."""

from datetime import date
from functools import lru_cache
from pathlib import Path

import jinja2
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from markupsafe import Markup

from dealtracker import escape
from dealtracker.model import Day, Deal, Event, Text
from dealtracker.pages import dates

TEMPLATES = Path(__file__).parent.parent / "templates"
TRANSLATIONS = Path(__file__).parent.parent / "translations"


class Renderer:
    """A Jinja2 environment for one deal, date and language, with the filters that templates use.

    | filter | gives |
    |---|---|
    | `say` | a text in the language of the page, marked where it is in another one |
    | `plain` | the same without markup, for attributes |
    | `day` | a date in words, inside `<time>` |
    | `number` | a number with its separators |
    | `link` | an address that may become a link, or nothing |
    """

    def __init__(self, deal: Deal, as_of: date, language: str) -> None:
        self.deal, self.as_of, self.language = deal, as_of, language
        self.gettext = translations(language).gettext
        self.environment = _environment(language)
        self.environment.filters |= {
            "say": self.say,
            "plain": self.plain,
            "day": self.day,
            "number": lambda number: format_decimal(number, locale=language),
            "link": escape.link,
        }
        self.environment.globals |= {
            "about": deal.about,
            "words": deal.vocabulary,
            "as_of": Day.of(as_of),
            "language": language,
            "party": deal.about.party,
            "elsewhere": self.elsewhere,
        }

    def render(self, template: str, path: str, **values: object) -> str:
        """Render a template for the page at a path."""
        root = "../" * url(path).count("/") or "./"
        text = self.environment.get_template(template).render(root=root, path=path, **values)
        return text if text.endswith("\n") else text + "\n"

    def say(self, text: Text | str | None) -> Markup:
        """A text, escaped; in a `span` with its language where that is not the page's."""
        if text is None:
            return Markup("")
        if isinstance(text, str):
            return escape.html(text)
        said, language = text.in_language(self.language)
        if language == self.language:
            return escape.html(said)
        return Markup('<span lang="{}">{}</span>').format(language, said)

    def plain(self, text: Text | str) -> str:
        """A text as it is; the template escapes it where it stands."""
        return text if isinstance(text, str) else text.in_language(self.language)[0]

    def day(self, day: Day) -> Markup:
        """A date in words."""
        return _time(day, self.language)

    def elsewhere(self, event: Event) -> list[tuple[Text, str]]:
        """For an event with a place: each other party's capital, and the dates it can have been there."""
        here = self.deal.about.party.get(event.place or "")
        if here is None or event.about:
            return []
        found = []
        for other in self.deal.about.parties:
            if other.id != here.id:
                days = dates.elsewhere(event.date, event.time, here.zone, other.zone)
                said = " / ".join(dates.day_and_month(day, self.language) for day in days)
                if days and days != (event.date.first,):
                    found.append((other.capital, said))
        return found


def url(path: str) -> str:
    """The address of a page of the tree, from the root of the site."""
    return path.removesuffix("index.md").removesuffix(".md") + ("/" if not path.endswith("index.md") else "")


@lru_cache(maxsize=20_000)
def _time(day: Day, language: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(str(day), dates.in_words(day, language))


def _environment(language: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    return environment


def translations(language: str) -> NullTranslations:
    """The translated words of the templates; the English ones stand in the templates themselves."""
    if language == "en":
        return NullTranslations()
    return Translations.load(TRANSLATIONS, [language])

