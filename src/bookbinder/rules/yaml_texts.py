"""The rules of texts in YAML that pages show, phrasings and references: they obey the rules of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bookbinder.base.problems import Problem, quoted
from bookbinder.content.book import REFERENCES, Book
from bookbinder.content.page import FENCE, Page
from bookbinder.rules.blocks import MARK as BLOCK
from bookbinder.rules.formulas import formula_problems
from bookbinder.rules.html import html_problems
from bookbinder.rules.links import EXTERNAL, link_problems
from bookbinder.rules.verbatim import without_verbatim

IDENTIFIER = re.compile(r"[\w./():;-]+")
KEY = re.compile(r"""["']?([^\s"':]+)["']?:""")
MARKS = re.compile(r"[<>{}&\[\]$`\\]|:::|--8<--")  # a text without them is plain words
STARTS = re.compile(r"[#>|]|[-*+] |\d+[.)] ")  # a block other than a paragraph


def phrasing_problems(page: Page, book: Book) -> Iterator[Problem]:
    """Yield what is wrong with the texts of a question's phrasings."""
    for position, phrasing in enumerate(page.meta.asked_as):
        yield from _text_problems(page.path, page.meta.line_of("asked_as", position), phrasing, book)


def reference_problems(book: Book) -> Iterator[Problem]:
    """Yield what is wrong with the texts of the references."""
    lines = (book.root / REFERENCES).read_text(encoding="utf-8").splitlines() if book.references else []
    keys = {match[1]: n for n, line in enumerate(lines, 1) if (match := KEY.match(line))}
    for key, entry in book.references.items():
        for name, value in entry.items() if isinstance(entry, dict) else ():
            line = _line(lines, keys, key, str(name))
            if name in ("doi", "arxiv", "url"):
                if not (EXTERNAL if name == "url" else IDENTIFIER).fullmatch(str(value)):
                    what = f"the {name} of {key} is not valid: {value!r}"
                    fix = "begin it with https://" if name == "url" else "write it as its publisher does"
                    yield Problem(REFERENCES, line, what, fix, "references-file")
            else:
                for problem in _text_problems(REFERENCES, line, value, book):
                    yield problem._replace(rule="references-file")


def _text_problems(path: str, line: int, text: Any, book: Book) -> Iterator[Problem]:
    if not isinstance(text, str):
        if not isinstance(text, int | float | bool | None):
            yield Problem(path, line, "a text is expected, not a list or a mapping", "write words", "lists-of-texts")
    elif "\n" in text or FENCE.match(text) or BLOCK.match(text) or STARTS.match(text):
        what = f"{quoted(text)} is not one line of words"
        yield Problem(path, line, what, "write words only", "lists-of-texts")
    elif MARKS.search(text):
        alone = Page(path, prose={line: text})
        markup = without_verbatim(alone)
        yield from html_problems(alone, markup, set())
        yield from link_problems(alone, markup, book)
        yield from formula_problems(alone)


def _line(lines: list[str], keys: dict[str, int], key: Any, name: str) -> int:
    """Return the line of a field of a reference."""
    start = keys.get(str(key), 1)
    return next((n for n, line in enumerate(lines[start:], start + 1) if line.strip().startswith(f"{name}:")), start)
