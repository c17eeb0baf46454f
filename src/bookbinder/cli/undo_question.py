"""Deletes a new question again: everything that ./dev new wrote for it, or nothing if any of it was changed."""

from __future__ import annotations

import contextlib
from datetime import date
from itertools import zip_longest
from pathlib import Path

from bookbinder.base.problems import BookError, Problem
from bookbinder.base.spelling import closest
from bookbinder.base.write_files import create_file, refuse_links, replace_file
from bookbinder.cli.new_files import output_of
from bookbinder.cli.new_question import COMMAND, SLUG, SNIPPET, page_text, topic_text
from bookbinder.content.book import QUESTIONS, TOPICS, Book, topic_page
from bookbinder.content.config import CONFIG
from bookbinder.content.page import Page

UNDO = f"{COMMAND} --undo"
BY_HAND = f"delete by hand: its page, its folder in snippets/, its line in {CONFIG}"


def undo_question(book: Book, slug: str) -> list[str]:
    """Delete the files of a question that nobody has changed, and its place in the navigation; return their names."""
    page = _page(book, slug)
    files = _files(book, page)
    config = book.root / CONFIG
    before = config.read_bytes()
    after = _without(before.decode(), page, topic=book.root / topic_page(page.meta["topic"]) in files)
    try:
        replace_file(config, after.encode(), book.root)
        for file in files:
            file.unlink()
    except BaseException:
        for file, data in files.items():
            if not file.exists():
                create_file(file, data, book.root)
        replace_file(config, before, book.root)
        raise
    for folder in {file.parent for file in files} - {book.root / QUESTIONS}:
        with contextlib.suppress(OSError):  # somebody has put a file there meanwhile
            folder.rmdir()
    return [file.relative_to(book.root).as_posix() for file in files]


def _page(book: Book, slug: str) -> Page:
    """Return the page of a question that no other page names, or raise BookError."""
    if slug not in book.pages:
        path = f"{QUESTIONS}/{slug}.md"
        if SLUG.fullmatch(slug) and (book.root / path).exists():
            raise _changed(path, 1)
        near = closest(slug, book.pages)
        fix = f"write {near}" if near else f"name a page of {QUESTIONS}/ without .md"
        raise BookError(Problem(UNDO, 0, f"there is no page {slug!r}", fix))
    page = book.pages[slug]
    for other in (*book.pages.values(), *book.others):
        named = slug in other.items("follows") + other.items("see_also") or f"{slug}.md" in other.text
        if other is not page and named:
            raise BookError(Problem(other.path, 1, f"names {slug}, so it is not deleted", "remove that link first"))
    return page


def _files(book: Book, page: Page) -> dict[Path, bytes]:
    """Return the files that ./dev new wrote, the page first; raise BookError if one was changed."""
    folder = book.root / "snippets" / page.slug
    snippet = folder / "first.py"
    topic, added, follows = page.meta.get("topic"), page.meta.get("added"), page.items("follows")
    if topic not in TOPICS or not isinstance(added, date) or not {*follows[:1]} & {*book.pages}:
        raise _changed(page.path, 1)
    written = {book.root / page.path: page_text(book, page.slug, page.title, topic, follows, added), snippet: SNIPPET}
    for file, text in written.items():
        _refuse_changed(file, text, book.root)
    output = snippet.with_suffix(".out")
    written[output] = output_of(snippet)
    _refuse_changed(output, written[output], book.root)
    if others := sorted({file.name for file in folder.iterdir()} - {snippet.name, output.name}):
        raise BookError(Problem(f"snippets/{page.slug}", 0, f"holds {', '.join(others)} too", BY_HAND))
    index = book.root / topic_page(topic)
    alone = all(other is page or other.meta.get("topic") != topic for other in book.pages.values())
    if alone and index.is_file() and index.read_bytes() == topic_text(topic).encode():
        refuse_links(index, book.root)
        written[index] = topic_text(topic)
    return {file: text.encode() for file, text in written.items()}


def _refuse_changed(file: Path, text: str, root: Path) -> None:
    """Raise BookError if the file is not as it was written."""
    refuse_links(file, root)
    path = file.relative_to(root).as_posix()
    if not file.is_file():
        raise BookError(Problem(path, 0, f"is missing, so {UNDO} does not delete the rest", BY_HAND))
    if (now := file.read_bytes()) != text.encode():
        pairs = zip_longest(now.decode(errors="replace").split("\n"), text.split("\n"))
        raise _changed(path, next((number for number, (one, other) in enumerate(pairs, 1) if one != other), 1))


def _changed(path: str, line: int) -> BookError:
    return BookError(Problem(path, line, f"has changed since {COMMAND} wrote it, so nothing is deleted", BY_HAND))


def _without(text: str, page: Page, *, topic: bool) -> str:
    """Return the configuration without the page's entry, and without its topic's section where that goes too."""
    entry = f"      - questions/{page.slug}.md\n"
    if text.count(entry) != 1:
        raise BookError(Problem(CONFIG, 1, f"does not name questions/{page.slug}.md as {COMMAND} wrote it", BY_HAND))
    text = text.replace(entry, "")
    name = str(page.meta["topic"])
    return text.replace(f"  - {TOPICS[name]}:\n      - topics/{name}/index.md\n", "") if topic else text
