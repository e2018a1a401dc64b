"""What the tests with hostile strings share."""

from hostile.counting import counted

__all__ = ["counted"]
