"""Deletes a new question again: everything that ./dev new wrote for it, or nothing if any of it was changed."""

from __future__ import annotations

import contextlib
from itertools import zip_longest
from pathlib import Path

from bookbinder.base.files import create_file, refuse_links, replace_file
from bookbinder.base.problems import BookError, Problem, closest
from bookbinder.cli.new_files import output_of
from bookbinder.cli.new_question import COMMAND, SLUG, SNIPPET, page_text, topic_text
from bookbinder.content.book import QUESTIONS, Book, topic_page
from bookbinder.content.config import CONFIG
from bookbinder.content.navigation import topic_section
from bookbinder.content.page import Page

UNDO = f"{COMMAND} --undo"
BY_HAND = f"delete by hand: its page, its folder in snippets/, its line in {CONFIG}"


def undo_question(book: Book, slug: str) -> list[str]:
    """Delete the files of a question that nobody has changed, and its place in the navigation; return their names."""
    page = _page(book, slug)
    files = _files(book, page)
    config = book.root / CONFIG
    before = config.read_bytes()
    title = book.topics[page.meta.topic] if book.root / topic_page(page.meta.topic) in files else ""
    after = _without(before.decode(), page, title)
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
    for other in book.all_pages:
        named = slug in other.meta.follows + other.meta.see_also or f"{slug}.md" in other.text
        if other is not page and named:
            raise BookError(Problem(other.path, 1, f"names {slug}, so it is not deleted", "remove that link first"))
    return page


def _files(book: Book, page: Page) -> dict[Path, bytes]:
    """Return the files that ./dev new wrote, the page first; raise BookError if one was changed."""
    folder = book.root / "snippets" / page.slug
    snippet = folder / "first.py"
    topic, added, follows = page.meta.topic, page.meta.added, [*page.meta.follows]
    if topic not in book.topics or not {*follows[:1]} & {*book.pages}:
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
    alone = all(other is page or other.meta.topic != topic for other in book.pages.values())
    text = topic_text(topic, book.topics[topic])
    if alone and index.is_file() and index.read_bytes() == text.encode():
        refuse_links(index, book.root)
        written[index] = text
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


def _without(text: str, page: Page, title: str) -> str:
    """Return the configuration without the page's entry, and without its topic's section if its title is given."""
    entry = f"      - questions/{page.slug}.md\n"
    if text.count(entry) != 1:
        raise BookError(Problem(CONFIG, 1, f"does not name questions/{page.slug}.md as {COMMAND} wrote it", BY_HAND))
    text = text.replace(entry, "")
    return text.replace(topic_section(page.meta.topic, title), "") if title else text
