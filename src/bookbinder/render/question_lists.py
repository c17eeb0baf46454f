"""Lists of questions for pages to show, made of front matter; a `questions` fence names one.

topic meaning    the topic's questions
all              every question, by topic
newest 5         the last five
topics           the topics, with their counts
references       what the pages cite, and which pages cite it

Below each question stands its verdict, the first sentence of its answer.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bookbinder.base.problems import BookError, Problem
from bookbinder.content.book import Book, topic_page
from bookbinder.content.links import TARGET
from bookbinder.content.page import LIVE, Page
from bookbinder.content.references import cite
from bookbinder.content.snippet_names import parse_live
from bookbinder.render.answers import split_verdict

FENCE = re.compile(r"^```questions\n(?P<list>.*)\n```$", flags=re.MULTILINE)


def expand_lists(lines: list[str], page: Page, book: Book) -> list[str]:
    """Replace each `questions` fence of a page by Markdown, so that the engine checks its links."""
    return FENCE.sub(lambda fence: "\n".join(_expand(fence["list"], page, book)), "\n".join(lines)).split("\n")


def list_problems(page: Page, book: Book) -> Iterator[Problem]:
    """Yield the `questions` fences that name no list."""
    for fence in page.fences:
        if fence.language == "questions" and not _known(fence.body, book):
            fix = "write topic NAME, all, newest NUMBER, topics or references"
            yield Problem(page.path, fence.line, f"there is no list {fence.body.strip()!r}", fix, "question-list")


def _known(name: str, book: Book) -> bool:
    kind, _, rest = name.partition(" ")
    if kind == "topic":
        return rest in book.topics
    return rest.isdecimal() if kind == "newest" else name in ("all", "topics", "references")


def _expand(name: str, page: Page, book: Book) -> list[str]:
    if not _known(name, book):
        raise BookError(*list_problems(page, book))
    kind, _, rest = name.partition(" ")
    pages = book.in_reading_order()
    if kind == "topic":
        return _items((p for p in pages if p.meta.topic == rest), page)
    if kind == "newest":
        newest = sorted(pages, key=lambda p: p.meta.added, reverse=True)
        return _items(newest[: int(rest)], page)
    if kind == "references":
        return _references(page, book)
    topics = {topic: found for topic in book.topics if (found := book.in_reading_order(topic))}
    if kind == "all":
        lists = [
            [f"## {_link(book.topics[topic], topic_page(topic), page)}", "", *_items(found, page)]
            for topic, found in topics.items()
        ]
        return [line for lines in lists for line in lines]
    cards = [f"- {_link(book.topics[topic], topic_page(topic), page)} {len(found)}" for topic, found in topics.items()]
    return ['<div class="topics" markdown>', "", *cards, "", "</div>"]


def _items(pages: Iterable[Page], here: Page) -> list[str]:
    lines = ['<div class="questions" markdown>', ""]
    for page in pages:
        lines += [f"- {_link(page.title, page.path, here)}", "", f"    {_verdict(page, here)}", ""]
    return [*lines, "", "</div>", ""]


def _references(here: Page, book: Book) -> list[str]:
    lines = []
    for key, reference in sorted(book.references.items(), key=lambda entry: str(entry[1]["authors"])):
        citing = [_link(page.title, page.path, here) for page in book.in_reading_order() if key in page.meta.references]
        lines += [f"- {cite(reference)}", "", f"    Cited in: {'; '.join(citing)}", ""]
    return lines


def _link(text: str, path: str, here: Page) -> str:
    return f"[{text}]({os.path.relpath(path, Path(here.path).parent)})"


def _verdict(page: Page, here: Page) -> str:
    """Return a page's verdict for another page: with relative links from there and the full names of live values."""

    def link(match: re.Match[str]) -> str:
        path, mark, anchor = match["target"].partition("#")
        path = path or Path(page.path).name  # an anchor alone is of that page
        if not path.endswith(".md") or ":" in path:
            return match[0]
        path = os.path.relpath(Path(page.path).parent / path, Path(here.path).parent)
        return f"]({path}{mark}{anchor}{match['rest'] or ''})"

    def live(match: re.Match[str]) -> str:
        expression = match["expression"].strip()
        snippet = parse_live(expression, page.snippets).snippet
        return f"`#!live {snippet}.{expression.partition('.')[2]}`"

    return LIVE.sub(live, TARGET.sub(link, split_verdict(" ".join(page.answer).strip())[0]))
