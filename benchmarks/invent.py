"""Invented records of the size and the shape of the largest real ones: the same on each machine and at each run.

A record depends on its number alone, so a deal of 200 tracks is the beginning of a deal of 5,000. Its words come from the
project's own vocabulary; what they tell is made up. Tracks are linked within packages of twelve neighbours and only to
earlier ones, so nothing waits in a circle and a chain is never longer than its package.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, ClassVar, Self, TypeAlias

import yaml

Entry: TypeAlias = dict[str, Any]

START, AS_OF = date(2025, 7, 1), date(2026, 11, 1)
"""The first day on which an invented event can happen, and the day for which everything is built."""

PACKAGE = 12
"""Tracks that can be linked to one another: a number, those before it in its dozen."""

PEERS = 5

_TOPICS = {
    "steel-quota": ("Quota on steel of heading 72{}", "철강 72{}호 쿼터"),
    "car-duty": ("Duty on cars of class {}", "승용차 {}등급 관세"),
    "chip-duty": ("Duty on chips of group {}", "반도체 {}군 관세"),
    "yard-fund": ("Fund for shipyard {}", "조선소 {} 기금"),
    "gas-contract": ("Gas contract {}", "가스 계약 {}"),
    "base-cost": ("Cost of base {}", "기지 {} 비용"),
    "map-export": ("Export of map sheet {}", "지도 {}도엽 반출"),
}
_POINTS = ("rate", "ceiling", "schedule", "form", "selection", "review", "scope", "first-payment")
_WHO = (
    "The trade ministry",
    "A presidential adviser",
    "The Commerce Secretary",
    "The finance minister",
    "The National Assembly",
    "An unnamed official",
    "The Trade Representative",
    "The chief negotiator",
    "The foreign ministry",
    "The joint committee",
)
_DOES = (
    "says that",
    "announces that",
    "reports in a briefing that",
    "writes in a letter that",
    "confirms that",
    "tells reporters that",
    "denies that",
    "repeats that",
)
_WHAT = (
    "the first part of ${} billion is due before the end of the quarter",
    "the rate stays at {}% in total, ordinary duty included",
    "a ceiling of {}% applies from the first day of the month",
    "the text of {} pages will be published on the same day",
    "no more than ${} billion can be called in a calendar year",
    "{} projects were selected after a review of the committee",
    "the other side has {} days to answer before the notice is printed",
)
_MORE = (
    "The two capitals describe it in different words.",
    "A notice is to follow; no date was given.",
    "The report names two people who took part in the talks.",
    "The figure is the one that the fact sheet gives.",
    "The other government had not confirmed it by the end of the day.",
    "It would apply to goods that leave the port on that day.",
)
_SPEAKERS = (
    ("Han Seo-yun", "Minister of Trade"),
    ("Dana Whitfield", "Trade Representative"),
    ("Lim Do-hyun", "chief negotiator"),
)
_PUBLISHERS = (
    "The Harbour Post",
    "Peninsula Daily",
    "Wire One",
    "Gazette",
    "Ministry of Trade",
    "Institute of Policy",
    "Potomac Review",
)
_PEERS = ("avaland", "borduria", "cimmeria", "drusselstein", "estrovia")


@dataclass(frozen=True)
class Words:
    """What the invented records may say, from the project's vocabulary and its list of parties."""

    domains: Sequence[str]
    parties: Sequence[str]
    source_kinds: Sequence[str]
    reads: Sequence[str]
    quiet: Sequence[str]
    threats: Sequence[str]
    climbs: Sequence[str]
    stops: Sequence[str]
    leaves: Sequence[str]
    applies: frozenset[str]
    waits: Sequence[str]
    ties: Sequence[str]
    compared: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, data: Path) -> Self:
        """The words of a data folder."""
        words: dict[str, list[Entry]] = yaml.safe_load((data / "vocabulary.yml").read_text(encoding="utf-8"))
        about: Entry = yaml.safe_load((data / "deal.yml").read_text(encoding="utf-8"))
        kinds, relations = words["kinds"], words["relations"]

        def doing(*actions: str) -> list[str]:
            return [kind["id"] for kind in kinds if _action(kind) in actions and "raises" not in kind]

        return cls(
            domains=_ids(words["domains"]),
            parties=_ids(about["parties"]),
            source_kinds=_ids(words["source-kinds"]),
            reads=_ids(words["reads"]),
            quiet=doing("none"),
            threats=[kind["id"] for kind in kinds if "raises" in kind],
            climbs=doing("up-to"),
            stops=doing("pause", "resume"),
            leaves=doing("off-to"),
            applies=frozenset(kind["id"] for kind in kinds if kind.get("applies")),
            waits=[relation["id"] for relation in relations if relation.get("blocks")],
            ties=[relation["id"] for relation in relations if not relation.get("blocks")],
            compared=[(row["id"], row["title"]) for row in about.get("comparison", ())],
        )


def _ids(entries: Sequence[Entry]) -> list[str]:
    return [entry["id"] for entry in entries]


def _action(kind: Entry) -> str:
    effect: str | dict[str, str] = kind["effect"]
    return effect if isinstance(effect, str) else next(iter(effect))


def data_files(count: int, words: Words) -> Iterator[tuple[str, Any]]:
    """The files of a deal with `count` tracks, each with what it holds; `deal.yml` and the vocabulary are the project's."""
    for number in range(count):
        yield f"tracks/{track_id(number)}.yml", track(number, words)
    for number in range(PEERS):
        yield f"peers/{_PEERS[number]}.yml", peer(number, words)
    bases = [basis(number, words) for number in range(_bases_until(count))]
    yield "bases.yml", bases
    yield "sources/shared.yml", [_source(Random(id), id, words) for entry in bases for id in _cited(entry["events"])]


def references(count: int, words: Words) -> dict[str, list[Entry]]:
    """What `deal.yml` says of single tracks: points that are compared with the peers, and events that are landmarks."""
    rows = list(enumerate(words.compared))[:count]
    return {
        "comparison": [
            {"id": id, "title": title, "track": track_id(number), "point": _POINTS[0]} for number, (id, title) in rows
        ],
        "landmarks": [
            {"label": f"Landmark {number + 1}", "track": track_id(number), "event": f"event-{number * 4:02d}"}
            for number in range(min(count, 6))
        ],
    }


def track_id(number: int) -> str:
    """The id of a track."""
    return f"{list(_TOPICS)[number % len(_TOPICS)]}-{number:04d}"


def track(number: int, words: Words) -> Entry:
    """A track: some 28 kB as it is written."""
    dice = Random(f"track {number}")
    sources = [f"{track_id(number)}-source-{index:02d}" for index in range(dice.randint(24, 30))]
    points = list(_POINTS[: dice.randint(5, len(_POINTS))])
    english, korean = _TOPICS[track_id(number)[:-5]]
    events = _events(dice, words, dice.randint(26, 32), sources, points)
    return {
        "title": {"en": english.format(number), "ko": korean.format(number)},
        "summary": " ".join(_claim(dice) + "." for _ in range(5)),
        "domain": words.domains[number % len(words.domains)],
        "basis": sorted({_basis_id(dice.randint(0, _bases_until(number + 1) - 1)) for _ in range(dice.randint(0, 2))}),
        "checked": str(AS_OF - timedelta(dice.randint(0, 80))),
        "points": [_point(dice, words, id, sources) for id in points],
        "events": events,
        "positions": [_position(dice, words, day, sources) for day in _days(dice, dice.randint(4, 6))],
        "readings": [_reading(dice, words, index, points, sources) for index in range(dice.randint(3, 5))],
        "links": list(_links(dice, words, number, sources)),
        "expected": [_expected(dice, index, events, sources) for index in range(dice.randint(2, 4))],
        "questions": [{"from": str(_day(dice)), "text": f"Is it so that {_clause(dice)}?"} for _ in range(3)],
        "gaps": [f"No official text was found; {_clause(dice)}." for _ in range(3)],
        "sources": [_source(dice, id, words) for id in sources],
    }


def news(number: int, day: date, words: Words) -> Entry:
    """One more event for a track, as somebody adds it at the end of the list."""
    event = _event(Random(f"news {number}"), words, 99, day, words.quiet[0], [f"{track_id(number)}-source-00"], [_POINTS[0]])
    return event | {"id": f"news-{number}"}


def peer(number: int, words: Words) -> Entry:
    """A comparable deal."""
    dice = Random(f"peer {number}")
    name = _PEERS[number]
    sources = [f"{name}-source-{index:02d}" for index in range(8)]
    points = [id for id, _ in words.compared]
    return {
        "title": name.title(),
        "summary": " ".join(_claim(dice) + "." for _ in range(3)),
        "checked": str(AS_OF),
        "points": [{"id": id, "title": title} for id, title in words.compared],
        "events": _events(dice, words, 8, sources, points),
        "sources": [_source(dice, id, words) for id in sources],
    }


def basis(number: int, words: Words) -> Entry:
    """A legal basis. Its sources stand in a file for all."""
    dice = Random(f"basis {number}")
    sources = [f"{_basis_id(number)}-source-{index}" for index in range(6)]
    return {
        "id": _basis_id(number),
        "title": f"Section {100 + number} of an act",
        "summary": _claim(dice) + ". " + _claim(dice) + ".",
        "events": _events(dice, words, 8, sources, []),
    }


def _bases_until(tracks: int) -> int:
    """How many legal bases a deal has: eight, as the real one, and one more for every fifty tracks."""
    return 8 + tracks // 50


def _basis_id(number: int) -> str:
    return f"section-{100 + number}"


def _events(dice: Random, words: Words, count: int, sources: Sequence[str], points: Sequence[str]) -> list[Entry]:
    """A history: mostly words, now and then a step up, seldom a stop or a fall."""
    events: list[Entry] = []
    for index, day in enumerate(_days(dice, count)):
        (family,) = dice.choices(("quiet", "threats", "climbs", "stops", "leaves"), weights=(62, 4, 27, 6, 1))
        kinds: Sequence[str] = getattr(words, family)
        kind = kinds[min(len(kinds) - 1, index * len(kinds) // count)] if family == "climbs" else dice.choice(kinds)
        cited = [sources[index % len(sources)], *dice.sample(sources, dice.randint(0, 3))]
        events.append(
            _event(dice, words, index, day, kind, cited, dice.sample(points, min(len(points), dice.choice((0, 0, 1, 1, 2)))))
        )
    for earlier, later in zip(events, events[3:], strict=False):
        if earlier["kind"] in words.threats and dice.random() < 0.7:
            earlier["answered"] = later["id"]
    return events


def _event(dice: Random, words: Words, index: int, day: date, kind: str, sources: Sequence[str], points: Sequence[str]) -> Entry:
    party = dice.choice(words.parties)
    event: Entry = {"id": f"event-{index:02d}", "date": str(day)}
    if kind in words.applies and dice.random() < 0.3:
        event["effective"] = str(day + timedelta(dice.randint(-20, 30)))
    event |= {"place": party, "kind": kind, "by": [party], "title": _claim(dice)}
    if dice.random() < 0.45 or kind in (*words.stops, *words.leaves):
        event["text"] = " ".join(dice.sample(_MORE, 2))
    if points:
        event["points"] = {point: _value(dice) for point in points}
    if dice.random() < 0.25:
        speaker, role = dice.choice(_SPEAKERS)
        event["quote"] = {"text": f"We have agreed that {_clause(dice)}", "speaker": speaker, "role": role, "language": "en"}
    return event | {"sources": list(dict.fromkeys(sources))}


def _point(dice: Random, words: Words, id: str, sources: Sequence[str]) -> Entry:
    point: Entry = {"id": id, "title": f"What is agreed on the {id.replace('-', ' ')}", "owes": dice.choice(words.parties)}
    return point | ({"before": _value(dice), "sources": [dice.choice(sources)]} if dice.random() < 0.4 else {})


def _position(dice: Random, words: Words, day: date, sources: Sequence[str]) -> Entry:
    return {
        "by": dice.choice(words.parties),
        "date": str(day),
        "text": f"Holds that {_clause(dice)}.",
        "sources": dice.sample(sources, 2),
    }


def _reading(dice: Random, words: Words, index: int, points: Sequence[str], sources: Sequence[str]) -> Entry:
    days = _days(dice, dice.randint(2, 3))
    reading: Entry = {
        "id": f"reading-{index}",
        "question": f"Does the text say that {_clause(dice)}?",
        "point": dice.choice(points),
        "sides": [
            {
                "by": words.parties[side % 2],
                "who": dice.choice(_WHO),
                "date": str(day),
                "says": f"It means that {_clause(dice)}.",
                "sources": dice.sample(sources, 2),
            }
            for side, day in enumerate(days)
        ],
    }
    return reading | ({"until": str(days[-1]), "note": dice.choice(_MORE)} if dice.random() < 0.4 else {})


def _links(dice: Random, words: Words, number: int, sources: Sequence[str]) -> Iterator[Entry]:
    """Three or four links to earlier tracks of the package and to a peer; at most one of them says that the track waits."""
    earlier = [track_id(other) for other in range(number - number % PACKAGE, number)]
    targets: list[Mapping[str, str]] = [{"track": id} for id in dice.sample(earlier, min(len(earlier), dice.randint(2, 3)))]
    for place, target in enumerate([*targets, {"peer": dice.choice(_PEERS)}]):
        waits = place == 0 and "track" in target and dice.random() < 0.5
        since = _day(dice)
        link: Entry = {"relation": dice.choice(words.waits if waits else words.ties), **target, "from": str(since)}
        if dice.random() < 0.3:
            link["until"] = str(min(AS_OF, since + timedelta(90)))
        yield link | {"why": _claim(dice) + ".", "sources": dice.sample(sources, 2)}


def _expected(dice: Random, index: int, events: Sequence[Entry], sources: Sequence[str]) -> Entry:
    since = _day(dice)
    due = since + timedelta(dice.randint(30, 700))
    expected: Entry = {
        "id": f"expected-{index}",
        "from": str(since),
        "date": str(due) if index else str(due)[:7],
        "title": f"It is to be shown that {_clause(dice)}",
        "sources": [dice.choice(sources)],
    }
    can_be_answered = due < AS_OF and str(since) <= events[-1]["date"]
    return expected | ({"answered": events[-1]["id"]} if can_be_answered and dice.random() < 0.6 else {})


def _source(dice: Random, id: str, words: Words) -> Entry:
    (read,) = dice.choices(words.reads, weights=[12, *(1 for _ in words.reads[1:])])
    (kind,) = dice.choices(words.source_kinds, weights=[*(2 for _ in words.source_kinds[1:]), 12])
    source: Entry = {"id": id}
    korean = dice.random() < 0.3
    source |= {
        "title": f"[합의 {dice.randint(2, 99)}차 브리핑 전문과 설명 자료]" if korean else f"[{_claim(dice)}]",
        "publisher": dice.choice(_PUBLISHERS),
        "kind": kind,
        "language": "ko" if korean else "en",
        "published": str(_day(dice)),
        "url": f"https://news.example/{dice.randint(2025, 2026)}/{id}/{dice.randbytes(12).hex()}",
    }
    if read != words.reads[0]:
        source["read"] = read
    return source | (
        {"note": "headline not visible in the copy consulted; date taken from the text"} if dice.random() < 0.6 else {}
    )


def _cited(events: Sequence[Entry]) -> list[str]:
    return sorted({source for event in events for source in event["sources"]})


def _days(dice: Random, count: int) -> list[date]:
    return sorted(_day(dice) for _ in range(count))


def _day(dice: Random) -> date:
    return START + timedelta(dice.randint(0, (AS_OF - START).days))


def _clause(dice: Random) -> str:
    return dice.choice(_WHAT).format(dice.randint(2, 99))


def _claim(dice: Random) -> str:
    return f"{dice.choice(_WHO)} {dice.choice(_DOES)} {_clause(dice)}"


def _value(dice: Random) -> str:
    return (
        f"{dice.randint(5, 25)}% in total, ordinary duty included" if dice.random() < 0.5 else f"${dice.randint(2, 350)} billion"
    )


class _Style(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """How people write records: dates and words without quotes, long texts folded, short lists in brackets."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    def ignore_aliases(self, _: object) -> bool:
        return True


def _text(style: _Style, text: str) -> yaml.Node:
    node: yaml.Node = style.represent_scalar(
        "tag:yaml.org,2002:str", text, style=">" if len(text) > 90 and "http" not in text else None
    )
    return node


def _list(style: _Style, items: list[Any]) -> yaml.Node:
    node: yaml.Node = style.represent_sequence(
        "tag:yaml.org,2002:seq", items, flow_style=all(isinstance(item, str) for item in items)
    )
    return node


_Style.add_representer(str, _text)
_Style.add_representer(list, _list)


def written(value: Any) -> str:
    """A record as YAML, in the style of the real ones."""
    text: str = yaml.dump(value, Dumper=_Style, allow_unicode=True, sort_keys=False, width=115)
    return text


def with_references(deal: str, references: Mapping[str, list[Entry]]) -> str:
    """The text of `deal.yml` with other references to tracks."""
    rest = re.sub(rf"(?ms)^(?:{'|'.join(references)}):.*?(?=^\w|\Z)", "", deal)
    return rest.rstrip("\n") + "\n\n" + written(dict(references))
