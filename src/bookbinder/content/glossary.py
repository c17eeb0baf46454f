"""Reads the glossary: a definition list of `Term (alias, alias)`, each with its text in lines `:   A sentence`."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from markdown.extensions.toc import slugify

from bookbinder.content.allowed_html import MARK

GLOSSARY = "docs/glossary.md"
ENTRY = re.compile(
    r"^(?P<term>\S[^\n(]*?)(?: \((?P<aliases>[^)\n]*)\))?\n(?:\n)?: +(?P<text>.+(?:\n {4}.+)*)", re.MULTILINE
)
SENTENCE = re.compile(r"(?P<first>.+?[.!])(?:\s|$)", re.DOTALL)


class Term(NamedTuple):
    """A term of the glossary: its anchor and the sentence that explains it."""

    anchor: str
    meaning: str


@lru_cache(maxsize=4)
def read_terms(path: Path, changed: int) -> tuple[dict[str, Term], re.Pattern[str]]:
    """Return the terms by each of their names in lower case, and a pattern that finds them, the longest first."""
    terms: dict[str, Term] = {}
    for entry in ENTRY.finditer(path.read_text(encoding="utf-8")):
        sentence = SENTENCE.match(" ".join(entry["text"].split()))
        meaning = sentence["first"] if sentence else entry["text"]
        term = Term(slugify(entry["term"], "-"), meaning if not MARK.search(html.unescape(meaning)) else "")
        for name in (entry["term"], *filter(None, re.split(r",\s*", entry["aliases"] or ""))):
            terms[name.lower()] = term
    longest = sorted(map(re.escape, terms), key=len, reverse=True)
    return terms, re.compile(rf"(?<![\w-])(?P<name>{'|'.join(longest)})s?(?![\w-])", re.IGNORECASE)
