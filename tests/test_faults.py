"""Faults: whatever happens to a build, the last good site is whole, the next build succeeds, and a message says what happened."""

import errno
import os
import random
import re
import resource
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from faulty import Running, build, edit, killed_after, killed_at, nothing, plain_project, refused_from, warm_up
from projects import DAY, ROOT, files

from dealtracker import cli
from dealtracker import files as changing
from dealtracker.lock import Busy, alone
from dealtracker.project import Project
from dealtracker.publish import Restless, generate

if not hasattr(os, "fork"):
    pytest.skip("the faults of this system are not tried", allow_module_level=True)

KILLS = 50
"""So often a build is killed: mostly at one of its calls, chosen at random, and each fifth time at a moment."""

STEPS = [(in_a_copy, later) for in_a_copy in (True, False) for later in (0, 1, 2, 9)]
"""Also around the putting in place, first of the tree and then of the site: so many calls later."""


@dataclass
class Good:
    """A project, and the site and the tree that each of two states of its data makes."""

    made: Path
    sites: list[dict[str, bytes]]
    trees: list[dict[str, bytes]]
    calls: int
    seconds: float

    def leftovers(self) -> set[str]:
        """What is there and should not be."""
        names = {path.name for folder in (self.made, self.made / "build") for path in folder.iterdir()}
        return names - {"build", "content", "data", "mkdocs.yml", "overrides", "site", "cards", "tree"}

    def next_state(self) -> int:
        """The state in which the site does not stand: tests come in any order, and leave either."""
        return 1 - self.sites.index(files(self.made / "site"))

    def check(self, state: int) -> None:
        """The site is the one of a state, byte for byte, and nothing else is left."""
        assert files(self.made / "site") == self.sites[state]
        assert files(self.made / "build" / "tree") == self.trees[state]
        assert self.leftovers() == set()


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Good:
    """A project of which both states have been built; the second one stands."""
    made = plain_project(tmp_path_factory.mktemp("faults"))
    warm_up(made)
    sites, trees, calls, seconds = [], [], 0, 0.0
    for again in (True, False):
        edit(made, again=again)
        started = time.monotonic()
        running = build(made)
        ended = running.end()
        assert ended.code == 0, ended.said
        calls, seconds = running.calls, time.monotonic() - started
        sites.append(files(made / "site"))
        trees.append(files(made / "build" / "tree"))
    assert sites[0] != sites[1]
    return Good(made, sites, trees, calls, seconds)


def survived(good: Good, start: Callable[[], Running]) -> str:
    """Kill a build that goes to the other state; look, and build again. What stood there after the kill."""
    state = good.next_state()
    edit(good.made, again=state == 0)
    ended = start().end()
    assert ended.code in (-signal.SIGKILL, 0), ended.said
    left = files(good.made / "site")
    assert left in good.sites, "neither the old nor the new site"
    found = "new" if left == good.sites[state] else "old"
    after = build(good.made).end()
    assert after.code == 0, after.said
    good.check(state)
    return found if ended.code else "not killed"


def later(made: Path, seconds: float) -> Running:
    """A build of which the first process is killed after a while; it may be done by then."""
    running = build(made)
    time.sleep(seconds)
    running.send(signal.SIGKILL)
    return running


def test_killed_at_any_moment_the_site_is_whole_and_the_next_build_succeeds(good: Good) -> None:
    chance = random.Random(20250825)
    counts = Counter[str]()
    while counts["old"] + counts["new"] < KILLS:
        number = counts.total()
        happens = killed_at(chance.randint(1, good.calls), only_the_first=number % 4 < 2)
        start = partial(build, good.made, happens)
        if number % 5 == 4:
            start = partial(later, good.made, 0.9 * good.seconds * chance.random())
        counts[survived(good, start)] += 1
        assert counts["not killed"] < KILLS / 2
    print(f"killed so often, with this site afterwards: {dict(counts)}")
    assert counts["old"] and counts["new"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the call has another name")
def test_killed_while_the_site_is_put_in_its_place_there_is_one(good: Good) -> None:
    found = []
    for in_a_copy, later in STEPS:
        happens = killed_after("renameat2", later, in_a_copy=in_a_copy)
        found.append(survived(good, partial(build, good.made, happens)))
    print(f"killed at {len(STEPS)} steps around the putting in place: {found}")
    assert found == ["old"] * 5 + ["new"] * 3


def test_a_full_disk_is_said_and_leaves_the_good_site_and_nothing_else(good: Good) -> None:
    standing = files(good.made / "site")
    tried = 0
    state = good.sites.index(standing)
    edit(good.made, again=state == 1)
    for point in [1, 2, 3, 4, 5, 6, *range(7, good.calls, good.calls // 25)]:
        (good.made / "build" / "tree" / "inputs").unlink(missing_ok=True)  # so that it is made from the start
        ended = build(good.made, refused_from(point, errno.ENOSPC)).end()
        if ended.code == 0:
            break  # from here on, nothing was to be written any more
        assert (ended.code, "Traceback" in ended.said) == (3, False), f"{point}: {ended.said}"
        assert "no room for" in ended.said and "MB are free there" in ended.said and "the site is as it was" in ended.said
        assert files(good.made / "site") == standing
        assert good.leftovers() == set() and ended.left == [], point
        tried += 1
    print(f"a full disk at {tried} points")
    assert tried > 20
    assert build(good.made).end().code == 0
    good.check(1 - state)


def test_files_that_may_not_grow_are_said(good: Good) -> None:
    standing = files(good.made / "site")
    state = good.sites.index(standing)
    edit(good.made, again=state == 1)

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    ended = build(good.made, nothing, small).end()
    assert ended.code == 3 and re.search("File too large|Input/output error", ended.said) and "Traceback" not in ended.said, (
        ended.said
    )
    assert files(good.made / "site") == standing and good.leftovers() == set()


@pytest.mark.parametrize("is_temporary", [False, True])
def test_a_file_of_which_only_a_part_can_be_written_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_temporary: bool
) -> None:
    def refuse(_: Path, __: Path) -> None:
        raise OSError(errno.EXDEV, "on another disk")

    large = tmp_path / "large"
    large.write_bytes(b"x" * 50_000)
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))  # the system writes so much, and says how much it was
    try:
        with pytest.raises(OSError, match="File too large"):
            changing.write(tmp_path / "new", large if is_temporary else large.read_bytes())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of some size, where one may be mounted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_is_really_full(good: Good, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", "24m") as disk:
        made = disk / "project"
        shutil.copytree(good.made, made, ignore=shutil.ignore_patterns("build", "site"))
        assert build(made).end().code == 0
        standing = files(made / "site")
        edit(made, again=standing != good.sites[1])
        ballast, codes = disk / "ballast", []
        for room in (0, 16, 200, 800, 2000, 3000, 20_000):
            ballast.unlink(missing_ok=True)
            with ballast.open("wb") as filled:
                filled.write(bytes(max(0, shutil.disk_usage(disk).free - room * 1024)))
            ended = build(made, nothing, lambda: os.environ.update(TMPDIR=str(disk))).end()
            codes.append(ended.code)
            if ended.code:
                assert "no room" in ended.said and "Traceback" not in ended.said, ended.said
                assert files(made / "site") == standing
            assert {path.name for path in disk.iterdir()} == {"project", "ballast"}
            assert not [path for path in (*made.glob(".site*"), made / "build" / "work") if path.exists()]
        print(f"a full disk with more and more room: exit codes {codes}")
        assert codes[0] == codes[1] == codes[2] == 3 and codes[-1] == 0


def test_the_file_systems_of_site_and_build_may_differ(good: Good, tmp_path: Path) -> None:
    with small_disk(tmp_path / "elsewhere", "40m") as disk:
        for _ in range(2):
            ended = Running("--root", str(good.made), "--as-of", DAY, "--site", str(disk / "www" / "site"), happens=nothing).end()
            assert ended.code == 0, ended.said
        assert [path.name for path in (disk / "www").iterdir()] == ["site"]
        assert files(disk / "www" / "site") in good.sites


def test_a_folder_that_is_read_only_is_named(good: Good, tmp_path: Path) -> None:
    with small_disk(tmp_path / "shut", "40m") as disk:
        made = disk / "project"
        shutil.copytree(good.made, made)
        before = files(made)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for arguments in ([], ["ids"], ["refresh"]):
            ended = Running(*arguments, "--root", str(made), "--as-of", DAY, happens=nothing).end()
            assert ended.code == 3 and "is not ours to change (Read-only file system)" in ended.said, ended.said
            assert str(made) in ended.said and "Traceback" not in ended.said
        assert files(made) == before


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
@pytest.mark.parametrize("part", [0.2, 0.6, 0.97])
def test_stopped_it_says_so_and_leaves_nothing(good: Good, number: signal.Signals, code: int, part: float) -> None:
    standing = files(good.made / "site")
    edit(good.made, again=good.sites.index(standing) == 1)
    (good.made / "build" / "tree" / "inputs").unlink(missing_ok=True)
    chosen = int(part * good.calls)

    def stop(count: int, _: str) -> None:
        if count == chosen:
            os.kill(os.getpgrp(), number)
            time.sleep(0.05)

    ended = build(good.made, stop).end()
    assert (ended.code, "Traceback" in ended.said) == (code, False), ended.said
    assert ended.said.endswith(f"stopped by {number.name}; nothing is half written\n")
    assert files(good.made / "site") in good.sites
    assert good.leftovers() == set() and ended.left == []


def test_of_two_builds_the_second_waits_and_both_succeed(tmp_path: Path) -> None:
    made = plain_project(tmp_path)
    begun = [
        subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), "--as-of", DAY], cwd=made, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        for _ in range(2)
    ]
    said = [one.communicate(timeout=300)[1].decode() for one in begun]
    assert [one.returncode for one in begun] == [0, 0], said
    waited = re.findall(r"process (\d+) is at work here since \d\d:\d\d:\d\d; waiting for it", "".join(said))
    assert len(waited) == 1 and int(waited[0]) in [one.pid for one in begun]
    assert (made / "site" / "index.html").is_file()


def test_a_lock_keeps_others_out_until_its_holder_ends_in_whatever_way(tmp_path: Path) -> None:
    file = tmp_path / "build" / "lock"
    reader, writer = os.pipe()
    holder = os.fork()
    if holder == 0:
        with alone(file):
            os.write(writer, b"x")
            time.sleep(600)
    os.read(reader, 1)
    with pytest.raises(Busy, match=rf"process {holder} is at work here since \d\d:"), alone(file):
        pass
    os.kill(holder, signal.SIGKILL)
    os.waitpid(holder, 0)
    assert file.exists()
    with alone(file):
        assert file.read_text("utf-8") == str(os.getpid())
    assert not file.exists()


def test_a_second_preview_leaves_the_first_alone(good: Good) -> None:
    preview = good.made / "build" / "preview"
    with alone(preview / "lock"):
        ended = Running("serve", "--root", str(good.made), "--as-of", DAY, happens=nothing).end()
        assert ended.code == 3 and ended.said.startswith(f"there is a preview already: process {os.getpid()} is at work here")
    shutil.rmtree(preview)


def test_a_port_that_is_taken_is_said(good: Good) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = Running("serve", "--root", str(good.made), "--as-of", DAY, "--port", str(port), happens=nothing).end()
    assert (ended.code, "Traceback" in ended.said) == (3, False), ended.said
    assert f"Address already in use: `http://127.0.0.1:{port}/`" in ended.said
    shutil.rmtree(good.made / "build" / "preview")


def generated(project: Project, said: list[str] | None = None) -> dict[str, bytes]:
    generate(project, date.fromisoformat(DAY), (said if said is not None else []).append)
    return files(project.tree)


@pytest.fixture
def mine(good: Good, tmp_path: Path) -> Project:
    """A project of which the tree is there."""
    shutil.copytree(good.made, tmp_path / "mine", ignore=shutil.ignore_patterns("work"))
    return Project(tmp_path / "mine")


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-7])


def other(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"e", b"o"))


def a_folder(file: Path) -> None:
    file.unlink()
    (file / "something").mkdir(parents=True)


def a_link(file: Path) -> None:
    copy = file.with_suffix(".copy")
    shutil.copy(file, copy)
    file.unlink()
    file.symlink_to(copy.name)


def elsewhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/null")


DAMAGE = [truncated, other, Path.unlink, a_folder, a_link, elsewhere]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_what_is_damaged_in_the_tree_is_noticed_and_made_anew(mine: Project, damage: Callable[[Path], None]) -> None:
    whole = generated(mine)
    said: list[str] = []
    assert generated(mine, said) == whole and "nothing has changed" in said[0]
    for path in ("docs/tracks/bridge-toll.md", *(("inputs", "mkdocs.yml") if damage is truncated else ())):
        damage(mine.tree / path)
        said = []
        assert generated(mine, said) == whole
        assert not any("nothing has changed" in line for line in said)
        assert not any(file.is_symlink() for file in mine.tree.rglob("*"))


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_what_is_damaged_in_the_cache_is_drawn_again(mine: Project, damage: Callable[[Path], None]) -> None:
    whole = generated(mine)
    for kept in sorted(mine.cards.iterdir())[:4]:
        damage(kept)
    (mine.tree / "inputs").unlink()
    shutil.rmtree(mine.tree / "docs")
    assert generated(mine) == whole
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("instead", ["nothing", "file", "link"])
def test_whatever_stands_where_the_tree_goes_makes_room(mine: Project, instead: str, tmp_path: Path) -> None:
    whole = generated(mine)
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "kept").write_text("theirs", "utf-8")
    for place in (mine.tree, mine.work):
        changing.remove(place)
        if instead == "file":
            place.write_text("a file", "utf-8")
        elif instead == "link":
            place.symlink_to(tmp_path / "theirs")
    ended = build(mine.root).end()
    assert ended.code == 0, ended.said
    assert files(mine.tree) == whole
    assert files(tmp_path / "theirs") == {"kept": b"theirs"}


def test_what_is_no_site_is_not_replaced(good: Good, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-her.txt").write_text("Dear", "utf-8")
    (tmp_path / "letter").write_text("Dear", "utf-8")
    for name in ("letters", "letter"):
        ended = Running("--root", str(good.made), "--as-of", DAY, "--site", str(tmp_path / name), happens=nothing).end()
        assert ended.code == 2 and f"{name}` holds something else than a site" in ended.said
    assert files(tmp_path) == {"letter": b"Dear", "letters/to-her.txt": b"Dear"}


def test_where_two_folders_cannot_be_exchanged_the_old_one_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "exchange", lambda *_: False)
    new, old, aside = tmp_path / ".site.new", tmp_path / "site", tmp_path / ".site.old"

    def make(folder: Path, holds: str) -> None:
        folder.mkdir()
        (folder / "index.html").write_text(holds, "utf-8")

    make(old, "old")
    make(new, "new")
    changing.take_place(new, old)
    assert files(tmp_path) == {"site/index.html": b"new"}
    old.rename(aside)  # a process was killed here
    assert changing.bring_back(old) and files(tmp_path) == {"site/index.html": b"new"}
    make(aside, "left")
    assert not changing.bring_back(old) and files(tmp_path) == {"site/index.html": b"new"}
    with pytest.raises(FileNotFoundError):
        changing.take_place(new, old)
    assert files(tmp_path) == {"site/index.html": b"new"}


def test_no_file_is_written_to_that_may_have_a_second_name(tmp_path: Path) -> None:
    changing.write(tmp_path / "old", "same")
    changing.write(tmp_path / "new", "same", tmp_path / "old")
    assert (tmp_path / "new").samefile(tmp_path / "old")
    with pytest.raises(FileExistsError):
        changing.write(tmp_path / "new", "other")
    changing.write_whole(tmp_path / "new", "other")
    assert files(tmp_path) == {"old": b"same", "new": b"other"}


def test_what_is_changed_while_it_is_read_is_read_again(mine: Project) -> None:
    said: list[str] = []

    def tell(line: str) -> None:
        if line == "making the pages" and line not in said:
            edit(mine.root, again="toll booths" in (mine.data / "tracks" / "bridge-toll.yml").read_text("utf-8"))
        said.append(line)

    generated(mine)
    (mine.tree / "inputs").unlink()
    generate(mine, date.fromisoformat(DAY), tell)
    assert "something was changed while it was read; reading it again" in said
    made = files(mine.tree)
    (mine.tree / "inputs").unlink()
    assert generated(mine) == made


def test_what_changes_again_and_again_is_said(mine: Project) -> None:
    before = generated(mine)
    count = iter(range(100))

    def tell(_: str) -> None:
        (mine.content / "data.md").write_text(f"# Data {next(count)}\n", "utf-8")

    tell("")
    with pytest.raises(Restless, match="changed whenever"):
        generate(mine, date.fromisoformat(DAY), tell)
    assert files(mine.tree) == before


JUMPS = [0.0, 4e9, 1.0, 1.9e9, -1.0]


def test_the_clock_makes_no_difference(good: Good) -> None:
    """It jumps with each look at it, and files are from before there were any, or from the year 2096."""
    standing = files(good.made / "site")
    assert standing in good.sites
    state = good.sites.index(standing)
    for old in (True, False):
        for file in good.made.rglob("*"):
            os.utime(file, (0, 0) if old else (4e9, 4e9))
        edit(good.made, again=state == 1)
        looked = iter(range(10**9))

        def jump(looked: Iterator[int] = looked) -> None:
            time.time = lambda: JUMPS[next(looked) % len(JUMPS)]
            time.time_ns = lambda: int(time.time() * 1e9)

        ended = build(good.made, nothing, jump).end()
        assert ended.code == 0, ended.said
        state = 1 - state
        good.check(state)


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "2107-12-31", "2200-01-01"])
def test_any_day_that_there_is_can_be_built(good: Good, day: str, tmp_path: Path) -> None:
    arguments = ("--root", str(good.made), "--as-of", day, "--site", str(tmp_path / "site"))
    ended = Running(*arguments, happens=nothing, prepare=lambda: os.environ.update(SOURCE_DATE_EPOCH="1956441600")).end()
    assert ended.code == 0, ended.said


def test_a_clock_that_must_be_wrong_is_named(good: Good) -> None:
    arguments = ("check", "--root", str(good.made))
    ended = Running(*arguments, happens=nothing, prepare=lambda: os.environ.update(SOURCE_DATE_EPOCH="0")).end()
    assert ended.code == 1 and "takes 1970-01-01 for today" in ended.said


def test_a_time_that_no_calendar_has_is_wrong_use(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 30)
    assert cli.main(["check"]) == 2
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err


NEWS = shlex.split("""
    new event bridge-toll --date 2031-12-01 --kind statement --by north --title News --source-url https://lakepost.example/1
    --source-title News --source-publisher Lakepost --source-kind press --source-language en --source-archive https://a.example/1
""")


LAST = 12
"""So many calls from the end of a command, it has not begun to write yet."""


def test_killed_at_any_call_a_command_leaves_whole_records(mine: Project) -> None:
    """Whatever was there before is there, or what the command makes of it, and the same command does the rest.

    What commands do before is to make a copy of the records elsewhere.
    """
    record = mine.data / "tracks" / "bridge-toll.yml"
    spoilt = record.read_text("utf-8").replace("kind: announced", "kind: 'announced' ").replace("\n", "  \n", 3)
    record.chmod(0o640)
    good_data, tried = files(mine.data), 0
    for arguments, start in ((["fix"], spoilt), (NEWS, record.read_text("utf-8")), (["ids"], record.read_text("utf-8"))):

        def ready(start: str = start) -> None:
            for path, holds in good_data.items():
                (mine.data / path).write_bytes(holds)
            record.write_text(start, "utf-8")

        ready()
        whole = Running(*arguments, "--root", str(mine.root), "--as-of", DAY, happens=nothing)
        ended = whole.end()
        assert ended.code == 0, ended.said
        after = files(mine.data)
        for point in range(max(1, whole.calls - LAST), whole.calls + 1):
            ready()
            before = files(mine.data)
            running = Running(
                *arguments, "--root", str(mine.root), "--as-of", DAY, happens=killed_at(point, only_the_first=False)
            )
            assert running.end().code == -signal.SIGKILL
            for path, holds in files(mine.data).items():
                assert holds in (before.get(path), after.get(path)) or path.endswith(".new"), path
            assert record.stat().st_mode & 0o777 == 0o640
            again = Running(*arguments, "--root", str(mine.root), "--as-of", DAY, happens=nothing).end()
            assert again.code == 0, again.said
            tried += 1
        ready()
    print(f"commands that write records killed at {tried} calls")
