"""The example deal as an edition, for tests of pages."""

from datetime import date

import pytest
from projects import DAY, EXAMPLE

from dealtracker.loading import load
from dealtracker.model import Deal
from dealtracker.pages import Edition
from dealtracker.standing import deal_standing


@pytest.fixture(scope="session")
def example() -> Deal:
    """The example deal."""
    loaded = load(EXAMPLE, date.fromisoformat(DAY))
    assert loaded.deal is not None, loaded.errors
    return loaded.deal


@pytest.fixture(scope="session")
def edition(example: Deal) -> Edition:
    """The example deal on a day on which all of it has happened."""
    return Edition(deal_standing(example, date.fromisoformat(DAY)))
