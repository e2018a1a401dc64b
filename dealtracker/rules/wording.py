"""Rules about how things are said: length, quotations, words that take a side, numbers in two languages."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pydantic import BaseModel

from dealtracker.model import Record, Text
from dealtracker.problems import Level
from dealtracker.rules.base import Example, Finding, Keys, Setting, rule

LONGEST_QUOTE = 25
LONGEST_TITLE = {"en": 140, "ko": 70}


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
        if event.quote is not None:
            count = len(event.quote.text.en.split())
            if count > LONGEST_QUOTE:
                yield Finding(
                    ("events", number, "quote", "text"),
                    f"this quotation has {count} words; at most {LONGEST_QUOTE} are allowed",
                    "keep the words that matter; mark what is left out with ...",
                )


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
    """Titles of events have at most 140 characters, in Korean 70."""
    for number, event in enumerate(record.events):
        for language, most in LONGEST_TITLE.items():
            words = getattr(event.title, language)
            if words is not None and len(words) > most:
                yield Finding(
                    ("events", number, "title"),
                    f"this title has {len(words)} characters; lists have room for {most}",
                    "say the main thing in the title and the rest in `text:`",
                )


def _texts(part: BaseModel, keys: Keys = ()) -> Iterator[tuple[Keys, Text]]:
    """Every text of a record in our own words: not quotations, not titles of sources."""
    for name, field in type(part).model_fields.items():
        if name in ("quote", "sources"):
            continue
        key = field.alias or name
        value = getattr(part, name)
        if isinstance(value, Text):
            yield (*keys, key), value
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, Text):
                    yield (*keys, key, number), item
                elif isinstance(item, BaseModel):
                    yield from _texts(item, (*keys, key, number))
        elif isinstance(value, BaseModel):
            yield from _texts(value, (*keys, key))


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
    if not neutral:
        return
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, neutral)) + r")\b", re.IGNORECASE)
    for keys, text in _texts(record):
        match = pattern.search(text.en)
        if match is not None:
            yield Finding(keys, f"`{match[0]}` takes a side", f"instead: {neutral[match[0].lower()]}")


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ENGLISH_UNIT = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_KOREAN_UNIT = {"천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12}
_ENGLISH = re.compile(rf"(?<![Ss]ection )(?<![Aa]rticle )({_NUMBER.pattern})(?:\s+({'|'.join(_ENGLISH_UNIT)}))?", re.IGNORECASE)
_ARTICLE = re.compile(r"제?\d+조(?!\s?(?:\d|원|달러))")
_KOREAN = re.compile(rf"((?:{_NUMBER.pattern}\s?(?:[천만억조]+\s?)?)+)")
_KOREAN_PART = re.compile(rf"({_NUMBER.pattern})\s?([천만억조]*)")


def numbers_in_english(text: str) -> set[Decimal]:
    """The numbers of a text with their units worked in: `$20 billion` is 20000000000."""
    return {
        _decimal(digits) * _ENGLISH_UNIT.get(unit.lower(), 1) for digits, unit in _ENGLISH.findall(text)
    }  # fmt: skip


def numbers_in_korean(text: str) -> set[Decimal]:
    """The same of a Korean text: `200억` is 20000000000, `1조 2천억` is 1200000000000. `232조` without a currency is an
    article, no amount."""
    found: set[Decimal] = set()
    for group in _KOREAN.findall(_ARTICLE.sub("", text)):
        total: Decimal | None = None
        for digits, units in _KOREAN_PART.findall(group):
            value = _decimal(digits)
            for unit in units:
                value *= _KOREAN_UNIT[unit]
            if units and total is not None:
                total += value
                continue
            if total is not None:
                found.add(total)
            total = value
        if total is not None:
            found.add(total)
    return found


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


@rule(
    "numbers-differ",
    why="The two languages of one text must give the same figures.",
    example=Example(
        "  ▸en: Toll of 8 crowns on the lake bridge\n  ko: 호수 다리 통행료 9크라운",
        " Toll on the lake bridge",
    ),
    level=Level.WARNING,
)
def numbers_differ(record: Record, setting: Setting) -> Iterator[Finding]:
    """Numbers of the English and of the Korean version of a text, units worked in."""
    for keys, text in _texts(record):
        if text.ko is None:
            continue
        english, korean = numbers_in_english(text.en), numbers_in_korean(text.ko)
        if english != korean:
            odd = ", ".join(f"{number:,}" for number in sorted(english ^ korean))
            yield Finding(keys, f"the two languages give different numbers: {odd}", "compare the two, and correct one")


RULES = (quote_too_long, title_too_long, takes_a_side, numbers_differ)
