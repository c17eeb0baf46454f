"""Zensical makes of the book what Material makes: the same pages, words, numbers, links and files, under one policy.

A theme's own is left out: what stands around an article, the theme's scripts and styles, and the files that list those.
"""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from bookbinder.site.manifest import MANIFEST
from tests.site.conftest import URL, build_site, watching
from tests.site.reading import served
from tests.site.test_licences import unnamed_files
from tests.site.test_listings import tabs_are_remembered
from tests.site.test_pages import use
from tests.site.test_site import lost_links

THEME = "assets/javascripts/"
LISTS = {"assets/sheet.css", "licences.txt", "sitemap.xml", "sitemap.xml.gz", "sw.js", MANIFEST}
KINDS = [
    "",
    "questions/from-scores-to-probabilities/",
    "topics/",
    "topics/meaning/",
    "glossary/",
    "reference/",
    "404.html",
]
QUESTION = "questions/temperature/index.html"


@pytest.fixture(scope="module")
def zensical(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(book, tmp_path_factory.mktemp("zensical") / "book", "zensical", URL)


def said(name: str, html: str) -> dict[str, list[str]]:
    """Return what a page says in its article, and to machines."""
    tree = LexborHTMLParser(html)
    article = tree.css_first("article")
    assert article
    links = [node.attributes.get("href") or node.attributes.get("src") or "" for node in article.css("[href], [src]")]
    ids = [node.attributes["id"] or "" for node in article.css("[id]")]
    return {
        "words": article.text(separator=" ").split(),
        "numbers": [node.text() for node in article.css(".live")],
        "links": [urljoin(f"{URL}{name}", link) for link in links],
        "ids": [one for one in ids if not one.startswith("__")],  # as a theme's own begin
        "formulas and figures": [node.html or "" for node in article.css("math, svg")],
        "head": [
            node.html or "" for node in tree.css("title, meta:not([name=generator]), script[type$=json]:not([id^=__])")
        ],
    }


def content(site: Path) -> dict[str, list[str]]:
    """Return all that a site holds, part by part, but for what is a theme's."""
    held: dict[str, list[str]] = {}
    for file in sorted(file for file in site.rglob("*.*") if file.is_file()):
        name = file.relative_to(site).as_posix()
        if file.suffix == ".html":
            held |= {f"{name}: {part}": said for part, said in said(name, file.read_text(encoding="utf-8")).items()}
        elif not name.startswith(THEME) and name not in LISTS:
            held[name] = [file.read_bytes().hex()]
    held["_headers"] = (site / "_headers").read_text(encoding="utf-8").splitlines()
    worker, sitemap = ((site / name).read_text(encoding="utf-8") for name in ("sw.js", "sitemap.xml"))
    kept = [part for part in re.split(r"[,\n]", worker) if "const VERSION" not in part and THEME not in part]
    return held | {"sw.js": kept, "sitemap.xml": sorted(re.findall("<loc>(.*)</loc>", sitemap))}


def differences(one: dict[str, list[str]], other: dict[str, list[str]]) -> dict[str, str]:
    """Return the parts that differ, and how."""
    parts = [part for part in sorted(one.keys() | other.keys()) if one.get(part) != other.get(part)]
    return {part: changes(one.get(part, []), other.get(part, [])) for part in parts}


def changes(before: list[str], after: list[str]) -> str:
    lines = [line[:200] for line in difflib.unified_diff(before, after, "material", "zensical", n=0, lineterm="")]
    return "\n".join(lines[:20])


def test_both_engines_make_the_same_of_the_book(addressed_site: Path, zensical: Path) -> None:
    ours = content(addressed_site)
    assert {"assets/search.json", "feed.xml", "llms.txt", f"{QUESTION}: numbers", "downloads/temperature.ipynb"} <= set(
        ours
    )
    assert differences(ours, content(zensical)) == {}


# What one engine may lose: the file, what is taken out of it if not all, and the part that tells.
LOST = {
    "a page": ("questions/softmax-twice/index.html", None, "questions/softmax-twice/index.html: words"),
    "a paragraph": (QUESTION, r"(?<=</h2>)\s*<p>.*?</p>", f"{QUESTION}: words"),
    "a number": (QUESTION, 'class="live"', f"{QUESTION}: numbers"),
    "a link": (QUESTION, r'(?<=<a class="term" href=")[^"]*', f"{QUESTION}: links"),
    "a formula": ("notation/index.html", "<mi>.*?</mi>", "notation/index.html: formulas and figures"),
    "a description": ("glossary/index.html", '<meta name="description"[^>]*>', "glossary/index.html: head"),
    "the policy of a page": ("topics/index.html", "form-action 'none'", "topics/index.html: head"),
    "the policy of all": ("_headers", "'wasm-unsafe-eval'", "_headers"),
    "an entry of the index": ("assets/search.json", "temperature", "assets/search.json"),
    "a notebook": ("downloads/temperature.ipynb", None, "downloads/temperature.ipynb"),
    "a page offline": ("sw.js", '"questions/temperature/", ', "sw.js"),
    "a page in the sitemap": ("sitemap.xml", "<loc>[^<]*temperature/</loc>", "sitemap.xml"),
}


def test_whatever_one_engine_loses_is_named(addressed_site: Path, tmp_path: Path) -> None:
    site = shutil.copytree(addressed_site, tmp_path / "site")
    for name, pattern, _ in LOST.values():
        text = re.sub(pattern or ".*", "", (site / name).read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
        (site / name).write_text(text, encoding="utf-8") if pattern else (site / name).unlink()
    found = differences(content(addressed_site), content(site))
    assert [lost for lost, (*_, part) in LOST.items() if part not in found] == []


def test_with_zensical_every_link_leads_somewhere(zensical: Path) -> None:
    assert lost_links(zensical) == []


def test_with_zensical_every_file_that_the_book_did_not_make_is_named(zensical: Path, book: Path) -> None:
    assert unnamed_files(zensical, book) == set()


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path or "home")
def test_with_zensical_a_page_of_each_kind_is_quiet_and_asks_nobody_else(
    browser: Browser, zensical: Path, path: str
) -> None:
    with served(zensical.parent) as address, watching(browser, f"{address}/book") as reader:
        use(reader.open(path))
        reader.settle()
        assert reader.complaints == []
        assert reader.foreign == []


def test_with_zensical_tabs_remember_the_framework(browser: Browser, zensical: Path) -> None:
    with served(zensical.parent) as address, watching(browser, f"{address}/book") as reader:
        tabs_are_remembered(reader)
