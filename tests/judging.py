"""One rule, asked about one record."""

from collections.abc import Collection

from making import ABOUT, WORDS, day

from dealtracker.rules import RULES, Finding, Names, Setting


def findings(rule: str, record: object, as_of: str = "2026-12-31", **names: Collection[str]) -> list[Finding]:
    """What a rule finds in a record, or in a deal; `names` are the ids that exist: `tracks=["bridge"]`."""
    check = RULES[rule].check
    assert check is not None
    return list(check(record, Setting(day(as_of), ABOUT, WORDS, Names(**names))))


def places(rule: str, record: object, as_of: str = "2026-12-31", **names: Collection[str]) -> list[str]:
    """The ways to what a rule finds, like `events.1.date`."""
    return [".".join(map(str, finding.keys)) for finding in findings(rule, record, as_of, **names)]
