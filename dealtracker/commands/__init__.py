"""The commands, one module for each: what it is given, what it calls, what it prints, and its exit code.

How anything is done stands elsewhere. What only one command needs is imported when that command runs, so that `check`
does not wait for MkDocs. Adding a command is one module and one line in `COMMANDS`.
"""

from dealtracker.commands import (
    build,
    check,
    diff,
    fix,
    from_form,
    ids,
    links,
    live,
    new,
    refresh,
    review,
    seal,
    serve,
    stale,
    verify,
)
from dealtracker.commands.command import FAILED, OK, PROBLEMS, WRONG_USE, Command

COMMANDS: tuple[Command, ...] = tuple(
    module.COMMAND
    for module in (build, serve, check, fix, diff, new, from_form, ids, links, stale, live, seal, verify, review, refresh)
)
"""The commands, in the order of the help."""

__all__ = ["COMMANDS", "FAILED", "OK", "PROBLEMS", "WRONG_USE", "Command"]
