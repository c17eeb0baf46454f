"""The command line of ./dev: its commands, their options, and how each ends."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from bookbinder.base import variables
from bookbinder.base.exit import exit_code
from bookbinder.base.problems import BookError, Problem, find_root, quoted
from bookbinder.cli import commands
from bookbinder.site.engines import PROGRAMS

# What commands write to or delete in: a link there would lead them to files elsewhere.
NO_LINKS = ["mkdocs.yml", ".bookbinder", ".venv", "docs", "snippets", "overrides", "benchmarks", "benchmarks/results"]
NO_LINKS += [f".bookbinder/{name}" for name in ("preview", "products", "reports", "served", "serving")]


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    top = argparse.ArgumentParser(prog="./dev", description="The book's commands.")
    subparsers = top.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace, Path], int], text: str) -> argparse.ArgumentParser:
        command = subparsers.add_parser(name, help=text, description=text)
        command.set_defaults(run=run, command=name)
        return command

    command = add("serve", commands.run_serve, "Serve the book on 127.0.0.1 and show every change, mistakes included.")
    command.add_argument("--engine", choices=PROGRAMS, default="zensical", help="default: zensical, the faster one")
    command.add_argument("--port", type=int, default=8000, help="default: 8000")
    command.add_argument("--no-open", dest="open", action="store_false", help="open no browser")
    command = add("build", commands.run_build, "Build the site; whatever fails, the old one stays.")
    command.add_argument("--engine", choices=PROGRAMS, default="material", help="default: material")
    command.add_argument("--out", metavar="DIR", help="new, empty or made by a build (default: site)")
    command.add_argument("--no-runtime", action="store_true", help="without the Python that runs scripts in browsers")
    command = add("check", commands.run_check, "Check the book, or some of it, in seconds, without building.")
    command.add_argument("paths", nargs="*", metavar="PATH", help="page, snippet or folder of them (default: all)")
    command.add_argument("--fix", action="store_true", help="fix what needs no decision, and say what was fixed")
    command = add(
        "test", commands.run_tests, "Run all checks and tests; pytest gets further arguments, such as -k PAGE."
    )
    command.epilog = "./dev test --frameworks ... tests what the book says of PyTorch, JAX, Keras and others instead."
    command.add_argument("--update", action="store_true", help="record the outputs of the snippets")
    command.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="arguments of pytest")
    command = add("new", commands.run_new, "Start a new question; it asks for what you leave out.")
    command.add_argument("question", nargs="?", metavar="QUESTION", help="as readers would type it")
    command.add_argument("--topic", metavar="TOPIC", help="its topic; the first question of one makes the topic's page")
    command.add_argument("--follows", action="append", metavar="PAGE", help="a page whose answer makes a reader ask it")
    command.add_argument("--slug", metavar="NAME", help="its name and address, for good (default: from the question)")
    command.add_argument("--undo", metavar="NAME", help="delete what was written for this page, if it is unchanged")
    command = add("run", commands.run_file, "Run one script as the build runs a snippet.")
    command.add_argument("file", metavar="FILE", help="the script")
    command = add("bench", commands.run_bench, "Measure, and compare with other libraries.")
    command.add_argument(
        "name", choices=["build", "digits", "math", "preview", "search", "snippets"], help="what to measure"
    )
    command.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="arguments of the benchmark")
    command = add(
        "screenshots",
        commands.run_screenshots,
        "Take screenshots in each browser: light and dark, phone and wide screen.",
    )
    command.add_argument(
        "folder", nargs="?", metavar="DIR", help="as --out of build (default: .bookbinder/screenshots)"
    )
    return top


def main() -> int:
    """Run one command; errors of the book are lines, not tracebacks."""
    arguments, options = parser().parse_known_args()
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
    os.chdir(os.environ.pop(variables.FROM, "."))  # where ./dev was called: from there paths lead to files
    code: int = arguments.run(arguments, root)
    return code
