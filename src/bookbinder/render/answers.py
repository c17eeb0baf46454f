"""A page's answer as plain text, with its live values filled in, for search, feeds and metadata."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from pathlib import Path

from bookbinder.content.dependencies import snippets_of
from bookbinder.content.links import LINK
from bookbinder.content.page import LIVE, Page
from bookbinder.content.plain_formulas import plain_formulas
from bookbinder.content.snippet_names import find_snippet, format_live, parse_live
from bookbinder.run.cache import run_cached
from bookbinder.run.result import Run

MARKS = re.compile(r"[`*$]|\\operatorname|[{}]")


def runs_of(pages: Collection[Page], root: Path) -> dict[str, Run]:
    """Return the runs of every snippet that the pages show or take a value from."""
    names = set[str]().union(*map(snippets_of, pages))
    return {name: run_cached(find_snippet(name, root), root) for name in names}


def fill_live_values(text: str, page: Page, runs: dict[str, Run], *, escaped: bool = False) -> str:
    """Replace the live values in a page's text by those of its runs, escaped if the text will be read as HTML."""

    def value(match: re.Match[str]) -> str:
        reference = parse_live(match["expression"].strip(), page.snippets)
        shown = format_live(reference, runs[reference.snippet].values)
        return html.escape(shown, quote=False) if escaped else shown

    return LIVE.sub(value, text)


def plain_answer(page: Page, runs: dict[str, Run]) -> str:
    """Return a page's answer in one line, without markup."""
    text = plain_formulas(fill_live_values(" ".join(page.answer), page, runs))
    return " ".join(MARKS.sub("", LINK.sub(r"\g<text>", text)).split())
