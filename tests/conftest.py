"""What holds for every test: the invented examples are the same on each run, and no machine is too slow for them."""

from datetime import date
from pathlib import Path

import pytest
from browsing import address, browser
from hypothesis import settings
from projects import DAY, EXAMPLE, ROOT, run

from dealtracker.loading import load
from dealtracker.model import Deal
from dealtracker.outputs import OUTPUTS
from dealtracker.pages import Edition
from dealtracker.standing import deal_standing

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


def _deal(folder: Path, day: str) -> Deal:
    loaded = load(folder, date.fromisoformat(day))
    assert loaded.deal is not None, loaded.errors
    return loaded.deal


@pytest.fixture(scope="session")
def example() -> Deal:
    """The example deal."""
    return _deal(EXAMPLE, DAY)


@pytest.fixture(scope="session")
def edition(example: Deal) -> Edition:
    """The example deal on a day on which all of it has happened."""
    return Edition(deal_standing(example, date.fromisoformat(DAY)), takeaways=OUTPUTS)


@pytest.fixture(scope="session")
def real() -> Edition:
    """The real deal on the day of the real site."""
    return Edition(deal_standing(_deal(ROOT / "data", AS_OF), date.fromisoformat(AS_OF)), takeaways=OUTPUTS)
