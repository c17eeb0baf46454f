"""The rules of files: what they are called, how their lines end, and how long a script is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from bookbinder.book import QUESTIONS
from bookbinder.docs_files import PASSED_OVER, wrong_docs_file
from bookbinder.errors import Problem
from bookbinder.plain_files import names_in, not_plain
from bookbinder.snippets import LARGEST, NAME, snippet_name
from bookbinder.source import hidden_problem

PAGE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.md")
# Settings for tools, which would hide files from them, or tell them where to write; editors' own files end otherwise.
SETTINGS = re.compile(r"\.git(?!keep$).*|\..*(?:ignore|rc|config|\.(?:toml|cfg|ini|json|ya?ml))")
LONGEST = 25  # lines of a script


def file_problems(root: Path, shown: set[str], covers: Callable[[str], bool]) -> Iterator[Problem]:
    """Yield what is wrong with the files that a check covers, whatever they say; `shown` are the snippets on pages."""
    yield from _docs(root, covers)
    yield from _settings(root)
    for file in (name for name in names_in(root, "snippets") if covers(name.as_posix())):
        path, script = file.as_posix(), file.with_suffix(".py")
        name = snippet_name(root / script, root)
        if PASSED_OVER.fullmatch(file.name):
            continue
        if file.suffix == ".svg":  # left by a script that was run by hand
            yield Problem(path, 1, "a figure is drawn while the book is built", "delete this file", "snippet-file")
        elif file.suffix != ".out" and (file != script or not NAME.fullmatch(name)):
            what = "a snippet is snippets/PAGE/NAME.py, its name in lower case, with underscores"
            yield Problem(path, 1, what, "rename it", "snippet-file")
        elif wrong := not_plain(root, file, LARGEST):
            yield Problem(path, 1, f"the file {wrong}", "put a plain file there", "snippet-file")
        elif file.suffix == ".out":
            yield from _line_endings(path, (root / file).read_bytes())
            if not (root / script).is_file() and name not in shown:  # else the page that shows it says so
                fix = f"write {script.name}, or delete it"
                yield Problem(path, 1, "no snippet has this output", fix, "output-of-snippet")
        else:
            yield from _script(path, (root / file).read_bytes())


def _docs(root: Path, covers: Callable[[str], bool]) -> Iterator[Problem]:
    names = [name for name in names_in(root, "docs") if not PASSED_OVER.fullmatch(name.name)]
    for name in (name for name in names if covers(name.as_posix())):
        path, question = name.as_posix(), name.as_posix().removeprefix(f"{QUESTIONS}/")
        if path.startswith(f"{QUESTIONS}/") and not PAGE.fullmatch(question):
            what = "a page is one file in docs/questions/, in lower case, with hyphens, ending in .md"
            yield Problem(path, 1, what, "rename it", "page-file")
        elif wrong := wrong_docs_file(root, name):
            kinds = "pages (.md) and pictures (.svg, .png, .jpg, .webp)"
            yield Problem(path, 1, f"the file {wrong}", f"delete it: in docs/ lie {kinds}", "docs-file")
        elif path.startswith(f"{QUESTIONS}/"):
            yield from _line_endings(path, (root / name).read_bytes())


def _settings(root: Path) -> Iterator[Problem]:
    for folder, rule in (("docs", "docs-file"), ("snippets", "snippet-file")):
        for name in names_in(root, folder):
            if SETTINGS.fullmatch(name.name):
                what = "the file holds settings for a tool, and could hide something from it"
                yield Problem(name.as_posix(), 1, what, "delete it", rule)


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
