"""Makes the products of a preview, of the pages that can be shown, in a process that has all in memory.

    python -m bookbinder.preview.make_products ROOT FOLDER ADDRESS

For each line that it reads, a number, it makes FOLDER/site afresh and then writes FOLDER/NUMBER.json: what is wrong
with each page, and what to say where the products could not be made. It ends when the library is another than the one
it has loaded, and is started again. product_process.py starts it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import io
import json
import shutil
import sys
from pathlib import Path

from bookbinder.base.exit import exit_code
from bookbinder.base.problems import BookError, Problem, Wrong
from bookbinder.content.book import Book, read_book
from bookbinder.content.page import Page
from bookbinder.content.urls import FOLDER
from bookbinder.render.answers import plain_answer
from bookbinder.rules.page_check import check_pages, runs_by_name
from bookbinder.rules.preview import HARMFUL, UNSHOWABLE
from bookbinder.rules.scope import needed_snippets
from bookbinder.run.result import Run, SnippetError
from bookbinder.run.source_files import library_folder, source_states
from bookbinder.site.downloads import build_wheel
from bookbinder.site.notebook import notebook
from bookbinder.site.products import write_products


def main(root: Path, folder: Path, address: str) -> None:
    """Make the products as often as somebody asks."""
    loaded = source_states()
    problems: dict[str, list[str]] = {}

    def make() -> int:
        problems.update(make_products(root, folder, address))
        return 0

    for number in map(str.strip, sys.stdin):
        if source_states() != loaded:
            return
        problems.clear()
        with contextlib.redirect_stderr(io.StringIO()) as said:
            exit_code(make, "./dev serve")
        done = folder / "done.json"
        done.write_text(json.dumps({"problems": problems, "said": said.getvalue().strip()}), encoding="utf-8")
        done.replace(folder / f"{number}.json")


def make_products(root: Path, folder: Path, address: str) -> dict[str, list[str]]:
    """Make all of them, or raise BookError; return what is wrong with each page."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(_wheel(root, folder / "wheel"), site / FOLDER)
    book = read_book(root)
    pages = [*book.pages.values(), *book.others]
    runs = runs_by_name(set().union(*map(needed_snippets, pages)), root)
    problems = check_pages(pages, book)
    good = {name: run for name, run in runs.items() if isinstance(run, Run)}
    shown = _only_shown(book, problems, good)
    answers = {slug: plain_answer(page, good) for slug, page in shown.pages.items()}
    write_products(shown, answers, site, address)
    for problem in book.problems:
        problems.setdefault(problem.path, []).append(problem)
    return {path: sorted(map(str, of_page)) for path, of_page in problems.items()}


def _only_shown(book: Book, problems: dict[str, list[Problem]], runs: dict[str, Run]) -> Book:
    """Return the book without the pages that the preview withholds, and those that lack what a product needs."""

    def is_shown(page: Page) -> bool:
        return not {problem.rule for problem in problems[page.path]} & (HARMFUL | UNSHOWABLE)

    def is_whole(page: Page) -> bool:
        try:
            notebook(page, book, runs, "", "")
        except (BookError, KeyError, SnippetError, Wrong):  # which the page itself says
            return False
        return True

    pages = {slug: page for slug, page in book.pages.items() if is_shown(page) and is_whole(page)}
    return dataclasses.replace(book, pages=pages, others=[page for page in book.others if is_shown(page)])


def _wheel(root: Path, folder: Path) -> Path:
    """Return the folder of the wheel, which is built when its sources are not those of the last time."""
    sources = [
        *sorted(library_folder().rglob("*.py")),
        *(root / name for name in ("pyproject.toml", "src/logitbook/README.md", "LICENSE")),
    ]
    states = [(str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in sources]
    kept = folder / hashlib.sha256(repr(states).encode()).hexdigest()
    if not kept.is_dir():
        shutil.rmtree(folder, ignore_errors=True)
        build_wheel(root, folder / "new")
        (folder / "new").rename(kept)
    return kept


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
