"""Writes a book for plain Material with markdown-exec: the same words, formulas and scripts, with its values typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bookbinder.content.book import QUESTIONS, Book, read_book
from bookbinder.content.config import CONFIG, read_config
from bookbinder.content.page import FENCE, LIVE, Page
from bookbinder.content.snippet_names import find_snippet, format_live, parse_live
from bookbinder.extension.page_footer import page_foot
from bookbinder.render.measurements import expand_measured
from bookbinder.render.question_lists import expand_lists
from bookbinder.run.result import Run
from tests.kept_runs import runs_of
from tests.site.plain import CONFIG as PLAIN_WORDS
from tests.site.plain import FRONT_MATTER

# What the benchmark needs beside the plain words: formulas, runs of scripts, the library's page, short contents.
FEATURES = "  font: false\n  features: [navigation.prune, navigation.indexes]\n"
MORE = """\
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.inlinehilite
plugins: [search, markdown-exec, mkdocstrings]
validation: {links: {anchors: ignore, not_found: ignore, unrecognized_links: ignore}}
"""
PLAIN = PLAIN_WORDS.replace("  font: false\n", FEATURES) + MORE


def write_plain(root: Path, there: Path) -> None:
    """Write the pages of the book at `root`, and a configuration with the same navigation."""
    book = read_book(root)
    runs = runs_of(book.all_pages, root)
    for page in book.all_pages:
        file = there / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(plain_page(page, book, runs), encoding="utf-8")
    nav = json.dumps(read_config(root)["nav"], ensure_ascii=False)
    (there / CONFIG).write_text(f"{PLAIN}nav: {nav}\n", encoding="utf-8")


def plain_page(page: Page, book: Book, runs: dict[str, Run]) -> str:
    """Return a page as plain Material takes it; its lists and its foot are written out."""
    lines = FRONT_MATTER.sub("", (book.root / page.path).read_text(encoding="utf-8")).split("\n")
    if page.path.startswith(f"{QUESTIONS}/"):
        lines += page_foot(page, book, "")
    lines = expand_measured(expand_lists(lines, page, book), page, book.root)

    def typed(expression: str) -> str:
        reference = parse_live(expression.strip(), page.snippets)
        return format_live(reference, runs[reference.snippet].values)

    return LIVE.sub(lambda live: typed(live["expression"]), "\n".join(_with_scripts(lines, book.root)))


def _with_scripts(lines: list[str], root: Path) -> Iterator[str]:
    """Yield the lines with each snippet's script in its fence, to be executed, and the book's own fences as text."""
    opened, indent = "", ""
    for line in lines:
        fence = FENCE.match(line)
        if opened in ("snippet", "figure") and not fence:
            script = find_snippet(line.strip().partition("#")[0], root)
            yield from (f"{indent}{code}" for code in script.read_text(encoding="utf-8").splitlines())
        elif fence and not opened:
            opened, indent = fence["language"] or "text", fence["indent"]
            run = 'python exec="on" source="above" result="text"'
            languages = {"snippet": run, "figure": run, "lab": "text", "flow": "text", "install": "text"}
            yield f"{indent}```{languages.get(opened, opened)}"
        elif fence and not fence["language"]:
            opened = ""
            yield line
        else:
            yield line
