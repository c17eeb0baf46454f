"""Checks single pages in a preview: first each by itself, then also style and what pages share, which takes longer."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from bookbinder.base.problems import Problem
from bookbinder.content.book import REFERENCES, Book, read_book
from bookbinder.content.config import CONFIG
from bookbinder.content.page import Page
from bookbinder.rules.check import linted_files, own_problems, page_problems, shared_problems
from bookbinder.rules.files import file_problems
from bookbinder.rules.scope import Scope, named_scripts
from bookbinder.rules.snippet_results import Runs, run_snippets, shown_snippets
from bookbinder.rules.style import drop_repeated, style_problems

Stamps = tuple[tuple[str, int], ...]


def check_alone(page: Page, book: Book) -> list[Problem]:
    """Return what is wrong with a page and the runs of its scripts, without reading the rest of the book."""
    pages = [page if one.path == page.path else one for one in book.all_pages]
    scope = Scope({page.path}, pages, named_scripts(book.root))
    runs = run_snippets([*scope.scripts], book.root, lambda text: None)
    found = own_problems([page], pages, book, runs, [*page_problems(page, book)])
    return sorted({one for one in found if scope.covers(one.path)})


def check_pages(checked: list[Page], book: Book, known: Runs | None = None) -> dict[str, list[Problem]]:
    """Return by path what ./dev check reports for each page, of what pages share only problems that name the page.

    Snippets whose runs are `known` are not run again.
    """
    root, given = book.root, {page.path: page for page in checked}
    pages = [given.get(one.path, one) for one in book.all_pages]
    scripts = named_scripts(root)
    spelt, texts = linted_files([*scripts], pages, root)
    folders = {text.rpartition("/")[0] for text in texts}  # their times change when files are added or deleted
    stamps = _stamps([CONFIG, REFERENCES, *texts, *sorted(folders)], root)
    with ThreadPoolExecutor(1) as beside:  # the linters are processes of their own
        style = beside.submit(_style, root, tuple(spelt), tuple(texts), stamps)
        scopes = {path: Scope({path}, pages, scripts) for path in given}
        needed = dict.fromkeys(script for scope in scopes.values() for script in scope.scripts)
        runs = known or {}
        runs = runs | run_snippets([one for one in needed if one not in runs], root, lambda text: None)
        found = {page.path: _of_page(page, pages, book, runs, scopes[page.path], stamps) for page in checked}
        for path, problems in found.items():
            covered = (one for one in style.result() if scopes[path].covers(one.path))
            problems += drop_repeated(covered, problems, _runs_in(runs, scopes[path]), root)
    return {path: sorted({one for one in found[path] if scopes[path].covers(one.path)}) for path in given}


def _of_page(page: Page, pages: list[Page], book: Book, runs: Runs, scope: Scope, stamps: Stamps) -> list[Problem]:
    """Return what is wrong with a page, without its style."""
    shared, files = _rest_of_book(book.root, stamps)
    path = page.path.removeprefix("docs/")
    problems = [one for one in shared if one.path == page.path or (one.path == CONFIG and path in one.what.split())]
    found = [*(one for one in files if scope.covers(one.path)), *page_problems(page, book)]
    return [*problems, *own_problems([page], pages, book, _runs_in(runs, scope), found)]


def _runs_in(runs: Runs, scope: Scope) -> Runs:
    return {script: runs[script] for script in scope.scripts if script in runs}


def _stamps(names: Iterable[str], root: Path) -> Stamps:
    return tuple((name, (root / name).stat().st_mtime_ns) for name in names if (root / name).exists())


@lru_cache(maxsize=1)
def _rest_of_book(root: Path, stamps: Stamps) -> tuple[list[Problem], list[Problem]]:
    """Return the problems that pages share, and those of files."""
    book = read_book(root)
    pages = book.all_pages
    files = file_problems(root, shown_snippets(pages), lambda path: True)
    return shared_problems(book), [*files]


@lru_cache(maxsize=1)
def _style(root: Path, scripts: tuple[str, ...], texts: tuple[str, ...], stamps: Stamps) -> list[Problem]:
    return style_problems(scripts, texts, root)
