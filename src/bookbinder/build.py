"""Builds the site: check, run, engine, finish. Whatever fails, the site that stood before still stands."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bookbinder.book import read_book
from bookbinder.check import check
from bookbinder.engines import run_engine
from bookbinder.errors import BookError
from bookbinder.finish import finish
from bookbinder.fonts import write_font


def build(root: Path, engine: str, out: Path, progress: Callable[[str], None]) -> None:
    """Build the site with one of the engines and put it at `out`, or raise BookError."""
    problems = check(root, progress)
    if problems:
        raise BookError(*problems)
    # Inside the root: Zensical builds nowhere else, and a rename needs the same file system.
    fresh = Path(tempfile.mkdtemp(prefix=".site-", dir=root))
    try:
        progress("cutting the font of formulas")
        write_font(root)
        progress(f"building with {engine}")
        book = read_book(root)
        run_engine(root, engine, fresh, book.date)
        progress("finishing the site")
        finish(book, fresh, os.environ.get("BOOK_URL", ""))
        _replace(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


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
