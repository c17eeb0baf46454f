"""Names the wheel of logitbook that a site serves: its version changes whenever the library's code does."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

LIBRARY = "src/logitbook"
VERSION = re.compile(r'^__version__ = "(.+)"$', flags=re.MULTILINE)


def wheel_version(root: Path) -> str:
    """Return the library's version with a hash of its code, so that no installer takes an old wheel for a new one."""
    code = hashlib.sha256()
    for file in sorted((root / LIBRARY).glob("*.py")):
        code.update(f"{file.name}\0{file.read_text(encoding='utf-8')}\0".encode())
    (public,) = VERSION.findall((root / LIBRARY / "__init__.py").read_text(encoding="utf-8"))
    return f"{public}+h{code.hexdigest()[:8]}"  # the letter, because a part of digits alone loses its leading zeros


def wheel_name(root: Path) -> str:
    """Return the name of the wheel's file."""
    return f"logitbook-{wheel_version(root)}-py3-none-any.whl"
