"""The words by which a search finds a record: few lines that say each word once, in place of a page that says it often.

The theme's search fetches one file with the words of all pages. A track is one entry in it: what it is about, its title
in the other language, the names of those who spoke, and then whatever its events and points say that was not said yet.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from dealtracker.model import Source, Text
from dealtracker.standing import DealStanding, TrackStanding
from dealtracker.standing.stand import PeerStanding

ROOM = 1_100
"""How many bytes of the index the lines of a track may fill."""

LINE = 130
"""How long a line is, about: a result of the search shows the line in which something was found, and cuts it after two rows."""

SHORTEST = 12
"""A room of fewer bytes holds nothing worth looking for."""

_WORD = re.compile(r"[^\s\-–—,:;!?·()\[\]/\"'’‘“”….]+(?:\.\d[^\s\-–—,:;!?·()\[\]/\"'’‘“”….]*)*")
"""A word, between what `mkdocs.yml` tells the search that separates words."""

_HANGUL = re.compile(r"[가-힣]+")

_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a about after against all also among an and another any are around as at be because been before between but by can"
        " could do does during for from further fully gets gives had has have he her him his how if in into is it its may more"
        " most must no nor not of off on one only or other our out over own says say she should since so some such takes than"
        " that the their them then there these they this those to too under until up was were what when where which while who"
        " whom whose why will with without would yet you your",
    )
)
"""English words that nobody looks for."""


class Finder:
    """The words of every record of a deal, and which of them are so common that they lead nowhere."""

    def __init__(self, standing: DealStanding) -> None:
        self.standing = standing

    def track(self, standing: TrackStanding, about: str) -> list[str]:
        """The lines of a track, the most telling first, as many as there is room for."""
        lines = Lines(ROOM, str(standing.record.title))
        lines.whole([about])
        lines.whole(in_korean([standing.track.title], self.korean))
        lines.whole(speakers(standing))
        lines.news(_phrases(standing), self.common)
        lines.news((part for title in self._titles(standing) for part in _hangul(title)), frozenset())
        return list(lines)

    def peer(self, standing: PeerStanding) -> list[str]:
        """The lines of a comparable deal: its name in the other language, and who spoke."""
        lines = Lines(ROOM, str(standing.record.title))
        lines.whole(in_korean([standing.record.title], self.korean))
        lines.whole(speakers(standing))
        return list(lines)

    def deal(self) -> list[str]:
        """The lines of the deal as a whole."""
        about = self.standing.deal.about
        return in_korean([about.title, *(party.name for party in about.parties)], self.korean)

    @cached_property
    def common(self) -> frozenset[str]:
        """Words that a third of the tracks share."""
        tracks = self.standing.tracks.values()
        counted = Counter(
            word
            for track in tracks
            for word in {word for said in _phrases(track) for written in said.split() for word in _taken(written).words}
        )
        return frozenset(word for word, count in counted.items() if 3 * count > len(tracks) > 3)

    @cached_property
    def korean(self) -> frozenset[str]:
        """Korean words that stand by themselves somewhere in the record, so that they can be seen inside others."""
        deal = self.standing.deal
        said = [record.title.ko or "" for record in deal.records()]
        said += [source.title for source in deal.sources.values()]
        return frozenset(word for text in said for word in _hangul(text) if len(word) > 1)

    def _titles(self, standing: TrackStanding) -> Iterator[str]:
        sources: dict[str, Source] = {id: self.standing.deal.sources[id] for event in standing.events for id in event.sources}
        for source in sorted(sources.values(), key=lambda source: source.id):
            yield source.title


def speakers(standing: PeerStanding) -> list[str]:
    """Everybody who is quoted or named as a voice, each once, in the order of the record."""
    found = [event.quote.speaker for event in standing.events if event.quote]
    found += [side.who for read in standing.readings for side in read.sides if side.who and side.date.last <= standing.as_of]
    return list(dict.fromkeys(str(who) for who in found))


def _phrases(standing: PeerStanding) -> list[str]:
    """What can be read on the page in a few words each: points, then events, newest first."""
    said: list[Text] = [point.point.title for point in standing.points]
    said += [event.title for event in reversed(standing.events)]
    return [str(text) for text in said]


class Taken(NamedTuple):
    """Something written between blanks: without what is around it, and its words; `telling` are those worth looking for."""

    written: str
    is_capital: bool
    words: tuple[str, ...]
    telling: tuple[str, ...]


@lru_cache(maxsize=20_000)
def _taken(written: str) -> Taken:
    bare = written.strip(".,:;!?()[]“”‘’\"'")
    words = _words(bare)
    return Taken(bare, bare[:1].isupper(), words, tuple(word for word in words if len(word) > 1 and word not in _EMPTY))


def _words(said: str) -> tuple[str, ...]:
    return tuple([word.lower() for word in _WORD.findall(said)])


@lru_cache(maxsize=20_000)
def _beginnings(word: str) -> tuple[str, ...]:
    """How a word can begin, with two letters or more; it begins with itself, too."""
    return tuple([word[:end] for end in range(2, len(word) + 1)])


def _hangul(said: str) -> list[str]:
    return [] if said.isascii() else _HANGUL.findall(said)


def in_korean(texts: Iterable[Text], known: frozenset[str]) -> list[str]:
    """The Korean of texts, and after it the known words inside its compounds: a search looks at how a word begins."""
    said = [text.ko for text in texts if text.ko]
    inside = (
        word
        for compound in _HANGUL.findall(" ".join(said))
        for start in range(1, len(compound) - 1)
        for word in [next((compound[start:end] for end in range(len(compound), start, -1) if compound[start:end] in known), "")]
        if word
    )
    return [line for line in (*said, " ".join(dict.fromkeys(inside))) if line]


class Lines:
    """Lines below a title that fill a given room, measured in bytes as the index writes them."""

    def __init__(self, room: int, title: str = "") -> None:
        self.room = room
        self.said: set[str] = set()
        self.begun: set[str] = set()
        self.lines: list[str] = []
        self._say(_words(title))

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def whole(self, phrases: Iterable[str]) -> None:
        """Add phrases as they are, if they say something new and there is room, beginning a new line."""
        self._add((phrase, words) for phrase in phrases if not self.said.issuperset(words := _words(phrase)))

    def news(self, phrases: Iterable[str], common: frozenset[str]) -> None:
        """Add what phrases say that was not said yet."""
        self._add((" ".join(new), ()) for phrase in phrases if (new := self._new(phrase, common)))

    def _new(self, phrase: str, common: frozenset[str]) -> list[str]:
        """The words, as they are written, that are new here: not empty, not common, not the beginning of a word before.

        All words of the phrase count as said from here on, whether there is room for the new ones or not.
        A capital before a new capital stays: it is often the rest of a name.
        """
        found: list[str] = []
        capital = ""
        for written, is_capital, words, telling in map(_taken, phrase.split()):
            for word in telling:
                if word not in self.begun and word not in common:
                    found += [capital, written] if capital and is_capital else [written]
                    capital = ""
                    break
            else:
                capital = written if is_capital else ""
            self._say(words)
        return found

    def _say(self, words: Iterable[str]) -> None:
        for word in words:
            if word not in self.said:
                self.said.add(word)
                self.begun.update(_beginnings(word))

    def _add(self, phrases: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Add phrases for which there is room, each with the words that it says for the first time."""
        line: list[str] = []
        for phrase, words in phrases:
            if self.room < SHORTEST:
                break
            cost = len(json.dumps(phrase)) + len("; ") + len("<p></p>") * (not line)
            if cost > self.room:
                continue
            self.room -= cost
            self._say(words)
            line.append(phrase)
            if sum(map(len, line)) > LINE:
                self._end(line)
        self._end(line)

    def _end(self, line: list[str]) -> None:
        if line:
            self.lines.append("; ".join(line))
            line.clear()
