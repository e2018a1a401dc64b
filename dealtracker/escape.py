"""Everything that keeps a contributor's text a text: in HTML, in front matter, in addresses.

Jinja escapes what templates print (`autoescape`), with the same function as `html` here. No other module writes an
entity, a quote or a percent sign of its own.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote

from markupsafe import Markup, escape

_MARKDOWN = re.compile(r"[\\`*_\[\]<>&~#|]")
_AT_A_BEGINNING = re.compile(r"\A([0-9]*)([-+=.):])")
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_HTTPS = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][!#$%&()*+,\-./0-9:;=?@A-Z\[\]_a-z~]*)?")


def html(text: str) -> Markup:
    """A text as HTML shows it, letter for letter, in content and in quoted attributes."""
    return escape(text)


def link(address: str) -> str | None:
    """An address that may become a link: https and nothing that could end an attribute. None for any other."""
    return address if _HTTPS.fullmatch(address) else None


def markdown(text: str) -> str:
    """A text for a line of Markdown, also at its beginning: on one line, and no letter of it means anything."""
    return _AT_A_BEGINNING.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\g<0>", one_line(text)))


_HEADING = re.compile(r"[^A-Za-z0-9\s]")


def heading(text: str) -> Markup:
    """A text for a heading of a generated page: on one line, every sign of it a reference, so that none begins markup.

    Behind a heading an attribute list may stand, and what looks like one in the text would become part of it.
    """
    return Markup(_HEADING.sub(_reference, one_line(text)))  # noqa: S704 (no sign is left in it)


_FENCE = re.compile(r"((?:\A|[\r\n])[^\S\r\n]*)([`~])(?=\2\2)")


def unfenced(page: str) -> str:
    """A generated page, in which no line begins a block of code: none of ours does, so that the line is somebody's text.

    Builders look for such lines everywhere, also inside HTML, and take what follows for code and its attributes.
    """
    if "```" not in page and "~~~" not in page:
        return page
    return _FENCE.sub(lambda fence: f"{fence[1]}&#{ord(fence[2])};", page)


def front_matter(fields: Mapping[str, object]) -> str:
    """The head of a Markdown page, between `---` lines.

    MkDocs themes write title and description into the page as they are, so texts are escaped for HTML here; JSON
    strings are YAML strings in which no character can begin anything. A head that is no YAML to MkDocs would be printed as
    if it were the page: what YAML does not take as it is, is an escape.
    """
    lines = (f"{name}: {_in_yaml(json.dumps(_head(value), ensure_ascii=False))}" for name, value in fields.items())
    return "---\n" + "\n".join(lines) + "\n---\n"


def _in_yaml(text: str) -> str:
    return _NOT_IN_YAML.sub(lambda character: f"\\u{ord(character[0]):04x}", text)


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


_COMMAND = re.compile(r"(?m)^\s*(?=::)|##(?=\[)")


def terminal(text: str) -> str:
    r"""A text for a terminal or a log, where it is read and moves, hides, colours and runs nothing.

    What is not printed is shown as an escape, like `\x1b`; ends of lines stay. GitHub runs a line of a log that begins with
    `::`, and one that has `##[` anywhere in it; a backslash takes that from them.
    """
    shown = text if text.isprintable() else "".join(map(_printed, text))
    return _COMMAND.sub(lambda sign: f"{sign[0]}\\", shown)


def _printed(character: str) -> str:
    is_shown = character.isprintable() or character == "\n" or unicodedata.category(character) == "Zs"
    return character if is_shown else character.encode("unicode_escape").decode()


def json_line(value: object, indent: int | None = None) -> str:
    """A value as JSON that may stand in a log: in ASCII, and no part of it is a command (see `terminal`)."""
    return json.dumps(value, indent=indent).replace("##[", "##\\u005b")


def command(text: str) -> str:
    """A text for GitHub's workflow commands, which end at the end of a line. What is not printed is shown as an escape."""
    return "".join(map(_printed, text)).replace("%", "%25").replace("\n", "%0A")


def command_property(text: str) -> str:
    """A text for a property of such a command, where colons and commas mean something too."""
    return command(text).replace(":", "%3A").replace(",", "%2C")


_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:>])")
_SIGNS_IN_CODE = re.compile(r"[\\`*_\[\]!|~&<>]|:(?=//)|(?<=www)\.", re.IGNORECASE)
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
    """The same set apart as code, to be copied letter for letter. GitHub calls nobody in there, but it reads Markdown."""
    return f"<code>{_SIGNS_IN_CODE.sub(_reference, one_line(text))}</code>"


def _reference(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};"


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
