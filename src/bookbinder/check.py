"""Checks the whole book without an engine: every rule of every page, every snippet run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bookbinder.book import QUESTIONS, Book, read_book
from bookbinder.errors import Problem
from bookbinder.lists import list_problems
from bookbinder.measured import measured_problems
from bookbinder.navigation import navigation_problems
from bookbinder.rules import graph_problems, page_problems, text_problems
from bookbinder.snippets import snippet_name
from bookbinder.source import Page
from bookbinder.truth import Runs, page_truths, run_snippets, snippet_problems


def check(root: Path, progress: Callable[[str], None]) -> list[Problem]:
    """Return everything that is wrong with the book, sorted by place."""
    book = read_book(root)
    problems = list(book.problems)
    problems += graph_problems(book)
    problems += navigation_problems(root)
    runs = run_snippets(sorted((root / "snippets").glob("*/*.py")), root, progress)
    pages = [*book.pages.values(), *book.others]
    problems += snippet_problems(pages, runs, root)
    for page in pages:
        problems += _problems(page, book, runs)
    return sorted(set(problems))


def check_page(page: Page, book: Book) -> list[Problem]:
    """Return what is wrong with one page, and with the snippets that it shows."""
    names = {*page.snippets, *(live.expression.partition(".")[0] for live in page.lives if "/" in live.expression)}
    scripts = (book.root / "snippets" / f"{name}.py" for name in sorted(names))
    runs = run_snippets([script for script in scripts if script.is_file()], book.root, lambda text: None)
    shown = {script: run for script, run in runs.items() if snippet_name(script, book.root) in page.snippets}
    problems = [*_problems(page, book, runs), *snippet_problems([page], shown, book.root)]
    return sorted(set(problems))


def _problems(page: Page, book: Book, runs: Runs) -> Iterator[Problem]:
    if page.path.startswith(f"{QUESTIONS}/"):
        yield from page_problems(page, book)
    yield from list_problems(page)
    yield from measured_problems(page, book.root)
    yield from text_problems(page, book.root)
    yield from page_truths(page, runs, book.root)
