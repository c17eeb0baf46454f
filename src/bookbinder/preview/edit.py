"""Finds the pages that an edit affects: those that show an edited file, repeat a part of it, or call edited code."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from bookbinder.base.problems import Wrong
from bookbinder.content import dependencies
from bookbinder.content.book import QUESTIONS, REFERENCES
from bookbinder.content.page import Page
from bookbinder.content.snippet_names import find_snippet
from bookbinder.render.measurements import RESULTS
from bookbinder.run.source_files import library_folder

REFERENCE = "docs/reference/index.md"
Pages = dict[str, Page]  # by path


@dataclass(frozen=True)
class Edit:
    """The edited files, the public functions of the library that may behave differently, and the pages."""

    root: Path
    files: set[Path]
    functions: set[str]
    before: Pages
    pages: Pages

    def showing(self) -> set[str]:
        """Return the edited files of docs/ and the pages that show an edited file, but no page for edited code."""
        snippets = self._snippets()
        docs = {file.relative_to(self.root).as_posix() for file in self.files if self.root / "docs" in file.parents}
        docs |= {path for path, page in self.pages.items() if snippets & set(page.snippets)}
        return docs | ({REFERENCE} if self._changes(library_folder()) and not self.functions else set())

    def repeating(self) -> set[str]:
        """Return the pages that repeat a part of an edited file."""
        changed = [(self.before.get(path, Page(path)), page) for path, page in self.pages.items()]
        if self.root / REFERENCES in self.files or any((a.title, a.meta) != (b.title, b.meta) for a, b in changed):
            return set(self.pages)
        snippets = self._snippets()
        in_answers = dependencies.snippets_of_answers(self.pages.values())
        answers = any(a.answer != b.answer for a, b in changed) or snippets & in_answers
        return {
            path
            for path, page in self.pages.items()
            if snippets & dependencies.snippets_of(page)
            or (answers and dependencies.lists_questions(page))
            or (self._changes(self.root / RESULTS) and dependencies.shows_measurements(page))
            or (self._changes(library_folder()) and path == REFERENCE)
        }

    def pages_to_run(self, times: dict[Path, int]) -> dict[str, bool]:
        """Return all pages, in the order in which to run their snippets, and whether they call an edited function.

        Those that do come first; among others, those edited last.
        """

        def priority(path: str) -> tuple[bool, int]:
            scripts = scripts_of(self.pages[path], self.pages, self.root)
            texts = [script.read_text(encoding="utf-8") for script in scripts]
            names = self.functions - {dependencies.REST} if path.startswith(QUESTIONS) else ()
            calls = any(name in text for text in texts for name in names)
            return calls, max(times.get(file, 0) for file in (self.root / path, *scripts))

        order = sorted(((*priority(path), path) for path in self.pages), reverse=True)
        return {path: calls for calls, _, path in order}

    def _snippets(self) -> set[str]:
        folder = self.root / "snippets"
        return {file.relative_to(folder).with_suffix("").as_posix() for file in self.files if folder in file.parents}

    def _changes(self, folder: Path) -> bool:
        return any(folder in file.parents for file in self.files)


def scripts_of(page: Page, pages: Pages, root: Path) -> list[Path]:
    """Return the scripts whose runs decide what a page shows."""
    names = dependencies.snippets_of(page)
    if dependencies.lists_questions(page):
        names |= dependencies.snippets_of_answers(pages.values())
    scripts = []
    for name in sorted(names):
        with contextlib.suppress(Wrong):  # the page itself reports it
            scripts.append(find_snippet(name, root))
    return scripts
