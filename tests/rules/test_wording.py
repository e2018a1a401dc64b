"""How things are said: length, quotations, words that take a side, numbers in two languages."""

from decimal import Decimal

import pytest
from judging import findings, places
from making import ABOUT, WORDS, day, event, track

from dealtracker.rules import RULES, Setting
from dealtracker.rules.wording import numbers_in_english, numbers_in_korean


def words(number: int) -> str:
    return " ".join(["word"] * number)


@pytest.mark.parametrize(("number", "is_long"), [(1, False), (25, False), (26, True)])
def test_a_quotation_has_at_most_25_words_in_each_language(number: int, is_long: bool) -> None:
    quotes = ({"text": words(number)}, {"text": {"en": "Short", "ko": words(number)}}, {"text": "Short"})
    record = track(*(event("talks", quote=quote | {"speaker": "Somebody"}) for quote in quotes), event("talks"))
    assert places("quote-too-long", record) == ["events.0.quote.text.en", "events.1.quote.text.ko"] * is_long


@pytest.mark.parametrize(("english", "korean", "wrong"), [(140, 70, ""), (141, 70, "en"), (140, 71, "ko")])
def test_a_title_has_at_most_140_characters_or_70_in_korean(english: int, korean: int, wrong: str) -> None:
    record = track(event("talks", title={"en": "m" * english, "ko": "각" * korean}), event("talks", title="m" * 140))
    assert places("title-too-long", record) == [f"events.0.title.{wrong}"] * bool(wrong)


@pytest.mark.parametrize(("english", "korean", "wrong"), [(34, 20, ""), (35, 20, "en"), (34, 21, "ko")])
def test_a_short_title_fits_a_chart(english: int, korean: int, wrong: str) -> None:
    record = track(event("talks"), short={"en": "m" * english, "ko": "각" * korean})
    assert places("title-too-long", record) == [f"short.{wrong}"] * bool(wrong)


def test_words_that_take_a_side_are_found_in_our_own_sentences() -> None:
    record = track(
        event("talks", title="A historic CONCESSION, a historic day", text={"en": "Plain", "ko": "historic"}),
        event("talks", quote={"text": "A tribute", "speaker": "Somebody"}, points={"toll": "a tribute", "quota": None}),
        event("talks", title="A prehistoric tributary"),
        gaps=["Who caved in"],
        corrections=[{"date": "2026", "was": "They caved in", "now": "They agreed"}],
    )
    found = findings("takes-a-side", record)
    assert [(".".join(map(str, finding.keys)), finding.message, finding.hint) for finding in found] == [
        ("events.0.title.en", "`historic` takes a side", "instead: leave it out"),
        ("events.0.title.en", "`CONCESSION` takes a side", "instead: term"),
        ("events.1.points.toll.en", "`tribute` takes a side", "instead: payment"),
        ("corrections.0.was.en", "`caved` takes a side", "instead: accepted"),
        ("gaps.0.en", "`caved` takes a side", "instead: accepted"),
    ]


NUMBERS = [
    # English, Korean, the numbers of both
    ("$20 billion", "200억 달러", "20000000000"),
    ("1.2 trillion won", "1조 2천억 원", "1200000000000"),
    ("350 billion dollars", "3,500억 달러", "350000000000"),
    ("a $350-billion fund", "3500억 달러 규모의 펀드", "350000000000"),
    ("$150 million", "1억 5천만 달러", "150000000"),
    ("5 trillion won", "5조 원", "5000000000000"),
    ("in 2026 $20 billion", "2026 200억 달러", "2026 20000000000"),
    ("12 15 20", "12 15 20", "12 15 20"),
    ("15%", "15%", "15"),
    ("from 25% to 15%", "25%에서 15%로", "25 15"),
    ("3.5% of GDP", "GDP의 3.5%", "3.5"),
    ("1,100 units", "1100대", "1100"),
    ("8 thousand lorries", "8천 대", "8000"),
    ("1 November 2025", "2025년 11월 1일", "1 11 2025"),
    ("on May 3", "5월 3일", "5 3"),
    ("3 May 2026", "2026년 5월 3일", "2026 5 3"),
    ("in June it may fall", "6월에 내릴 수 있다", "6"),
    ("under Section 232", "제232조에 따라", ""),
    ("Sections 122 and 301", "제122조와 제301조", ""),
    ("Article 6 of the treaty", "조약 제6조", ""),
    ("no numbers", "숫자 없음", ""),
]


@pytest.mark.parametrize(("english", "korean", "numbers"), NUMBERS)
def test_numbers_of_both_languages_with_their_units(english: str, korean: str, numbers: str) -> None:
    expected = {Decimal(number) for number in numbers.split()}
    assert numbers_in_english(english) == expected
    assert numbers_in_korean(korean) == expected


def differs(english: str, korean: str | None) -> bool:
    return bool(places("numbers-differ", track(event("talks", text={"en": english, "ko": korean}))))


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("$200 billion", "200억 달러"),
        ("15%", "10%"),
        ("15%", "관세"),
        ("a duty", "15%"),
        ("two lorries", "3대"),
        ("3 lorries", "세 대"),
    ],
)
def test_different_numbers_are_noticed(english: str, korean: str) -> None:
    assert differs(english, korean)


@pytest.mark.parametrize(
    ("english", "korean"), [("a three-year plan", "3년 계획"), ("Twelve lorries", "12대"), ("15%", "15%"), ("15%", None)]
)
def test_a_small_number_may_be_written_out_in_english(english: str, korean: str | None) -> None:
    assert not differs(english, korean)


def test_without_a_list_of_words_none_takes_a_side() -> None:
    setting = Setting(day("2026-12-31"), ABOUT, WORDS.but({"words": ()}))
    check = RULES["takes-a-side"].check
    assert check is not None
    assert list(check(track(event("talks", title="A historic day")), setting)) == []


def test_the_numbers_that_differ_are_printed() -> None:
    (finding,) = findings("numbers-differ", track(event("talks", title={"en": "$20 billion of 350", "ko": "20억 달러"})))
    assert finding.message == "the two languages give different numbers: 350, 2,000,000,000, 20,000,000,000"
