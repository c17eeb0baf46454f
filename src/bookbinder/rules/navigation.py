"""The rules of the navigation: it names every page once, under its topic; Zensical reports no missing page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bookbinder.base.problems import BookError, Problem
from bookbinder.content.book import Book, topic_page
from bookbinder.content.config import CONFIG, policy_of, read_config, require
from bookbinder.content.navigation import lines_of
from bookbinder.rules.configuration import CODE, configuration_problems


def navigation_problems(book: Book) -> Iterator[Problem]:
    """Yield the pages that are missing or misplaced in the navigation, and its entries without a page."""
    found = [*configuration_problems(book.root)]
    if unsafe := [problem for problem in found if problem.rule == CODE]:
        yield from unsafe
        return
    try:
        config = read_config(book.root)
        nav = require(config, "nav")
        policy_of(config)
    except BookError as error:
        yield from error.problems
        return
    if found:
        yield from found
        return
    text = (book.root / CONFIG).read_text(encoding="utf-8")
    docs = book.root / "docs"
    pages = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    named = list(_entries(nav))
    for entry in dict.fromkeys(named):
        line = lines_of(entry, text)[-1]
        if entry not in pages:
            what = f"nav names {entry}, which is not in docs/"
            yield Problem(CONFIG, line, what, "correct or delete the entry", "navigation-known")
        elif named.count(entry) > 1:
            yield Problem(CONFIG, line, f"nav names {entry} twice", "delete one of them", "navigation-once")
        else:
            yield from _misplaced(entry, line, nav, book)
    start = next((number for number, line in enumerate(text.splitlines(), 1) if line.startswith("nav:")), 1)
    for page in sorted(pages - set(named)) if pages >= set(named) else []:  # else a wrong entry may stand for it
        yield Problem(CONFIG, start, f"nav does not name {page}", "add it under its topic", "navigation-complete")


def _misplaced(entry: str, line: int, nav: Any, book: Book) -> Iterator[Problem]:
    page = next((page for page in book.pages.values() if page.path == f"docs/{entry}"), None)
    topic = page.meta.topic if page else ""
    there = topic in book.topics and (book.root / topic_page(topic)).is_file()
    if there and (found := _topic_of(entry, nav, book)) not in (topic, ""):
        what = f"{entry} is under {found}, but its topic is {topic}"
        yield Problem(CONFIG, line, what, "move it, or correct the topic in the page", "navigation-topic")


def _topic_of(entry: str, nav: Any, book: Book) -> str:
    """Return the topic whose page is in the same section, or nothing."""
    for section in nav:
        for part in section.values() if isinstance(section, dict) else []:
            beside = list(_entries(part))
            if entry in beside:
                return next((topic for topic in book.topics if topic_page(topic).removeprefix("docs/") in beside), "")
    return ""


def _entries(item: Any) -> Iterator[str]:
    """Yield the pages that a part of the navigation names, in order."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, dict | list):
        for part in item.values() if isinstance(item, dict) else item:
            yield from _entries(part)
