"""The rules of what a page contains besides Markdown: HTML, attribute lists, templates, blocks that load code."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from markdown.extensions.toc import slugify

from bookbinder.base.characters import describe, find_hidden
from bookbinder.base.problems import Problem
from bookbinder.content.allowed_html import BRACES, MARK, TAG, may_be_attributes, wrong_braces, wrong_tag
from bookbinder.content.fence import Fence
from bookbinder.content.page import Page
from bookbinder.rules.markup import ADDRESS, CONTAINER

TEMPLATE = re.compile(r"\{\{|\{%|--8<--")
ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z]\w{1,31});?")
TITLE = re.compile(r'(?:title="[^"{}<>]{1,80}")?')
REFERENCE = "docs/reference/"
LIBRARY = re.compile(r"::: logitbook(?:\.[a-z]\w*)?")
LIBRARY_OPTION = re.compile(
    r"    options:|      (?:members|show_root_heading|show_root_toc_entry|show_source): (?:true|false)"
)


def html_problems(page: Page, markup: str, unclosed: set[int]) -> Iterator[Problem]:
    """Yield what in a page is more than text, except tags in `unclosed` lines, which another rule reports.

    `markup` is the page's text without what is code, a formula or a comment.
    """
    text = ADDRESS.sub("", markup)
    if "<" in page.text:
        yield from _tags(page, text, unclosed)
    for number, line in enumerate(text.split("\n"), 1):
        for braces in BRACES.finditer(line):
            what = wrong_braces(braces["attributes"]) if may_be_attributes(line, braces) else ""
            if what and not TEMPLATE.search(line):
                fix = "delete it; write a set or a placeholder as code or as a formula, on one line"
                yield Problem(page.path, number, what, fix, "attributes")
        if found := TEMPLATE.search(line):
            what = f"{found[0]} is template syntax, and a page is not a template"
            yield Problem(page.path, number, what, "write it as code, in backticks", "template")
    yield from _headings(page)
    yield from _entities(page, markup)
    yield from library_problems(page)
    yield from _fence_options(page)


def _tags(page: Page, text: str, unclosed: set[int]) -> Iterator[Problem]:
    """Yield the tags that are not allowed, and what could be read as a tag."""
    fix = "write it as Markdown, or as code, in backticks on one line"
    seen = set(unclosed)
    for mark in MARK.finditer(text):
        tag = TAG.match(text, mark.start())
        what = wrong_tag(tag) if tag else "a < directly before a letter opens a tag that is never closed"
        line = text.count("\n", 0, mark.start()) + 1
        if what and line not in unclosed:
            seen.add(line)
            yield Problem(page.path, line, what, fix if tag else "write a space after it", "raw-html")
    # HTML at the start of a line begins a block, even within code or a formula that spans lines.
    for number, words in page.prose.items():
        start = CONTAINER.match(words).end()  # type: ignore[union-attr]
        if number not in seen and MARK.match(words, start) and not words.startswith("<!--", start):
            tag = TAG.match(words, start)
            if tag and (what := wrong_tag(tag)):
                yield Problem(page.path, number, what, fix, "raw-html")


def _headings(page: Page) -> Iterator[Problem]:
    for number, line in page.prose.items():
        text = line[CONTAINER.match(line).end() :]  # type: ignore[union-attr]
        if text.startswith("#") and (name := slugify(text, "-").removeprefix("-")).startswith("__"):
            what = f"the heading would get the anchor {name}, and the site uses such anchors itself"
            yield Problem(page.path, number, what, "start it with a word", "attributes")


def _entities(page: Page, text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        for entity in ENTITY.finditer(line):
            character = html.unescape(entity[0])
            if (at := find_hidden(character)) is not None:
                what = f"{entity[0]} is the invisible character {describe(character[at])}"
                yield Problem(page.path, number, what, "delete it, or write a space", "hidden-characters")


def library_problems(page: Page) -> Iterator[Problem]:
    """Yield the ::: blocks outside the library's pages, and those that do more than show a function of it."""
    below = False
    for number, line in page.prose.items():
        if ":::" in line:
            below = page.path.startswith(REFERENCE) and bool(LIBRARY.fullmatch(line))
            if not below:
                fix = f"write ::: logitbook.NAME on a page of {REFERENCE}"
                what = "a ::: block shows a function of the library, and only the library's pages have them"
                yield Problem(page.path, number, what, fix, "library-block")
        elif below and line.strip() and not LIBRARY_OPTION.fullmatch(line):
            below = False
            if line.startswith(" "):
                what = f"{line.strip()!r} is not an option of a ::: block"
                yield Problem(page.path, number, what, "delete it", "library-block")
        elif not line.strip():
            below = False


def _fence_options(page: Page) -> Iterator[Problem]:
    def wrong(fence: Fence) -> bool:
        return fence.language not in ("snippet", "figure") and not TITLE.fullmatch(fence.options)

    for fence in page.fences:
        if wrong(fence) and fence.language:
            what = f"a {fence.language} fence takes no option but title: {fence.options}"
            yield Problem(page.path, fence.line, what, 'write ```python, or ```python title="name.py"', "fence-options")
