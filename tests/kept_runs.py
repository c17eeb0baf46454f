"""The runs of a book's snippets, as builds keep them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bookbinder.content.dependencies import snippets_of
from bookbinder.content.page import Page
from bookbinder.content.snippet_names import find_snippet
from bookbinder.run.cache import run_cached
from bookbinder.run.result import Run


def runs_of(pages: Iterable[Page], root: Path) -> dict[str, Run]:
    """Return the run of each snippet that the pages show or take a value from, by name."""
    names = set[str]().union(*map(snippets_of, pages))
    return {name: run_cached(find_snippet(name, root), root) for name in names}
