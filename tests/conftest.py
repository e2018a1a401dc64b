"""What holds for every test: the invented examples are the same on each run, and no machine is too slow for them."""

from pathlib import Path

import pytest
from browsing import address, browser
from hypothesis import settings
from projects import ROOT, run

settings.register_profile("same-every-time", derandomize=True, deadline=None)
settings.load_profile("same-every-time")

__all__ = ["address", "browser"]

AS_OF = "2026-11-23"
"""A day after the last event of the real record, so that its tests do not depend on today."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--write-golden` makes the golden files anew instead of comparing with them."""
    parser.addoption("--write-golden", action="store_true", help="write tests/golden anew")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once for all tests that look at it."""
    folder = tmp_path_factory.mktemp("real") / "site"
    done = run("--as-of", AS_OF, "--site", str(folder), root=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
