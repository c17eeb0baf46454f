"""Keeps what the last build made: which site, and each page as the engine wrote it, under a digest of all it rests on.

Material converts only pages that are missing in its folder, so a build puts there the kept ones that still hold.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bookbinder.base.files import cache_folder, keep_file
from bookbinder.content.book import Book
from bookbinder.content.config import CONFIG, read_config
from bookbinder.content.dependencies import lists_questions, snippets_of, snippets_of_answers
from bookbinder.content.glossary import GLOSSARY
from bookbinder.content.page import Page
from bookbinder.rules.html import REFERENCE
from bookbinder.site.inputs import digest_of
from bookbinder.site.manifest import MANIFEST, find_missing

LATER = 2**32  # seconds since 1970: newer than any source, to an engine that compares times
LONGEST = 30 * 86_400  # seconds for which something is kept without use
MARKUP = re.compile(r"[*`$\\\[\]<>&~^!]|\b_|_\b|https?:")


def holds(out: Path, inputs: dict[str, str], root: Path) -> bool:
    """Return whether the site at `out`, which holds nothing foreign, is all that a build made from the same inputs."""
    folder = cache_folder(root, "sites")
    try:
        known = folder is not None and (folder / digest_of(inputs)).read_text() == _site_digest(out)
        return known and not find_missing(out)
    except OSError:
        return False


def keep_site(out: Path, inputs: dict[str, str], root: Path) -> None:
    """Remember that the site at `out` is made from these inputs."""
    if folder := cache_folder(root, "sites"):
        _forget_old(folder)
        keep_file(folder / digest_of(inputs), _site_digest(out).encode())


def restore_pages(book: Book, inputs: dict[str, str], fresh: Path) -> None:
    """Put the kept pages that still hold into a folder in which Material will build."""
    folder = cache_folder(book.root, "pages")
    if not folder or not all(map(_has_plain_title, book.all_pages)):
        return
    for page, key in page_keys(book, inputs):
        with contextlib.suppress(OSError, ValueError):
            digest, html = (folder / key).read_text(encoding="utf-8").split("\n", 1)
            if digest == _sha256(html):
                file = fresh / page.url / "index.html"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(html, encoding="utf-8")
                os.utime(file, (LATER, LATER))


def keep_pages(book: Book, inputs: dict[str, str], fresh: Path) -> None:
    """Keep the pages that Material has just built."""
    if not (folder := cache_folder(book.root, "pages")):
        return
    for page, key in page_keys(book, inputs):
        with contextlib.suppress(FileNotFoundError):  # the engine lost it, and post-processing says so
            html = (fresh / page.url / "index.html").read_text(encoding="utf-8")
            keep_file(folder / key, f"{_sha256(html)}\n{html}".encode())
    _forget_old(folder)


def page_keys(book: Book, inputs: dict[str, str]) -> Iterator[tuple[Page, str]]:
    """Yield each page with a digest of all that its HTML rests on.

    All pages rest on the glossary and on those of the library, whose anchors they may link and which are always built.
    """
    pages = [page for page in book.all_pages if page.path in inputs]  # not one that was saved a moment ago
    own = {page.path for page in pages if page.path != GLOSSARY and not page.path.startswith(REFERENCE)}
    shared = {name: digest for name, digest in inputs.items() if name not in own and not name.startswith("snippets/")}
    outline = [(page.path, page.title, sorted(page.meta.raw.items(), key=repr)) for page in pages]
    common = digest_of(shared) + _sha256(repr(outline))
    answers = [(page.path, page.answer, page.snippets) for page in book.pages.values()]
    listed = common + _sha256(repr((answers, _digests(snippets_of_answers(pages), inputs))))
    for page in pages:
        if not page.path.startswith(REFERENCE):
            shown = listed if lists_questions(page) else common
            yield page, _sha256(repr((shown, inputs[page.path], _digests(snippets_of(page), inputs))))


def _digests(snippets: set[str], inputs: dict[str, str]) -> dict[str, str]:
    return {name: inputs.get(f"snippets/{name}.py", "") for name in sorted(snippets)}


def titled_configuration(book: Book) -> str:
    """Return a configuration whose navigation names every title: Material reads only the pages that it builds."""
    named = filter(_has_plain_title, book.all_pages)
    titles = {page.path.removeprefix("docs/"): page.meta.raw.get("title", page.title) for page in named}

    def titled(entry: Any) -> Any:
        if isinstance(entry, str):
            return {titles[entry]: entry} if entry in titles else entry
        if isinstance(entry, list):
            return [titled(one) for one in entry]
        return {name: titled(one) if isinstance(one, list) else one for name, one in entry.items()}

    return json.dumps({"INHERIT": CONFIG, "nav": titled(read_config(book.root)["nav"])}, ensure_ascii=False)


def _has_plain_title(page: Page) -> bool:
    """Return whether Material would show the title as it is written, without markup."""
    return "title" in page.meta.raw or not MARKUP.search(page.title)


def _site_digest(out: Path) -> str:
    return hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _forget_old(folder: Path) -> None:
    """Delete what no build has used for long; other branches and books may need the rest."""
    for file in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another build was faster
            if time.time() - file.stat().st_mtime > LONGEST:
                file.unlink()
