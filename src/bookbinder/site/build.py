"""Builds the site: checks the book, runs an engine, post-processes its output. A failure leaves the old site."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from bookbinder.base import variables
from bookbinder.base.problems import BookError, Problem
from bookbinder.content.book import read_book
from bookbinder.content.snippet_names import snippet_name
from bookbinder.render.answers import plain_answer
from bookbinder.rules.check import begin_check
from bookbinder.run.result import Run
from bookbinder.site.engines import run_engine
from bookbinder.site.fonts import write_font
from bookbinder.site.inputs import States, read_inputs, read_states
from bookbinder.site.kept_pages import holds, keep_pages, keep_site, restore_pages
from bookbinder.site.output_folder import output_folder, publish
from bookbinder.site.postprocess import postprocess
from bookbinder.site.products import write_products
from bookbinder.site.runtime_files import Runtime


def build(
    root: Path, engine: str, out: Path | str, progress: Callable[[str], None], runtime: Runtime | None = None
) -> None:
    """Build the site with an engine and put it at `out`, or raise BookError.

    Without a runtime, readers see scripts and what they print, and cannot run them.
    """
    out = output_folder(out, root)
    states, before = read_states(root), read_inputs(root, engine, runs=runtime is not None)
    if holds(out, before, root):
        progress("nothing has changed since the last build")
        return
    try:
        with _fresh_folder(root) as fresh:
            _build_into(fresh, root, engine, before, states, runtime, progress)
            publish(fresh, out, root)
        if read_states(root) == states:
            keep_site(out, before, root)
    except (BookError, OSError):
        if deleted := sorted(states.keys() - read_states(root).keys()):  # the true cause of the error
            what, fix = "was deleted during the build", "restore it, or build again without it"
            raise BookError(*(Problem(path, 0, what, fix) for path in deleted)) from None
        raise


@contextmanager
def _fresh_folder(root: Path) -> Iterator[Path]:
    """Make a folder inside the root: Zensical builds nowhere else, and a rename needs the same file system."""
    folder = Path(tempfile.mkdtemp(prefix=".site-", dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _build_into(
    fresh: Path,
    root: Path,
    engine: str,
    inputs: dict[str, str],
    states: States,
    runtime: Runtime | None,
    progress: Callable[[str], None],
) -> None:
    check = begin_check(root, progress)
    if not check.is_sound and (problems := check.finish()):
        raise BookError(*problems)
    runs = {snippet_name(script, root): run for script, run in check.runs.items() if isinstance(run, Run)}
    progress("subsetting the font of formulas")
    write_font(root)
    progress(f"building with {engine}")
    with ThreadPoolExecutor(1) as beside:
        rest = beside.submit(check.finish)
        try:
            _convert(fresh, root, engine, inputs, states, runs, runtime, progress)
        except Exception:
            if problems := rest.result():  # the cause
                raise BookError(*problems) from None
            raise
        if problems := rest.result():
            raise BookError(*problems)


def _convert(
    fresh: Path,
    root: Path,
    engine: str,
    inputs: dict[str, str],
    states: States,
    runs: dict[str, Run],
    runtime: Runtime | None,
    progress: Callable[[str], None],
) -> None:
    """Run the engine and make the products beside it, then complete the site; the check of the book may still go on."""
    book = read_book(root)
    answers, url = {slug: plain_answer(page, runs) for slug, page in book.pages.items()}, variables.site_url()
    with _fresh_folder(root) as made, ThreadPoolExecutor(1) as beside:  # the engine is a process of its own
        products = beside.submit(write_products, book, answers, runs, runtime, made, url)
        if engine == "material":
            restore_pages(book, inputs, fresh)
        run_engine(book, engine, fresh)
        if engine == "material" and read_states(root) == states:
            keep_pages(book, inputs, fresh)
        products.result()
        progress("post-processing the site")
        postprocess(book, answers, runtime, made, fresh, url)
