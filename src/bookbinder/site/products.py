"""The files of a site that no engine makes: the search's index, downloads, answers for machines, the feed."""

from __future__ import annotations

from pathlib import Path

from bookbinder.content.book import Book
from bookbinder.content.urls import FOLDER
from bookbinder.run.result import Run
from bookbinder.site.feeds import write_answers, write_feed, write_robots
from bookbinder.site.search_index import INDEX, PASSAGES, write_search_index

# Where they lie, as a file or the folder of some.
PLACES = (f"{FOLDER}/", INDEX, PASSAGES, "llms.txt", "feed.xml", "robots.txt")


def write_texts(book: Book, answers: dict[str, str], runs: dict[str, Run], site: Path, address: str) -> None:
    """Write all of them but the downloads; the feed needs an address."""
    url = f"{address.rstrip('/')}/" if address else ""
    write_search_index(book, answers, runs, site)
    write_answers(book, answers, site, url)
    if url:
        write_feed(book, answers, site, url)
        write_robots(site, url)
