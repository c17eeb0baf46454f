"""Builds the site: check, run, engine, finish. Whatever fails, the site that stood before still stands."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bookbinder.book import Book, read_book
from bookbinder.check import check
from bookbinder.downloads import write_downloads
from bookbinder.engines import run_engine
from bookbinder.errors import BookError, Problem


def build(root: Path, engine: str, out: Path, progress: Callable[[str], None]) -> None:
    """Build the site with one of the engines and put it at `out`, or raise BookError."""
    problems = check(root, progress)
    if problems:
        raise BookError(*problems)
    # Inside the root: Zensical builds nowhere else, and a rename needs the same file system.
    fresh = Path(tempfile.mkdtemp(prefix=".site-", dir=root))
    try:
        progress(f"building with {engine}")
        book = read_book(root)
        run_engine(root, engine, fresh, book.date)
        progress("writing the downloads")
        write_downloads(book, fresh, os.environ.get("BOOK_URL", ""))
        progress("checking what was built")
        _finish(book, fresh)
        _replace(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _finish(book: Book, site: Path) -> None:
    """Refuse a site that lacks a page, a snippet or a live value: engines exit 0 where they lose one."""
    problems = []
    for page in [*book.pages.values(), *book.others]:
        name = Path(page.path).relative_to("docs").with_suffix("")
        file = site / (name.parent if name.name == "index" else name) / "index.html"
        if not file.is_file():
            problems.append(Problem(page.path, 1, "the engine built no page of it", "see what the engine says of it"))
            continue
        html = file.read_text(encoding="utf-8")
        shown = {"live values": ('class="live"', len(page.lives)), "snippets": ('.py" download', len(page.snippets))}
        for what, (mark, wanted) in shown.items():
            if (found := html.count(mark)) != wanted:
                fix = "check their indentation, and the extensions in mkdocs.yml"
                problems.append(Problem(page.path, 1, f"shows {found} of its {wanted} {what}", fix))
    if problems:
        raise BookError(*problems)


def _replace(fresh: Path, out: Path) -> None:
    """Put the fresh site where the old one stood, by renaming."""
    fresh.chmod(0o755)  # mkdtemp makes it private; web servers must read it
    out.parent.mkdir(parents=True, exist_ok=True)
    staged = out.with_name(f".{out.name}-{fresh.name}")
    old = out.with_name(f".{out.name}-old{fresh.name}")
    try:
        shutil.move(fresh, staged)
        if out.exists():
            out.rename(old)
        staged.rename(out)
    finally:
        if old.exists() and not out.exists():  # it ended between the two
            old.rename(out)
        for rest in (staged, old):
            shutil.rmtree(rest, ignore_errors=True)
