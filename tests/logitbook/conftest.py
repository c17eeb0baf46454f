"""Shared by the tests of logitbook: reproducible properties."""

from hypothesis import settings

settings.register_profile("logitbook", derandomize=True, deadline=None, database=None, max_examples=60)
settings.load_profile("logitbook")
