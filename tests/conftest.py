"""What holds for every test: the invented examples are the same on each run, and no machine is too slow for them."""

from hypothesis import settings

settings.register_profile("same-every-time", derandomize=True, deadline=None)
settings.load_profile("same-every-time")
