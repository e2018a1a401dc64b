"""Generated assets: what the style sheet has to know of the vocabulary."""

from dealtracker.model import Vocabulary


def statuses_css(words: Vocabulary) -> str:
    """A custom property with the colour of each status, for badges and charts.

    Ids and colours are safe to write as they are: the models admit letters, digits and hyphens, and `#rrggbb`.
    """
    rules = (f".badge--{status.id},.count--{status.id}{{--status:{status.colour}}}" for status in words.statuses)
    return "\n".join(rules) + "\n"
