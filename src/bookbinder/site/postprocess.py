"""Post-processes a site that an engine built: reports what the engine lost, and adds what it does not make."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bookbinder.base.problems import BookError, Problem
from bookbinder.content.book import Book
from bookbinder.content.config import read_policy
from bookbinder.content.page import Page
from bookbinder.site.front_end import RUN, read_browsers
from bookbinder.site.licences import write_licences
from bookbinder.site.metadata import add_metadata
from bookbinder.site.runtime_files import Runtime
from bookbinder.site.security_policy import add_policy, policy_problems, without_python, write_headers
from bookbinder.site.service_worker import write_service_worker
from bookbinder.site.site_audit import site_problems
from bookbinder.site.social_cards import draw_social_image
from bookbinder.site.stylesheets import link_stylesheet, merge_stylesheets

SOCIAL = "assets/social"
# What engines write although no page needs it.
UNUSED = ("references.yml", "search", "search.json", "assets/javascripts/lunr", "assets/javascripts/workers")


def postprocess(book: Book, answers: dict[str, str], runtime: Runtime | None, made: Path, site: Path, url: str) -> None:
    """Post-process a built site, or raise BookError; `url` is its address with a slash at the end, or empty.

    `answers` are the questions' answers as plain text, by slug; the files in `made` are moved into the site.
    """
    sources = {f"{page.url}index.html": page for page in book.all_pages}
    files = [file for file in sorted(site.rglob("*.html")) if file.is_file() and not file.is_symlink()]
    built = {file.relative_to(site).as_posix(): file.read_text(encoding="utf-8") for file in files}
    policy = read_policy(book.root)
    if not runtime:
        policy = without_python(policy)
    if problems := [*_lost_content(sources, built), *policy_problems(policy, built)]:
        raise BookError(*problems)
    for name in UNUSED:
        place = site / name
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    shutil.copytree(made, site, dirs_exist_ok=True, copy_function=os.replace)
    merge_stylesheets(site, built.values(), read_browsers(book.root))
    for name, html in built.items():
        if name in sources:
            html = _complete_page(html, sources[name], book, answers, site, url)
            html = add_addresses(html, "../" * name.count("/"), runs=runtime is not None)
        built[name] = add_policy(link_stylesheet(html), policy)
        (site / name).write_text(built[name], encoding="utf-8")
    write_licences(book.root, runtime, site)
    write_headers(policy, site)
    if problems := [*site_problems({name: page.path for name, page in sources.items()}, built, policy, site)]:
        raise BookError(*problems)
    write_service_worker(site)


def _lost_content(sources: dict[str, Page], built: dict[str, str]) -> Iterator[Problem]:
    """Yield the pages, snippets, tables and live values that an engine lost; it exits with 0 even then."""
    for name, page in sources.items():
        if name not in built:
            yield Problem(page.path, 1, "the engine did not build this page", "see the engine's output")
            continue
        shown = {
            "live values": ('class="live"', len(page.lives)),
            "measured tables": ('class="record"', sum(fence.language == "measured" for fence in page.fences)),
            "snippets": ('.py" download', len(page.snippets)),
        }
        for what, (mark, wanted) in shown.items():
            if (found := built[name].count(mark)) < wanted:
                fix = "check their indentation, and the extensions in mkdocs.yml"
                yield Problem(page.path, 1, f"shows {found} of its {wanted} {what}", fix)


def _complete_page(html: str, page: Page, book: Book, answers: dict[str, str], site: Path, url: str) -> str:
    """Return a page with its metadata; draw its social image if the site's address is known."""
    asks = book.pages.get(page.slug) is page
    image = f"{SOCIAL}/{page.slug if asks else 'book'}.png"
    if url:
        draw_social_image(page.title if asks else book.headline, book.title, site / image)
    address = f"{url}{page.url}" if url else ""
    return add_metadata(html, page, answers[page.slug] if asks else "", book, address, f"{url}{image}")


def add_addresses(html: str, top: str, *, runs: bool) -> str:
    """Return a page that says where the service worker is and, if the site runs scripts, what runs them."""
    run = f'data-run="{top}{RUN}" ' if runs else ""
    return html.replace("<html ", f'<html data-worker="{top}sw.js" {run}', 1)
