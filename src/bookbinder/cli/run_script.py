"""Runs one script as the build runs a snippet."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bookbinder.base.files import find_link
from bookbinder.base.problems import BookError, Problem
from bookbinder.run.result import SnippetError
from bookbinder.run.runner import run_in_sandbox


def run_script(file: str, root: Path) -> int:
    """Print what a script prints, or raise BookError with the line that fails."""
    script = Path(file).resolve()
    name = os.path.relpath(script, root)
    if not script.is_file():
        raise BookError(Problem(name, 1, "does not exist", "name a script"))
    named = Path(file).absolute()
    if named.is_relative_to(root) and (link := find_link(named, root)):
        raise BookError(Problem(str(link.relative_to(root)), 1, "is a link", "name a file of the book"))
    try:
        run = run_in_sandbox(script)
    except SnippetError as error:
        raise BookError(Problem(name, error.line, error.what, "fix the script")) from None
    print(run.output, end="", flush=True)
    if run.drawing:
        print("It draws a figure, which ./dev serve shows on its page.", file=sys.stderr)
    return 0
