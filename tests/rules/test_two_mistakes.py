"""No rule stops at its first finding: of two mistakes in one record both are said, in whichever order they stand."""

from pathlib import Path

import pytest
from spoiling import DEAL, FERRY, LIST, PEER, SHARED, TOLL, WORDS, said_and_marked

from dealtracker.rules import RULES

LONG_QUOTE = " ".join(f"word{number}" for number in range(26))
SOURCE = """- id: {id}
  title: {title}
  publisher: The Lake Post
  kind: press
  language: en
  published: 2031-03-04
  url: https://lakepost.example/
  archive: https://archive.example/
"""
EVENT = """
  - id: {id}
    date: {date}
    kind: {kind}
    title: Something happens
    sources: [joint-paper]
"""
EXPECTED = """expected:
  - id: more
    from: 2031-09-15
    date: ▸<2>
    title: More
    sources: [joint-paper]

"""
WITHDRAWN = "    sources: [joint-paper]\n    retracted:\n      date: ▸"

TWO_TRACKS_WAIT = """links:
  - relation: ▸blocked-by
    track: bridge-toll
    from: {one}
    why: It waits.
    sources: [joint-paper]
  - relation: ▸blocked-by
    track: bridge-toll
    from: {two}
    why: It waits again.
    sources: [joint-paper]
"""
A_LINK = """links:
  - relation: precedent
    peer: westland
    from: 2031-09-15
    why: The quota follows the one that Norland has with Westland.
    sources: [joint-paper]
"""
NORLAND = "  - id: north\n    name: Norland"
FIRST = "    sources: [lake-post-2031-03-04]\n\n  - id: joint-paper"
LAST = "    sources: [ordinance-44]\n"
SHARED_ID = "- id: joint-paper"

CASES: dict[str, list[tuple[str, str, str, str, str]]] = {
    # for each rule: file, what stands in it, what is to stand there with <1> and <2>, and the two mistakes
    "unknown-field": [(TOLL, "checked: 2031-11-30", "checked: 2031-11-30\n▸<1>: x\n▸<2>: x", "colour", "weight")],
    "missing-field": [
        (TOLL, "      speaker: Joint paper\n", "      ▸speaker:\n", "", ""),
        (TOLL, "      text: The toll for a lorry shall be eight crowns.", '      ▸text: ""', "", ""),
    ],
    "status-written": [(TOLL, "checked: 2031-11-30", "checked: 2031-11-30\n▸<1>: x\n▸<2>: x", "status", "flags")],
    "wrong-shape": [(TOLL, "basis: [lake-treaty]", "basis: ▸<1>\naliases: ▸<2>", "lake-treaty", "toll")],
    "id-form": [(TOLL, "basis: [lake-treaty]", "basis: [lake-treaty, ▸<1>, lake-treaty, ▸<2>]", "Treaty", "a_b")],
    "id-twice": [
        (TOLL, "  - id: which-lorries", "  - id: ▸<1>", "toll", "joint-paper"),
        (TOLL, "  - id: review", "  - id: ▸<2>", "toll", "joint-paper"),
    ],
    "source-twice": [
        (
            SHARED,
            SHARED_ID,
            SOURCE.format(id="▸<1>", title="One") + SOURCE.format(id="▸<2>", title="Two") + "\n" + SHARED_ID,
            "ordinance-44",
            "lake-post-2031-03-04",
        ),
    ],
    "alias-taken": [
        (TOLL, "checked: 2031-11-30", "checked: 2031-11-30\naliases: [▸<1>, toll, ▸<2>]", "ferry-quota", "bridge-toll")
    ],
    "alias-twice": [
        (TOLL, "checked: 2031-11-30", "checked: 2031-11-30\naliases: [one, two]", "", ""),
        (FERRY, "checked: 2031-11-30", "checked: 2031-11-30\naliases: [▸<1>, three, ▸<2>]", "one", "two"),
    ],
    "id-gone": [
        (LIST, "tracks/bridge-toll#event-ordinance", "▸tracks/bridge-toll#event-<1>", "warning", "ordinanc"),
        (LIST, "tracks/ferry-quota", "▸sources/<2>", "paper", "joint"),
    ],
    "word-not-known": [
        (TOLL, "    by: [south]\n    title: An ord", "    by: [▸<1>, south, ▸<2>]\n    title: An ord", "sud", "east")
    ],
    "source-word-not-known": [(SHARED, "  kind: official-document", "  kind: ▸<1>\n  read: ▸<2>", "paper", "half")],
    "vocabulary-broken": [
        (WORDS, "      up-to: announced", "      up-to: ▸<1>", "anounced", "paused"),
        (WORDS, "      pause: paused", "      pause: ▸<2>", "pause", "talks"),
    ],
    "source-unknown": [(TOLL, FIRST, "    sources: [▸<1>, joint-paper, ▸<2>]\n\n  - id: joint-paper", "lake-pst", "zzz")],
    "track-unknown": [
        (TOLL, "    track: ferry-quota", "    track: ▸<1>", "ferry", "boat"),
        (FERRY, "    peer: westland", "    peer: ▸<2>", "eastland", "w"),
    ],
    "link-to-itself": [
        (
            FERRY,
            A_LINK,
            TWO_TRACKS_WAIT.replace("▸", "").replace("bridge-toll", "▸ferry-quota").format(one="<1>", two="<2>"),
            "2031-01-01",
            "2031-02-02",
        ),
    ],
    "basis-unknown": [(TOLL, "basis: [lake-treaty]", "basis: [▸<1>, lake-treaty, ▸<2>]", "treaty", "law")],
    "event-unknown": [
        (TOLL, "    answered: ordinance", "    answered: ▸<1>", "ordinanc", "later"),
        (TOLL, "    point: toll\n    sides", "    event: ▸<2>\n    sides", "summit", "paper"),
    ],
    "point-unknown": [(TOLL, "    points: {toll: 15 crowns}", "    points: {▸<1>: 1, toll: 15, ▸<2>: 2}", "tolls", "ferry")],
    "comparison-unknown": [
        (
            DEAL,
            "    point: toll",
            "    point: ▸<1>\n  - id: quota\n    title: Quota\n    track: ▸<2>\n    point: quota",
            "tol",
            "x",
        ),
    ],
    "landmark-unknown": [
        (DEAL, "    event: lake-summit", "    event: ▸<1>", "summit", "lake"),
        (DEAL, "    track: bridge-toll\n    event: ordinance", "    track: ▸<2>\n    event: ordinance", "toll", "zzz"),
    ],
    "waits-in-a-circle": [(FERRY, A_LINK, TWO_TRACKS_WAIT.format(one="<1>", two="<2>"), "2031-07-10", "2031-08-01")],
    "date-format": [
        (TOLL, "    date: 2031-03-04", "    date: ▸<1>", "4.3.2031", "in March"),
        (TOLL, "    date: 2031-06-20", "    date: ▸<2>", "2031-6-20", "summer"),
    ],
    "date-not-in-calendar": [
        (TOLL, "    date: 2031-03-04", "    date: ▸<1>", "2031-02-29", "2031-13"),
        (TOLL, "    date: 2031-06-20", "    date: ▸<2>", "2031-06-31", "0000-01-01"),
    ],
    "date-far-off": [
        (TOLL, "    date: 2031-03-04", "    date: ▸<1>", "1931-03-04", "2931-03-04"),
        (TOLL, "    date: 2031-06-20", "    date: ▸<2>", "1931-03-04", "2931-03-04"),
    ],
    "event-in-future": [
        (TOLL, "    date: 2031-03-04", "    date: ▸<1>", "2032-03-04", "2033-03"),
        (TOLL, "    date: 2031-06-20", "    date: ▸<2>", "2032-03-04", "2033-03"),
    ],
    "out-of-order": [
        (TOLL, "    date: 2031-06-20", "    date: ▸<1>", "2031-03-03", "2031-02"),
        (TOLL, "    by: [south]\n    title: Sud", "    by: [south]\n    note: It stands right.\n    title: Sud", "", ""),
        (TOLL, "    date: 2031-09-15\n    eff", "    date: ▸<2>\n    eff", "2031-07-08", "2031-06"),
    ],
    "effective-without-effect": [
        (TOLL, "    kind: announced", "    kind: announced\n    effective: ▸<1>", "2031-04-01", "2031-05"),
        (TOLL, "    kind: threat", "    kind: threat\n    effective: ▸<2>", "2031-04-01", "2031-05"),
    ],
    "ends-before-it-begins": [
        (TOLL, "    until: 2031-09-15", "    until: ▸<1>", "2031-06", "2031-01-01"),
        (TOLL, "questions:\n  - from: 2031-06-20", "questions:\n  - from: 2031-07-20\n    until: ▸<2>", "2031-06", "2031-01-01"),
    ],
    "step-down-silent": [
        (
            TOLL,
            LAST + "\npositions",
            LAST
            + EVENT.replace("kind: ", "▸kind: ").format(id="one", date="2031-10-01", kind="<1>")
            + EVENT.replace("kind: ", "▸kind: ").format(id="two", date="2031-10-02", kind="<2>")
            + "\npositions",
            "deadlock",
            "lapsed",
        ),
    ],
    "url-form": [
        (
            SHARED,
            "  url: https://sudland.example/joint-paper\n  archive: https://archive.example/joint-paper",
            "  url: ▸<1>\n  archive: ▸<2>",
            "page.example",
            "https://한국.example",
        )
    ],
    "source-in-future": [(SHARED, "  published: 2031-06-20", "  published: ▸<1>\n  accessed: ▸<2>", "2032-01-01", "2033")],
    "quote-too-long": [
        (
            TOLL,
            "      text: The toll for a lorry shall be eight crowns.",
            f"      text:\n        en: ▸<1> {LONG_QUOTE}\n        ko: ▸<2> {LONG_QUOTE}",
            "one",
            "two",
        ),
    ],
    # warnings
    "checked-before-last-event": [
        (PEER, "checked: 2031-11-30", "checked: ▸<1>", "2030-02-10", "2030-01"),
        (TOLL, "    date: 2031-09-15\n    effective: 2031-09-01", "    date: 2031-12-<2>", "10", "20"),
        (TOLL, "checked: 2031-11-30", "checked: ▸2031-12-09", "", ""),
    ],
    "overdue": [
        (TOLL, "    date: 2032-06\n", "    date: ▸<1>\n", "2031-10", "2031-12-30"),
        (FERRY, "links:\n", EXPECTED + "links:\n", "2031-10", "2031-12-30"),
    ],
    "stale": [
        (TOLL, "checked: 2031-11-30", "checked: ▸<1>", "2031-10-31", "2031-10"),
        (FERRY, "checked: 2031-11-30", "checked: ▸<2>", "2031-10-31", "2031-10"),
    ],
    "no-effect": [
        (
            TOLL,
            LAST + "\npositions",
            LAST
            + EVENT.format(id="one", date="2031-10-01", kind="▸<1>")
            + EVENT.format(id="two", date="2031-10-02", kind="▸<2>")
            + "\npositions",
            "signed",
            "resumed",
        ),
    ],
    "event-twice": [
        (
            FERRY,
            "    sources: [joint-paper]\n\nlinks",
            "    sources: [joint-paper]\n"
            + EVENT.format(id="▸<1>", date="2031-09-15", kind="statement")
            + EVENT.format(id="▸<2>", date="2031-09-15", kind="statement")
            + "\nlinks",
            "one",
            "two",
        ),
    ],
    "url-not-https": [
        (
            SHARED,
            "  url: https://sudland.example/joint-paper\n  archive: https://archive.example/joint-paper",
            "  url: ▸<1>\n  archive: ▸<2>",
            "http://one.example",
            "http://two.example/",
        )
    ],
    "source-undated": [
        (
            SHARED,
            "  publisher: Gazette of Norland\n  kind: legal\n  language: en\n  published: 2029-04-02",
            "  ▸publisher: <1>\n  kind: legal\n  language: en",
            "One",
            "Two",
        ),
        (
            SHARED,
            "  publisher: Government of Sudland\n  kind: official-document\n  language: en\n  published: 2031-06-20",
            "  ▸publisher: <2>\n  kind: official-document\n  language: en",
            "One",
            "Two",
        ),
    ],
    "source-without-archive": [
        (
            SHARED,
            "  url: https://gazette.example/2029/lake-treaty\n  archive: https://archive.example/lake-treaty\n",
            "  ▸url: <1>\n",
            "https://one.example",
            "https://two.example",
        ),
        (
            SHARED,
            "  url: https://sudland.example/joint-paper\n  archive: https://archive.example/joint-paper\n",
            "  ▸url: <2>\n",
            "https://one.example",
            "https://two.example",
        ),
    ],
    "source-unused": [
        (
            SHARED,
            SHARED_ID,
            SOURCE.format(id="▸<1>", title="One") + "\n" + SOURCE.format(id="▸<2>", title="Two") + "\n" + SHARED_ID,
            "one",
            "two",
        ),
    ],
    "withdrawn-before-it-happened": [
        (TOLL, "    sources: [joint-paper]\n\n  - id: threat", f"{WITHDRAWN}2031-05-01\n      why: No\n\n  - id: threat", "", ""),
        (FERRY, "    sources: [joint-paper]\n\nlinks", f"{WITHDRAWN}2031-09-14\n      why: No\n\nlinks", "", ""),
    ],
    "only-reported": [
        (FERRY, "    kind: signed", "    kind: <1>", "in-force", "struck-down\n    note: So it is"),
        (FERRY, "    sources: [joint-paper]\n\nlinks", "    sources: [▸joint-paper]\n\nlinks", "", ""),
        (TOLL, "    sources: [ordinance-44]\n\npositions", "    sources: [▸treaty-text]\n\npositions", "", ""),
        (TOLL, "    sources: [treaty-text]\n\nevents", "    sources: [ordinance-44]\n\nevents", "", ""),
        (SHARED, "  published: 2029-04-02", "  published: 2029-04-02\n  read: indirectly", "", ""),
    ],
    "title-too-long": [
        (
            TOLL,
            "    title: An ordinance sets the toll at 8 crowns, counted back to 1 September",
            "    title:\n      en: ▸" + "m" * 141 + "\n      ko: ▸" + "각" * 71,
            "",
            "",
        ),
    ],
    "takes-a-side": [
        (TOLL, "    title: Toll for a lorry", "    title: ▸<1>", "A tribute", "Historic"),
        (TOLL, "    text: Who pays for the toll houses?", "    text: ▸<2>", "A tribute", "Historic"),
    ],
    "numbers-differ": [
        (TOLL, "title: Toll on the lake bridge", "title:\n  ▸en: Toll of <1>\n  ko: 통행료 <2>", "8", "9"),
        (TOLL, "    title: Toll for a lorry", "    title:\n      ▸en: Toll of <2>\n      ko: 통행료 <1>", "8", "9"),
    ],
}


@pytest.mark.parametrize("swapped", [False, True], ids=["as-written", "swapped"])
@pytest.mark.parametrize("rule", CASES)
def test_both_mistakes_are_said(rule: str, swapped: bool, tmp_path: Path) -> None:
    def mistake(text: str, one: str, two: str) -> str:
        return text.replace("<1>", two if swapped else one).replace("<2>", one if swapped else two)

    changes = [(file, good, mistake(bad, one, two)) for file, good, bad, one, two in CASES[rule]]
    found, marked = said_and_marked(tmp_path, rule, *changes)
    assert found == marked


def test_every_rule_that_looks_at_records_is_tried() -> None:
    found_by_a_check = {rule.name for rule in RULES.values() if rule.check is not None}
    assert found_by_a_check <= set(CASES)
