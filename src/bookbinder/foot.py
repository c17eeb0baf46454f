"""Writes the foot of a question page from front matters: what to read next, references, other phrasings."""

from __future__ import annotations

from bookbinder.book import Book
from bookbinder.downloads import download_link
from bookbinder.references import cite
from bookbinder.source import Page


def page_foot(page: Page, book: Book, depth: int) -> list[str]:
    """Return the foot as lines of Markdown, so that the engine checks its links like any other.

    `depth` is how many folders deep the engine takes links in HTML to lie.
    """
    raised = book.raised_by(page.slug)
    follows = [book.pages[slug] for slug in page.items("follows") if slug in book.pages]
    related = [book.pages[slug] for slug in page.items("see_also") if slug in book.pages]
    related = [other for other in related if other not in raised + follows]
    keys = [key for key in page.items("references") if key in book.references]
    lines = ["", "## Where next", ""]
    lines += _links("This answer raises", raised)
    lines += _links("This question follows from", follows)
    lines += _links("See also", related)
    if keys:
        lines += ["## References", "", *(f"- {cite(book.references[key])}" for key in keys), ""]
    notebook = download_link(f"{page.slug}.ipynb", depth, "this page as a notebook")
    lines += [f"Take it home: {notebook}.", ""]
    lines += ['??? question "Also asked as"', ""]
    lines += [f"    - {phrasing}" for phrasing in page.items("asked_as")]
    return lines


def _links(label: str, pages: list[Page]) -> list[str]:
    if not pages:
        return []
    return [f"**{label}**", "", *(f"- [{page.title}]({page.slug}.md)" for page in pages), ""]
