"""Builds with a fault at a point that a test chooses: killed, stopped, or refused by the system.

Python tells an audit hook (https://docs.python.org/3/library/audit_events.html) before it opens, makes, renames or removes
a file. A build is a copy of the process of the test, where everything is loaded already; its hook counts these calls in
the build and in all of its copies, and at the chosen one something happens.
"""

import ctypes
import os
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from mmap import mmap
from pathlib import Path
from typing import Any

import yaml
from projects import ANOTHER_DEAL, DAY, EXAMPLE, ROOT, project

from dealtracker import cli
from dealtracker.project import Project
from dealtracker.publish import HEAD, STYLE
from dealtracker.stopping import SIGNALS

CALLS = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "shutil.copyfile", "ctypes.dlsym"}
"""What is counted, besides opening a file to write into it."""

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

Happens = Callable[[int, str], None]
"""What happens at a call: it is given the number of the call, from 1, and its name (of a function of the system, that)."""

PATIENCE = 60
PR_SET_CHILD_SUBREAPER = 36


def plain_project(folder: Path) -> Path:
    """The example deal with a theme of a few lines, of which the pages are laid out in no time."""
    made = project(folder, EXAMPLE, ANOTHER_DEAL / "content")
    theme = made / "overrides"
    shutil.rmtree(theme)
    for path in (STYLE, HEAD):
        (theme / path).parent.mkdir(parents=True)
        shutil.copy(ROOT / "overrides" / path, theme / path)
    (theme / "main.html").write_text("<title>{{ page.title }}</title>{{ page.content }}", "utf-8")
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    settings |= {"theme": {"name": None, "custom_dir": "overrides"}, "plugins": []}
    (made / "content" / "checks.md").unlink()  # tries every example, which takes longer than all else
    (made / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return made


def edit(made: Path, *, again: bool) -> None:
    """Say something else in a record, or the first thing `again`."""
    track = made / "data" / "tracks" / "bridge-toll.yml"
    words = ("toll booths", "toll houses")
    track.write_text(track.read_text("utf-8").replace(*(words if again else reversed(words))), "utf-8")


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (-9 where it was killed), what it said on standard error, and its temporary files."""

    code: int
    said: str
    left: list[str]


class Running:
    """`build.py` with some arguments, running in a copy of this process; everything it starts is in a group of its own."""

    def __init__(self, *arguments: str, happens: Happens, prepare: Callable[[], None] = lambda: None) -> None:
        self.counted = mmap(-1, 8)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)  # copies that lose their maker come to us, and are counted
        self.temporary = tempfile.mkdtemp()
        said, out = os.pipe()
        self.said = said
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # threads of other tests do nothing that we need
            self.number = os.fork()
        if self.number == 0:
            os.setpgid(0, 0)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(out, 2)
            os.close(said)
            os.close(out)
            sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
            code = 70
            try:
                warnings.simplefilter("ignore")
                for each in SIGNALS:  # whoever started the tests, like nohup(1), may have had them ignored
                    signal.signal(each, signal.SIG_DFL)
                sys.unraisablehook = sys.__unraisablehook__  # as outside of a test
                os.environ["TMPDIR"], tempfile.tempdir = self.temporary, None
                prepare()
                sys.addaudithook(self._hook(happens))
                code = cli.main(arguments)
            except BaseException:  # noqa: BLE001 - it is shown, as at the end of any process
                sys.excepthook(*sys.exc_info())
            finally:
                sys.stderr.flush()
                os._exit(code)
        os.close(out)

    def _hook(self, happens: Happens) -> Callable[[str, tuple[Any, ...]], None]:
        busy = False

        def hook(event: str, given: tuple[Any, ...]) -> None:
            nonlocal busy
            if busy or not (event in CALLS or (event == "open" and given[2] & WRITING and given[0] != os.devnull)):
                return
            name = given[1] if event == "ctypes.dlsym" else event
            number = int.from_bytes(self.counted[:8], "little") + 1
            self.counted[:8] = number.to_bytes(8, "little")
            busy = True
            try:
                happens(number, name)
            finally:
                busy = False

        return hook

    def send(self, number: int) -> None:
        """Send a signal to the first of its processes."""
        os.kill(self.number, number)

    def end(self) -> Ended:
        """Wait until it has ended, with everything that it started.

        Raises:
            AssertionError: something goes on for longer than the first process.
        """
        said = b""
        with os.fdopen(self.said, "rb") as stream:
            said = stream.read()
        _, status = os.waitpid(self.number, 0)
        last = time.monotonic() + PATIENCE
        while self._is_there():
            assert time.monotonic() < last, "a copy goes on without its maker"
            time.sleep(0.01)
        left = [path.name for path in Path(self.temporary).iterdir()]
        shutil.rmtree(self.temporary)
        return Ended(os.waitstatus_to_exitcode(status), said.decode(), left)

    def _is_there(self) -> bool:
        try:
            os.waitpid(-self.number, os.WNOHANG)
            os.killpg(self.number, 0)
        except (ChildProcessError, ProcessLookupError):
            return False
        return True

    @property
    def calls(self) -> int:
        """How many calls there have been."""
        return int.from_bytes(self.counted[:8], "little")


def nothing(_: int, __: str) -> None:
    """No fault."""


def build(made: Path, happens: Happens = nothing, prepare: Callable[[], None] = lambda: None) -> Running:
    """A build of a project, running."""
    return Running("--root", str(made), "--as-of", DAY, happens=happens, prepare=prepare)


def kill(*, only_the_first: bool) -> None:
    """Kill the build in which this is called, or only its first process; a copy then goes on for as long as it is let."""
    (os.kill if only_the_first else os.killpg)(os.getpgrp(), signal.SIGKILL)


def killed_at(chosen: int, *, only_the_first: bool) -> Happens:
    """Kills at a call."""

    def happens(number: int, _: str) -> None:
        if number == chosen:
            kill(only_the_first=only_the_first)

    return happens


def killed_after(name: str, later: int, *, in_a_copy: bool) -> Happens:
    """Kills so many calls later than the first one of a name in the first process, or in a copy of it."""
    seen: list[int] = []

    def happens(number: int, called: str) -> None:
        if called == name and in_a_copy == (os.getpid() != os.getpgrp()):
            seen.append(number)
        if seen and number == seen[0] + later:
            kill(only_the_first=False)

    return happens


def refused_from(chosen: int, reason: int) -> Happens:
    """From a call on, the system makes no file and no folder, and opens none to write."""

    def happens(count: int, name: str) -> None:
        if count >= chosen and name in ("open", "os.mkdir", "os.link"):
            raise OSError(reason, os.strerror(reason))

    return happens


def warm_up(made: Path) -> None:
    """Load and compile here what a build loads and compiles, so that each copy has it."""
    import mkdocs.commands.build  # noqa: F401

    from dealtracker.publish import tree

    for job in tree(Project(made), date.fromisoformat(DAY), lambda _: None).jobs:
        list(job())
