"""Writes what the search can find. web/src/finder.js makes the index of it in the reader's browser."""

from __future__ import annotations

import json
from pathlib import Path

from bookbinder.content.book import Book
from bookbinder.run.result import Run
from bookbinder.site.search_documents import book_entries

INDEX = "assets/search.json"


def write_search_index(book: Book, answers: dict[str, str], runs: dict[str, Run], site: Path) -> None:
    """Write the entries for a built site, without what is empty."""
    entries = [{k: v for k, v in vars(entry).items() if v} for entry in book_entries(book, answers, runs)]
    file = site / INDEX
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(entries, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
