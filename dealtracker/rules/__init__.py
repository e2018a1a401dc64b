"""The rules: what `check` looks for in what people write.

A rule has a name, a sentence of why, a level, and an example of the mistake in the example deal; from those come the
check, its test and the page of checks. A rule yields findings. It never prints, raises or changes anything.

Rules that are found while a file is read (`text`) or while a record is put together (`shape`) have no function here:
reading and shaping find them on their way.
"""

from collections.abc import Mapping

from dealtracker.rules import dates, events, evidence, ids, published, references, shape, sources, text, wording, words
from dealtracker.rules.base import Example, Finding, Keys, Names, Rule, Scope, Setting

FAMILIES: Mapping[str, tuple[Rule, ...]] = {
    "The file": text.RULES,
    "The shape of a record": shape.RULES,
    "Names": (*ids.RULES, *published.RULES),
    "Words of the vocabulary": words.RULES,
    "References": references.RULES,
    "Dates": dates.RULES,
    "Events": events.RULES,
    "Sources": sources.RULES,
    "Evidence": evidence.RULES,
    "Wording": wording.RULES,
}
"""All rules in the order of the page of checks."""

RULES: Mapping[str, Rule] = {rule.name: rule for family in FAMILIES.values() for rule in family}
"""All rules by name."""

__all__ = ["FAMILIES", "RULES", "Example", "Finding", "Keys", "Names", "Rule", "Scope", "Setting"]
