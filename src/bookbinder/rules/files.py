"""The rules of files: their names, their line endings, and the length of a script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from bookbinder.base.files import list_files, why_unreadable
from bookbinder.base.problems import Problem
from bookbinder.content.book import QUESTIONS
from bookbinder.content.page import hidden_problem
from bookbinder.content.snippet_names import LARGEST, NAME, snippet_name
from bookbinder.rules.docs_files import IGNORED_NAMES, wrong_docs_file

PAGE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.md")
# Settings of tools, which could hide files from them or choose where they write; not the files of editors.
SETTINGS = re.compile(r"\.git(?!keep$).*|\..*(?:ignore|rc|config|\.(?:toml|cfg|ini|json|ya?ml))")
LONGEST = 25  # lines of a script


def file_problems(root: Path, shown: set[str], covers: Callable[[str], bool]) -> Iterator[Problem]:
    """Yield what is wrong with the covered files as files; `shown` are the names of the snippets that pages show."""
    yield from _docs(root, covers)
    yield from _settings(root)
    for file in (name for name in list_files(root, "snippets") if covers(name.as_posix())):
        path, script = file.as_posix(), file.with_suffix(".py")
        name = snippet_name(root / script, root)
        if IGNORED_NAMES.fullmatch(file.name):
            continue
        if file.suffix == ".svg":  # written by a script that was run by hand
            yield Problem(path, 1, "figures are drawn during the build", "delete this file", "snippet-file")
        elif file.suffix != ".out" and (file != script or not NAME.fullmatch(name)):
            what = "a snippet is a file snippets/PAGE/NAME.py, named in lower case with underscores"
            yield Problem(path, 1, what, "rename it", "snippet-file")
        elif wrong := why_unreadable(root, file, LARGEST):
            yield Problem(path, 1, f"the file {wrong}", "replace it with a regular file", "snippet-file")
        elif file.suffix == ".out":
            yield from _line_endings(path, (root / file).read_bytes())
            if not (root / script).is_file() and name not in shown:  # else the missing snippet is reported on its page
                fix = f"write {script.name}, or delete it"
                yield Problem(path, 1, "no snippet has this output", fix, "output-of-snippet")
        else:
            yield from _script(path, (root / file).read_bytes())


def _docs(root: Path, covers: Callable[[str], bool]) -> Iterator[Problem]:
    names = [name for name in list_files(root, "docs") if not IGNORED_NAMES.fullmatch(name.name)]
    for name in (name for name in names if covers(name.as_posix())):
        path, question = name.as_posix(), name.as_posix().removeprefix(f"{QUESTIONS}/")
        if path.startswith(f"{QUESTIONS}/") and not PAGE.fullmatch(question):
            what = "a question is a file docs/questions/NAME.md, named in lower case with hyphens"
            yield Problem(path, 1, what, "rename it", "page-file")
        elif wrong := wrong_docs_file(root, name):
            kinds = "pages (.md) and pictures (.svg, .png, .jpg, .webp)"
            yield Problem(path, 1, f"the file {wrong}", f"delete it: docs/ is for {kinds}", "docs-file")
        elif path.startswith(f"{QUESTIONS}/"):
            yield from _line_endings(path, (root / name).read_bytes())


def _settings(root: Path) -> Iterator[Problem]:
    for folder, rule in (("docs", "docs-file"), ("snippets", "snippet-file")):
        for name in list_files(root, folder):
            if SETTINGS.fullmatch(name.name):
                what = "the file configures a tool, and could hide files from it"
                yield Problem(name.as_posix(), 1, what, "delete it", rule)


def _line_endings(path: str, source: bytes) -> Iterator[Problem]:
    if b"\r\n" in source:
        line = source[: source.index(b"\r\n")].count(b"\n") + 1
        yield Problem(path, line, "has CRLF line endings", "save it with LF line endings", "line-endings")


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
        fix = "show one thing: move the rest into another script"
        yield Problem(path, LONGEST + 1, f"the script has {lines} lines, more than {LONGEST}", fix, "short-snippet")
