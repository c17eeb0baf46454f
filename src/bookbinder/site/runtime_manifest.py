"""Reads web/runtime.json: the files of the Python that runs in readers' browsers, their hashes, and where to get them.

Pyodide's core lies in npm's package. The wheels, which are Pyodide's own builds, lie in several places, in the order in
which to try them: folders at an address, and folders in the wheel of a package of the configured index.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

RUNTIME = "web/runtime.json"


class RuntimeFile(NamedTuple):
    """A file of the runtime, and for what it is loaded: python, numpy or matplotlib."""

    name: str
    size: int
    sha256: str
    licence: str
    needed_for: str

    def holds(self, data: bytes) -> bool:
        """Return whether these are the bytes of the file."""
        return len(data) == self.size and hashlib.sha256(data).hexdigest() == self.sha256


class Manifest(NamedTuple):
    """The files, and the places of the wheels."""

    version: str
    places: list[dict[str, str]]
    core: list[RuntimeFile]
    wheels: list[RuntimeFile]

    @property
    def folder(self) -> str:
        """The folder of the files in the site, which changes with their version."""
        return f"pyodide-{self.version}/"


def read_manifest(root: Path) -> Manifest | None:
    """Return the manifest, or None for a book without one, whose scripts only the build runs."""
    if not (root / RUNTIME).is_file():
        return None
    told = json.loads((root / RUNTIME).read_text(encoding="utf-8"))
    core, wheels = ([RuntimeFile(*one.values()) for one in told[part]] for part in ("core", "wheels"))
    return Manifest(told["version"], told["places"], core, wheels)
