"""Finds what a misspelt word of the command line was meant to be: a command, or the name of a test."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from bookbinder.book import QUESTIONS
from bookbinder.errors import Problem, quoted
from bookbinder.snippets import all_scripts, snippet_name

TEST = re.compile(r"^(?:async )?def (test_\w+)", flags=re.MULTILINE)
# As `./dev` lists them; lock is the one that it runs by itself.
COMMANDS = ("serve", "build", "check", "test", "new", "run", "bench", "screenshots", "lock")
MOST = 3
ALIKE = 0.6


def unknown_command(word: str) -> Problem | None:
    """Return what to write in place of a command that there is none of."""
    if word in COMMANDS or word.startswith("-"):
        return None
    near = get_close_matches(word.lower(), COMMANDS, 1, ALIKE)
    fix = f"write ./dev {near[0]}, or one of" if near else "write one of"
    return Problem("./dev", 0, f"there is no command {quoted(word)}", f"{fix}: {', '.join(COMMANDS)}")


def unknown_words(command: str, words: list[str]) -> Problem:
    """Say which words a command does not take, and where its options stand."""
    here = f"./dev {command}"
    return Problem(here, 0, f"does not take {quoted(' '.join(words))}", f"see {here} --help")


def near_names(expression: str, root: Path) -> dict[str, list[str]]:
    """Return the words of a -k expression that are part of no name, each with the names that are most like it."""
    names = [page.stem for page in (root / QUESTIONS).glob("*.md")]
    names += [snippet_name(script, root) for script in all_scripts(root)]
    for file in (root / "tests").rglob("test_*.py"):
        names += [file.stem, *TEST.findall(file.read_text(encoding="utf-8"))]
    known = dict.fromkeys([*names, *(word for name in names for word in re.split(r"[-_/]", name))])
    words = [word for word in re.findall(r"[^\s()\[\]]+", expression) if word not in ("and", "or", "not")]
    unknown = [word for word in words if not any(word.lower() in name.lower() for name in names)]
    return {word: get_close_matches(word.lower(), known, MOST, ALIKE) for word in unknown}
