"""The runs of a book's snippets, as builds keep them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bookbinder.content.dependencies import snippets_of
from bookbinder.content.page import Page
from bookbinder.content.snippet_names import find_snippet, format_live, parse_live
from bookbinder.render.typeset_number import typeset_number
from bookbinder.run.cache import run_cached
from bookbinder.run.result import Run
from bookbinder.run.source_files import digest_sources, source_states


def runs_of(pages: Iterable[Page], root: Path) -> dict[str, Run]:
    """Return the run of each snippet that the pages show or take a value from, by name."""
    names = set[str]().union(*map(snippets_of, pages))
    sources = digest_sources(source_states())
    return {name: run_cached(find_snippet(name, root), root, sources) for name in names}


def lives_of(page: Page, name: str, run: Run) -> dict[str, str]:
    """Return the live values that a page takes from a snippet, as it shows them, by their full expressions."""
    found = {}
    for live in page.lives:
        reference = parse_live(live.expression, page.snippets)
        if reference.snippet == name:
            text = typeset_number(format_live(reference, run.values))
            found[f"{name}.{live.expression.partition('.')[2]}"] = text
    return found
