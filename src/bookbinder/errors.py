"""What can be wrong with a book, said for people: where, what, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pymdownx.inlinehilite import InlineHiliteException
from pymdownx.superfences import SuperFencesException

from bookbinder.registry import rules


class Problem(NamedTuple):
    """One mistake, and the rule of registry.py that it breaks, if it is one; problems sort by place.

    Its line is 0 where the path is no file, but a command that was given something wrong.
    """

    path: str
    line: int
    what: str
    fix: str
    rule: str = ""

    def __str__(self) -> str:
        guide = f" ({rules()[self.rule].guide})" if self.rule else ""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.what}: {self.fix}{guide}"


class BookError(SuperFencesException, InlineHiliteException):
    """Problems that stop a build.

    It descends from the two exceptions that pymdownx lets through: every other one that a fence or an inline
    raises is swallowed, and the page published with the raw fence in it.
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in sorted(problems)))
        self.problems = problems


def find_root(start: Path | None = None) -> Path:
    """Return the folder of the book: the nearest one upwards that holds mkdocs.yml and snippets/."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "snippets").is_dir():
            return folder
    raise BookError(Problem("mkdocs.yml", 1, "not found in this folder or above", "run this inside the book"))
