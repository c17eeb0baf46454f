"""Mistakes in a book as people read them: where, what is wrong, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from bookbinder.base.characters import visible
from bookbinder.base.registry import rules

LONGEST, LONGEST_FIX = 400, 2_000  # characters of a message; its fix may list every page
ALIKE = 0.75


class Problem(NamedTuple):
    """A mistake, and the rule of rules.yml that it breaks, if any; problems sort by place.

    The line is 0 if the path has none: a command, or a file as a whole.
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
    """Return a text as one short line without invisible characters, for a terminal or a page."""
    text = visible(text.strip()[: 2 * longest]).replace("\n", "\\n").replace("\t", "\\t")
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def quoted(text: str) -> str:
    """Return a text of a page in quotes on one line; unlike repr, it keeps the single backslashes of LaTeX."""
    return "'{}'".format(re.sub(r"\s*\n\s*", " ", text))


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known word that a misspelt one is close to, or nothing if several are."""
    known = dict.fromkeys(known)
    if word in known:
        return word
    found = get_close_matches(word.lower(), known, cutoff=ALIKE)
    return found[0] if len(found) == 1 else ""


class BookError(Exception):
    """Problems that stop a command."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in sorted(problems)))
        self.problems = problems


class Wrong(ValueError):
    """A mistake whose place its raiser does not know: what is wrong, what to do, and the rule that it breaks."""

    def __init__(self, what: str, fix: str, rule: str) -> None:
        super().__init__(what)
        self.what, self.fix, self.rule = what, fix, rule

    def problem(self, path: str, line: int) -> Problem:
        """Return it as a problem at its place."""
        return Problem(path, line, self.what, self.fix, self.rule)


def find_root(start: Path | None = None) -> Path:
    """Return the folder of the book: the nearest of a folder and its parents that holds mkdocs.yml and snippets/."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "snippets").is_dir():
            return folder
    raise BookError(Problem("mkdocs.yml", 1, "not found in this folder or above", "run this inside the book"))
