"""One command in a process of its own: how long it took, how much computing that was, and how much memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_UNIT = 1 if sys.platform == "darwin" else 1024
"""In which unit the system counts memory, in bytes."""


class CommandFailed(Exception):
    """A command that was to be measured did not succeed; the text is its own."""


@dataclass(frozen=True)
class Cost:
    """What a command took.

    `seconds` went by on the clock. `processor` is the time that a core worked for it, which other work on the machine
    hardly changes. `peak` is the most memory that any one of its processes held at once, in bytes. `said` is what it wrote
    to standard output.
    """

    seconds: float
    processor: float
    peak: int
    said: str


def run(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in a folder until it ends.

    Raises:
        CommandFailed: it ended with another exit code than 0.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=said, stderr=complained)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (said, complained):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    if process.returncode != 0:
        raise CommandFailed(f"{' '.join(map(str, command))} ended with {process.returncode}\n" + "\n".join(texts)[-4000:])
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _UNIT, texts[0])
