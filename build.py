#!/usr/bin/env python3
"""The door: hands the command line to the program. Try `build.py --help`."""

import sys

if sys.version_info < (3, 11):
    sys.exit("build.py needs Python 3.11 or newer; this is " + sys.version.split()[0])

from dealtracker.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
