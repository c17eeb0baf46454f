"""Builds the site: checks the book, runs an engine, post-processes its output. A failure leaves the old site."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bookbinder.base import variables
from bookbinder.base.problems import BookError, Problem
from bookbinder.content.book import read_book
from bookbinder.rules.check import check
from bookbinder.site.engines import run_engine
from bookbinder.site.fonts import write_font
from bookbinder.site.output_folder import output_folder, publish
from bookbinder.site.postprocess import postprocess

SOURCES = ("benchmarks/results", "docs", "overrides", "snippets", "web/src")


def build(root: Path, engine: str, out: Path | str, progress: Callable[[str], None]) -> None:
    """Build the site with an engine and put it at `out`, or raise BookError."""
    out = output_folder(out, root)
    before = _list_sources(root)
    # Inside the root: Zensical builds nowhere else, and a rename needs the same file system.
    fresh = Path(tempfile.mkdtemp(prefix=".site-", dir=root))
    try:
        _build_into(fresh, root, engine, progress)
        publish(fresh, out, root)
    except (BookError, OSError):
        if deleted := before - _list_sources(root):  # the true cause of the error
            what, fix = "was deleted during the build", "restore it, or build again without it"
            raise BookError(*(Problem(path, 0, what, fix) for path in deleted)) from None
        raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _build_into(fresh: Path, root: Path, engine: str, progress: Callable[[str], None]) -> None:
    if problems := check(root, progress):
        raise BookError(*problems)
    progress("subsetting the font of formulas")
    write_font(root)
    progress(f"building with {engine}")
    book = read_book(root)
    run_engine(root, engine, fresh, book.date)
    progress("post-processing the site")
    postprocess(book, fresh, variables.site_url())


def _list_sources(root: Path) -> set[str]:
    """Return the files that the site is made from, without hidden ones, which belong to editors."""
    files = (path for folder in SOURCES for path in (root / folder).rglob("[!.]*") if path.is_file())
    return {path.relative_to(root).as_posix() for path in files if "__pycache__" not in path.parts}
