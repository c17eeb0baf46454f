"""The copy of docs/ that a preview serves: a page of it is written again when what the page shows has changed.

Engines watch the text of pages; if they watch other files, they convert all pages again, which takes seconds. An edit
of a snippet or the library adds or removes an empty line in the copies of the pages that show it, never in the sources.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from bookbinder.base.problems import BookError, Wrong
from bookbinder.content import dependencies
from bookbinder.content.book import QUESTIONS, REFERENCES, read_book
from bookbinder.content.config import CONFIG
from bookbinder.content.front_matter import read_front_matter
from bookbinder.content.page import Page
from bookbinder.content.snippet_names import find_snippet
from bookbinder.render.measurements import RESULTS
from bookbinder.rules.docs_files import wrong_docs_file
from bookbinder.rules.front_matter import is_harmless
from bookbinder.run.cache import read_cached, run_cached, run_key
from bookbinder.run.result import SnippetError
from bookbinder.run.source_files import library_folder
from bookbinder.site.front_end import SOURCES

REFERENCE = "docs/reference/index.md"
UNREADABLE = b"# This page cannot be read\n"  # below its mistakes; engines end at front matter that is none


class Mirror:
    """The copy, and what is still to be written into it."""

    def __init__(self, root: Path, place: Path) -> None:
        self.root, self.docs, self.place = root, root / "docs", place
        self.times: dict[Path, int] = {}
        self.pages: dict[str, Page] = {}
        self.code: dict[Path, dict[str, str]] = {}  # that of the library
        self.longer: set[str] = set()  # the pages that have an empty line more
        self.keys: dict[str, dict[Path, str]] = {}  # of each page's runs, when it was written
        self.stale: set[str] = set()
        self.looks, self.edited, self.written = 0, 0, dict[str, int]()  # at which look was the last edit, each page
        self.doubtful: dict[str, bool] = {}  # pages whose snippets may end otherwise now, and whether that is urgent
        shutil.rmtree(place, ignore_errors=True)
        self.look()
        self.stale, self.doubtful = set(), {}

    def look(self) -> set[Path]:
        """Bring the copy up to date with what was edited since the last look; return the edited files.

        These are written at once, and what repeats them later, in one go: each writing makes browsers load pages again.
        """
        self.looks += 1
        if edited := self._edited():
            self.edited = self.looks
            before, self.pages = self.pages, self._read()
            called = self._edited_functions(edited)
            at_once = self._showing(edited, code=bool(called))
            self._write(at_once)
            self.stale = (self.stale | self._repeating(edited, before)) - at_once
            self.doubtful = self._by_concern(called) if called else self.doubtful
        elif self.doubtful:
            path, urgent = next(iter(self.doubtful.items()))
            del self.doubtful[path]
            if self._ends_otherwise(path):
                (self._write if urgent else self.stale.update)({path})
        elif self.stale:
            self._write(self.stale)
            self.stale = set()
        return edited

    def write_later(self, paths: set[str]) -> None:
        """Have pages written again, but for those of which the engine may not have seen the last writing yet."""
        self.stale |= {path for path in paths & self.pages.keys() if self.written.get(path, 0) < self.edited}

    def _edited(self) -> set[Path]:
        """Return the files that came, changed or went since the last look."""
        now: dict[Path, int] = {}
        with contextlib.suppress(FileNotFoundError):  # an editor is just replacing it
            now[self.root / CONFIG] = (self.root / CONFIG).stat().st_mtime_ns
        for folder in (self.docs, self.root / SOURCES, self.root / "snippets", self.root / RESULTS, library_folder()):
            for place, _, names in os.walk(folder):
                for name in names:
                    if not name.startswith(".") and not name.endswith(("~", ".pyc")):
                        with contextlib.suppress(FileNotFoundError):  # it went just now
                            now[Path(place, name)] = Path(place, name).lstat().st_mtime_ns
        edited = {file for file, _ in now.items() ^ self.times.items()}
        self.times = now
        return edited

    def _read(self) -> dict[str, Page]:
        book = read_book(self.root)
        return {page.path: page for page in (*book.pages.values(), *book.others)}

    def _showing(self, edited: set[Path], *, code: bool) -> set[str]:
        """Return what was edited, and the pages that show it as it stands: the library's, where no code changed."""
        scripts = self._names(edited)
        shown = {path for path, page in self.pages.items() if scripts & set(page.snippets)}
        files = {file.relative_to(self.root).as_posix() for file in edited if self.docs in file.parents}
        return shown | files | ({REFERENCE} if self._has(edited, library_folder()) and not code else set())

    def _repeating(self, edited: set[Path], before: dict[str, Page]) -> set[str]:
        """Return the pages that repeat something of what was edited."""
        changed = [(before.get(path, Page(path)), page) for path, page in self.pages.items()]
        if self.root / REFERENCES in edited or any((a.title, a.meta) != (b.title, b.meta) for a, b in changed):
            return set(self.pages)
        scripts = self._names(edited)
        used = dependencies.snippets_of_answers(self.pages.values())
        answers = any(a.answer != b.answer for a, b in changed) or scripts & used
        return {
            path
            for path, page in self.pages.items()
            if scripts & dependencies.snippets_of(page)
            or (answers and dependencies.lists_questions(page))
            or (self._has(edited, self.root / RESULTS) and dependencies.shows_measurements(page))
            or (self._has(edited, library_folder()) and path == REFERENCE)
        }

    def _edited_functions(self, edited: set[Path]) -> set[str]:
        """Return the functions that may do otherwise: public ones that were edited, or all of an edited module."""
        names: set[str] = set()
        for file in edited:
            if library_folder() in file.parents:
                before, now = self.code.get(file, {}), dependencies.code_of(file)
                changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
                names |= changed if dependencies.REST not in changed else changed | now.keys()
                self.code[file] = now
        return names

    def _by_concern(self, called: set[str]) -> dict[str, bool]:
        """Order the pages, the newest before all, but first those that call a function: these are urgent."""

        def concern(path: str) -> tuple[bool, int]:
            scripts = self._scripts(self.pages[path])
            texts = [script.read_text(encoding="utf-8") for script in scripts]
            names = called - {dependencies.REST} if path.startswith(QUESTIONS) else ()
            calls = any(name in text for text in texts for name in names)
            return calls, max(self.times.get(file, 0) for file in (self.root / path, *scripts))

        order = sorted(((*concern(path), path) for path in self.pages), reverse=True)
        return {path: urgent for urgent, _, path in order}

    def _ends_otherwise(self, path: str) -> bool:
        """Return whether a snippet of a page ends otherwise than it did when the page was written."""
        for script, key in self.keys.get(path, {}).items():
            try:
                if run_key(script) != key and run_cached(script, self.root) != read_cached(key, self.root):
                    return True
            except (SnippetError, OSError):
                return True
        return False

    def _write(self, paths: Iterable[str]) -> None:
        for path in sorted(paths):
            self.written[path] = self.looks
            file, copy = self.root / path, self.place / Path(path).relative_to("docs")
            copy.parent.mkdir(parents=True, exist_ok=True)
            if wrong_docs_file(self.root, Path(path)):  # it went, or may not be shown to anybody
                copy.unlink(missing_ok=True)
            elif file.suffix != ".md":
                shutil.copyfile(file, copy)
            else:
                self.longer ^= {path}
                text = self._shown(path, file.read_bytes())
                copy.write_bytes(text + b"\n" * (path in self.longer))
                self.keys[path] = {script: run_key(script) for script in self._scripts(self.pages.get(path))}

    def _shown(self, path: str, text: bytes) -> bytes:
        """Return the text of a page for the engine, without a front matter that it should not read."""
        if path not in self.pages:
            return UNREADABLE
        if is_harmless(self.pages[path]):
            return text
        lines = text.decode(errors="replace").splitlines()
        try:
            return "\n".join(["", *lines[read_front_matter(path, lines)[1] :], ""]).encode()
        except BookError:  # it was edited just now
            return UNREADABLE

    def _scripts(self, page: Page | None) -> list[Path]:
        """Return the scripts on whose runs it depends what a page shows."""
        names = dependencies.snippets_of(page) if page else set()
        if page and dependencies.lists_questions(page):
            names |= dependencies.snippets_of_answers(self.pages.values())
        scripts = []
        for name in sorted(names):
            with contextlib.suppress(Wrong):  # which the page itself says
                scripts.append(find_snippet(name, self.root))
        return scripts

    def _names(self, edited: set[Path]) -> set[str]:
        folder = self.root / "snippets"
        return {file.relative_to(folder).with_suffix("").as_posix() for file in edited if folder in file.parents}

    @staticmethod
    def _has(edited: set[Path], folder: Path) -> bool:
        return any(folder in file.parents for file in edited)
