"""While the book is served: mistakes are shown on the page and in the terminal, and the server goes on."""

from __future__ import annotations

import contextlib
import html
import os
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from bookbinder.errors import BookError, Problem
from bookbinder.runner import Stamp, stamp

# In a preview, a page with one of these is named and not shown: what it holds could run or deceive.
HARMFUL = {"raw-html", "closed-tag", "attributes", "template", "library-block", "fence-options", "link-scheme"}
HARMFUL |= {"image", "block-title", "closed-fence", "page-size"}
# Without these a page's lists, tables and foot cannot be written.
UNSHOWABLE = {"required-keys", "dates", "known-topic", "question-list", "measured-name", "measured-record"}
# Where a preview keeps what its pages were last said to hold, as a folder; nothing in a preview by the engine alone.
RECORDS = "BOOK_SAID"


def is_served() -> bool:
    """Whether a page is converted for a preview, and not for a site: by an engine's own command of that name."""
    return "serve" in sys.argv[1:2]


def notice(problems: Iterable[Problem]) -> list[str]:
    """Say the problems in the terminal, and return a block of Markdown that says them on the page."""
    lines = []
    for problem in problems:
        print(problem, file=sys.stderr, flush=True)
        lines += [f"<li>{html.escape(str(problem))}</li>"]
    return ['<ul class="problems">', *lines, "</ul>", ""] if lines else []


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


def mark(problem: Problem) -> str:
    """Return what stands in the place of something that cannot be shown; raise it where a site is built."""
    if not is_served():
        raise BookError(problem)
    return f'<span class="problems">{html.escape(problem.what)}</span>'


def read_library_anew() -> None:
    """Have Zensical read the library's docstrings again if they were edited: by itself it reads them once."""
    _forget(stamp())


@lru_cache(maxsize=1)
def _forget(_: Stamp) -> None:
    if zensical := sys.modules.get("zensical.compat.mkdocstrings"):
        zensical.reset()
