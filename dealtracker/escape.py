"""Everything that keeps a contributor's text a text: in HTML, in front matter, in addresses.

Jinja escapes what templates print (`autoescape`), with the same function as `html` here. No other module writes an
entity, a quote or a percent sign of its own.
"""

import json
import re
from collections.abc import Mapping
from urllib.parse import quote

from markupsafe import Markup, escape

_MARKDOWN = re.compile(r"[\\`*_\[\]<>&~#|]")
_HTTPS = re.compile(r"https://[^\s/?#@\"'<>\\]+(?:[/?#][^\s\"'<>\\^`{|}]*)?", re.ASCII)


def html(text: str) -> Markup:
    """A text as HTML shows it, letter for letter, in content and in quoted attributes."""
    return escape(text)


def link(address: str) -> str | None:
    """An address that may become a link: https and nothing that could end an attribute. None for any other."""
    return address if _HTTPS.fullmatch(address) else None


def markdown(text: str) -> str:
    """A text for a line of Markdown, not at its beginning: on one line, and no letter of it means anything."""
    return _MARKDOWN.sub(r"\\\g<0>", one_line(text))


def front_matter(fields: Mapping[str, object]) -> str:
    """The head of a Markdown page, between `---` lines.

    MkDocs themes write title and description into the page as they are, so texts are escaped for HTML here; JSON
    strings are YAML strings in which no character can begin anything.
    """
    lines = (f"{name}: {json.dumps(_head(value), ensure_ascii=False)}" for name, value in fields.items())
    return "---\n" + "\n".join(lines) + "\n---\n"


def with_head(page: str, fields: Mapping[str, object]) -> str:
    """A page with further fields in its head, which it may have or not."""
    added = front_matter(fields)
    return added.removesuffix("---\n") + page.removeprefix("---\n") if page.startswith("---\n") else f"{added}\n{page}"


def _head(value: object) -> object:
    return str(html(value)) if isinstance(value, str) else value


def narrow(page: str) -> str:
    """A generated page with character references in place of letters beyond Latin-1 (curly quotes, Hangul).

    Browsers and builders read the same. But builders keep every page in memory, some of them twice, and Python stores a
    text in one byte a character only where all of it is Latin-1. The head stays as it is: it is not HTML.
    """
    head, body = page[: page.index("\n---\n") + 5], page[page.index("\n---\n") + 5 :]
    return head + body.encode("latin-1", "xmlcharrefreplace").decode("latin-1")


def path(address: str) -> str:
    """The path of an address, with everything but its slashes and plain letters as percent signs and numbers."""
    return quote(address)


_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # not `\{`: BibTeX counts braces, escaped or not
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
    | {sign: f"\\{sign}" for sign in "%&#_$"}
)


def bibtex(text: str) -> str:
    """A text in a field of BibTeX, where LaTeX prints it letter for letter."""
    return one_line(text).translate(_BIBTEX)


def one_line(text: str) -> str:
    """A text without line breaks, as a title or an attribute needs it."""
    return " ".join(text.split())


_CALENDAR = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar(text: str) -> str:
    """A text as a calendar file holds it: RFC 5545, section 3.3.11."""
    return text.translate(_CALENDAR)


def command(text: str) -> str:
    """A text for GitHub's workflow commands, which end at the end of a line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """A text for a property of such a command, where colons and commas mean something too."""
    return command(text).replace(":", "%3A").replace(",", "%2C")


_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:>])")
_CALLS = re.compile(r"(?<=[@#])(?=\w)|(?<=://)|(?<=www)(?=\.)|(?<=GH)(?=-)", re.IGNORECASE)


def uncalled(text: str) -> str:
    """A text in which GitHub finds no `@name`, `#number` or address to make something of.

    It looks for them after it has undone escapes, so an invisible joiner parts them.
    """
    return _CALLS.sub("\u2060", text)


def comment(text: str) -> str:
    """A text for a comment in GitHub's Markdown, on one line: no markup, no link, nobody called by name."""
    parted = uncalled(one_line(text))
    return _MARKS.sub(r"\\\1", parted.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def comment_code(text: str) -> str:
    """The same set apart as code. GitHub makes nothing of what stands in there."""
    return f"<code>{html(one_line(text))}</code>"


_PLAIN_YAML = re.compile(r"(?!(?:true|false|null|[0-9]+)$)[^\W_](?:[^:\s]|:(?=\S)| (?=[^\s#]))*(?<!:)")


def yaml(text: str) -> str:
    """A text as a value in a record: as it is where that means itself, else in quotes. Line breaks become spaces."""
    line = one_line(text)
    if _PLAIN_YAML.fullmatch(line):
        return line
    return quoted_yaml(line)


def quoted_yaml(text: str) -> str:
    """A text in single quotes, in which a record holds it letter for letter."""
    return "'" + text.replace("'", "''") + "'"


_FORMULA = re.compile(r"""(\A|;)(?=[\s'"]*[=+\-@＝＋－＠]|'*[\t\r\n])""")


def spreadsheet(text: str) -> str:
    """A text for a cell of a CSV file, which no spreadsheet takes for a formula.

    Where it would begin with `=`, `+`, `-` or `@` (full-width ones too, and after spaces or quotes), or with a tab or a
    line break, an apostrophe goes before it. So it does after a semicolon, which half of the world's spreadsheets take for
    the end of a cell. Nothing is lost: an apostrophe before such a beginning was put there, and is taken away to get the
    text back. See https://owasp.org/www-community/attacks/CSV_Injection.
    """
    if text[:1].isalnum() and ";" not in text:
        return text
    return _FORMULA.sub(r"\1'", text)
