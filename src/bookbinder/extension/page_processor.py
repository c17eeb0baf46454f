"""The Markdown extension that both engines load: it knows the page being converted, and sets its formulas."""

from __future__ import annotations

import os
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from bookbinder.base.problems import BookError, Wrong, find_root
from bookbinder.content.book import QUESTIONS, Book, book_for_page
from bookbinder.content.page import Page, read_page
from bookbinder.content.snippet_names import find_snippet
from bookbinder.extension.glossary_links import TermProcessor
from bookbinder.extension.install_line import expand_install
from bookbinder.extension.notices import is_served, mark, notice, read_library_anew
from bookbinder.extension.page_footer import page_foot
from bookbinder.extension.text_audit import TextAudit
from bookbinder.render.mathml import MathPostprocessor
from bookbinder.render.measurements import expand_measured
from bookbinder.render.question_lists import expand_lists
from bookbinder.rules.html import REFERENCE, library_problems
from bookbinder.rules.page_check import check_pages
from bookbinder.rules.preview import HARMFUL, UNSHOWABLE
from bookbinder.rules.reported import record
from bookbinder.run.cache import run_cached
from bookbinder.run.runner import Run, SnippetError, failed

# Set while a snippet's listing is converted, by a Markdown instance that may take itself for the page.
listing: ContextVar[bool] = ContextVar("listing", default=False)
# The processors in which the engines keep the page that they convert.
MKDOCS, ZENSICAL = "relpath", "rendering_context"
# The processor by which to tell the Markdown instance that converts docstrings.
DOCSTRINGS = "mkdocstrings_ids"

WITHHELD = "# This page is shown once its mistakes are corrected"


class BookExtension(Extension):
    """Gives every Markdown instance its page, and sets its formulas."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the processors."""
        if is_served():
            read_library_anew()  # before mkdocstrings' own extension takes its share of what was read
        md.block_level_elements.append("logit-lab")  # else it is taken for words, and wrapped in a paragraph
        md.preprocessors.register(PagePreprocessor(md), "book", 1000)
        md.treeprocessors.register(TermProcessor(md), "terms", 15)  # behind inline markup, before links are resolved
        md.postprocessors.register(MathPostprocessor(md), "mathml", 0)
        md.postprocessors.register(TextAudit(md), "audit", -100)  # behind all others


def makeExtension(**options: Any) -> BookExtension:  # noqa: N802
    """Return the extension: the name by which Python-Markdown looks for it."""
    return BookExtension(**options)


class PagePreprocessor(Preprocessor):
    """Knows the page that is being converted, and writes into its source what front matters say."""

    page: Page
    root: Path

    def run(self, lines: list[str]) -> list[str]:
        """Read the page from disk, where its lines have their true numbers."""
        self.root = find_root()
        name = _source_name(self.md)
        if name is None or listing.get():  # a docstring or a snippet's listing
            return lines
        if not f"docs/{name}".startswith(REFERENCE):  # elsewhere nothing could tell it to load code
            self.md.parser.blockprocessors.deregister("mkdocstrings", strict=False)
        if is_served():
            return self._previewed(name, lines)
        self.page = read_page(self.root / "docs" / name, self.root)
        if problems := [*library_problems(self.page)]:
            raise BookError(*problems)
        return self._completed(lines, book_for_page(self.root))

    def _completed(self, lines: list[str], book: Book) -> list[str]:
        """Write the measurements of a page, and its lists, how to install the library, or the foot of a question."""
        if self.page.path.startswith(QUESTIONS + "/"):
            return expand_measured(lines, self.page, self.root) + page_foot(self.page, book, self.depth)
        lines = expand_install(lines, self.depth, os.environ.get("BOOK_URL", ""))
        return expand_measured(expand_lists(lines, self.page, book), self.page, self.root)

    def _previewed(self, name: str, lines: list[str]) -> list[str]:
        """Do the same for a page that may have mistakes, and name them above it."""
        book = book_for_page(self.root)
        self.page = Page(f"docs/{name}", {})
        try:
            self.page = read_page(self.root / "docs" / name, self.root)
            problems = check_pages([self.page], book)[self.page.path]
            record(self.page.path, problems)
            rules = {problem.rule for problem in problems}
            if rules & HARMFUL:
                return [WITHHELD, "", *notice(problems)]
            unreadable = rules & UNSHOWABLE
        except BookError as error:
            problems, unreadable = list(error.problems), {"front-matter"}
            record(self.page.path, problems)
        return notice(problems) + (lines if unreadable else self._completed(lines, book))

    @property
    def depth(self) -> int:
        """How many folders up a link in HTML must go to the site's root.

        Zensical takes such a link to start at the source, as in Markdown, and MkDocs at the page's own folder.
        """
        path = Path(self.page.path).relative_to("docs")
        if ZENSICAL in self.md.preprocessors or path.stem == "index":
            return len(path.parts) - 1
        return len(path.parts)

    def fail(self, needle: str, wrong: Wrong) -> str:
        """Stop the build with something wrong on this page, at its line; in a preview, return what to show instead."""
        places = [fence.line for fence in self.page.fences if needle in fence.body]
        places += [live.line for live in self.page.lives if needle in live.expression]
        return mark(wrong.problem(self.page.path, min(places, default=1)))

    def run_snippet(self, name: str) -> tuple[str, Run]:
        """Return a snippet's source and its run."""
        script = find_snippet(name, self.root)
        try:
            run = run_cached(script, self.root)
        except SnippetError as error:
            raise failed(name, error) from None
        return script.read_text(encoding="utf-8"), run


def _source_name(md: Markdown) -> str | None:
    """Return the path of the page below docs/, as the engine that converts it tells it; None if it converts none."""
    if DOCSTRINGS in md.treeprocessors:
        return None
    if MKDOCS in md.treeprocessors:
        return str(md.treeprocessors[MKDOCS].file.src_uri)
    if ZENSICAL in md.preprocessors:
        return str(md.preprocessors[ZENSICAL].page.path)
    return None
