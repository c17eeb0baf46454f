"""Reports problems in a preview: on the page and in the terminal."""

from __future__ import annotations

import html
import sys
from collections.abc import Iterable

from bookbinder.base.problems import Problem


def notice(problems: Iterable[Problem]) -> list[str]:
    """Print the problems, and return a block of Markdown that lists them."""
    lines = []
    for problem in problems:
        print(problem, file=sys.stderr, flush=True)
        lines += [f"<li>{html.escape(str(problem))}</li>"]
    return ['<ul class="problems">', *lines, "</ul>", ""] if lines else []
