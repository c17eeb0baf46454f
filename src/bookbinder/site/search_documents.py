"""Collects what the search can find: questions, glossary terms, functions and other pages."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field

from markdown.extensions.toc import slugify

import logitbook
from bookbinder.content.book import Book
from bookbinder.content.glossary import ENTRY, GLOSSARY
from bookbinder.content.links import LINK
from bookbinder.content.page import Page
from bookbinder.render.answers import fill_live_values
from bookbinder.render.passages import cut_passages
from bookbinder.run.result import Run

REFERENCE = "docs/reference/index.md"
QUESTION, TERM, FUNCTION, OTHER = "question", "glossary", "library", "page"
HEADING = re.compile(r"^#{2,} +(?P<text>.+)$")
FUNCTION_LINE = re.compile(r"^::: logitbook\.(?P<name>\w+)$")
BLOCKS = re.compile(r"(?m)<!--.*?-->|</?[a-z][^>]*>|\{[^}]*\}|^(?:!!!|\?\?\?\+?|===) *\w*|^#+ |^:::.*$|\|")
MARKS = re.compile(r"\[\^\w+\]|[*`$\\]")


@dataclass
class Entry:
    """A search result: its address in the site, its title, the text that it shows, and other words that find it.

    For a question, the search shows one of the passages instead of the text if it matches the query better.
    """

    kind: str
    url: str
    title: str
    text: str
    slug: str = ""
    asked: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)


def book_entries(book: Book, answers: dict[str, str], runs: dict[str, Run]) -> list[Entry]:
    """Return everything that the search can find, the questions first."""
    entries = [_question(page, answers[page.slug], runs) for page in book.pages.values()]
    for page in book.others:
        if page.url:  # the home page only repeats what other pages say
            entries.append(_other(page))
        if page.path == GLOSSARY:
            text = (book.root / GLOSSARY).read_text(encoding="utf-8")
            entries += [_term(match, page.url) for match in ENTRY.finditer(text)]
        if page.path == REFERENCE:
            functions = filter(None, map(FUNCTION_LINE.match, page.prose.values()))
            entries += [_function(function["name"], page.url) for function in functions]
    return entries


def _question(page: Page, answer: str, runs: dict[str, Run]) -> Entry:
    prose = [fill_live_values(line, page, runs) for line in page.prose.values()]
    passages = [text for text in map(plain_text, cut_passages(prose)) if text and text not in answer]
    asked = [*page.meta.asked_as]
    return Entry(QUESTION, page.url, page.title, answer, page.slug, asked, _headings(prose), passages)


def _other(page: Page) -> Entry:
    prose = list(page.prose.values())
    first = next((line for line in map(plain_text, prose) if line and not line.startswith("#")), "")
    return Entry(OTHER, page.url, page.title.replace("`", ""), first, headings=_headings(prose))


def _headings(prose: list[str]) -> list[str]:
    return [match["text"] for line in prose if (match := HEADING.match(line))]


def _term(match: re.Match[str], url: str) -> Entry:
    name, text = match["term"], plain_text(match["text"])
    aliases = [alias.strip() for alias in (match["aliases"] or "").split(",") if alias.strip()]
    return Entry(TERM, f"{url}#{slugify(name, '-')}", name, text, asked=aliases)


def _function(name: str, url: str) -> Entry:
    summary = (inspect.getdoc(getattr(logitbook, name)) or "").partition("\n")[0].replace("`", "")
    title = f"logitbook.{name}"
    return Entry(FUNCTION, f"{url}#{title}", title, summary)


def plain_text(markdown: str) -> str:
    """Return the words of a Markdown text without its markup."""
    return " ".join(MARKS.sub("", BLOCKS.sub(" ", LINK.sub(r"\g<text>", markdown))).split())
