"""The rules of texts that stand in YAML and are shown on pages: what no page may hold, they may not hold either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bookbinder.base.problems import Problem, quoted
from bookbinder.content.book import REFERENCES, Book
from bookbinder.content.page import FENCE, Page
from bookbinder.rules.blocks import MARK as BLOCK
from bookbinder.rules.excused import without_excused
from bookbinder.rules.formulas import formula_problems
from bookbinder.rules.html import html_problems
from bookbinder.rules.links import ELSEWHERE, link_problems

IDENTIFIER = re.compile(r"[\w./():;-]+")
KEY = re.compile(r"""["']?([^\s"':]+)["']?:""")
MARKS = re.compile(r"[<>{}&\[\]$`\\]|:::|--8<--")  # without them it is words, whoever reads it
STARTS = re.compile(r"[#>|]|[-*+] |\d+[.)] ")  # another block than a sentence


def phrasing_problems(page: Page, book: Book) -> Iterator[Problem]:
    """Yield what is wrong with the phrasings of a question, which its foot shows."""
    for position, phrasing in enumerate(page.items("asked_as")):
        yield from _text_problems(page.path, page.line_of("asked_as", position), phrasing, book)


def reference_problems(book: Book) -> Iterator[Problem]:
    """Yield what is wrong with the entries of the references file, as pages show them."""
    lines = (book.root / REFERENCES).read_text(encoding="utf-8").splitlines() if book.references else []
    keys = {match[1]: n for n, line in enumerate(lines, 1) if (match := KEY.match(line))}
    for key, entry in book.references.items():
        for name, value in entry.items() if isinstance(entry, dict) else ():
            line = _line(lines, keys, key, str(name))
            if name in ("doi", "arxiv", "url"):
                if not (ELSEWHERE if name == "url" else IDENTIFIER).fullmatch(str(value)):
                    what = f"the {name} of {key} is none: {value!r}"
                    fix = "begin it with https://" if name == "url" else "write it as its publisher does"
                    yield Problem(REFERENCES, line, what, fix, "references-file")
            else:
                for problem in _text_problems(REFERENCES, line, value, book):
                    yield problem._replace(rule="references-file")


def _text_problems(path: str, line: int, text: Any, book: Book) -> Iterator[Problem]:
    if not isinstance(text, str):
        if not isinstance(text, int | float | bool | None):
            yield Problem(path, line, "a text is a list or a mapping", "write words", "lists-of-texts")
    elif "\n" in text or FENCE.match(text) or BLOCK.match(text) or STARTS.match(text):
        what = f"{quoted(text)} is more than one line of words"
        yield Problem(path, line, what, "write words alone", "lists-of-texts")
    elif MARKS.search(text):
        alone = Page(path, {}, prose={line: text})
        certain = without_excused(alone)
        yield from html_problems(alone, certain, set())
        yield from link_problems(alone, certain, book)
        yield from formula_problems(alone)


def _line(lines: list[str], keys: dict[str, int], key: Any, name: str) -> int:
    """Return the line of a field of a reference."""
    start = keys.get(str(key), 1)
    return next((n for n, line in enumerate(lines[start:], start + 1) if line.strip().startswith(f"{name}:")), start)
