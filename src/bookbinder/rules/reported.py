"""Keeps what a preview said of each page, so that it sees when that no longer holds."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from bookbinder.base.problems import Problem

# Where a preview keeps what its pages were last said to hold, as a folder; nothing in a preview by the engine alone.
RECORDS = "BOOK_SAID"


def record(path: str, problems: Iterable[Problem]) -> None:
    """Keep what is said of a page while it is converted, for `./dev serve`, which sees when that holds no longer."""
    if folder := os.environ.get(RECORDS):
        file = Path(folder, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(sorted(map(str, problems))), encoding="utf-8")


def outdated(problems: dict[str, list[str]], folder: Path) -> set[str]:
    """Return the pages of which something else was said than what is wrong with them: the cause may be in any file."""
    pages = set()
    for path, lines in problems.items():
        with contextlib.suppress(FileNotFoundError):  # nothing has been said yet
            if (folder / path).read_text(encoding="utf-8") != "\n".join(lines):
                pages.add(path)
    return pages
