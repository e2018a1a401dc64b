"""What the program says of itself in the things that it makes."""

NAME = "dealtracker"
"""Its own name, whatever deal it is used for."""
VERSION = "1.0.0"
LICENCE = "MIT"
"""The licence of the program, by its SPDX identifier. That of the data is in `deal.yml`."""
