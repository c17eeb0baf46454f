"""Shared by the tests of logitbook: reproducible properties, and the oracle beside them importable."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile("logitbook", derandomize=True, deadline=None, database=None, max_examples=60)
settings.load_profile("logitbook")
