"""Finds links in the book: through one, a file outside would be read as the book's own, or written over."""

from __future__ import annotations

from pathlib import Path


def find_link(path: Path, root: Path) -> Path | None:
    """Return the first link on the way up from a path to the book's folder, or None."""
    inside = path.is_relative_to(root)
    places = [path, *(parent for parent in path.parents if inside and parent != root and root in parent.parents)]
    return next((place for place in places if place.is_symlink()), None)
