"""Checks pages of a preview, in which many are converted where one was edited: what is found of the whole is kept."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from bookbinder.base.problems import Problem
from bookbinder.content.book import REFERENCES, Book, read_book
from bookbinder.content.config import CONFIG
from bookbinder.content.page import Page
from bookbinder.rules.check import linted_files, own_problems, shared_problems, shown_snippets
from bookbinder.rules.files import file_problems
from bookbinder.rules.scope import Scope, named_scripts
from bookbinder.rules.snippet_results import Runs, run_snippets
from bookbinder.rules.style import drop_repeated, style_problems
from bookbinder.run.result import Run, SnippetError

Stamps = tuple[tuple[str, int], ...]


def check_pages(checked: list[Page], book: Book) -> dict[str, list[Problem]]:
    """Return by path what a check of each page says of it and its snippets; of what all share, what names the page."""
    root, given = book.root, {page.path: page for page in checked}
    pages = [given.get(one.path, one) for one in (*book.pages.values(), *book.others)]
    scripts = named_scripts(root)
    spelt, texts = linted_files([*scripts], pages, root)
    folders = {text.rpartition("/")[0] for text in texts}  # whose times tell of files that come and go
    stamps = _stamps([CONFIG, REFERENCES, *texts, *sorted(folders)], root)
    with ThreadPoolExecutor(1) as beside:  # the linters are processes of their own
        style = beside.submit(_style, root, tuple(spelt), tuple(texts), stamps)
        scopes = {path: Scope({path}, pages, scripts) for path in given}
        needed = dict.fromkeys(script for scope in scopes.values() for script in scope.scripts)
        runs = run_snippets([*needed], root, lambda text: None)
        found = {page.path: _of_page(page, pages, book, runs, scopes[page.path], stamps) for page in checked}
        for path, problems in found.items():
            covered = (one for one in style.result() if scopes[path].covers(one.path))
            problems += drop_repeated(covered, problems, _own(runs, scopes[path]), root)
    return {path: sorted({one for one in found[path] if scopes[path].covers(one.path)}) for path in given}


def _of_page(page: Page, pages: list[Page], book: Book, runs: Runs, scope: Scope, stamps: Stamps) -> list[Problem]:
    """Return what is wrong with a page, its style aside."""
    shared, files = _kept(book.root, stamps)
    path = page.path.removeprefix("docs/")
    problems = [one for one in shared if one.path == page.path or (one.path == CONFIG and path in one.what.split())]
    covered = [one for one in files if scope.covers(one.path)]
    return [*problems, *own_problems([page], pages, book, _own(runs, scope), covered)]


def _own(runs: Runs, scope: Scope) -> Runs:
    return {script: runs[script] for script in scope.scripts if script in runs}


def runs_by_name(names: set[str], root: Path) -> dict[str, Run | SnippetError]:
    """Run those of the snippets that there are, and return how each ended."""
    scripts = {script: name for script, name in named_scripts(root).items() if name in names}
    return {scripts[script]: run for script, run in run_snippets([*scripts], root, lambda text: None).items()}


def _stamps(names: Iterable[str], root: Path) -> Stamps:
    return tuple((name, (root / name).stat().st_mtime_ns) for name in names if (root / name).exists())


@lru_cache(maxsize=1)
def _kept(root: Path, stamps: Stamps) -> tuple[list[Problem], list[Problem]]:
    """Return what is wrong with what pages share, and with the files of a book."""
    book = read_book(root)
    pages = [*book.pages.values(), *book.others]
    files = file_problems(root, shown_snippets(pages), lambda path: True)
    return shared_problems(book), [*files]


@lru_cache(maxsize=1)
def _style(root: Path, scripts: tuple[str, ...], texts: tuple[str, ...], stamps: Stamps) -> list[Problem]:
    return style_problems(scripts, texts, root)
