"""How much there may be of anything: every limit in one place, with its reason. The page of checks prints them.

No honest record comes near to one. They are there so that a slip, or a file that was made for it, cannot take all of the
time and memory of the machine that builds the site.
"""

from typing import NamedTuple

FILE = 1_000_000
LIST_OF_IDS = 30_000_000
FILES = 10_000
VALUES = 20_000
ENTRIES = 1_000
DEPTH = 200
TEXT = 5_000
NAME = 500
ADDRESS = 2_000
ID = 80
DIGITS = 18
ANSWER = 2_000
FORM = 100_000


class Limit(NamedTuple):
    """The most that there may be of something, and why it is not more or less."""

    most: int
    of: str
    why: str


LIMITS = (
    Limit(FILES, "records in a folder", "The builds that are measured have 5,000 tracks."),
    Limit(FILE, "bytes in a record or a page", "The largest has some 40,000. What is larger was saved under a wrong name."),
    Limit(LIST_OF_IDS, "bytes in the list of published ids", "It grows for ever, by some 30 bytes for each id."),
    Limit(VALUES, "values and names of fields in a file", "The largest record has some 2,000."),
    Limit(DEPTH, "levels of nesting", "A record has seven. The reader of YAML would run out of room at some thousands."),
    Limit(ENTRIES, "entries of a list, or fields of an entry", "The longest list has 107."),
    Limit(TEXT, "characters in a text", "The longest summary has 707. What is longer is an article."),
    Limit(NAME, "characters in the title or the publisher of a source", "They stand in every list of sources."),
    Limit(ADDRESS, "characters in an address", "Browsers and servers shorten or refuse what is much longer."),
    Limit(ID, "characters in an id", "It is part of addresses and of file names, of which some systems allow 255 bytes."),
    Limit(DIGITS, "digits in a number", "A number with more digits is read as a text, digit for digit."),
    Limit(ANSWER, "characters in an answer of a form", "An event is told in a few sentences."),
    Limit(FORM, "characters in a form", "GitHub lets an issue have 65,536."),
)
"""What the page of checks says about them."""
