"""Tells a plain file of the book from what only looks like one: links, folders, pipes, files too large to read."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def not_plain(root: Path, name: Path, largest: int) -> str:
    """Return why a file below the root is not read, or nothing. A link could lead to a file of another owner."""
    try:
        state = (root / name).lstat()
    except (OSError, ValueError):
        return "is not there"
    if find_link(root / name, root):
        return "is a link, or lies behind one"
    if not stat.S_ISREG(state.st_mode):
        return "is no plain file"
    if state.st_size > largest:
        return f"has {state.st_size:,} bytes, more than {largest:,}"
    return ""


def names_in(root: Path, folder: str) -> list[Path]:
    """Return the names below the root of all that lies in a folder, but folders; links are named, not followed."""
    found = []
    for place, folders, files in os.walk(root / folder):
        links = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = sorted(name for name in folders if name not in links and name != "__pycache__")
        found += [Path(place, name).relative_to(root) for name in (*files, *links)]
    return sorted(found)


def find_link(path: Path, root: Path) -> Path | None:
    """Return the first link on the way up from a path to the book's folder, or None."""
    place, top = str(path), str(root)
    if not place.startswith(top + os.sep):
        return path if path.is_symlink() else None
    while len(place) > len(top):
        if os.path.islink(place):  # noqa: PTH114 - a third of the time of Path, for every file of the book
            return Path(place)
        place = os.path.dirname(place)  # noqa: PTH120
    return None
