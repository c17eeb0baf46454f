"""A page's answer as plain text, with its live values filled in, for search, feeds and metadata."""

from __future__ import annotations

import html
import re

from bookbinder.content.links import LINK
from bookbinder.content.page import LIVE, Page
from bookbinder.content.plain_formulas import plain_formulas
from bookbinder.content.snippet_names import format_live, parse_live
from bookbinder.run.result import Run

MARKS = re.compile(r"[`*$]|\\operatorname|[{}]")


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
