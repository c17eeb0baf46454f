"""Says once on a page, below a listing that imports logitbook, what it is and how to install it."""

from __future__ import annotations

import contextlib

from bookbinder.base.problems import Wrong
from bookbinder.content.dependencies import imports_library
from bookbinder.content.fence import Fence
from bookbinder.content.snippet_names import find_snippet
from bookbinder.extension.context import Context

TARGET = "reference/#install-it"
HOME = "docs/reference/index.md"


def library_note(line: int, context: Context) -> str:
    """Return the note as HTML if the listing in this line is the first that imports logitbook and is not folded.

    If all are folded, it is the first of them.
    """
    if context.page.path == HOME or line != _line_of_note(context):
        return ""
    link = f'<a href="{"../" * context.depth}{TARGET}">install it</a>'
    return f'<p class="library">logitbook is this book’s NumPy library: {link}.</p>'


def _line_of_note(context: Context) -> int | None:
    listings = [fence for fence in context.page.fences if fence.shows_snippet]
    folded = context.page.output_first
    listings.sort(key=lambda one: one.language != "snippet" or one.indent != "" or one.line in folded)  # the last
    return next((fence.line for fence in listings if _imports_library(fence, context)), None)


def _imports_library(fence: Fence, context: Context) -> bool:
    with contextlib.suppress(Wrong, OSError, UnicodeError, SyntaxError):  # which its own listing reports
        script = find_snippet(fence.snippet, context.settings.root)
        return imports_library(script.read_text(encoding="utf-8"))
    return False
