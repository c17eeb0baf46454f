"""The rules of a question's front matter: its keys, its topic, its dates and its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bookbinder.base.problems import Problem, closest
from bookbinder.content.book import QUESTIONS, REFERENCES, Book, topic_page
from bookbinder.content.page import MARKUP, Page

DATES = ("added", "reviewed")
LISTS = ("asked_as", "follows", "see_also", "references")
KEYS = ("topic", *LISTS, *DATES, "exact")
REQUIRED = ("topic", "asked_as", *DATES)
OTHER_KEYS = {"title", "hide"}  # of pages that are not questions: both engines know them, and they configure neither
HIDEABLE = {"navigation", "toc", "footer"}
NAME = re.compile(r"[a-z0-9-]*")  # of a topic
OLDEST = date(2000, 1, 1)
KINDS = {dict: "a mapping", bool: "true or false", int: "a number", float: "a number", date: "a date"}


def front_problems(page: Page, book: Book) -> Iterator[Problem]:
    """Yield what is wrong with the front matter of a question."""
    if not page.meta.raw:
        fix = "begin it with lines topic, asked_as, added and reviewed, between two lines ---"
        yield Problem(page.path, 1, "the page has no front matter", fix, "required-keys")
        return
    yield from _keys(page)
    yield from _topic(page, book)
    for key in DATES:
        value = page.meta.raw.get(key)
        if value and (type(value) is not date or value < OLDEST):
            what = f"{key} is {value if isinstance(value, date) else repr(value)}, not a date"
            yield Problem(page.path, page.meta.line_of(key), what, "write it as 2026-01-31", "dates")
    yield from _order_of_days(page)
    for key in LISTS:
        yield from _list_of_texts(page, key)
    yield from _phrasings_once(page)
    yield from _names(page, book)


def other_front_problems(page: Page) -> Iterator[Problem]:
    """Yield what is wrong with the front matter of a page that is not a question."""
    for key in page.meta.raw.keys() - OTHER_KEYS:
        what = f"the front matter has an unknown key {key!r}"
        yield Problem(page.path, page.meta.line_of(key), what, "use one of: title, hide", "known-keys")
    title, hidden = page.meta.raw.get("title", ""), page.meta.raw.get("hide", [])
    if not isinstance(title, str) or set(title) & set("<>{}\n") or MARKUP.search(title):
        what = "the title is not plain text"
        yield Problem(page.path, page.meta.line_of("title"), what, "write words only", "lists-of-texts")
    if not isinstance(hidden, list) or not {str(one) for one in hidden} <= HIDEABLE:
        what, fix = "hide is not a list of parts of a page", "name navigation, toc or footer"
        yield Problem(page.path, page.meta.line_of("hide"), what, fix, "lists-of-texts")


def is_harmless(page: Page) -> bool:
    """Return whether an engine may read a front matter: engines write the keys that they know into pages unescaped."""
    if page.path.startswith(f"{QUESTIONS}/"):
        return page.meta.raw.keys() <= set(KEYS) and bool(NAME.fullmatch(page.meta.topic))
    return not any(other_front_problems(page))


def meant_key(key: Any, page: Page) -> str:
    """Return the key that a misspelt one stands for, or nothing."""
    return closest(str(key).replace("-", "_"), (known for known in KEYS if known not in page.meta.raw))


def _keys(page: Page) -> Iterator[Problem]:
    unknown = {key: meant_key(key, page) for key in page.meta.raw if key not in KEYS}
    for key, meant in unknown.items():
        fix = f"write {meant}" if meant else f"use one of: {', '.join(KEYS)}"
        what = f"the front matter has an unknown key {key!r}"
        yield Problem(page.path, page.meta.line_of(key), what, fix, "known-keys")
    if not isinstance(page.meta.raw.get("exact", True), bool):
        what, fix = "exact is neither true nor false", "write exact: true, or delete it"
        yield Problem(page.path, page.meta.line_of("exact"), what, fix, "known-keys")
    missing = [key for key in REQUIRED if not page.meta.raw.get(key) and key not in unknown.values()]
    if missing:
        fix = "; ".join(f"add a line {key}: ..." for key in missing)
        what = f"the front matter has no {', '.join(missing)}"
        yield Problem(page.path, page.meta.line_of(missing[0]), what, fix, "required-keys")


def _topic(page: Page, book: Book) -> Iterator[Problem]:
    topic, line = page.meta.topic, page.meta.line_of("topic")
    if topic and topic not in book.topics:
        what = f"there is no topic {page.meta.raw['topic']!r}"
        yield Problem(page.path, line, what, f"use one of: {', '.join(book.topics)}", "known-topic")
    elif topic and not (book.root / topic_page(topic)).is_file():
        yield Problem(page.path, line, f"the topic {topic!r} has no page", f"write {topic_page(topic)}", "topic-page")


def _order_of_days(page: Page) -> Iterator[Problem]:
    """Yield a date in the future, or else a review before the page was added."""
    days = {key: page.meta.raw[key] for key in DATES if type(page.meta.raw.get(key)) is date}
    # It may already be tomorrow where the writer lives.
    future = {key: day for key, day in days.items() if day > date.today() + timedelta(days=1)}
    for key, day in future.items():
        what = f"{key} is {day}, which is in the future"
        yield Problem(page.path, page.meta.line_of(key), what, "write today's date", "no-future-date")
    if not future and len(days) == len(DATES) and days["reviewed"] < days["added"]:
        what = f"reviewed is {days['reviewed']}, before the page was added, {days['added']}"
        yield Problem(page.path, page.meta.line_of("reviewed"), what, "correct one of the two", "reviewed-first")


def _list_of_texts(page: Page, key: str) -> Iterator[Problem]:
    value = page.meta.raw.get(key)
    if value and not isinstance(value, list):
        what = f"{key} is not a list of texts"
        yield Problem(page.path, page.meta.line_of(key), what, "write one item a line, with a dash", "lists-of-texts")
        return
    for position, item in enumerate(value or []):
        if not isinstance(item, str):
            what = f"item {position + 1} of {key} is {KINDS.get(type(item), 'empty')}, not a text"
            yield Problem(page.path, page.meta.line_of(key, position), what, "put it in quotes", "lists-of-texts")


def _phrasings_once(page: Page) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for position, phrasing in enumerate(page.meta.asked_as):
        line = page.meta.line_of("asked_as", position)
        first = seen.setdefault(phrasing.casefold(), line)
        if first != line:
            what = f"repeats the phrasing in line {first}"
            yield Problem(page.path, line, what, "delete one, or ask in other words", "phrasing-once")


def _names(page: Page, book: Book) -> Iterator[Problem]:
    """Yield the pages and references that a list names and that do not exist."""
    pages = {*book.pages, *book.unread}
    lists = [("follows", page.meta.follows, pages), ("see_also", page.meta.see_also, pages)]
    if not any(problem.path == REFERENCES for problem in book.problems):
        lists.append(("references", page.meta.references, set(book.references)))
    for key, items, allowed in lists:
        cites = key == "references"
        place, rule = (REFERENCES, "known-references") if cites else (f"{QUESTIONS}/", "known-pages")
        for position, item in enumerate(items):
            line = page.meta.line_of(key, position)
            if item not in allowed:
                meant = closest(item.removesuffix(".md"), allowed)
                fix = f"write {meant}" if meant else f"see {place}"
                yield Problem(page.path, line, f"{key} names {item!r}, which does not exist", fix, rule)
            elif item == page.slug and key == "see_also":
                yield Problem(page.path, line, "see_also names the page itself", "delete it", rule)
