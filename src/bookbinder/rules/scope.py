"""Selects what a check covers: the whole book, or the pages and snippets that belong to given paths."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bookbinder.base.problems import BookError, Problem, quoted
from bookbinder.content.book import QUESTIONS, REFERENCES
from bookbinder.content.config import CONFIG
from bookbinder.content.dependencies import snippets_of
from bookbinder.content.page import Page
from bookbinder.content.snippet_names import all_scripts, snippet_name
from bookbinder.render.measurements import BENCHMARKS, RESULTS

ENDINGS = {"docs": (".md",), "snippets": (".py", ".out")}


def find_files(paths: Iterable[str], root: Path) -> set[str]:
    """Return the pages and snippets at the paths, or raise BookError for a path without any."""
    found: set[str] = set()
    for path in paths:
        there, name = Path(path).resolve(), path if path.strip() else quoted(path)
        if not there.exists():
            raise BookError(Problem(name, 0, "no such file or folder", "name a page, a snippet, or a folder of them"))
        files = [there] if there.is_file() else [file for file in there.rglob("*") if file.is_file()]
        inside = [file.relative_to(root) for file in files if file.is_relative_to(root)]
        known = {file.as_posix() for file in inside if file.suffix in ENDINGS.get(file.parts[0], ())}
        if not known:
            raise BookError(Problem(name, 0, "is neither a page nor a snippet", "name a file in docs/ or in snippets/"))
        found |= known
    return found


class Scope:
    """The pages and snippets that a check covers: those given, the snippets of a page, the pages of a snippet."""

    def __init__(self, files: set[str], pages: list[Page], scripts: dict[Path, str]) -> None:
        """Take the given files, and all pages and scripts of the book."""
        given = (Path(file) for file in files if file.startswith("snippets/"))
        named = {script.relative_to("snippets").with_suffix("").as_posix() for script in given}
        self.pages = [page for page in pages if page.path in files or named.intersection(page.snippets)]
        shown = {name for page in pages if page.path in files for name in page.snippets}
        self.paths = {*files, *(page.path for page in self.pages), CONFIG, REFERENCES}
        self.paths |= {f"{RESULTS}/{name}.json" for name in BENCHMARKS}
        self.paths |= {f"snippets/{name}{ending}" for name in named | shown for ending in ENDINGS["snippets"]}
        self.folders = tuple(f"snippets/{Path(file).stem}/" for file in files if file.startswith(f"{QUESTIONS}/"))
        needed = named.union(*map(snippets_of, self.pages))
        self.scripts = [one for one, name in scripts.items() if name in needed or self.covers(f"snippets/{name}.py")]

    def covers(self, path: str) -> bool:
        """Return whether the check covers a file: all files in the folder of a page's snippets belong to the page."""
        return path in self.paths or path.startswith(self.folders)


def named_scripts(root: Path) -> dict[Path, str]:
    """Return all scripts with their names."""
    return {script: snippet_name(script, root) for script in all_scripts(root)}
