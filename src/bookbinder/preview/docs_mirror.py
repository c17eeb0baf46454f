"""The copy of docs/ that a preview serves: it writes a page again when anything that the page shows has changed.

Engines watch the text of pages: if they watched other files, they would convert all pages, which takes seconds. After
an edit of a snippet or the library, the copies of the pages that show it change by one empty line at their end.
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from bookbinder.base.problems import BookError
from bookbinder.content import dependencies
from bookbinder.content.book import read_book
from bookbinder.content.config import CONFIG
from bookbinder.content.front_matter import read_front_matter
from bookbinder.content.page import Page
from bookbinder.preview.edit import Edit, scripts_of
from bookbinder.render.measurements import RESULTS
from bookbinder.rules.docs_files import wrong_docs_file
from bookbinder.rules.front_matter import is_harmless
from bookbinder.run.cache import read_cached, run_cached, run_key
from bookbinder.run.result import SnippetError
from bookbinder.run.source_files import digest_sources, library_folder, source_states
from bookbinder.site.front_end import SOURCES

UNREADABLE = b"# This page cannot be read\n"  # engines would stop at front matter that is not YAML


class Mirror:
    """The copy, and what still has to be written into it."""

    def __init__(self, root: Path, place: Path) -> None:
        self.root, self.docs, self.place = root, root / "docs", place
        self.times: dict[Path, int] = {}  # when each file was modified
        self.pages: dict[str, Page] = {}
        self.code: dict[Path, dict[str, str]] = {}  # of the functions of each module of the library
        self.run_keys: dict[str, dict[Path, str]] = {}  # of each page's scripts, when the page was written
        self.current: set[str] = set()  # written since the last edit
        self.stale: set[str] = set()  # to be written at the next poll without an edit
        self.to_run: dict[str, bool] = {}  # pages whose snippets to run, and whether they call an edited function
        shutil.rmtree(place, ignore_errors=True)
        self.poll()
        self.stale, self.to_run = set(), {}

    def poll(self) -> set[Path]:
        """Update the copy, and return the files that were edited since the last poll.

        The pages that show them are written at once. Those that repeat a part of them are written later, all together,
        because browsers reload a page after every write.
        """
        if files := self._edited_files():
            book = read_book(self.root)
            before, self.pages = self.pages, {page.path: page for page in book.all_pages}
            edit = Edit(self.root, files, self._edited_functions(files), before, self.pages)
            self.current = set()
            self._write(at_once := edit.showing())
            self.stale = (self.stale | edit.repeating()) - at_once
            self.to_run = edit.pages_to_run(self.times) if edit.functions else self.to_run
        elif self.to_run:
            path, urgent = next(iter(self.to_run.items()))
            del self.to_run[path]
            if self._has_new_result(path):
                (self._write if urgent else self.stale.update)({path})
        elif self.stale:
            self._write(self.stale)
            self.stale = set()
        return files

    def write_later(self, paths: set[str]) -> None:
        """Write pages at a later poll, except those written since the last edit, which the engine may not have seen."""
        self.stale |= (paths & self.pages.keys()) - self.current

    def _edited_files(self) -> set[Path]:
        """Return the files that were created, changed or deleted since the last poll."""
        now: dict[Path, int] = {}
        with contextlib.suppress(FileNotFoundError):  # an editor is replacing it
            now[self.root / CONFIG] = (self.root / CONFIG).stat().st_mtime_ns
        for folder in (self.docs, self.root / SOURCES, self.root / "snippets", self.root / RESULTS, library_folder()):
            for place, _, names in os.walk(folder):
                for name in names:
                    if not name.startswith(".") and not name.endswith(("~", ".pyc")):
                        with contextlib.suppress(FileNotFoundError):  # it was deleted meanwhile
                            now[Path(place, name)] = Path(place, name).lstat().st_mtime_ns
        edited = {file for file, _ in now.items() ^ self.times.items()}
        self.times = now
        return edited

    def _edited_functions(self, edited: set[Path]) -> set[str]:
        """Return the public functions that were edited, or all functions of a module whose other code was edited."""
        names: set[str] = set()
        for file in edited:
            if library_folder() in file.parents:
                before, now = self.code.get(file, {}), dependencies.code_of(file)
                changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
                names |= changed if dependencies.REST not in changed else changed | now.keys()
                self.code[file] = now
        return names

    def _has_new_result(self, path: str) -> bool:
        """Return whether a snippet of a page has another result than when the page was written."""
        for script, key in self.run_keys.get(path, {}).items():
            try:
                if run_key(script) != key and run_cached(script, self.root) != read_cached(key, self.root):
                    return True
            except (SnippetError, OSError):
                return True
        return False

    def _write(self, paths: Iterable[str]) -> None:
        self.current.update(paths)
        # Lists of questions show values of the same scripts.
        key = functools.cache(functools.partial(run_key, sources=digest_sources(source_states())))
        for path in sorted(paths):
            file, copy = self.root / path, self.place / Path(path).relative_to("docs")
            copy.parent.mkdir(parents=True, exist_ok=True)
            if wrong_docs_file(self.root, Path(path)):  # it was deleted, or must not be shown
                copy.unlink(missing_ok=True)
            elif file.suffix != ".md":
                shutil.copyfile(file, copy)
            else:
                text = self._text_for_engine(path, file.read_bytes())
                copy.write_bytes(text + b"\n" * (copy.is_file() and copy.read_bytes() == text))
                scripts = scripts_of(self.pages[path], self.pages, self.root) if path in self.pages else []
                self.run_keys[path] = {script: key(script) for script in scripts}

    def _text_for_engine(self, path: str, text: bytes) -> bytes:
        """Return the text of a page, without front matter that the engine must not read."""
        if path not in self.pages:
            return UNREADABLE
        if is_harmless(self.pages[path]):
            return text
        lines = text.decode(errors="replace").splitlines()
        try:
            return "\n".join(["", *lines[read_front_matter(path, lines)[1] :], ""]).encode()
        except BookError:  # it was edited meanwhile
            return UNREADABLE
