"""Checks one page of a preview, in which many pages are converted where one was edited: what stays is kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from bookbinder.book import REFERENCES, Book, read_book
from bookbinder.check import own_problems, shared_problems, spelt_files
from bookbinder.config import CONFIG
from bookbinder.errors import Problem
from bookbinder.rules.style import not_told, style_problems
from bookbinder.runner import Run, SnippetError
from bookbinder.scope import Scope
from bookbinder.snippets import all_scripts, snippet_name
from bookbinder.source import Page
from bookbinder.truth import run_snippets

Stamps = tuple[tuple[str, int], ...]


def check_page(page: Page, book: Book) -> list[Problem]:
    """Return what a check of one page says of it and its snippets; of what all pages share, what names the page."""
    root, path = book.root, page.path.removeprefix("docs/")
    pages = [page if one.path == page.path else one for one in (*book.pages.values(), *book.others)]
    scope = Scope({page.path}, pages, root)
    runs = run_snippets(scope.scripts, root, lambda text: None)
    shared = _kept_shared(root, _stamps([CONFIG, REFERENCES, *(one.path for one in pages)], root))
    problems = [one for one in shared if one.path == page.path or (one.path == CONFIG and path in one.what.split())]
    problems += own_problems([page], pages, book, runs, scope)
    scripts, texts = spelt_files(all_scripts(root), pages, root)
    style = _kept_style(root, _stamps(scripts, root), _stamps(texts, root))
    problems += not_told((one for one in style if scope.covers(one.path)), problems, runs, root)
    return sorted(problem for problem in set(problems) if scope.covers(problem.path))


def runs_by_name(names: set[str], root: Path) -> dict[str, Run | SnippetError]:
    """Run those of the snippets that there are, and return how each ended."""
    scripts = [script for script in all_scripts(root) if snippet_name(script, root) in names]
    return {snippet_name(script, root): run for script, run in run_snippets(scripts, root, lambda text: None).items()}


def _stamps(names: Iterable[str], root: Path) -> Stamps:
    return tuple((name, (root / name).stat().st_mtime_ns) for name in names if (root / name).is_file())


@lru_cache(maxsize=1)
def _kept_shared(root: Path, stamps: Stamps) -> list[Problem]:
    return shared_problems(read_book(root))


@lru_cache(maxsize=1)
def _kept_style(root: Path, scripts: Stamps, texts: Stamps) -> list[Problem]:
    return style_problems([name for name, _ in scripts], [name for name, _ in texts], root)
