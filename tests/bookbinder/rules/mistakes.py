"""What a mistake in the smallest book is, for tests that make many."""

from __future__ import annotations

from typing import NamedTuple

SCRIPT, RECORD = "snippets/one/first.py", "snippets/one/first.out"
CONFIG, REFERENCES = "mkdocs.yml", "docs/references.yml"
FENCE = "```snippet\none/first\n```"
LINK = "[two](two.md#more)"
INDENT = "indent the contents of a block by four spaces"
BLOCK = 'does not open a block: write !!! answer, !!! note "Title", ??? exercise "Title" or === "Tab"'
EMPTY = "add an empty line between"
QUOTES = "fix the line; put a text that holds a colon, a quote or a bracket in quotes"
FORM = "write [text](page.md)"


class Mistake(NamedTuple):
    """An edit of one file, what the check says of it, and where: in the first line that changed, unless it is given."""

    file: str
    good: str
    bad: str
    what: str
    fix: str
    place: str = ""
