"""Writes the files for which no engine is needed: downloads, bundles, search documents, llms.txt and the feed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

from bookbinder.content.book import Book
from bookbinder.content.urls import FOLDER
from bookbinder.run.result import Run
from bookbinder.site.downloads import build_wheel, write_downloads
from bookbinder.site.front_end import RUN, write_bundles
from bookbinder.site.metadata import LICENCE
from bookbinder.site.notebook import notebook
from bookbinder.site.runtime_files import Runtime, write_runtime
from bookbinder.site.search_index import FIRST, LATER, write_search_index

# The paths of these files, of the downloads and of what runs scripts; a path that ends with a slash is a folder.
PLACES = (f"{FOLDER}/", RUN, *FIRST, *LATER, "llms.txt", "feed.xml", "robots.txt")
ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 20


def write_products(
    book: Book, answers: dict[str, str], runs: dict[str, Run], runtime: Runtime | None, site: Path, url: str
) -> None:
    """Write all these files; `url` is the site's address with a slash at the end, or empty."""
    wheel = build_wheel(book.root, site / FOLDER)
    notebooks = {slug: notebook(page, book, runs, wheel, url) for slug, page in book.pages.items()}
    write_downloads(book, notebooks, wheel, site, url)
    write_texts(book, answers, runs, site, url)
    write_bundles(book.root, site / "assets", run=runtime is not None)
    if runtime:
        write_runtime(runtime, book.root, site)


def write_texts(book: Book, answers: dict[str, str], runs: dict[str, Run], site: Path, url: str) -> None:
    """Write the texts: what the search, machines and feed readers read."""
    write_search_index(book, answers, runs, site)
    write_answers(book, answers, site, url)
    if url:
        write_feed(book, answers, site, url)
        robots = f"User-agent: *\nAllow: /\n\nSitemap: {url}sitemap.xml\n"
        (site / "robots.txt").write_text(robots, encoding="utf-8")


def write_answers(book: Book, answers: dict[str, str], site: Path, url: str) -> None:
    """Write llms.txt: every question with its answer, by topic and in reading order."""
    lines = [f"# {book.title}", ""]
    lines += ["> What a logit is, and why softmax does that: one question a page, the answer first."]
    lines += ["> Every number was computed while the site was built.", f"> Prose: CC BY 4.0 ({LICENCE}).", ""]
    for topic, name in book.topics.items():
        if pages := book.in_reading_order(topic):
            entries = (f"- [{page.title}]({url}{page.url}): {answers[page.slug]}" for page in pages)
            lines += [f"## {name}", "", *entries, ""]
    (site / "llms.txt").write_text("\n".join(lines), encoding="utf-8")


def write_feed(book: Book, answers: dict[str, str], site: Path, url: str) -> None:
    """Write the newest questions as an Atom feed."""
    feed = ElementTree.Element("feed", xmlns=ATOM)
    _add(feed, "title", f"{book.title}: new questions")
    _add(feed, "id", url)
    _add(feed, "updated", _moment(book.date))
    ElementTree.SubElement(feed, "link", href=url)
    ElementTree.SubElement(feed, "link", rel="self", href=f"{url}feed.xml")
    _add(ElementTree.SubElement(feed, "author"), "name", f"{book.title} authors")
    newest = sorted(book.in_reading_order(), key=lambda page: page.meta.added, reverse=True)
    for page in newest[:NEWEST]:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "title", page.title)
        _add(entry, "id", f"{url}{page.url}")
        ElementTree.SubElement(entry, "link", href=f"{url}{page.url}")
        _add(entry, "published", _moment(page.meta.added))
        _add(entry, "updated", _moment(page.meta.reviewed))
        _add(entry, "summary", answers[page.slug])
    ElementTree.indent(feed)
    ElementTree.ElementTree(feed).write(site / "feed.xml", encoding="utf-8", xml_declaration=True)


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text


def _moment(day: date) -> str:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat()
