"""Rules about how things are said: length, quotations, words that take a side, numbers in two languages."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from math import prod
from typing import TypeAlias, get_args

from dealtracker.model import Record, Text
from dealtracker.model.base import Model
from dealtracker.problems import Level
from dealtracker.rules.base import Example, Finding, Keys, Setting, rule

LONGEST_QUOTE = 25
LONGEST_TITLE = {"en": 140, "ko": 70}
LONGEST_SHORT = {"en": 34, "ko": 20}


@rule(
    "quote-too-long",
    why="A short quotation proves a point; a long one is somebody else’s text.",
    example=Example(
        "      text: ▸The toll for a lorry shall be eight crowns, and it shall be paid at the southern end of the bridge, in"
        " coin or by card, on every working day of the year.",
        "      text: The toll for a lorry shall be eight crowns.",
    ),
)
def quote_too_long(record: Record, setting: Setting) -> Iterator[Finding]:
    """Quotations have at most 25 words."""
    for number, event in enumerate(record.events):
        for language, words in _languages(event.quote.text if event.quote is not None else None):
            count = len(words.split())
            if count > LONGEST_QUOTE:
                yield Finding(
                    ("events", number, "quote", "text", language),
                    f"this quotation has {count} words; at most {LONGEST_QUOTE} are allowed",
                    "keep the words that matter, with `...` where others are left out",
                )


def _languages(text: Text | None) -> Iterator[tuple[str, str]]:
    """The languages that a text is in, each with its words."""
    if text is not None:
        yield "en", text.en
        if text.ko is not None:
            yield "ko", text.ko


@rule(
    "title-too-long",
    why="A title stands in lists and on small screens; what else there is to say goes into `text`.",
    example=Example(
        "    title: ▸The joint paper of the two governments records the toll of 8 crowns for lorries of every size from Norland"
        " that cross the bridge on a working day",
        "    title: The joint paper records the toll of 8 crowns",
    ),
    level=Level.WARNING,
)
def title_too_long(record: Record, setting: Setting) -> Iterator[Finding]:
    """Titles of events have at most 140 characters, in Korean 70; the short title of a track has at most 34, in Korean 20."""
    for language, words in _languages(getattr(record, "short", None)):
        if len(words) > LONGEST_SHORT[language]:
            yield Finding(
                ("short", language),
                f"this short title has {len(words)} characters; charts have room for {LONGEST_SHORT[language]}",
                "name the matter in two to four words",
            )
    for number, event in enumerate(record.events):
        for language, words in _languages(event.title):
            if len(words) > LONGEST_TITLE[language]:
                yield Finding(
                    ("events", number, "title", language),
                    f"this title has {len(words)} characters; lists have room for {LONGEST_TITLE[language]}",
                    "say the main thing in the title and the rest in `text:`",
                )


_Way: TypeAlias = "tuple[_Way, str | int] | None"
"""The way to a place in a record: the way to what holds it, and one step. Hardly ever is all of it asked for."""


def _keys(way: _Way) -> Keys:
    return () if way is None else (*_keys(way[0]), way[1])


def _texts(record: Record) -> list[tuple[_Way, Text]]:
    """Every text of a record in our own words: not quotations, not titles of sources."""
    found: list[tuple[_Way, Text]] = []
    _add_texts(record, None, found)
    return found


@cache
def _worded_fields(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """The fields of a model that can hold texts in our own words, each with its name in files."""
    return tuple(
        (name, field.alias or name)
        for name, field in model.fields().items()
        if name not in ("quote", "sources") and _holds_texts(field.annotation)
    )


def _holds_texts(annotation: object) -> bool:
    """Whether an annotation such as `tuple[Event, ...]` or `Text | None` names texts, or models that may hold some."""
    if isinstance(annotation, type) and issubclass(annotation, Text | Model):
        return True
    return any(_holds_texts(part) for part in get_args(annotation))


def _add_texts(value: object, way: _Way, found: list[tuple[_Way, Text]]) -> None:
    if isinstance(value, Text):
        found.append((way, value))
    elif isinstance(value, Model):
        for name, key in _worded_fields(type(value)):  # type: ignore[arg-type]  # of the class, mypy takes the hash of its instances
            if part := getattr(value, name):
                _add_texts(part, (way, key), found)
    elif isinstance(value, tuple | Mapping):
        entries: Iterable[tuple[str | int, object]] = value.items() if isinstance(value, Mapping) else enumerate(value)
        for at, item in entries:
            _add_texts(item, (way, at), found)


@rule(
    "takes-a-side",
    why="The site uses the same plain words for both governments.",
    example=Example(
        "title: ▸Historic toll on the lake bridge",
        "title: Toll on the lake bridge",
    ),
    level=Level.WARNING,
)
def takes_a_side(record: Record, setting: Setting) -> Iterator[Finding]:
    """Words from the vocabulary’s list of words to avoid, outside quotations."""
    neutral = {word.avoid.lower(): word.write for word in setting.vocabulary.words}
    texts = _texts(record)
    everything = "\n".join([text.en for _, text in texts]).lower()
    used = [word for word in neutral if word in everything]
    if not used:
        return  # a quick look at all of it at once spares a look at each text
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, used))})\b", re.IGNORECASE)
    for way, text in texts:
        for word in dict.fromkeys(pattern.findall(text.en)):
            yield Finding((*_keys(way), "en"), f"`{word}` takes a side", f"instead: {neutral[word.lower()]}")


_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ENGLISH_UNIT = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_KOREAN_UNIT = {"천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12}
_ENGLISH = re.compile(rf"({_NUMBER})(?:[\s-]+({'|'.join(_ENGLISH_UNIT)})\b)?", re.IGNORECASE)
_OF_A_LAW = re.compile(r"\b(?:section|article)s? \d+(?:(?:,| and| or|, and|, or) \d+)*", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:({'|'.join(month for month in _MONTHS if month != 'May')})\b|(May)(?= \d)|(?<=\d )(May)\b)")
_ARTICLE = re.compile(r"제?\d+조(?!\s?(?:\d|원|달러))")
_KOREAN = re.compile(rf"(?:{_NUMBER}\s?(?:[천만억조]+\s?)?)+")
_KOREAN_PART = re.compile(rf"({_NUMBER})\s?([천만억조]*)")
_IN_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def numbers_in_english(text: str) -> set[Decimal]:
    """The numbers of a text with their units worked in: `$20 billion` is 20000000000, and November is 11.

    Numbers of sections and articles of laws are no amounts, and are left out.
    """
    amounts = _ENGLISH.findall(_OF_A_LAW.sub("", text))
    numbers = {_decimal(digits) * _ENGLISH_UNIT.get(unit.lower(), 1) for digits, unit in amounts}
    return numbers | {Decimal(_MONTHS.index("".join(month)) + 1) for month in _MONTH.findall(text)}


def numbers_in_korean(text: str) -> set[Decimal]:
    """The same of a Korean text: `200억` is 20000000000, `1조 2천억` is 1200000000000. `232조` without a currency is an
    article, no amount."""
    numbers: list[Decimal] = []
    for group in _KOREAN.findall(_ARTICLE.sub("", text)):
        before = ""
        for digits, units in _KOREAN_PART.findall(group):
            value = _decimal(digits) * prod(_KOREAN_UNIT[unit] for unit in units)
            if units and before:
                numbers[-1] += value  # the lower units of one amount
            else:
                numbers.append(value)
            before = units
    return set(numbers)


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _differing(text: Text) -> set[Decimal]:
    """The numbers that only one of the two languages gives; a small one may be written out as a word in English."""
    if text.ko is None:
        return set()
    english, korean = numbers_in_english(text.en), numbers_in_korean(text.ko)
    words = set(re.findall(r"[a-z]+", text.en.lower()))
    written_out = {Decimal(number) for number, word in enumerate(_IN_WORDS) if word in words}
    return (english - korean) | (korean - english - written_out)


@rule(
    "numbers-differ",
    why="The two languages of one text must give the same figures.",
    example=Example(
        "title:\n  ▸en: Toll of 8 crowns on the lake bridge\n  ko: 호수 다리 통행료 9크라운",
        "title: Toll on the lake bridge",
    ),
    level=Level.WARNING,
)
def numbers_differ(record: Record, setting: Setting) -> Iterator[Finding]:
    """Numbers of the English and of the Korean version of a text, units worked in."""
    for way, text in _texts(record):
        odd = _differing(text)
        if odd:
            said = ", ".join(f"{number:,}" for number in sorted(odd))
            yield Finding(_keys(way), f"the two languages give different numbers: {said}", "compare the two, and correct one")


RULES = (quote_too_long, title_too_long, takes_a_side, numbers_differ)
