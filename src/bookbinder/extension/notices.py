"""While the book is served: mistakes are shown on the page and in the terminal, and the server goes on."""

from __future__ import annotations

import html
import sys
from collections.abc import Iterable
from functools import lru_cache

from bookbinder.base.problems import BookError, Problem
from bookbinder.run.runner import Stamp, stamp


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
