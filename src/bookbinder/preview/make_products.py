"""Makes the products of a preview from the pages that can be shown, in a process that product_process.py starts.

    python -m bookbinder.preview.make_products ROOT FOLDER ADDRESS

For each line of its input, a number, it makes FOLDER/site again: first the texts, because a reader may wait for the
search, then it creates FOLDER/NUMBER.texts. After the downloads it writes FOLDER/NUMBER.json: the problems of each
page, and the error if the products could not be made. It ends when the library has been edited, and is started again.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from bookbinder.base.exit import exit_code
from bookbinder.base.problems import BookError, Problem, Wrong
from bookbinder.content.book import Book, read_book
from bookbinder.content.dependencies import snippets_of
from bookbinder.content.page import Page
from bookbinder.content.urls import FOLDER
from bookbinder.render.answers import plain_answer
from bookbinder.rules.check import page_problems
from bookbinder.rules.page_check import check_alone, check_pages
from bookbinder.rules.preview import HARMFUL, UNSHOWABLE
from bookbinder.rules.scope import named_scripts
from bookbinder.rules.snippet_results import run_snippets
from bookbinder.run.result import Run, SnippetError
from bookbinder.run.source_files import library_folder, source_states
from bookbinder.site.downloads import build_wheel, write_downloads
from bookbinder.site.notebook import Notebook, notebook
from bookbinder.site.products import write_texts
from bookbinder.site.runtime_files import write_index
from bookbinder.site.runtime_manifest import read_manifest

LATER = 10  # steps of priority
Kept: TypeAlias = dict[str, tuple[Page, bool]]  # the pages at the last check, and whether each was withheld


class Found(NamedTuple):
    """The problems of each page, and those of them that a page by itself does not show."""

    problems: dict[str, list[str]]
    rest: dict[str, list[Problem]]


def main(root: Path, folder: Path, address: str) -> None:
    """Make the products once for each line of the input."""
    loaded = source_states()
    made: dict[str, Any] = {}
    kept: Kept = {}

    def make() -> int:
        made.update(make_products(root, folder, address, kept, (folder / f"{number}.texts").touch)._asdict())
        return 0

    for number in map(str.strip, sys.stdin):
        if source_states() != loaded:
            return
        made.clear()
        with contextlib.redirect_stderr(io.StringIO()) as error:
            exit_code(make, "./dev serve")
        done = folder / "done.json"
        done.write_text(json.dumps(made | {"error": error.getvalue().strip()}), encoding="utf-8")
        done.replace(folder / f"{number}.json")


def make_products(root: Path, folder: Path, address: str, kept: Kept, texts_made: Callable[[], None]) -> Found:
    """Make all products, or raise BookError; call `texts_made` after the texts; return what the check found."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(_wheel(root, folder / "wheel"), site / FOLDER)
    wheel = next((site / FOLDER).glob("*.whl")).name
    if manifest := read_manifest(root):
        write_index(manifest, root, site)
    book = read_book(root)
    pages = book.all_pages
    names = named_scripts(root)
    needed = set().union(*map(snippets_of, pages))
    runs = run_snippets([script for script, name in names.items() if name in needed], root, lambda text: None)
    good = {names[script]: run for script, run in runs.items() if isinstance(run, Run)}

    expected = {page.path for page in pages if _is_withheld(page, book, kept)}
    shown, notebooks = _write_texts(book, expected, good, wheel, site, address)
    texts_made()
    problems = check_pages(pages, book, runs)
    withheld = {path for path, found in problems.items() if _withholds(found)}
    if withheld != expected:  # because of a problem elsewhere
        shown, notebooks = _write_texts(book, withheld, good, wheel, site, address)
    write_downloads(shown, notebooks, wheel, site, address)
    kept.clear()
    kept.update({page.path: (page, page.path in withheld) for page in pages})
    for problem in book.problems:
        problems.setdefault(problem.path, []).append(problem)
    # A page without problems has none alone: most pages need no second look.
    rest = {page.path: _rest(page, book, problems[page.path]) for page in pages}
    return Found({path: sorted(map(str, of_page)) for path, of_page in problems.items()}, rest)


def _rest(page: Page, book: Book, problems: list[Problem]) -> list[Problem]:
    return sorted({*problems}.difference(check_alone(page, book))) if problems else []


def _is_withheld(page: Page, book: Book, kept: Kept) -> bool:
    """Return whether a page was withheld at the last check or, if it was edited since, breaks such a rule now."""
    before, withheld = kept.get(page.path, (None, False))
    return withheld if page is before else _withholds(page_problems(page, book))


def _withholds(problems: Iterable[Problem]) -> bool:
    return not {problem.rule for problem in problems}.isdisjoint(HARMFUL | UNSHOWABLE)


def _write_texts(
    book: Book, withheld: set[str], runs: dict[str, Run], wheel: str, site: Path, address: str
) -> tuple[Book, dict[str, Notebook]]:
    """Write the texts without pages that are withheld or incomplete; return the book without them, and notebooks."""
    notebooks = dict[str, Notebook]()
    for slug, page in book.pages.items():
        if page.path not in withheld:
            with contextlib.suppress(BookError, KeyError, SnippetError, Wrong):  # the page itself reports it
                notebooks[slug] = notebook(page, book, runs, wheel, address)
    others = [page for page in book.others if page.path not in withheld]
    shown = dataclasses.replace(book, pages={slug: book.pages[slug] for slug in notebooks}, others=others)
    write_texts(shown, {slug: plain_answer(page, runs) for slug, page in shown.pages.items()}, runs, site, address)
    return shown, notebooks


def _wheel(root: Path, folder: Path) -> Path:
    """Return the folder of the wheel; build the wheel if its sources have changed."""
    others = (root / name for name in ("pyproject.toml", "src/logitbook/README.md", "LICENSE"))
    sources = [*sorted(library_folder().rglob("*.py")), *others]
    states = [(str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in sources]
    kept = folder / hashlib.sha256(repr(states).encode()).hexdigest()
    if not kept.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        build_wheel(root, folder / "new")
        (folder / "new").rename(kept)
    return kept


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(LATER)  # the engine shows the page first
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
