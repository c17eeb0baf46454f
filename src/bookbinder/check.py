"""Checks the whole book without an engine: every rule of every page, every snippet run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bookbinder.book import read_book
from bookbinder.errors import Problem
from bookbinder.lists import list_problems
from bookbinder.navigation import navigation_problems
from bookbinder.rules import graph_problems, page_problems, text_problems
from bookbinder.truth import page_truths, run_snippets, snippet_problems


def check(root: Path, progress: Callable[[str], None]) -> list[Problem]:
    """Return everything that is wrong with the book, sorted by place."""
    book = read_book(root)
    problems = list(book.problems)
    for page in book.pages.values():
        problems += page_problems(page, book)
    problems += graph_problems(book)
    problems += navigation_problems(root)
    runs = run_snippets(sorted((root / "snippets").glob("*/*.py")), root, progress)
    pages = [*book.pages.values(), *book.others]
    problems += snippet_problems(pages, runs, root)
    for page in pages:
        problems += list_problems(page)
        problems += text_problems(page, root)
        problems += page_truths(page, runs, root)
    return sorted(set(problems))
