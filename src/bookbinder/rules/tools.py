"""Finds the programs that come with the book's environment: the linter and the speller."""

from __future__ import annotations

import importlib.metadata
from functools import cache

from bookbinder.base.problems import BookError, Problem


@cache
def find_tool(name: str) -> str:
    """Return the path of a program that a package of its name installs, whichever folder that is on this system."""
    try:
        files = importlib.metadata.files(name) or []
        return next(str(file.locate()) for file in files if file.stem == name and file.suffix in ("", ".exe"))
    except (importlib.metadata.PackageNotFoundError, StopIteration):
        raise BookError(Problem(name, 0, "is not installed", "delete .venv, then run ./dev again")) from None
