"""Says once on a page, below the first listing that imports logitbook, what it is and how to install it."""

from __future__ import annotations

import contextlib

from bookbinder.base.problems import Wrong
from bookbinder.content.dependencies import imports_library
from bookbinder.content.snippet_names import find_snippet
from bookbinder.extension.context import Context

TARGET = "reference/#install-it"
HOME = "docs/reference/index.md"


def library_note(line: int, context: Context) -> str:
    """Return the note as HTML if the listing in this line of the page is the first that imports logitbook."""
    if context.page.path == HOME or line != _first_import(context):
        return ""
    link = f'<a href="{"../" * context.depth}{TARGET}">install it</a>'
    return f'<p class="library">logitbook is this book’s NumPy library: {link}.</p>'


def _first_import(context: Context) -> int | None:
    for fence in context.page.fences:
        if fence.shows_snippet:
            with contextlib.suppress(Wrong, OSError, UnicodeError, SyntaxError):  # which its own listing reports
                script = find_snippet(fence.snippet, context.settings.root)
                if imports_library(script.read_text(encoding="utf-8")):
                    return fence.line
    return None
