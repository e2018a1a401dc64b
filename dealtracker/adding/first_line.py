"""The line at the top of a data file that connects it with its schema, in editors that know the YAML language server's.

A file without it is as good: nothing but an editor reads it, so `check` does not ask for it.
"""

from pathlib import PurePosixPath

SCHEMAS = "schemas"
"""The folder of the schemas, beside that of the data."""

_IN_FOLDERS = {"tracks": "track", "peers": "peer", "sources": "sources"}


def schema_of(path: str) -> str:
    """The name of the schema of a data file, whose path is given from the data folder: `track` for `tracks/visas.yml`."""
    file = PurePosixPath(path)
    return _IN_FOLDERS.get(file.parent.name, file.stem)


def first_line(path: str) -> str:
    """The line itself, without its end. The way to the schema begins at the file."""
    way_up = "../" * len(PurePosixPath(path).parts)
    return f"# yaml-language-server: $schema={way_up}{SCHEMAS}/{schema_of(path)}.json"
