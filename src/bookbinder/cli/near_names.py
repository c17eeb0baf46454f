"""Finds which names of tests a misspelt word of the command line is most like."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from bookbinder.content.book import QUESTIONS
from bookbinder.rules.scope import named_scripts

TEST = re.compile(r"^(?:async )?def (test_\w+)", flags=re.MULTILINE)
MOST = 3
ALIKE = 0.6


def near_names(expression: str, root: Path) -> dict[str, list[str]]:
    """Return the words of a -k expression that are part of no name, each with the names that are most like it."""
    names = [page.stem for page in (root / QUESTIONS).glob("*.md")]
    names += named_scripts(root).values()
    for file in (root / "tests").rglob("test_*.py"):
        names += [file.stem, *TEST.findall(file.read_text(encoding="utf-8"))]
    known = dict.fromkeys([*names, *(word for name in names for word in re.split(r"[-_/]", name))])
    words = [word for word in re.findall(r"[^\s()\[\]]+", expression) if word not in ("and", "or", "not")]
    unknown = [word for word in words if not any(word.lower() in name.lower() for name in names)]
    return {word: get_close_matches(word.lower(), known, MOST, ALIKE) for word in unknown}
