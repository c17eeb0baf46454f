"""The Markdown extension that both engines load: what a page's `snippet` fences, live values and formulas become."""

from __future__ import annotations

import re
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown_exec import base_format

from bookbinder.book import QUESTIONS, read_book
from bookbinder.cache import run_cached
from bookbinder.downloads import download_link
from bookbinder.errors import BookError, Problem, find_root
from bookbinder.foot import page_foot
from bookbinder.mathml import MathPostprocessor
from bookbinder.runner import SnippetError
from bookbinder.snippets import Wrong, find_snippet, format_live, parse_live
from bookbinder.source import Page, read_page

# Set while a snippet is shown: its listing is converted by a Markdown instance that may take itself for the page.
_listing: ContextVar[bool] = ContextVar("listing", default=False)
# The processors in which the engines keep the page that they convert.
MKDOCS, ZENSICAL = "relpath", "rendering_context"
EXPONENT = re.compile(r"(?P<mantissa>-?[\d.]+)e(?P<sign>[+-])0*(?P<digits>\d+)")
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class BookExtension(Extension):
    """Gives every Markdown instance its page, and sets its formulas."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the processors."""
        md.preprocessors.register(PagePreprocessor(md), "book", 1000)
        md.postprocessors.register(MathPostprocessor(md), "mathml", 0)


def makeExtension(**options: Any) -> BookExtension:  # noqa: N802
    """Return the extension: the name by which Python-Markdown looks for it."""
    return BookExtension(**options)


class PagePreprocessor(Preprocessor):
    """Knows the page that is being converted, and appends a question page's foot to its source."""

    page: Page
    root: Path

    def run(self, lines: list[str]) -> list[str]:
        """Read the page from disk, where its lines have their true numbers."""
        self.root = find_root()
        name = _source_name(self.md)
        if name is None or _listing.get():  # a text that is no page of its own: a docstring, a snippet's listing
            return lines
        self.page = read_page(self.root / "docs" / name, self.root)
        if not self.page.path.startswith(QUESTIONS + "/"):
            return lines
        return lines + page_foot(self.page, read_book(self.root), self.depth)

    @property
    def depth(self) -> int:
        """How many folders up a link in HTML must go to the site's root.

        Zensical takes such a link to start at the source, as in Markdown, and MkDocs at the page's own folder.
        """
        path = Path(self.page.path).relative_to("docs")
        if ZENSICAL in self.md.preprocessors or path.stem == "index":
            return len(path.parts) - 1
        return len(path.parts)

    def fail(self, needle: str, wrong: Wrong) -> BookError:
        """Return the error for something on this page, at the line where it stands."""
        places = [fence.line for fence in self.page.fences if needle in fence.body]
        places += [live.line for live in self.page.lives if needle in live.expression]
        return BookError(Problem(self.page.path, min(places, default=1), wrong.what, wrong.fix))

    def run_snippet(self, name: str) -> tuple[str, str, dict[str, Any]]:
        """Return a snippet's source, output and values."""
        script = find_snippet(name, self.root)
        try:
            run = run_cached(script, self.root)
        except SnippetError as error:
            place = f"snippets/{name}.py:{error.line}"
            raise Wrong(f"{place}: {error.what}", "mend the snippet") from None
        return script.read_text(encoding="utf-8"), run.output, run.values


def _source_name(md: Markdown) -> str | None:
    """Return the path of the page below docs/, as the engine that converts it tells it."""
    if MKDOCS in md.treeprocessors:
        return str(md.treeprocessors[MKDOCS].file.src_uri)
    if ZENSICAL in md.preprocessors:
        return str(md.preprocessors[ZENSICAL].page.path)
    return None


def no_options(language: str, inputs: dict[str, str], options: dict[str, Any], attrs: Any, md: Markdown) -> bool:
    """Refuse a `snippet` fence with options; superfences would publish it as plain text."""
    if inputs:
        page: PagePreprocessor = md.preprocessors["book"]
        raise page.fail("", Wrong(f"a snippet fence takes no options, here {', '.join(inputs)}", "delete them"))
    return True


def format_snippet(source: str, language: str, css_class: str, options: Any, md: Markdown, **_: Any) -> str:
    """Show a snippet and, below it, what it printed."""
    page: PagePreprocessor = md.preprocessors["book"]
    name = source.strip()
    try:
        code, output, _values = page.run_snippet(name)
    except Wrong as wrong:
        raise page.fail(name, wrong) from None
    title = f"{name.rpartition('/')[2]}.py"
    token = _listing.set(True)
    try:
        listing = base_format(
            language="python",
            run=lambda *_, **__: output.rstrip("\n"),
            code=code.rstrip("\n"),
            md=md,
            source="block",
            result="text",
            id=name.replace("/", "-"),
            update_toc=False,
            extra={"title": title},
        )
    finally:
        _listing.reset(token)
    link = download_link(f"{name}.py", page.depth, title)
    return str(listing).replace(f'<span class="filename">{title}</span>', f'<span class="filename">{link}</span>', 1)


def format_live_value(source: str, language: str, css_class: str, md: Markdown) -> ElementTree.Element:
    """Show one value of a snippet in a sentence."""
    page: PagePreprocessor = md.preprocessors["book"]
    try:
        reference = parse_live(source, page.page.snippets)
        _, _, values = page.run_snippet(reference.snippet)
        text = format_live(reference, values)
    except Wrong as wrong:
        raise page.fail(source, wrong) from None
    element = ElementTree.Element("span", {"class": css_class, "data-from": f"{reference.snippet}.{reference.value}"})
    element.text = EXPONENT.sub(_power_of_ten, text)
    return element


def _power_of_ten(match: re.Match[str]) -> str:
    """Write 9.7e-08 as people do, in characters that survive copying."""
    exponent = match["sign"].strip("+") + match["digits"]
    return f"{match['mantissa']} × 10{exponent.translate(SUPERSCRIPT)}"
