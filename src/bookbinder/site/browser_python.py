"""Packs the rooms that run an edited script in the reader's browser: the same code as in the build."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

PACKAGE = Path("src/bookbinder")
ROOMS = ("base", "content", "run", "render")
KINDS = {".py", ".mplstyle", ".yml"}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold


def write_browser_python(root: Path, folder: Path) -> str:
    """Write the rooms as a zip into a folder and return its name, which changes with what it holds."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in _modules(root):
            entry = zipfile.ZipInfo(file.relative_to(root / "src").as_posix(), EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    data = packed.getvalue()
    name = f"book-{hashlib.sha256(data).hexdigest()[:16]}.zip"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return name


def _modules(root: Path) -> list[Path]:
    package = root / PACKAGE
    found = [package / "__init__.py"]
    for room in ROOMS:
        found += [file for file in (package / room).rglob("*") if file.suffix in KINDS]
    return sorted(found)
