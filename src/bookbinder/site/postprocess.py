"""Finishes a site that an engine built: counts what it shows, and adds what no engine makes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from bookbinder.base.problems import BookError, Problem
from bookbinder.content.book import Book
from bookbinder.content.config import read_policy
from bookbinder.content.page import Page
from bookbinder.content.urls import FOLDER
from bookbinder.render.answers import plain_answer, runs_of
from bookbinder.site.downloads import build_wheel, write_downloads
from bookbinder.site.front_end import read_browsers, write_bundles
from bookbinder.site.licences import write_licences
from bookbinder.site.metadata import page_head
from bookbinder.site.notebook import notebook
from bookbinder.site.products import write_texts
from bookbinder.site.security_policy import policy_problems, write_policy
from bookbinder.site.service_worker import write_service_worker
from bookbinder.site.site_audit import site_problems
from bookbinder.site.social_cards import draw_social_image
from bookbinder.site.stylesheets import bind_sheets

SOCIAL = "assets/social"
# What the engines copy or write that no page of ours asks for.
UNUSED = (
    "references.yml",
    "search",
    "search.json",
    "assets/javascripts/lunr",
    "assets/javascripts/workers",
)


def finish(book: Book, site: Path, address: str) -> None:
    """Complete a built site, or raise BookError. `address` is where it will lie, empty where nobody knows."""
    pages = [*book.pages.values(), *book.others]
    policy = read_policy(book.root)
    if problems := [*_lost(pages, site), *policy_problems(policy, site)]:
        raise BookError(*problems)
    url = f"{address.rstrip('/')}/" if address else ""
    runs = runs_of(book.pages.values(), book.root)
    answers = {slug: plain_answer(page, runs) for slug, page in book.pages.items()}
    for page in pages:
        _complete(page, book, answers, site, url)
    for name in UNUSED:
        place = site / name
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    write_bundles(book.root, site / "assets")
    bind_sheets(site, read_browsers(book.root))
    wheel = build_wheel(book.root, site / FOLDER)
    notebooks = {slug: notebook(page, book, runs, wheel, address) for slug, page in book.pages.items()}
    write_downloads(book, notebooks, site, address)
    write_texts(book, answers, runs, site, address)
    write_licences(book.root, site)
    write_policy(policy, site)
    built = {built_file(page, site).relative_to(site).as_posix(): page.path for page in pages}
    if problems := [*site_problems(built, policy, site)]:
        raise BookError(*problems)
    write_service_worker(site)


def built_file(page: Page, site: Path) -> Path:
    """Return the file that an engine makes of a page."""
    return site / page.url / "index.html"


def _lost(pages: list[Page], site: Path) -> Iterator[Problem]:
    """Yield the pages, snippets, tables and live values that the site lacks: engines exit 0 where they lose one."""
    for page in pages:
        file = built_file(page, site)
        if not file.is_file():
            yield Problem(page.path, 1, "the engine built no page of it", "see what the engine says of it")
            continue
        html = file.read_text(encoding="utf-8")
        shown = {
            "live values": ('class="live"', len(page.lives)),
            "measured tables": ('class="record"', sum(fence.language == "measured" for fence in page.fences)),
            "snippets": ('.py" download', len(page.snippets)),
        }
        for what, (mark, wanted) in shown.items():
            if (found := html.count(mark)) < wanted:
                fix = "check their indentation, and the extensions in mkdocs.yml"
                yield Problem(page.path, 1, f"shows {found} of its {wanted} {what}", fix)


def _complete(page: Page, book: Book, answers: dict[str, str], site: Path, url: str) -> None:
    """Write the head of a page, and its social image where the site has an address."""
    file = built_file(page, site)
    asks = book.pages.get(page.slug) is page
    image = f"{SOCIAL}/{page.slug if asks else 'book'}.png"
    if url:
        draw_social_image(page.title if asks else book.headline, book.title, site / image)
    html = file.read_text(encoding="utf-8")
    html = page_head(
        html, page, answers[page.slug] if asks else "", book, f"{url}{page.url}" if url else "", f"{url}{image}"
    )
    html = html.replace("<html ", f'<html data-worker="{"../" * page.url.count("/")}sw.js" ', 1)
    file.write_text(html, encoding="utf-8")
