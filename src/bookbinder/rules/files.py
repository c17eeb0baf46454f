"""The rules of files: what they are called, how their lines end, and how long a script is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bookbinder.book import QUESTIONS
from bookbinder.errors import Problem
from bookbinder.snippets import NAME, snippet_name
from bookbinder.source import hidden_problem

PAGE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.md")
LONGEST = 25  # lines of a script


def file_problems(root: Path, shown: set[str]) -> Iterator[Problem]:
    """Yield what is wrong with the files of pages and snippets, whatever they say; `shown` are those on pages."""
    for file in _files(root / QUESTIONS):
        name = file.relative_to(root / QUESTIONS).as_posix()
        if not PAGE.fullmatch(name):
            what = "a page is one file in docs/questions/, in lower case, with hyphens, ending in .md"
            yield Problem(f"{QUESTIONS}/{name}", 1, what, "rename it", "page-file")
        yield from _line_endings(f"{QUESTIONS}/{name}", file.read_bytes())
    for file in _files(root / "snippets"):
        path, source = file.relative_to(root).as_posix(), file.read_bytes()
        script = file.with_suffix(".py")
        name = snippet_name(script, root)
        if file.suffix == ".out":
            yield from _line_endings(path, source)
            if not script.is_file() and name not in shown:  # else the page that shows it says so
                fix = f"write {script.name}, or delete it"
                yield Problem(path, 1, "no snippet has this output", fix, "output-of-snippet")
        elif file.suffix == ".svg":  # left by a script that was run by hand
            yield Problem(path, 1, "a figure is drawn while the book is built", "delete this file", "snippet-file")
        elif file != script or not NAME.fullmatch(name):
            what = "a snippet is snippets/PAGE/NAME.py, its name in lower case, with underscores"
            yield Problem(path, 1, what, "rename it", "snippet-file")
        else:
            yield from _script(path, source)


def _files(folder: Path) -> list[Path]:
    files = (file for file in folder.rglob("*") if file.is_file() and file.parent.name != "__pycache__")
    return sorted(file for file in files if not file.name.startswith("."))


def _line_endings(path: str, source: bytes) -> Iterator[Problem]:
    if b"\r\n" in source:
        line = source[: source.index(b"\r\n")].count(b"\n") + 1
        yield Problem(path, line, "its lines end as on Windows", "save it with LF", "line-endings")


def _script(path: str, source: bytes) -> Iterator[Problem]:
    yield from _line_endings(path, source)
    try:
        text = source.decode()
    except UnicodeDecodeError:
        yield Problem(path, 1, "is not UTF-8 text", "save the script as UTF-8", "utf-8")
        return
    if problem := hidden_problem(path, text):
        yield problem
    if (lines := len(text.splitlines())) > LONGEST:
        fix = "show one thing: move the rest into a script of its own"
        yield Problem(path, LONGEST + 1, f"the script has {lines} lines, more than {LONGEST}", fix, "short-snippet")
