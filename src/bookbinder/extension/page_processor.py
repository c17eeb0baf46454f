"""The Markdown extension that both engines load: it tells each conversion its page, and completes the page's source."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from bookbinder.base.problems import BookError, Wrong
from bookbinder.content.book import QUESTIONS, Book, book_for_page
from bookbinder.content.page import Page, read_page
from bookbinder.extension.context import Context, Settings, contexts, notice, read_settings
from bookbinder.extension.edit_places import EditPlaces
from bookbinder.extension.glossary_links import TermProcessor
from bookbinder.extension.install_line import expand_install
from bookbinder.extension.page_footer import page_foot
from bookbinder.extension.text_audit import TextAudit
from bookbinder.render.answers import mark_verdict
from bookbinder.render.mathml import MathPostprocessor
from bookbinder.render.measurements import expand_measured
from bookbinder.render.question_lists import expand_lists
from bookbinder.rules.html import REFERENCE, library_problems
from bookbinder.rules.page_check import check_alone, check_pages
from bookbinder.rules.preview import HARMFUL, UNSHOWABLE, read_rest, write_report
from bookbinder.run.source_files import FileStates, source_states

# The processors in which the engines keep the page that they convert.
MKDOCS, ZENSICAL = "relpath", "rendering_context"
# The processors of the Markdown instances that convert docstrings and the listings of snippets.
INNER = ("mkdocstrings_ids", "markdown_exec_ids")

WITHHELD = "# This page is shown once its mistakes are corrected"


class BookExtension(Extension):
    """Gives a Markdown instance the processors of the book."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the processors."""
        settings = read_settings()
        if settings.is_preview:
            _reload_docstrings(source_states())  # before mkdocstrings' extension takes what was read
        md.block_level_elements += ["logit-lab", "book-script"]  # else each counts as words, in a paragraph
        md.preprocessors.register(PagePreprocessor(md, settings), "book", 1000)
        md.treeprocessors.register(EditPlaces(md), "edits", 16)
        md.treeprocessors.register(TermProcessor(md), "terms", 15)  # after inline markup, before links are resolved
        md.postprocessors.register(MathPostprocessor(md, _fail_formula), "mathml", 0)
        md.postprocessors.register(TextAudit(md), "audit", -100)  # after all others


def makeExtension(**options: Any) -> BookExtension:  # noqa: N802
    """Return the extension: the name by which Python-Markdown looks for it."""
    return BookExtension(**options)


class PagePreprocessor(Preprocessor):
    """Reads the page that is being converted, and adds to its source what is made from data."""

    def __init__(self, md: Markdown, settings: Settings) -> None:
        super().__init__(md)
        self.settings = settings

    def run(self, lines: list[str]) -> list[str]:
        """Read the page from disk, where its lines have their true numbers, and complete it."""
        name = _source_name(self.md)
        if name is None:
            return lines
        if not f"docs/{name}".startswith(REFERENCE):  # on these pages alone it is allowed to load code
            self.md.parser.blockprocessors.deregister("mkdocstrings", strict=False)
        if self.settings.is_preview:
            return self.preview(name, lines)
        book = book_for_page(self.settings.root, unchanging=self.settings.is_build)
        page = book.page_at(f"docs/{name}")
        if problems := [*library_problems(page)]:
            raise BookError(*problems)
        return self.complete(page, lines, book)

    def complete(self, page: Page, lines: list[str], book: Book) -> list[str]:
        """Add a page's measurements and lists, how to install the library, or the foot of a question."""
        context = self._enter(page)
        if page.path.startswith(QUESTIONS + "/"):
            foot = page_foot(page, book, self.settings.repository)
            return expand_measured(mark_verdict(lines), page, book.root) + foot
        lines = expand_install(lines, book.root, context.depth, self.settings.url)
        return expand_measured(expand_lists(lines, page, book), page, book.root)

    def preview(self, name: str, lines: list[str]) -> list[str]:
        """Do the same for a page that may have mistakes, and report them above it."""
        root, path = self.settings.root, f"docs/{name}"
        book = book_for_page(root, unchanging=False)
        page = Page(path)
        try:
            page = read_page(root / path, root)
            reports = self.settings.reports
            # Without ./dev, nobody else checks the book.
            alone = check_alone(page, book) if reports else check_pages([page], book)[path]
            problems = sorted({*alone, *read_rest(reports, path)}) if reports else alone
            broken = {problem.rule for problem in problems}
        except BookError as error:
            problems, broken = list(error.problems), UNSHOWABLE
        write_report(self.settings.reports, path, problems)
        self._enter(page)
        if broken & HARMFUL:
            return [WITHHELD, "", *notice(problems)]
        return notice(problems) + (lines if broken & UNSHOWABLE else self.complete(page, lines, book))

    def _enter(self, page: Page) -> Context:
        """Tell all processors of this Markdown instance which page it converts."""
        contexts[self.md] = Context(self.settings, page, _depth(page, self.md))
        return contexts[self.md]


def _source_name(md: Markdown) -> str | None:
    """Return the path of the page below docs/, as the engine keeps it; None where a Markdown instance has no page."""
    if any(name in md.treeprocessors for name in INNER):
        return None
    if MKDOCS in md.treeprocessors:
        return str(md.treeprocessors[MKDOCS].file.src_uri)
    if ZENSICAL in md.preprocessors:
        return str(md.preprocessors[ZENSICAL].page.path)
    return None


def _depth(page: Page, md: Markdown) -> int:
    """Return how many folders up a link in HTML must go to the site's root.

    Zensical takes such a link to start at the source, as in Markdown, and MkDocs at the page's own folder.
    """
    path = Path(page.path).relative_to("docs")
    return len(path.parts) - (ZENSICAL in md.preprocessors or path.stem == "index")


def _fail_formula(md: Markdown, latex: str, reason: str) -> str:
    context = contexts[md]
    return context.fail(context.line_of_formula(latex), Wrong(reason, "correct the LaTeX", "formula"))


@lru_cache(maxsize=1)
def _reload_docstrings(_: FileStates) -> None:
    """Make Zensical read the library's docstrings again after an edit: by itself it reads them once."""
    if zensical := sys.modules.get("zensical.compat.mkdocstrings"):
        zensical.reset()
