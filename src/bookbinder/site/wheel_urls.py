"""Writes into the wheel what the environment says: where the book and its sources are, and a version of its own."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

URLS = {"Documentation": ("BOOK_URL", "/reference/"), "Source": ("BOOK_REPOSITORY", "")}


def version() -> str:
    """Return the version that the environment asks for, or else the library's own."""
    text = Path("src/logitbook/__init__.py").read_text(encoding="utf-8")  # builds run in the root
    return os.environ.get("BOOK_WHEEL_VERSION") or re.findall(r'(?m)^__version__ = "(.+)"$', text)[0]


class Addresses(MetadataHookInterface):
    """Adds the project's addresses; none where nobody has given one."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill in the addresses."""
        known = {label: (os.environ.get(name, "").rstrip("/"), rest) for label, (name, rest) in URLS.items()}
        metadata["urls"] = {label: url + rest for label, (url, rest) in known.items() if url}
