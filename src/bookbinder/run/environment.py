"""The only module of this room that reads the build's environment, and all of it that a snippet sees.

A snippet gets nothing else of that environment: it must not be able to print a secret.
"""

from __future__ import annotations

import os
from pathlib import Path

# One thread, one memory arena, a fixed hash seed and a fixed date of drawings keep outputs and sizes the same.
FIXED = {"SOURCE_DATE_EPOCH": "0", "TZ": "UTC"}
FIXED |= dict.fromkeys(("MALLOC_ARENA_MAX", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
PASSED = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "SYSTEMROOT")  # Windows starts no process without SYSTEMROOT


def snippet_environment(seed: int = 0) -> dict[str, str]:
    """Return the environment of a snippet, with this seed for Python's hashes."""
    passed = {name: os.environ[name] for name in PASSED if name in os.environ}
    return FIXED | passed | {"PYTHONHASHSEED": str(seed)}


def scratch_variables(scratch: Path) -> dict[str, str]:
    """Return the variables that name folders to write to: each is the snippet's own folder."""
    return dict.fromkeys(("HOME", "TMPDIR", "MPLCONFIGDIR"), str(scratch))


def in_ci() -> bool:
    """Return whether this is a CI run, where no snippet may run without every layer of the sandbox."""
    return bool(os.environ.get("CI"))
