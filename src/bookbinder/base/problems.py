"""What can be wrong with a book, said for people: where, what, and what to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from bookbinder.base.characters import visible
from bookbinder.base.registry import rules

LONGEST, LONGEST_FIX = 400, 2_000  # characters of a message; what to do may list every page


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
        return f"{readable(place)}: {readable(self.what)}: {readable(self.fix, LONGEST_FIX)}{guide}"


def readable(text: str, longest: int = LONGEST) -> str:
    """Return a text as one line that a terminal and a page can show: short, and without hidden characters."""
    text = visible(text.strip()[: 2 * longest]).replace("\n", "\\n").replace("\t", "\\t")
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def quoted(text: str) -> str:
    """Return a text of a page in quotes as it was typed, on one line: LaTeX keeps its single backslashes."""
    return "'{}'".format(re.sub(r"\s*\n\s*", " ", text))


class BookError(Exception):
    """Problems that stop a command."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in sorted(problems)))
        self.problems = problems


class Wrong(ValueError):
    """A reference that names nothing: what is wrong, what to do, and the rule that it breaks."""

    def __init__(self, what: str, fix: str, rule: str) -> None:
        super().__init__(what)
        self.what, self.fix, self.rule = what, fix, rule

    def problem(self, path: str, line: int) -> Problem:
        """Return it as a problem at its place."""
        return Problem(path, line, self.what, self.fix, self.rule)


def find_root(start: Path | None = None) -> Path:
    """Return the folder of the book: the nearest one upwards that holds mkdocs.yml and snippets/."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "snippets").is_dir():
            return folder
    raise BookError(Problem("mkdocs.yml", 1, "not found in this folder or above", "run this inside the book"))
