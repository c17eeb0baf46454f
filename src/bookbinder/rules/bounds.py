"""The limits of a page: above them, an engine converts it for minutes, or the check reads it for seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookbinder.base.problems import Problem
from bookbinder.content.page import Page

# From each of these, an engine or a rule searches the rest of the page.
MOST = {
    "opening brackets": (re.compile(r"\["), 1_000),
    "links": (re.compile(r"\]\("), 500),
    "opening angle brackets": (re.compile("<"), 1_000),
    "dollar signs": (re.compile(r"\$"), 1_000),
    "backticks": (re.compile("`"), 1_000),
    "abbreviations": (re.compile(r"^[ >]*\*\[", re.MULTILINE), 100),
    "references to footnotes": (re.compile(r"\[\^"), 300),
}


def bound_problems(page: Page) -> Iterator[Problem]:
    """Yield what a page has more of than any page needs."""
    for what, (pattern, most) in MOST.items():
        if (found := len(pattern.findall(page.text))) > most:
            line = next(number for number, text in page.prose.items() if pattern.search(text))
            yield Problem(page.path, line, f"has {found} {what}, more than {most}", "split the page", "page-size")
