"""What holds for every test: the invented examples are the same on each run, and no machine is too slow for them."""

import pytest
from hypothesis import settings

settings.register_profile("same-every-time", derandomize=True, deadline=None)
settings.load_profile("same-every-time")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--write-golden` makes the golden files anew instead of comparing with them."""
    parser.addoption("--write-golden", action="store_true", help="write tests/golden anew")
