"""Writes the search's entries and, in a file of their own, the passages that results show (web/src/finder.js)."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from bookbinder.content.book import Book
from bookbinder.run.result import Run
from bookbinder.site.search_documents import Entry, book_entries

INDEX, PASSAGES = "assets/search.json", "assets/passages.json"
SHORT_NUMBER = re.compile(r"[-−]?[0-9.]{1,3}%?")
COMMON = 0.7  # the share of pages whose passages have a word from which on it is left out
FEW = 10  # pages of a book in which nothing is left out
MARKS = ".,;:!?()[]\"'“”‘’…"  # around a word


def write_search_index(book: Book, answers: dict[str, str], runs: dict[str, Run], site: Path) -> None:
    """Write the entries, each with the words of its passages, and the passages by address."""
    entries = book_entries(book, answers, runs)
    counts = Counter(word for entry in entries for word in _words(entry.passages))
    common = {word for word, count in counts.items() if count > COMMON * len(book.pages) > COMMON * FEW}
    _write(site / INDEX, [_without_passages(entry, common) for entry in entries])
    _write(site / PASSAGES, {entry.url: entry.passages for entry in entries if entry.passages})


def _without_passages(entry: Entry, common: set[str]) -> dict[str, object]:
    """Return an entry without empty fields, and with its passages' words, less than half as long, instead of them.

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


def _write(file: Path, content: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
