"""All of the environment that a snippet sees: nothing of the build's own, for a secret in it must not be printable."""

from __future__ import annotations

import os

# One thread, one memory arena, a fixed hash seed and a fixed date of drawings keep outputs and sizes the same.
FIXED = {
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "0",
    "TZ": "UTC",
    "MALLOC_ARENA_MAX": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
PASSED = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "SYSTEMROOT")  # without the last Windows starts no process


def environment(seed: int = 0) -> dict[str, str]:
    """Return the environment of a snippet under a seed of Python's hashes."""
    passed = {name: os.environ[name] for name in PASSED if name in os.environ}
    return FIXED | passed | {"PYTHONHASHSEED": str(seed)}
