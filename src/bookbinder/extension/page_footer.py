"""Writes the foot of a question page from front matter: what to read next, references, other phrasings."""

from __future__ import annotations

from collections.abc import Iterable

from bookbinder.content.book import Book
from bookbinder.content.page import Page
from bookbinder.content.references import cite


def page_foot(page: Page, book: Book, repository: str) -> list[str]:
    """Return the foot as lines of Markdown, so that the engine checks its links like any other.

    `repository` is where the sources are.
    """
    raised = book.raised_by(page.slug)
    follows = [book.pages[slug] for slug in page.meta.follows if slug in book.pages]
    related = [book.pages[slug] for slug in page.meta.see_also if slug in book.pages]
    related = [other for other in related if other not in raised + follows]
    keys = [key for key in page.meta.references if key in book.references]
    lines = ["", "## Where next", "", '<div class="next" markdown>', ""]
    lines += _links("This answer raises", raised)
    lines += _links("This question follows from", follows)
    lines += _links("See also", related)
    lines += ["</div>", ""]
    if keys:
        lines += ["## References", "", *(f"- {cite(book.references[key])}" for key in keys), ""]
    lines += ['??? question "Also asked as"', ""]
    lines += [f"    - {phrasing}" for phrasing in page.meta.asked_as]
    lines += ["", *_colophon(page, repository)]
    return lines


def _links(label: str, pages: Iterable[Page]) -> list[str]:
    items = [f"- [{page.title}]({page.slug}.md)" for page in pages]
    return ['<div class="questions" markdown>', "", label, "", *items, "", "</div>", ""] if items else []


def _colophon(page: Page, repository: str) -> list[str]:
    """Return the last lines: when the page was reviewed, and where to edit it."""
    day = page.meta.reviewed
    line = f"Last reviewed on {day.day} {day:%B %Y}."
    if repository:
        line += f" [Edit this page]({repository}/edit/main/{page.path})."
        line += f" [Suggest a correction]({repository}/issues/new?title={page.slug})."
    return [line, "{ .colophon }"]
