"""Finds the programs of the book's environment: the linter and the spell checker."""

from __future__ import annotations

import importlib.metadata
from functools import cache

from bookbinder.base.problems import BookError, Problem


@cache
def find_tool(name: str) -> str:
    """Return the path of the program that the package of this name installs."""
    try:
        files = importlib.metadata.files(name) or []
        return next(str(file.locate()) for file in files if file.stem == name and file.suffix in ("", ".exe"))
    except (importlib.metadata.PackageNotFoundError, StopIteration):
        raise BookError(Problem(name, 0, "is not installed", "delete .venv, then run ./dev again")) from None
