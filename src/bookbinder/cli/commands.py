"""What each command of ./dev does with its arguments."""

from __future__ import annotations

import argparse
import os
import runpy
import sys
from pathlib import Path

from bookbinder.base import variables
from bookbinder.base.files import find_link
from bookbinder.base.problems import BookError, Problem
from bookbinder.cli.new_question import NEAR, alike, new_question, slug_of
from bookbinder.cli.prompts import complete
from bookbinder.cli.suite import run_suite
from bookbinder.cli.undo_question import UNDO, undo_question
from bookbinder.content.book import read_book
from bookbinder.content.config import CONFIG
from bookbinder.preview.server import serve
from bookbinder.rules.autofix import fix_problems
from bookbinder.rules.check import check
from bookbinder.run.result import SnippetError
from bookbinder.run.runner import run_in_sandbox
from bookbinder.site.build import build
from bookbinder.site.fonts import write_font
from bookbinder.site.runtime_files import Runtime, fetch_runtime

ROUNDS = 3  # of fixes: what hides a mistake, a mistake in the front matter, one that it hid
AWAY = (
    "note: BOOK_URL is not set: scripts and notebooks run in the site's downloads folder alone, and uv runs none by its"
    " address: set it to the site's address (README.md, Publishing)"
)
ALL_WELL = "every page and snippet is as it should be"


def progress(text: str) -> None:
    """Say what is being done: on a terminal in one line that is written over, elsewhere not at all."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def done(text: str) -> None:
    """Say what was done, in place of the progress line."""
    progress("")
    print(text, flush=True)


def run_build(arguments: argparse.Namespace, root: Path) -> int:
    """Build the site, and say where it lies."""
    out = root / "site" if arguments.out is None else arguments.out
    build(root, arguments.engine, out, progress, None if arguments.no_runtime else find_runtime(root))
    done(f"built {os.path.relpath(out)}")
    if not variables.site_url():
        print(AWAY, file=sys.stderr, flush=True)
    return 0


def find_runtime(root: Path) -> Runtime | None:
    """Return the Python that runs in browsers; where it cannot be had, warn or, with CI set, raise BookError."""
    try:
        return fetch_runtime(root, progress)
    except BookError as error:
        if os.environ.get("CI"):
            raise
        progress("")
        print(f"warning: {error}", file=sys.stderr, flush=True)
        return None


def run_serve(arguments: argparse.Namespace, root: Path) -> int:
    """Serve the book until Ctrl-C."""
    write_font(root)
    return serve(root, arguments.engine, arguments.port, browser=arguments.open)


def run_check(arguments: argparse.Namespace, root: Path) -> int:
    """Check the book, and fix what can be fixed if that is asked for."""
    problems = check(root, progress, arguments.paths)
    refused: set[Problem] = set()
    for _ in range(ROUNDS if arguments.fix else 0):
        for problem in (fixed := fix_problems(problems, root, refused.add)):
            done(f"{problem.path}:{problem.line}: fixed: {problem.what}")
        if not fixed:
            break
        problems = check(root, progress, arguments.paths)
    if problems:
        raise BookError(*problems, *refused)
    done("these pages and snippets are as they should be" if arguments.paths else ALL_WELL)
    return 0


def run_tests(arguments: argparse.Namespace, root: Path) -> int:
    """Run the tests, some of which need the Python that runs in browsers."""
    if not arguments.update:
        find_runtime(root)
    return run_suite(root, arguments.update, arguments.rest, progress)


def run_file(arguments: argparse.Namespace, root: Path) -> int:
    """Print what a script prints when the build runs it, or raise BookError with the line that fails."""
    script = Path(arguments.file).resolve()
    name = os.path.relpath(script, root)
    if not script.is_file():
        raise BookError(Problem(name, 1, "does not exist", "name a script"))
    given = Path(arguments.file).absolute()
    if given.is_relative_to(root) and (link := find_link(given, root)):
        raise BookError(Problem(str(link.relative_to(root)), 1, "is a link", "name a file of the book"))
    try:
        run = run_in_sandbox(script)
    except SnippetError as error:
        raise BookError(Problem(name, error.line, error.what, "fix the script")) from None
    print(run.output, end="", flush=True)
    if run.drawing:
        print("It draws a figure, which ./dev serve shows on its page.", file=sys.stderr)
    return 0


def run_new(arguments: argparse.Namespace, root: Path) -> int:
    """Start a question, or take one back."""
    book = read_book(root)
    given = (arguments.question, arguments.topic, arguments.follows, arguments.slug)
    if arguments.undo is not None:
        if any(given):
            raise BookError(Problem(UNDO, 0, "takes the page's name and nothing else", f"write {UNDO} NAME"))
        done("\n".join(f"deleted {path}" for path in undo_question(book, arguments.undo)))
        done(f"took it out of the navigation, {CONFIG}")
        return 0
    question, topic, follows = complete(book, *given)
    slug = arguments.slug or slug_of(question)
    done(f"its name and address, for good: {slug} (another: ./dev new --undo {slug}, then --slug NAME)")
    written = new_question(book, question, topic, follows, arguments.slug)
    done("\n".join(f"wrote {path}" for path in written))
    done(f"put it into the navigation, {CONFIG}")
    if page := alike(book, question, NEAR):
        print(f"Nearest: {page.path}: {page.title}", file=sys.stderr, flush=True)
    print("\nNext:\n  ./dev serve    write, and watch the page\n  ./dev check    see what it lacks")
    print(f"  ./dev test -k {Path(written[0]).stem}    before you send it")
    return 0


def run_bench(arguments: argparse.Namespace, root: Path) -> int:
    """Run a benchmark."""
    return _run_module(f"benchmarks.{arguments.name}", arguments.rest, root)


def run_screenshots(arguments: argparse.Namespace, root: Path) -> int:
    """Take screenshots of the site."""
    return _run_module("tests.site.screenshots", [] if arguments.folder is None else [arguments.folder], root)


def _run_module(name: str, words: list[str], root: Path) -> int:
    """Run a module that lies in the root, behind all others: no stray file there stands in for one of theirs."""
    sys.path.append(str(root))
    sys.argv = [name, *words]
    runpy.run_module(name, run_name="__main__")
    return 0
