"""Yesterday's pages stay as they were: what happens later changes no byte of them, and from the history they can be made again.

The first is true of everything that has a date. What has none is as it is written today: that there is a record or a point,
titles, notes. A summary is no event either: whoever writes it anew says so by its `told-until`, and from then on it is left
out of the pages of earlier days.
"""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from making import written
from projects import ANOTHER_DEAL, EXAMPLE, ROOT, example_project, files, project, run

from dealtracker.files import as_bytes
from dealtracker.project import Project
from dealtracker.publish import tree

Record = dict[str, Any]

LATER = timedelta(days=500)
"""So long after the day of the pages, everything that was written has happened."""


class _Plain(yaml.SafeDumper):
    """YAML as records are written: each value where it belongs, and none by reference."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def write(file: Path, value: object) -> None:
    """Write plain values into a file of records."""
    file.write_text(yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100_000), "utf-8")


@dataclass(frozen=True)
class Future:
    """What happens after a day to a deal of these tracks and parties."""

    day: date
    tracks: list[str]
    parties: list[str]

    @property
    def soon(self) -> str:
        """A day after it."""
        return str(self.day + LATER)

    @property
    def then(self) -> str:
        """A day after that."""
        return str(self.day + LATER + timedelta(days=1))

    @property
    def late(self) -> str:
        """A day that lies ahead of both."""
        return str(self.day + 2 * LATER)

    def record(self, record: Record, id: str) -> None:
        """What happens to every kind of record: it gets new events, one is withdrawn, a sentence was wrong."""
        cited = record["events"][0]["sources"]
        points = {point["id"]: "another value" for point in record.get("points", ())}
        record["events"][-1].setdefault("retracted", {"date": self.soon, "why": "It was a rumour."})
        if self.is_told_later(record):
            record |= {"told-until": self.then, "summary": "It all ended."}
        record["events"] += [
            event("comes-true", self.soon, cited, kind="in-force", points=points, by=self.parties, place=self.parties[0]),
            event("threatens", self.soon, cited, kind="threat", points=points),
            event("takes-effect", self.then, cited, kind="in-force", effective=self.late),
            event("falls", self.then, cited, kind="struck-down", text="A court said so."),
        ]
        record.setdefault("corrections", []).append({"date": self.then, "was": "9 crowns", "now": "8 crowns"})
        for answered in (*record["events"][:-4], *record.get("expected", ())):
            if answered.get("kind", "threat") == "threat":
                answered.setdefault("answered", "comes-true")

    def is_told_later(self, record: Record) -> bool:
        """Whether the summary of a record tells more than the day knows; whoever writes it anew tells still more."""
        return str(record.get("told-until", self.day)) > str(self.day)

    def peer(self, record: Record, id: str) -> None:
        """What happens to tracks and comparable deals: they are read otherwise, agreed upon, looked at, and cite more."""
        cited = record["events"][0]["sources"]
        for reading in record.setdefault("readings", []):
            if "note" not in reading:  # a note says how it was settled, and is written anew when it is
                reading.setdefault("until", self.soon)
            reading["sides"].append({"who": "A professor", "date": self.soon, "says": "Neither.", "sources": cited})
        sides = [{"by": party, "date": self.soon, "says": f"This ({party}).", "sources": cited} for party in self.parties]
        record["readings"].append({"id": "new-one", "question": "What did it mean?", "event": "comes-true", "sides": sides})
        source = {"title": "A later page", "publisher": "A newspaper", "kind": "press", "language": "en"}
        dates = {"published": str(self.day), "accessed": self.soon}
        record.setdefault("sources", []).append(source | dates | {"id": f"{id}-later", "url": "https://news.example/later"})
        record["events"][-1]["sources"] = [f"{id}-later"]
        record["checked"] = self.then
        if self.is_told_later(record):
            record["gaps"] = ["The text."]

    def track(self, record: Record, id: str) -> None:
        """What happens to tracks: what was said, waited for, expected and asked."""
        cited, number = record["events"][0]["sources"], self.tracks.index(id)
        for open_ in (*record.get("questions", ()), *record.get("links", ())):
            open_.setdefault("until", self.soon)
        said = {"sources": cited}
        record.setdefault("positions", []).append({"by": self.parties[0], "date": self.soon, "text": "It wants more."} | said)
        record.setdefault("questions", []).append({"from": self.soon, "text": "What now?"})
        ahead = {"id": "later-still", "from": self.soon, "date": self.late, "title": "An end."}
        record.setdefault("expected", []).append(ahead | said)
        if number:  # the first one waits for none: nobody may wait in a circle
            waits = {"relation": "blocked-by", "track": self.tracks[number - 1], "from": self.soon, "why": "It waits."}
            record.setdefault("links", []).append(waits | said)

    def comes(self, data: Path) -> None:
        """Let all of it happen. The first record of each kind is withdrawn in the end."""
        for folder, change in (("tracks", (self.record, self.peer, self.track)), ("peers", (self.record, self.peer))):
            for number, file in enumerate(sorted((data / folder).glob("*.yml"))):
                record = written(file)
                for happen in change:
                    happen(record, file.stem)
                write(file, record if number else record | self.withdrawn)
        bases = written(data / "bases.yml")
        for basis in bases:
            self.record(basis, basis["id"])
        write(data / "bases.yml", [bases[0] | self.withdrawn, *bases[1:]])
        about = written(data / "deal.yml")
        mark = {"label": "The end", "track": self.tracks[-1], "event": "comes-true"}
        write(data / "deal.yml", about | {"landmarks": [*about.get("landmarks", ()), mark]})

    @property
    def withdrawn(self) -> Record:
        """The withdrawal of a record."""
        return {"retracted": {"date": self.then, "why": "It was another one."}}


def event(id: str, day: str, sources: list[str], **more: object) -> Record:
    """An event."""
    return {"id": id, "date": day, "kind": "talks", "title": f"Something happens ({id})", "sources": sources} | more


def checked_on(data: Path, day: date) -> None:
    """Somebody looks for news of everything on a day. Whoever looks later has seen all that there was on it."""
    for file in (*data.glob("tracks/*.yml"), *data.glob("peers/*.yml")):
        write(file, written(file) | {"checked": str(day)})


def made(root: Path, day: date) -> Iterator[tuple[str, bytes]]:
    """The whole tree of a day: pages, pictures, and everything that can be taken away."""
    for path, holds in tree(Project(root, today=day + 3 * LATER), day, lambda _: None).files():
        yield path, as_bytes(holds)


@pytest.mark.parametrize(
    ("data", "content", "day"),
    [
        (EXAMPLE, ANOTHER_DEAL / "content", "2031-03-03"),
        (EXAMPLE, ANOTHER_DEAL / "content", "2031-07-10"),
        (EXAMPLE, ANOTHER_DEAL / "content", "2031-12-31"),
        (ROOT / "data", ROOT / "content", "2025-08-30"),
        (ROOT / "data", ROOT / "content", "2026-11-23"),
    ],
    ids=lambda value: value.parent.name if isinstance(value, Path) else value,
)
def test_what_happens_later_changes_no_byte(data: Path, content: Path, day: str, tmp_path: Path) -> None:
    of_day, root = date.fromisoformat(day), project(tmp_path / "project", data, content)
    checked_on(root / "data", of_day)
    before = dict(made(root, of_day))
    parties = [party["id"] for party in written(root / "data" / "deal.yml")["parties"]]
    Future(of_day, sorted(file.stem for file in (root / "data" / "tracks").iterdir()), parties[:2]).comes(root / "data")
    after = dict(made(root, of_day))
    assert after.keys() == before.keys()
    assert [path for path, holds in after.items() if holds != before[path]] == []
    assert "docs/corrections/index.md" in after and "docs/feeds/corrections.xml" in after


def commit(root: Path, when: str) -> None:
    """Commit everything at a moment."""
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in _who(when)}
    for command in (["add", "--all"], ["commit", "--quiet", "--message=Something changes"]):
        subprocess.run(["git", *command], cwd=root, env=os.environ | who, check=True)


def _who(when: str) -> list[tuple[str, str]]:
    return [("NAME", "Somebody"), ("EMAIL", "somebody@example.org"), ("DATE", when)]


def built(root: Path, day: str, on: str) -> dict[str, bytes]:
    """The site of a day, every byte of it, as it is built on the same or a later day."""
    today = datetime.fromisoformat(f"{on}T12:00+00:00")
    done = run("--as-of", day, root=root, SOURCE_DATE_EPOCH=str(int(today.timestamp())))
    assert done.returncode == 0, done.stdout + done.stderr
    return files(root / "site")


def commands() -> list[str]:
    """The commands by which the Data page says that a past day can be made again."""
    told = (ROOT / "content" / "data.md").read_text("utf-8").partition("**What this site really said on a day**")[2]
    return told.split("```")[1].strip().splitlines()


def test_what_was_published_on_a_day_can_be_built_again_from_the_history(tmp_path: Path) -> None:
    day, root = "2031-12-01", example_project(tmp_path / "project")
    (root / ".gitignore").write_text("build/\nsite/\n.site*\n")
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=root, check=True)
    commit(root, "2031-11-30T10:00:00Z")
    track = root / "data" / "tracks" / "bridge-toll.yml"
    write(track, written(track) | {"questions": [{"from": "2031-06-20", "text": "Who pays?"}]})
    commit(root, f"{day}T23:30:00Z")
    published = built(root, day, on=day)

    corrected = written(track)  # a figure of the day before, and everything that happens later
    corrected["events"][0] |= {"title": "They announce a toll of 9 crowns", "points": {"toll": "9 crowns"}}
    write(track, corrected)
    commit(root, "2031-12-02T00:30:00Z")
    Future(date.fromisoformat(day), ["bridge-toll", "ferry-quota"], ["north", "south"]).comes(root / "data")
    commit(root, "2033-12-01T10:00:00Z")
    assert built(root, day, on="2034-01-01") != published, "a fact that was wrong is right on every day"

    set_day, *takes, enters = commands()[:3]
    assert (set_day.partition("=")[0], enters, commands()[-1]) == (
        "day",
        "cd ../on-that-day",
        '.venv/bin/python build.py --as-of "$day"',
    )
    subprocess.run(["bash", "-euc", "\n".join([f"day={day}", *takes])], cwd=root, check=True, capture_output=True)
    assert built(tmp_path / "on-that-day", day, on="2034-01-01") == published
