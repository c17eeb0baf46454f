"""The commands behind ./dev, in the environment that it made."""

from __future__ import annotations

import argparse
import os
import runpy
import sys
from collections.abc import Callable
from pathlib import Path

from bookbinder.asking import complete
from bookbinder.book import TOPICS, read_book
from bookbinder.build import build
from bookbinder.check import check
from bookbinder.config import CONFIG
from bookbinder.ending import exit_code
from bookbinder.engines import PROGRAMS
from bookbinder.errors import BookError, Problem, find_root, quoted
from bookbinder.fixes import mend
from bookbinder.fonts import write_font
from bookbinder.new import NEAR, alike, new_question, slug_of
from bookbinder.run_script import run_script
from bookbinder.serve import serve
from bookbinder.suite import run_suite
from bookbinder.undo import UNDO, undo_question

# What commands write to or delete in: a link there would lead them to files elsewhere.
NO_LINKS = (
    "mkdocs.yml",
    ".bookbinder",
    ".bookbinder/preview",
    ".bookbinder/products",
    ".bookbinder/said",
    ".bookbinder/served",
    ".bookbinder/serving",
    ".venv",
    "docs",
    "snippets",
    "overrides",
    "benchmarks",
    "benchmarks/results",
)
ROUNDS = 3  # of mending: what hides a mistake, a mistake in the front matter, one that it hid
AWAY = (
    "note: BOOK_URL is not set: away from this site, its scripts and notebooks cannot fetch logitbook, and notebooks"
    " link to no page: set it to the site's address"
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


def _build(arguments: argparse.Namespace, root: Path) -> int:
    out = root / "site" if arguments.out is None else arguments.out
    build(root, arguments.engine, out, progress)
    done(f"built {os.path.relpath(out)}")
    if not os.environ.get("BOOK_URL"):
        print(AWAY, file=sys.stderr, flush=True)
    return 0


def _serve(arguments: argparse.Namespace, root: Path) -> int:
    write_font(root)
    return serve(root, arguments.engine, arguments.port, browser=arguments.open)


def _check(arguments: argparse.Namespace, root: Path) -> int:
    problems = check(root, progress, arguments.paths)
    refused: set[Problem] = set()
    for _ in range(ROUNDS if arguments.fix else 0):
        for problem in (mended := mend(problems, root, refused.add)):
            done(f"{problem.path}:{problem.line}: mended: {problem.what}")
        if not mended:
            break
        problems = check(root, progress, arguments.paths)
    if problems:
        raise BookError(*problems, *refused)
    done("these pages and snippets are as they should be" if arguments.paths else ALL_WELL)
    return 0


def _test(arguments: argparse.Namespace, root: Path) -> int:
    return run_suite(root, arguments.update, arguments.rest, progress)


def _run(arguments: argparse.Namespace, root: Path) -> int:
    return run_script(arguments.file, root)


def _new(arguments: argparse.Namespace, root: Path) -> int:
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


def _bench(arguments: argparse.Namespace, root: Path) -> int:
    return _run_module(f"benchmarks.{arguments.name}", arguments.rest, root)


def _screenshots(arguments: argparse.Namespace, root: Path) -> int:
    return _run_module("tests.site.screenshots", [] if arguments.folder is None else [arguments.folder], root)


def _run_module(name: str, words: list[str], root: Path) -> int:
    """Run a module that lies in the root, behind all others: no stray file there stands in for one of theirs."""
    sys.path.append(str(root))
    sys.argv = [name, *words]
    runpy.run_module(name, run_name="__main__")
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    top = argparse.ArgumentParser(prog="./dev", description="The Logit Book's commands.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace, Path], int], text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run, command=name)
        return command

    command = add("serve", _serve, "Serve the book on 127.0.0.1 and show every change, mistakes included.")
    command.add_argument("--engine", choices=PROGRAMS, default="zensical", help="default: zensical, the faster one")
    command.add_argument("--port", type=int, default=8000, help="default: 8000")
    command.add_argument("--no-open", dest="open", action="store_false", help="open no browser")
    command = add("build", _build, "Build the site; whatever fails, the old one stays.")
    command.add_argument("--engine", choices=PROGRAMS, default="material", help="default: material")
    command.add_argument("--out", metavar="DIR", help="new, empty or made by a build (default: site)")
    command = add("check", _check, "Check the book, or some of it, in seconds, without building.")
    command.add_argument("paths", nargs="*", metavar="PATH", help="page, snippet or folder of them (default: all)")
    command.add_argument("--fix", action="store_true", help="mend what can be mended without asking, and say what")
    command = add("test", _test, "Run every check and test; words behind it go to pytest, such as -k PAGE.")
    command.add_argument("--update", action="store_true", help="record the snippets' outputs anew")
    command.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="arguments of pytest")
    command = add("new", _new, "Start a new question; what is left out is asked for.")
    command.add_argument("question", nargs="?", metavar="QUESTION", help="as readers would type it")
    command.add_argument(
        "--topic", metavar="TOPIC", help=f"one of: {', '.join(TOPICS)} (a first question makes its page)"
    )
    command.add_argument("--follows", action="append", metavar="PAGE", help="a page whose answer makes a reader ask it")
    command.add_argument("--slug", metavar="NAME", help="its name and address, for good (default: from the question)")
    command.add_argument("--undo", metavar="NAME", help="delete what was written for this page, if it is unchanged")
    command = add("run", _run, "Run one script exactly as the build runs a snippet.")
    command.add_argument("file", metavar="FILE", help="the script")
    command = add("bench", _bench, "Measure, and print what was measured beside its peers.")
    command.add_argument("name", choices=["math", "search", "snippets"], help="what to measure")
    command.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="arguments of the benchmark")
    command = add("screenshots", _screenshots, "Picture the site: light and dark, phone and wide screen.")
    command.add_argument(
        "folder", nargs="?", metavar="DIR", help="as --out of build (default: .bookbinder/screenshots)"
    )
    return top


def main() -> int:
    """Run one command; errors of the book are lines, not tracebacks."""
    commands = parser()
    arguments, options = commands.parse_known_args()
    if options and not hasattr(arguments, "rest"):
        here = f"./dev {arguments.command}"
        print(Problem(here, 0, f"does not take {quoted(' '.join(options))}", f"see {here} --help"), file=sys.stderr)
        return 1
    if options:
        arguments.rest = [*options, *arguments.rest]
    return exit_code(lambda: _run_command(arguments), f"./dev {arguments.command}")


def _run_command(arguments: argparse.Namespace) -> int:
    root = find_root()
    for name in NO_LINKS:
        if (root / name).is_symlink():
            what = "is a link, and what is written there would change files elsewhere"
            raise BookError(Problem(name, 0, what, "replace it by the file or folder itself"))
    os.chdir(os.environ.pop("BOOK_FROM", "."))  # where ./dev was called: from there paths lead to files
    code: int = arguments.run(arguments, root)
    return code


if __name__ == "__main__":
    sys.exit(main())
