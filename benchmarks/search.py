"""Puts readers' queries into the search of a fresh build: python -m benchmarks.search [--queries FILE].

Each line of FILE holds a query, a tab and the slug of the page that it must find, or the slugs of several whose answer
boxes all answer it. Queries whose page is not written yet are left out.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from benchmarks.record import command_line, deliver
from bookbinder.base.problems import BookError, Problem, find_root
from bookbinder.content.book import QUESTIONS
from bookbinder.site.build import build
from tests.site.reading import CHROMIUM, chromium, served, visit

QUERIES = Path(__file__).with_name("queries.tsv")
QUESTION = re.compile(r"/questions/(?P<slug>[^/#?]+)/")


@dataclass(frozen=True)
class Answered:
    """A query, the slugs of the pages of which it must find one, and the pages that it found, the best first."""

    query: str
    slug: str
    found: list[str]

    @property
    def rank(self) -> int | None:
        """Where the first such page stands among the results, from 1; None where none does."""
        return next((at for at, slug in enumerate(self.found, 1) if slug in self.slug.split()), None)


def read_queries(file: Path, root: Path) -> list[tuple[str, str]]:
    """Return the queries of a file whose pages exist, or raise BookError for a line that is none."""
    if not file.is_file():
        raise BookError(Problem(str(file), 1, "there is no such file", "name a file of queries"))
    wanted = []
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        query, _, slug = line.rpartition("\t")
        query, slug = query.strip(), slug.strip()
        if not (query and slug):
            raise BookError(Problem(str(file), number, "is no query", "write a query, a tab and the slug of its page"))
        if all((root / QUESTIONS / f"{each}.md").is_file() for each in slug.split()):
            wanted.append((query, slug))
    return wanted


def search(page: Page, query: str) -> None:
    """Put a query into the open search and wait until it shows what it finds in all words."""
    page.get_by_role("combobox").fill(query)
    expect(page.get_by_role("listbox")).to_have_attribute("data-query", query)
    expect(page.get_by_role("listbox")).to_have_attribute("data-index", "all")


def ask(page: Page, query: str) -> list[str]:
    """Search and return what is found: slugs of questions, addresses of all else."""
    search(page, query)
    found = page.get_by_role("listbox").locator("a")
    links: list[str] = found.evaluate_all("links => links.map(({ pathname, hash }) => pathname + hash)")
    return [match["slug"] if (match := QUESTION.search(link)) else link for link in links]


def ask_all(page: Page, queries: list[tuple[str, str]], progress: Callable[[int], None]) -> list[Answered]:
    """Open the search of the page and put every query into it."""
    page.locator("[data-book-search]").first.click()
    answered = []
    for number, (query, slug) in enumerate(queries, 1):
        answered.append(Answered(query, slug, ask(page, query)))
        progress(number)
    return answered


def report(answered: list[Answered]) -> dict[str, Any]:
    """Return the figures: the shares found first and among the first three, the mean reciprocal rank, the misses."""
    ranks = [each.rank for each in answered]

    def share(most: int) -> float:
        return round(sum(rank is not None and rank <= most for rank in ranks) / len(ranks), 4)

    return {
        "queries": len(answered),
        "first": share(1),
        "first_three": share(3),
        "mrr": round(sum(1 / rank for rank in ranks if rank) / len(ranks), 4),
        "misses": [
            {"query": each.query, "slug": each.slug, "rank": each.rank, "found": each.found[:3]}
            for each in answered
            if each.rank != 1
        ],
    }


def table(figures: dict[str, Any]) -> str:
    """Return the figures as text, and below them a line for every query that misses."""
    lines = [
        f"{figures['queries']} queries: {figures['first']:.1%} found first, "
        f"{figures['first_three']:.1%} in the first three, mean reciprocal rank {figures['mrr']:.3f}"
    ]
    for miss in figures["misses"]:
        place = miss["rank"] or "no place"
        lines.append(f"  {miss['query']!r} finds {miss['slug']} at {place}, first {miss['found'][:1]}")
    return "\n".join(lines) + "\n"


def _progress(text: str, *, stays: bool = False) -> None:
    """Write a line that the next one writes over; where lines stay, as in a log, only those that are worth it."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="\n" if stays else "", file=sys.stderr, flush=True)
    elif stays or not re.search(r"\d", text):
        print(text, file=sys.stderr, flush=True)


def _asked(number: int, of: int) -> None:
    _progress(f"{number} of {of} queries asked", stays=number == of or (number % 50 == 0 and not sys.stderr.isatty()))


def main() -> int:
    """Build, ask, and print the figures."""
    parser = command_line("search", "Put queries into the book's search.")
    parser.add_argument("--queries", type=Path, default=QUERIES, metavar="FILE", help="lines of QUERY, tab, SLUG")
    arguments = parser.parse_args()
    if arguments.record and arguments.queries != QUERIES:
        parser.error("--record is for the book's own queries: leave --queries out")
    root = find_root()
    if CHROMIUM is None:
        print("bench search needs Chromium (Debian: apt install chromium)", file=sys.stderr)
        return 1
    try:
        queries = read_queries(arguments.queries, root)
        if not queries:
            raise BookError(Problem(str(arguments.queries), 1, "no query has a page", "name slugs of docs/questions"))
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder) / "site"
            build(root, "material", site, lambda text: _progress(f"{text} ..."))
            with served(site) as address, chromium() as browser:
                page = browser.new_page()
                visit(page, f"{address}/")
                answered = ask_all(page, queries, lambda n: _asked(n, len(queries)))
        figures = report(answered)
        shown = table(figures)
    except (BookError, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 1
    details = {"misses": figures.pop("misses")}
    deliver("search", figures, shown, arguments, details=details)
    return 0


if __name__ == "__main__":
    sys.exit(main())
