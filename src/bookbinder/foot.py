"""Writes the foot of a question page from front matters: what to read next, references, other phrasings."""

from __future__ import annotations

from typing import Any

from bookbinder.book import Book
from bookbinder.source import Page


def page_foot(page: Page, book: Book) -> list[str]:
    """Return the foot as lines of Markdown, so that the engine checks its links like any other."""
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
    lines += ['??? question "Also asked as"', ""]
    lines += [f"    - {phrasing}" for phrasing in page.items("asked_as")]
    return lines


def cite(reference: dict[str, Any]) -> str:
    """Return one reference as Markdown, with a link where an identifier is known."""
    text = f"{reference['authors']} ({reference['year']}). *{reference['title']}*."
    if "where" in reference:
        text += f" {reference['where']}."
    if "doi" in reference:
        text += f" [doi:{reference['doi']}](https://doi.org/{reference['doi']})"
    elif "arxiv" in reference:
        text += f" [arXiv:{reference['arxiv']}](https://arxiv.org/abs/{reference['arxiv']})"
    elif "url" in reference:
        text += f" [{reference['url'].removeprefix('https://')}]({reference['url']})"
    return text


def _links(label: str, pages: list[Page]) -> list[str]:
    if not pages:
        return []
    return [f"**{label}**", "", *(f"- [{page.title}]({page.slug}.md)" for page in pages), ""]
