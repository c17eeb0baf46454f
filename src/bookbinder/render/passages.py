"""Cuts a page's prose into passages that make sense alone in the results of the search."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bookbinder.content.plain_formulas import FORMULA, plain_formulas

# As web/src/excerpt.js cuts them, but that a sentence in bold may end here, and one in code begin.
END = re.compile(r"(?:(?<=[.?!])|(?<=[.?!][*\"”])|(?<=[.?!]\*\*))(?<! al\.)(?<! vs\.)(?<!\.[a-z]\.) (?=[^a-z])")
WORD = re.compile(r"\w\S*")
MIN_WORDS = 4  # of a passage: fewer say nothing alone
START = re.compile(r"^ *(?:[-*] +|\d+\. +|(?=\|))")  # of an item or of a table's row
QUESTION = re.compile(r'^\?\?\? *(?:asked|exercise) *"(?P<title>.+)"')
UNSPOKEN = re.compile(r"^(?:#|!!!|\?\?\?|===|:::|\|[-:| ]+\|$)")
OFTEN_SAID = re.compile(r'^!!! *\w+ *"Often said".*(?:\n(?: {4}.*|[ \t]*$))*', flags=re.MULTILINE)  # and is wrong
EQUATION = re.compile(r"\$\$.*?\$\$", flags=re.DOTALL)


def cut_passages(lines: Iterable[str]) -> list[str]:
    """Return a page's paragraphs, items and rows as Markdown, without the sentences that hold a formula."""
    parts: list[list[str]] = [[]]
    text = OFTEN_SAID.sub("", "\n".join(lines))
    for line in EQUATION.sub("", text).splitlines():
        if question := QUESTION.match(line):
            parts += [[question["title"]], []]
        elif UNSPOKEN.match(line) or not line.strip():
            parts.append([])
        elif item := START.match(line):
            parts.append([re.sub(r" *\| *", " · ", line[item.end() :]).strip(" ·")])
        else:
            parts[-1].append(line.strip())
    passages = (passage for part in parts for passage in _readable(" ".join(part)))
    return [passage for passage in passages if len(WORD.findall(passage)) >= MIN_WORDS]


def _readable(text: str) -> Iterable[str]:
    """Yield the parts of a text before, between and after sentences that hold a formula."""
    kept: list[str] = []
    for sentence in [*END.split(plain_formulas(text.strip())), ""]:
        if sentence and not FORMULA.search(sentence):
            kept.append(sentence)
        elif kept:
            yield " ".join(kept)
            kept = []
