"""Shared by the tests of logitbook: reproducible properties."""

import importlib.util

from hypothesis import settings

# torch is no dependency: where it happens to be installed, it is compared with.
collect_ignore = [] if importlib.util.find_spec("torch") else ["test_torch.py"]

settings.register_profile("logitbook", derandomize=True, deadline=None, database=None, max_examples=60)
settings.load_profile("logitbook")
