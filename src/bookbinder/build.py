"""Builds the site: check, run, engine, finish. Whatever fails, the site that stood before still stands."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bookbinder.book import read_book
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
        run_engine(root, engine, fresh)
        progress("writing the downloads")
        write_downloads(read_book(root), fresh, os.environ.get("BOOK_URL", ""))
        progress("checking what was built")
        _finish(root, fresh)
        _replace(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _finish(root: Path, site: Path) -> None:
    """Refuse a site that lacks a page or shows a fence or live value as it was typed: engines exit 0 on both."""
    problems = []
    for source in sorted((root / "docs").rglob("*.md")):
        name = source.relative_to(root / "docs").with_suffix("")
        page = site / (name.parent if name.name == "index" else name) / "index.html"
        path = f"docs/{name}.md"
        if not page.is_file():
            problems.append(Problem(path, 1, "the engine built no page of it", "see what the engine says of it"))
        elif "#!live" in (html := page.read_text(encoding="utf-8")) or "```snippet" in html:
            problems.append(Problem(path, 1, "a fence or live value stays as it was typed", "check its indentation"))
    if problems:
        raise BookError(*problems)


def _replace(fresh: Path, out: Path) -> None:
    """Put the fresh site where the old one stood, by renaming."""
    fresh.chmod(0o755)  # mkdtemp makes it private; web servers must read it
    out.parent.mkdir(parents=True, exist_ok=True)
    staged = out.with_name(f".{out.name}-{fresh.name}")
    old = out.with_name(f".{out.name}-old{fresh.name}")
    shutil.move(fresh, staged)
    if out.exists():
        out.rename(old)
    staged.rename(out)
    shutil.rmtree(old, ignore_errors=True)
