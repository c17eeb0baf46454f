"""Adds to the wheel's metadata what the environment says: the addresses of book and sources, and a version."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

URLS = {"Documentation": ("BOOK_URL", "/reference/"), "Source": ("BOOK_REPOSITORY", "")}


def version() -> str:
    """Return the version that the environment names, or else the library's own."""
    # As content/wheel_name.py reads it, which pip cannot import: it builds the wheel without bookbinder.
    text = Path("src/logitbook/__init__.py").read_text(encoding="utf-8")  # builds run in the root
    return os.environ.get("BOOK_WHEEL_VERSION") or re.findall(r'(?m)^__version__ = "(.+)"$', text)[0]


class Addresses(MetadataHookInterface):
    """Adds the project's addresses that the environment names."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the addresses."""
        known = {label: (os.environ.get(name, "").rstrip("/"), rest) for label, (name, rest) in URLS.items()}
        metadata["urls"] = {label: url + rest for label, (url, rest) in known.items() if url}
