"""The book as a whole: its title, topics, pages and references, read from mkdocs.yml and docs/."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from bookbinder.base.files import list_files, why_unreadable
from bookbinder.base.plain_yaml import WrongYaml, read_yaml
from bookbinder.base.problems import BookError, Problem
from bookbinder.content.config import CONFIG, read_config
from bookbinder.content.front_matter import NO_DATE
from bookbinder.content.navigation import TOPIC_PAGE, topics_of
from bookbinder.content.page import Page, read_page

QUESTIONS = "docs/questions"
REFERENCES = "docs/references.yml"
LARGEST_PAGE = 400_000  # bytes: a page has at most 100,000 characters


def topic_page(topic: str) -> str:
    """Return the path of a topic's page."""
    return f"docs/topics/{topic}/index.md"


@dataclass(frozen=True)
class Book:
    """The question pages by slug, the other pages, the references by key, and the topics' titles by name.

    `problems` says what could not be read.
    """

    root: Path
    pages: dict[str, Page]
    others: list[Page]
    references: dict[str, dict[str, Any]]
    problems: list[Problem]
    title: str = ""
    topics: dict[str, str] = field(default_factory=dict)

    @property
    def headline(self) -> str:
        """The title of the home page."""
        return next((page.title for page in self.others if not page.url), self.title)

    @property
    def unread(self) -> set[str]:
        """The slugs of the questions that could not be read, but exist: other pages may name them."""
        return {Path(problem.path).stem for problem in self.problems if problem.path.startswith(f"{QUESTIONS}/")}

    @cached_property
    def all_pages(self) -> list[Page]:
        """The questions, then the other pages."""
        return [*self.pages.values(), *self.others]

    @cached_property
    def _by_path(self) -> dict[str, Page]:
        return {page.path: page for page in self.all_pages}

    def page_at(self, path: str) -> Page:
        """Return the page with this path, or raise BookError with what keeps it from being read."""
        return self._by_path.get(path) or read_page(self.root / path, self.root)

    def raised_by(self, slug: str) -> list[Page]:
        """Return the pages that follow this one."""
        return self._raised.get(slug, [])

    @cached_property
    def _raised(self) -> dict[str, list[Page]]:
        raised: dict[str, list[Page]] = {}
        for page in self.pages.values():
            for slug in dict.fromkeys(page.meta.follows):
                raised.setdefault(slug, []).append(page)
        return raised

    def in_reading_order(self, topic: str | None = None) -> list[Page]:
        """Return the pages of a topic, or of the book, each after those that it follows."""
        follows = {slug: [s for s in page.meta.follows if s in self.pages] for slug, page in self.pages.items()}
        try:
            order = [*TopologicalSorter(follows).static_order()]
        except CycleError:  # the check reports it; a preview goes on
            order = sorted(follows)
        return [self.pages[slug] for slug in order if topic in (None, self.pages[slug].meta.topic)]

    @property
    def date(self) -> date:
        """The date of the latest review, which does not depend on when and where the book is built."""
        return max((page.meta.reviewed for page in self.pages.values()), default=NO_DATE)


def read_book(root: Path) -> Book:
    """Read the book; report what cannot be read in `problems`."""
    pages: dict[str, Page] = {}
    others: list[Page] = []
    problems: list[Problem] = []
    for path in (root / name for name in list_files(root, "docs") if name.suffix == ".md"):
        if why_unreadable(root, path.relative_to(root), LARGEST_PAGE):
            continue  # the check reports why
        try:
            page = _page(path, root, path.stat().st_mtime_ns)
        except BookError as error:
            problems.extend(error.problems)
            continue
        if path.parent == root / QUESTIONS:
            pages[page.slug] = page
        else:
            others.append(page)
    references: dict[str, dict[str, Any]] = {}
    try:
        references = _references(root / REFERENCES, (root / REFERENCES).stat().st_mtime_ns)
    except FileNotFoundError:
        problems.append(
            Problem(REFERENCES, 1, "is missing", "restore it: the pages' references are keys of it", "references-file")
        )
    except UnicodeDecodeError:
        problems.append(Problem(REFERENCES, 1, "is not UTF-8 text", "save it as UTF-8", "references-file"))
    except WrongYaml as wrong:
        problems.append(Problem(REFERENCES, wrong.line, wrong.what, wrong.fix, "references-file"))
    if not isinstance(references, dict):
        problems.append(Problem(REFERENCES, 1, "is not a mapping", "begin each entry with its key:", "references-file"))
        references = {}
    title, named = "", dict[str, str]()
    with contextlib.suppress(BookError, OSError):  # the rules of the navigation report it
        title, named = _title_and_topics(root, (root / CONFIG).stat().st_mtime_ns)
    found = ((TOPIC_PAGE.fullmatch(page.path.removeprefix("docs/")), page.title) for page in others)
    topics = named | {match["topic"]: text for match, text in found if match} | named
    return Book(root, pages, others, references, problems, title, topics)


def book_for_page(root: Path, *, unchanging: bool) -> Book:
    """Return the book for the conversion of one page: read again in a preview, and once where nothing changes.

    Checking every file for every page would dominate the time of a build from some thousand pages on.
    """
    return _read_once(root) if unchanging else read_book(root)


_read_once = cache(read_book)


@lru_cache(maxsize=4096)
def _page(path: Path, root: Path, changed: int) -> Page:
    """Read a page once for each time of change: the footer of every page names other pages."""
    return read_page(path, root)


@lru_cache(maxsize=1)
def _title_and_topics(root: Path, changed: int) -> tuple[str, dict[str, str]]:
    config = read_config(root)
    return str(config.get("site_name") or ""), topics_of(config)


@lru_cache(maxsize=1)
def _references(path: Path, changed: int) -> dict[str, dict[str, Any]]:
    """Read the references once for each time of change."""
    references: dict[str, dict[str, Any]] = read_yaml(path.read_text(encoding="utf-8")).value or {}
    return references
