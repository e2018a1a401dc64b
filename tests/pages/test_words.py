"""The words by which a search finds a page."""

import json
from datetime import date

import pytest

from dealtracker.model import Deal, Text
from dealtracker.pages import Edition, words
from dealtracker.pages.words import Lines, in_korean, speakers
from dealtracker.standing import deal_standing

NONE: frozenset[str] = frozenset()


def lines(*phrases: str, room: int = 500, common: frozenset[str] = NONE) -> list[str]:
    found = Lines(room)
    found.news(phrases, common)
    return list(found)


def test_each_word_is_said_once_and_empty_or_common_words_never() -> None:
    assert lines("Seoul agrees to the toll", "The toll agrees with Seoul") == ["Seoul agrees toll"]
    assert lines("Seoul agrees to the toll", common=frozenset(["seoul"])) == ["agrees toll"]


def test_the_beginning_of_a_word_finds_it_so_it_is_not_said_again() -> None:
    assert lines("Submarines leave", "A submarine returns") == ["Submarines leave; returns"]


def test_a_name_stays_whole() -> None:
    assert lines("Kim signs", "Kim Jung-kwan speaks, and Minister Kim", "“Non-tariff” terms") == [
        "Kim signs; Kim Jung-kwan speaks Minister; Non-tariff terms"
    ]


def test_lines_are_short_enough_to_be_read_in_a_result() -> None:
    found = lines(*(f"word{number} another{number} third{number}" for number in range(20)), room=2000)
    assert len(found) > 3
    assert max(map(len, found)) < 2 * words.LINE


@pytest.mark.parametrize("room", [0, 40, 200])
def test_what_has_no_room_is_left_out(room: int) -> None:
    found = lines("농축산물 시장", "one two", *(f"word{number}" for number in range(50)), room=room)
    assert sum(len(json.dumps(f"<p>{line}</p>")) - 2 for line in found) <= room
    assert bool(found) == bool(room)


def test_korean_words_inside_a_compound_are_said_if_they_stand_alone_elsewhere() -> None:
    known = frozenset(["관세", "투자", "특별법"])
    assert in_korean([Text(en="A", ko="반도체 품목관세")], known) == ["반도체 품목관세", "관세"]
    assert in_korean([Text(en="B", ko="대미투자특별법")], known) == ["대미투자특별법", "투자 특별법"]
    assert in_korean([Text(en="C")], known) == []


def test_a_track_is_found_by_what_had_happened_by_the_day(example: Deal, edition: Edition) -> None:
    now = edition.standing.tracks["bridge-toll"]
    assert speakers(now)
    found = " ".join(edition.finder.track(now, "What it is about"))
    assert found.startswith("What it is about")
    assert all(who in found for who in speakers(now))
    before = Edition(deal_standing(example, date(2030, 1, 1)))
    assert speakers(before.standing.tracks["bridge-toll"]) == []
    assert before.finder.common == NONE
