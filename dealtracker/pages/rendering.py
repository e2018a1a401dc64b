"""Templates: Jinja2 with every variable defined, everything escaped, and the words marked for translation."""

from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path

import jinja2
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from markupsafe import Markup

from dealtracker import escape
from dealtracker.model import Day, Deal, Text
from dealtracker.pages import dates
from dealtracker.pages.addresses import address, url
from dealtracker.pages.compiling import Environment
from dealtracker.pages.pieces import Pieces

TEMPLATES = Path(__file__).parent.parent / "templates"
TRANSLATIONS = Path(__file__).parent.parent / "translations"


class Renderer:
    """Renders templates for one deal, date and language.

    The environment depends on the language alone and is shared; what depends on the deal is handed to each template.
    """

    def __init__(self, deal: Deal, as_of: date, language: str) -> None:
        self.deal, self.language = deal, language
        self.environment = environment(language)
        self.gettext = translations(language).gettext
        self.shared: dict[str, object] = {
            "about": deal.about,
            "words": deal.vocabulary,
            "as_of": Day.of(as_of),
            "party": deal.about.party,
        }
        pieces = Pieces(self.environment, self.shared, deal, language)
        self.shared |= {
            "badge": pieces.badge,
            "kind": pieces.kind,
            "by": pieces.by,
            "scenery": pieces.scenery,
            "chart_row": pieces.chart_row,
            "when": pieces.when,
            "cites": pieces.cites,
            "cites_away": pieces.cites_away,
            "describe": pieces.describe,
        }

    def render(self, template: str, path: str, **values: object) -> str:
        """Render a template for the page at a path. `root` leads from there to the root of the site."""
        root = "../" * url(path).count("/") or "./"
        text = self.environment.get_template(template).render(self.shared, root=root, path=path, **values)
        text = escape.unfenced(text)
        return text if text.endswith("\n") else text + "\n"

    def plain(self, text: Text | str) -> str:
        """A text as it is, for heads and attributes; the template escapes it where it stands."""
        return plain(text, self.language)

    def number(self, number: int) -> str:
        """A number with the separators of the language."""
        return number_in_words(number, self.language)


def say(text: Text | str | None, language: str) -> str:
    """A text as the template will escape it; in a `span` with its own language where that is not the page's."""
    if isinstance(text, Text) and language == "en":
        return text.en
    if text is None:
        return ""
    if isinstance(text, str):
        return text
    said, its_own = text.in_language(language)
    if its_own == language:
        return said
    return Markup('<span lang="{}">{}</span>').format(its_own, said)


def plain(text: Text | str, language: str) -> str:
    """A text as it is, without markup."""
    return text if isinstance(text, str) else text.in_language(language)[0]


@lru_cache(maxsize=20_000)
def number_in_words(number: int, language: str) -> str:
    """A number with the separators of a language."""
    return str(format_decimal(number, locale=language))


@lru_cache(maxsize=20_000)
def day_in_words(day: Day, language: str) -> Markup:
    """A date in words, inside `<time>`."""
    return Markup('<time datetime="{}">{}</time>').format(str(day), dates.in_words(day, language))


@lru_cache(maxsize=20_000)
def day_in_short(day: Day, language: str) -> Markup:
    """A date with a short month, inside `<time>`."""
    return Markup('<time datetime="{}">{}</time>').format(str(day), dates.in_short(day, language))


@lru_cache
def environment(language: str) -> jinja2.Environment:
    """The templates in a language, with the filters that they use.

    | filter | gives |
    |---|---|
    | `say` | a text in the language of the page, marked where it is in another one |
    | `plain` | the same without markup |
    | `day` | a date in words |
    | `day_short` | a date with a short month |
    | `date_words`, `date_short`, `month` | the same without markup, and the month alone, for attributes and drawings |
    | `number` | a number with its separators |
    | `address` | the address of the page of a record, from the root of the site |
    | `heading` | a text in a heading that is written as Markdown |
    | `link` | an address that may become a link, or nothing |
    | `ticks` | a text in which words between back quotes are code |
    | `breakable` | an address that may break behind its slashes |
    """
    made = Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = translations(language)
    made.install_gettext_callables(cache(words.gettext), cache(words.ngettext), newstyle=False)  # type: ignore[attr-defined]
    made.globals["_"] = made.globals["gettext"]  # the stock alias looks its target up anew on each call
    made.filters |= {
        "say": partial(say, language=language),
        "plain": partial(plain, language=language),
        "day": partial(day_in_words, language=language),
        "day_short": partial(day_in_short, language=language),
        "date_words": partial(dates.in_words, language=language),
        "date_short": partial(dates.in_short, language=language),
        "month": partial(dates.month, language=language),
        "number": partial(number_in_words, language=language),
        "address": address,
        "link": escape.link,
        "heading": escape.heading,
        "ticks": ticks,
        "breakable": breakable,
    }
    return made


def ticks(text: str) -> Markup:
    """A text of our own in which words between back quotes are code."""
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape.html(part) for number, part in enumerate(text.split("`"))
    )


def breakable(address: str) -> Markup:
    """An address that a browser may break behind its slashes, and nowhere else."""
    return Markup("/<wbr>").join(address.split("/"))


@lru_cache
def translations(language: str) -> NullTranslations:
    """The translated words of the templates; the English ones stand in the templates themselves."""
    if language == "en":
        return NullTranslations()
    found: NullTranslations = Translations.load(TRANSLATIONS, [language])
    return found
