"""Fuzz one target until told to stop: `one.py TARGET [options and folders of libFuzzer]`. `run.py` is what people start."""

import sys

import atheris

with atheris.instrument_imports(include=["dealtracker", "targets"]):
    import targets

if __name__ == "__main__":
    target = targets.TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
