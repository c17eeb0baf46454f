"""The rules across pages: follow-ups, titles, shared passages and references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from bookbinder.base.problems import Problem
from bookbinder.content.book import REFERENCES, Book
from bookbinder.content.page import Page
from bookbinder.rules.front_matter import front_problems
from bookbinder.rules.prose import shared_words

MISREAD = {"known-keys", "known-pages", "known-references", "lists-of-texts"}
FIELDS = ("authors", "year", "title", "where")


def cross_page_problems(book: Book) -> Iterator[Problem]:
    """Yield what is wrong between pages, reported on the newest page that is involved."""
    yield from _circle(book)
    yield from _same_titles(book)
    yield from shared_words(book.pages.values())
    wrong = {problem.rule for page in book.pages.values() for problem in front_problems(page, book)}
    complete = all(page.meta.raw for page in book.pages.values()) and not book.problems
    if complete and not wrong & MISREAD:  # else a misspelt name may stand for what seems unused
        yield from _orphans(book)
        yield from _references(book)


def _age(page: Page) -> tuple[str, str]:
    return str(page.meta.raw.get("added")), page.path


def _follows(book: Book) -> dict[str, list[str]]:
    return {slug: [s for s in page.meta.follows if s in book.pages] for slug, page in book.pages.items()}


def _circle(book: Book) -> Iterator[Problem]:
    try:
        TopologicalSorter(_follows(book)).prepare()
    except CycleError as error:
        page = max((book.pages[slug] for slug in error.args[1]), key=_age)
        what = f"the follow-ups form a circle: {' -> '.join(reversed(error.args[1]))}"
        fix = "delete the entry that does not raise the question"
        yield Problem(page.path, page.meta.line_of("follows"), what, fix, "follow-up-circle")


def _same_titles(book: Book) -> Iterator[Problem]:
    titles: dict[str, Page] = {}
    for page in sorted(book.pages.values(), key=_age):
        first = titles.setdefault(page.title.casefold(), page)
        if first is not page:
            line = next(number for number, line in page.prose.items() if line.startswith("# "))
            what = f"{first.path} has the same title"
            yield Problem(page.path, line, what, "ask what only this page answers", "own-title")


def _orphans(book: Book) -> Iterator[Problem]:
    """Yield the pages to which no other page leads."""
    linked = {slug for page in book.pages.values() for slug in page.meta.follows + page.meta.see_also}
    if len(book.pages) == 1:
        return
    for slug, follows in _follows(book).items():
        if slug not in linked and not follows:
            page = book.pages[slug]
            what = "no other page leads here"
            yield Problem(page.path, page.meta.line_of("follows"), what, "name a page under follows", "orphan")


def _references(book: Book) -> Iterator[Problem]:
    """Yield the references that are incomplete, and those that no page cites."""
    lines = (book.root / REFERENCES).read_text(encoding="utf-8").splitlines()
    cited = {key for page in book.pages.values() for key in page.meta.references}
    for key, entry in book.references.items():
        line = next((n for n, line in enumerate(lines, 1) if re.match(rf"[\"']?{re.escape(str(key))}\b", line)), 1)
        missing = [name for name in FIELDS if not isinstance(entry, dict) or not entry.get(name)]
        if missing:
            what = f"the reference {key} has no {', '.join(missing)}"
            fix = f"add {'; '.join(f'{name}: ...' for name in missing)}"
            yield Problem(REFERENCES, line, what, fix, "complete-reference")
        elif key not in cited:
            yield Problem(REFERENCES, line, f"no page cites {key}", "cite it, or delete it", "cited-reference")
