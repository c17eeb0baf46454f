"""The book as a whole: its question pages and its references, read from docs/."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from bookbinder.base.plain_files import names_in, not_plain
from bookbinder.base.plain_yaml import WrongYaml, read_yaml
from bookbinder.base.problems import BookError, Problem
from bookbinder.content.page import Page, read_page

QUESTIONS = "docs/questions"
REFERENCES = "docs/references.yml"
LARGEST_PAGE = 400_000  # bytes: a page has at most 100,000 characters
TOPICS = {
    "meaning": "Meaning",
    "softmax": "Softmax",
    "mistakes": "Mistakes",
    "losses": "Losses",
    "numerics": "Numerics",
    "decoding": "Decoding",
    "confidence": "Confidence",
    "statistics": "Statistics and architecture",
}


def topic_page(topic: str) -> str:
    """Return the path of a topic's own page."""
    return f"docs/topics/{topic}/index.md"


@dataclass(frozen=True)
class Book:
    """Every question page by its slug, the other pages, every reference by its key, and what could not be read."""

    root: Path
    pages: dict[str, Page]
    others: list[Page]
    references: dict[str, dict[str, Any]]
    problems: list[Problem]

    @property
    def unread(self) -> set[str]:
        """The slugs of the questions that could not be read: pages name them rightly."""
        return {Path(problem.path).stem for problem in self.problems if problem.path.startswith(f"{QUESTIONS}/")}

    def raised_by(self, slug: str) -> list[Page]:
        """Return the pages whose question the answer of this page raises."""
        return self._raised.get(slug, [])

    @cached_property
    def _raised(self) -> dict[str, list[Page]]:
        raised: dict[str, list[Page]] = {}
        for page in self.pages.values():
            for slug in dict.fromkeys(page.items("follows")):
                raised.setdefault(slug, []).append(page)
        return raised

    def in_reading_order(self, topic: str | None = None) -> list[Page]:
        """Return the pages of a topic, or all, each behind those whose answer raises its question."""
        follows = {slug: [s for s in page.items("follows") if s in self.pages] for slug, page in self.pages.items()}
        try:
            order = [*TopologicalSorter(follows).static_order()]
        except CycleError:  # which the check names; a preview goes on
            order = sorted(follows)
        return [self.pages[slug] for slug in order if topic in (None, self.pages[slug].meta.get("topic"))]

    @property
    def date(self) -> date:
        """The day on which the newest page was reviewed: the book's date, the same wherever it is built."""
        days = (page.meta.get("reviewed") for page in self.pages.values())
        return max((day for day in days if isinstance(day, date)), default=date(1980, 1, 1))


def read_book(root: Path) -> Book:
    """Read every page and the references; what cannot be read is in `problems`."""
    pages: dict[str, Page] = {}
    others: list[Page] = []
    problems: list[Problem] = []
    for path in (root / name for name in names_in(root, "docs") if name.suffix == ".md"):
        if not_plain(root, path.relative_to(root), LARGEST_PAGE):
            continue  # of which the check says why
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
    return Book(root, pages, others, references, problems)


def book_for_page(root: Path, *, unchanging: bool) -> Book:
    """Return the book for one of its pages: as it stands, or where nothing changes, as it stood for the first page.

    From some thousand pages on, looking at every page's file for every page would take longer than all else.
    """
    return _read_once(root) if unchanging else read_book(root)


_read_once = cache(read_book)


@lru_cache(maxsize=4096)
def _page(path: Path, root: Path, changed: int) -> Page:
    """Read a page once for each state of its file: every page's foot names other pages."""
    return read_page(path, root)


@lru_cache(maxsize=1)
def _references(path: Path, changed: int) -> dict[str, dict[str, Any]]:
    """Read the references once for each state of their file."""
    references: dict[str, dict[str, Any]] = read_yaml(path.read_text(encoding="utf-8")).value or {}
    return references
