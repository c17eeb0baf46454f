"""A page's answer as text: with its numbers filled in, for everything that is neither the page nor a notebook."""

from __future__ import annotations

import html
import re
from pathlib import Path

from bookbinder.content.page import LIVE, Page
from bookbinder.content.plain_formulas import plain_formulas
from bookbinder.content.snippet_names import find_snippet, format_live, parse_live
from bookbinder.run.cache import run_cached
from bookbinder.run.runner import Run

LINK = re.compile(r"\[(?P<text>[^\]]*)\]\([^)]*\)")
MARKS = re.compile(r"[`*$]|\\operatorname|[{}]")


def runs_of(page: Page, root: Path) -> dict[str, Run]:
    """Return the runs of every snippet that a page shows or takes a value from."""
    named = {parse_live(live.expression, page.snippets).snippet for live in page.lives} | set(page.snippets)
    return {name: run_cached(find_snippet(name, root), root) for name in named}


def fill_lives(text: str, page: Page, runs: dict[str, Run], *, escaped: bool = False) -> str:
    """Put the values of `runs` in the place of the live values of a page's text; escaped, where it is read as HTML."""

    def value(match: re.Match[str]) -> str:
        reference = parse_live(match["expression"].strip(), page.snippets)
        shown = format_live(reference, runs[reference.snippet].values)
        return html.escape(shown, quote=False) if escaped else shown

    return LIVE.sub(value, text)


def plain_answer(page: Page, runs: dict[str, Run]) -> str:
    """Return a page's answer in one line, without any markup."""
    text = plain_formulas(fill_lives(" ".join(page.answer), page, runs))
    return " ".join(MARKS.sub("", LINK.sub(r"\g<text>", text)).split())
