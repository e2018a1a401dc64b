"""What is fuzzed: functions that take bytes, do something with them as the program would, and raise where a promise is broken.

They know nothing of the fuzzer, so that a test can run each of them on what was once found.
"""

import csv
import html
import io
import json
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, wraps
from itertools import islice, zip_longest
from pathlib import Path

import yaml
from mkdocs.utils.meta import get_data

from dealtracker import escape
from dealtracker.adding import add, with_draft
from dealtracker.adding.form import LABELS, Unusable, answers, draft
from dealtracker.adding.project import Addition
from dealtracker.fixing import repair
from dealtracker.loading import Loaded, load
from dealtracker.model import Deal
from dealtracker.outputs import OUTPUTS
from dealtracker.pages import Edition, track_pages
from dealtracker.pages.written import written_pages
from dealtracker.problems import DataProblems, Problem
from dealtracker.reading import Document, read_file
from dealtracker.rules import RULES
from dealtracker.standing import deal_standing

EXAMPLE = Path(__file__).parents[1] / "dealtracker" / "example"
AS_OF = date(2031, 12, 31)
"""A day on which everything in the example deal has happened."""

DAYS = (AS_OF, AS_OF, date(2031, 5, 1))
"""The days of which pages are made; the length of an input says for which."""

AT_MOST = 20
"""Seconds of the processor that one input may take; of an input of some thousand bytes, hardly any takes one."""

FILES = sorted(file.relative_to(EXAMPLE).as_posix() for file in EXAMPLE.rglob("*") if file.is_file())


class Broken(AssertionError):
    """A promise of the program that does not hold for some input."""


def promise(holds: object, what: str) -> None:
    """Raise if something does not hold."""
    if not holds:
        raise Broken(what)


@cache
def workplace() -> Path:
    """A folder with the example deal in it, which the targets spoil and restore."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    shutil.copytree(EXAMPLE, folder / "data")
    return folder


@cache
def seeds() -> Mapping[str, bytes]:
    """The files of the example deal, as they are."""
    return {name: (EXAMPLE / name).read_bytes() for name in FILES}


def spoilt(data: bytes) -> tuple[str, bytes]:
    """A file of the example deal and what is to stand in it.

    The first byte chooses the file, and whether the other bytes are all of it, or stand in the place of a part of it (the
    first four of them say from where to where), or of one value of it (the first says of which), as a text in quotes.
    """
    which, how = divmod(data[0], 3)
    name, rest = FILES[which % len(FILES)], data[1:]
    was = seeds()[name]
    if how == 1 and len(rest) >= 4:
        start = int.from_bytes(rest[:2], "big") % (len(was) + 1)
        end = min(len(was), start + rest[2] * (1 + rest[3] % 4))
        return name, was[:start] + rest[4:] + was[end:]
    values = list(VALUE.finditer(was))
    if how == 2 and rest and values:
        start, end = values[rest[0] % len(values)].span()
        return name, was[:start] + json.dumps(rest[1:].decode("utf-8", "replace"), ensure_ascii=False).encode() + was[end:]
    return name, rest


VALUE = re.compile(rb"(?<=: |- )([^ \n\[{][^\n:]*)$|(?<=[\[ ])([\w-]+)(?=[,\]])", re.MULTILINE)
"""A value that a line ends with, or a word in a list."""


def checked(name: str, held: bytes) -> Loaded:
    """What is said about the example deal with something else in a file. Every problem has a place, and one thing to do."""
    file = workplace() / "data" / name
    file.write_bytes(held)
    try:
        loaded = load(workplace() / "data", AS_OF)
        problems = loaded.errors or loaded.warnings()
        for problem in problems:
            sound(problem)
    finally:
        file.write_bytes(seeds()[name])
    promise((loaded.deal is None) == bool(loaded.errors), "a deal with errors, or none without")
    return loaded


def sound(problem: Problem) -> None:
    """A problem has a rule, words, a hint, and a place in its file. What it prints is one line each."""
    promise(problem.rule in RULES or problem.rule in OF_PAGES, f"no such rule: {problem.rule}")
    promise(problem.message.strip() and problem.hint.strip(), "no words")
    promise(len(str(problem).splitlines()) == 2, f"not two lines: {problem!s}")
    promise(all(letter.isprintable() for line in str(problem).split("\n") for letter in line), "letters that nobody sees")
    file = workplace() / problem.path
    if file.is_file():
        held = file.read_bytes()
        promise(b"`" in held or "``" not in problem.message, f"nothing is quoted: {problem!s}")
        if problem.rule not in ("not-text", "not-utf-8"):  # of these, bytes are counted, and no line but those of Unix
            held = held.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        lines = held.split(b"\n")
        promise(1 <= problem.place.line <= len(lines), f"no such line: {problem!s}")
        promise(1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 2, f"no such column: {problem!s}")


OF_PAGES = ("head-unreadable", "place-unknown")
"""What is found in hand-written pages alone."""


def reading(data: bytes) -> None:
    """Any bytes as one file: a document, or problems with places."""
    file = workplace() / "record.yml"
    file.write_bytes(data)
    found = read_file(file, "record.yml")
    if isinstance(found, Document):
        promise(found.place().line >= 1, "no place")
        return
    promise(found, "neither a document nor problems")
    for problem in found:
        sound(problem)


def records(data: bytes) -> None:
    """The example deal with something else in one file: messages; or a deal, of which every page and output can be made."""
    if not data:
        return
    loaded = checked(*spoilt(data))
    if loaded.deal is None:
        return
    as_of = DAYS[len(data) % len(DAYS)]
    standing = deal_standing(loaded.deal, as_of)
    for track in (*standing.tracks.values(), *standing.retracted.values()):
        promise(all(event.date.last <= as_of for event in track.events), "an event from the future")
    made = Edition(standing, takeaways=OUTPUTS)
    for track_page in track_pages(made):
        promise(track_page.text, "an empty page")
    for output in OUTPUTS:
        for _ in islice(output.files(made), 40):
            pass


def fixing(data: bytes) -> None:
    """`fix` on the example deal with something else in one file: what it says it changed, and no other file; twice is as once."""
    if not data:
        return
    name, held = spoilt(data)
    file = workplace() / "data" / name
    file.write_bytes(held)
    try:
        done = repair(workplace() / "data", AS_OF)
        promise({file.read_bytes()} == {held}, "a trial run wrote")
        for change in done.changes:
            promise(change.path == f"data/{name}", f"another file was changed: {change.path}")
        for problem in done.left:
            promise(problem.message, "no words")
        if done.changes and not done.left and done.changes[0].new_path == done.changes[0].path:
            file.write_text(done.changes[0].after, "utf-8", newline="")
            promise(not load(workplace() / "data", AS_OF).errors, "repaired, and yet wrong")
    finally:
        file.write_bytes(seeds()[name])


@cache
def example() -> Deal:
    """The example deal as it is."""
    deal = load(EXAMPLE, AS_OF).deal
    if deal is None:
        raise Broken("the example is wrong")
    return deal


def form(data: bytes) -> None:
    """A filled form: an event that the check can look at, or a sentence of what is wrong."""
    before, *said = data.decode("utf-8", "replace").split("\0")
    usual = ["bridge-toll", "2031-10-01", "", "", "talks", "Talks", "", "", "https://lakepost.example/1"]
    labels = LABELS.values()
    filled = zip_longest(labels, said[: len(labels)], usual[: len(labels)], fillvalue="")
    text = before + "".join(f"### {label}\n\n{answer or otherwise}\n\n" for label, answer, otherwise in filled)
    additions: list[Addition] = []
    try:
        track, news = draft(example(), answers(text))
        additions = with_draft(example(), EXAMPLE, track, news)
        promise(all(addition.path in FILES for addition in additions), "a file of another name")
        add(workplace() / "data", additions, AS_OF)
        promise(not load(workplace() / "data", AS_OF).errors, "added, and yet wrong")
    except (Unusable, DataProblems) as error:
        promise(str(error).strip() or isinstance(error, DataProblems), "no words")
        for name, held in seeds().items():
            promise((workplace() / "data" / name).read_bytes() == held, "something was written all the same")
    finally:
        for addition in additions:
            (workplace() / "data" / addition.path).write_bytes(seeds()[addition.path])


@cache
def edition() -> Edition:
    """The edition of the example deal in which hand-written pages stand."""
    return Edition(deal_standing(example(), AS_OF), takeaways=OUTPUTS)


def page(data: bytes) -> None:
    """Any bytes as a hand-written page: the page, with a head that says what stood in it; or problems with places."""
    folder = workplace() / "content"
    folder.mkdir(exist_ok=True)
    (folder / "page.md").write_bytes(data)
    try:
        (made,) = written_pages(edition(), folder)
    except DataProblems as error:
        promise(error.problems, "neither a page nor problems")
        for problem in error.problems:
            sound(problem)
        return
    head = get_data(made.text)[1]
    promise(head.get("title") == str(escape.html(made.heading.title)), "another title")
    promise(head.get("description", "") == str(escape.html(made.heading.line)), "another description")


def escapes(data: bytes) -> None:
    """Every way of escaping: what stands there reads back as the text, and nothing else."""
    text = data.decode("utf-8", "replace")
    promise(html.unescape(str(escape.html(text))) == html.unescape(html.escape(text)), "html")
    promise(not set("<>\"'") & set(str(escape.html(text))), "html")
    address = escape.link(text)
    promise(address is None or (address.startswith("https://") and not set(" <>\"'`\\\n\r\t") & set(address)), "link")
    head = escape.front_matter({"title": text})
    promise(head.count("\n") == 3, "front matter")
    promise(json.loads(head.split("\n")[1].partition(": ")[2]) == str(escape.html(text)), "front matter")
    promise(not set("\r\n") & set(escape.command(text)), "command")
    promise(not set("\r\n:,") & set(escape.command_property(text)), "command property")
    promise("\n" not in escape.calendar(text) and "\r" not in escape.calendar(text), "calendar")
    cell = escape.spreadsheet(text)
    promise(not cell.lstrip(" '\"").startswith(("=", "+", "-", "@")) or cell.startswith("'"), "spreadsheet")
    line = io.StringIO(newline="")
    csv.writer(line).writerow([cell])
    promise(next(csv.reader(io.StringIO(line.getvalue(), newline=""))) == [cell], "cell")
    if text.isprintable():
        promise(yaml.load(escape.yaml(text), Loader=yaml.BaseLoader) == escape.one_line(text), "yaml")
    promise(not set("\r\n") & set(escape.comment(text)), "comment")
    promise(not set("\r\n") & set(escape.markdown(text)), "markdown")


def in_time(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The target, which must be done in time. That of the processor is measured, whatever else the machine does."""

    @wraps(target)
    def measured(data: bytes) -> None:
        started = time.process_time()
        target(data)
        promise((took := time.process_time() - started) < AT_MOST, f"it took {took:.0f} seconds")

    return measured


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    target.__name__: in_time(target) for target in (reading, records, fixing, form, page, escapes)
}
