"""Writes into the wheel where the book and its sources are, as far as the environment says it."""

from __future__ import annotations

import os
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

URLS = {"Documentation": ("BOOK_URL", "/reference/"), "Source": ("BOOK_REPOSITORY", "")}


class Addresses(MetadataHookInterface):
    """Adds the project's addresses; none where nobody has given one."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill in the addresses."""
        known = {label: (os.environ.get(name, "").rstrip("/"), rest) for label, (name, rest) in URLS.items()}
        metadata["urls"] = {label: url + rest for label, (url, rest) in known.items() if url}
