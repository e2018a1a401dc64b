"""Rules about the file itself. They are found while it is read (see `dealtracker.reading`)."""

from dealtracker.rules.base import Example, Rule, Scope


def _rule(name: str, why: str, bad: str, good: str = "", file: str = "tracks/bridge-toll.yml") -> Rule:
    return Rule(name, why, Example(bad, good, file), scope=Scope.TEXT)


_TITLE = "title: Toll on the lake bridge"

RULES = (
    _rule(
        "needs-quotes",
        "A text with a colon and a space in it, or one that begins with a special character, means something else to YAML.",
        bad="title: ▸The bridge: a toll",
        good=_TITLE,
    ),
    _rule(
        "quote-not-closed",
        "Without its closing quote, a text runs on to the end of the file.",
        bad='title: ▸"Toll on the lake bridge',
        good=_TITLE,
    ),
    _rule(
        "prose-in-braces",
        "Inside braces and brackets a comma ends the text, so that the rest is lost or becomes a field of its own.",
        bad="    points: {quota: 40 lorries, ▸later 45}",
        good="    points: {quota: 40 lorries}",
        file="tracks/ferry-quota.yml",
    ),
    _rule(
        "cut-by-comment",
        "A `#` after a space begins a comment. YAML drops the rest of the line without a word.",
        bad="title: Toll on the lake bridge ▸#2",
        good=_TITLE,
    ),
    _rule(
        "anchor-or-tag",
        "A text that begins with `&`, `*` or `!` is a reference or a type to YAML. Records do not use either.",
        bad="title: ▸&Toll on the lake bridge",
        good=_TITLE,
    ),
    _rule(
        "double-key",
        "Of two fields with the same name, YAML would keep the last and drop the first without a word.",
        bad="domain: trade\n▸domain: security",
        good="domain: trade",
    ),
    _rule(
        "wrong-indent",
        "The spaces before a field say what it belongs to.",
        bad="  - relation: precedent\n     ▸peer: westland",
        good="  - relation: precedent\n    peer: westland",
        file="tracks/ferry-quota.yml",
    ),
    _rule(
        "yaml-grammar",
        "Each line is a field with a colon, an item with a hyphen, or the continuation of a text above it.",
        bad="domain: trade\n▸checked 2031-11-30",
        good="domain: trade\nchecked: 2031-11-30",
        file="tracks/ferry-quota.yml",
    ),
    _rule(
        "merge-mark",
        "Lines that begin with `<<<<<<<`, `=======` or `>>>>>>>` are left over when two versions were joined by hand.",
        bad="▸<<<<<<< mine\ndomain: trade",
        good="domain: trade",
    ),
    _rule(
        "second-document",
        "A line `---` begins a second record, which would never be read.",
        bad="\n▸---\npoints:\n  - id: toll",
        good="\npoints:\n  - id: toll",
    ),
    _rule(
        "tab",
        "YAML measures indentation in spaces; a tab has no width that everybody agrees on.",
        bad="domain:▸\ttrade",
        good="domain: trade",
    ),
    _rule(
        "space-at-line-end",
        "Spaces at the end of a line cannot be seen, and make two versions differ for no reason.",
        bad="domain: trade▸ \n",
        good="domain: trade\n",
    ),
    _rule(
        "windows-line-ends",
        "With the line ends of Windows in one file, every line of it shows as changed.",
        bad="▸title: Toll on the lake bridge\r\n",
        good="title: Toll on the lake bridge\n",
    ),
    _rule(
        "byte-order-mark",
        "An invisible mark at the beginning of a file becomes part of its first word.",
        bad="▸\ufeff" + _TITLE,
        good=_TITLE,
    ),
    _rule(
        "invisible-character",
        "Characters that cannot be seen, or that turn the direction of writing, hide what a text really says.",
        bad="title: Toll on the ▸\u200blake bridge",
        good=_TITLE,
    ),
    _rule(
        "marks-piled-up",
        "Marks can be piled up on a letter until they cover the lines above and below it.",
        bad="title: Toll on the lake ▸b\u0335\u0336\u0337\u0338ridge",
        good=_TITLE,
    ),
    _rule(
        "lookalike-letter",
        "A Cyrillic or Greek letter inside a Latin word looks the same, and makes another name of it that no search finds.",
        bad="title: Toll on the l▸\u0430ke bridge",
        good=_TITLE,
    ),
    _rule(
        "letters-apart",
        "A letter stored in pieces looks the same and is not found by a search. Korean from a PDF often is.",
        bad="title: Toll on the lake bridge ▸\u1112\u1161\u11ab",
        good=_TITLE,
    ),
    _rule(
        "not-utf-8",
        "The site can only print characters whose encoding it knows.",
        bad="title: Toll on the lake ▸\udcffbridge",
        good=_TITLE,
    ),
    _rule(
        "not-text",
        "A picture or a document of an office program is not a record.",
        bad="title: ▸\x00Toll on the lake bridge",
        good=_TITLE,
    ),
    _rule(
        "file-empty",
        "A record without content is a mistake, or ought to be deleted.",
        bad="▸# to do\n",
        good="*",
        file="tracks/ferry-quota.yml",
    ),
    _rule(
        "file-too-large",
        "The largest real record is far below a tenth of the limit; something else was saved under its name.",
        bad="▸" + "# long\n" * 150_000 + _TITLE,
        good=_TITLE,
    ),
    _rule(
        "text-too-long",
        "A text of a record is a few sentences. Lists, feeds and preview pictures have no room for an article.",
        bad="title: ▸" + "Toll on the lake bridge, and on the next, " * 125 + "and so on",
        good=_TITLE,
    ),
    _rule(
        "too-many-items",
        "What has no end was made by a program or put into the wrong file. Nobody could check it, and no page could show it.",
        bad="domain: trade\naliases:\n" + "  - a\n" * 1000 + "  - ▸b",
        good="domain: trade",
    ),
    _rule(
        "file-unreadable",
        "What the program may not read cannot be checked. A link could show any file of the machine that builds the site.",
        bad="",
        file="tracks/locked.yml",
    ),
)
