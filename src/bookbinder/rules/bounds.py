"""The bounds of any page beyond which an engine would convert it for minutes, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookbinder.errors import Problem
from bookbinder.source import Page

# What a page may hold at most: for each, an engine reads much of the page again.
MOST = {
    "opening brackets": (re.compile(r"\["), 1_000),
    "abbreviations": (re.compile(r"^[ >]*\*\[", re.MULTILINE), 100),
    "environments": (re.compile(r"^[ \t]*\\begin\{", re.MULTILINE), 50),
    "references to footnotes": (re.compile(r"\[\^"), 300),
}


def bound_problems(page: Page) -> Iterator[Problem]:
    """Yield what a page holds more of than any page needs."""
    for what, (pattern, most) in MOST.items():
        if (found := len(pattern.findall(page.text))) > most:
            line = next(number for number, text in page.prose.items() if pattern.search(text))
            yield Problem(page.path, line, f"has {found} {what}, more than {most}", "make two pages", "page-size")
