"""Each thing has one name: whatever names a page names it as its title does."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

HOST = "https://book/"
HOME = "Start here"  # whose title is a question
# Where links name pages; elsewhere, the words of a sentence lead to them.
NAMES = """
    .book-nav > ul > li > a, .book-nav > ul > li > ul a, .book-links a, .book-turn a, .topic a:first-child, .topics a,
    .questions li > a, .questions li > p:first-child > a, article h2 > a:not(.headerlink), .card h3 > a:not(.headerlink)
"""


def words(text: str) -> str:
    return " ".join(text.split())


def test_every_link_of_a_list_names_its_page_by_the_page_s_title(site: Path) -> None:
    pages = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*.html"))}
    trees = {name: LexborHTMLParser(file.read_text(encoding="utf-8")) for name, file in pages.items()}
    titles = {}
    for name, tree in trees.items():
        title = tree.css_first("article h1")
        assert title is not None
        for mark in title.css(".headerlink"):
            mark.decompose()
        titles[name] = words(title.text())
    wrong, seen = [], 0
    for name, tree in trees.items():
        for link in tree.css(NAMES):
            href = link.attributes["href"] or ""
            if href.startswith("#"):  # a section of the page itself
                continue
            place = urlsplit(urljoin(HOST + name, href)).path.lstrip("/")
            target = f"{place}index.html" if place.endswith("/") or not place else place
            for label in link.css("span:not([class])"):  # "Previous", "Next"
                label.decompose()
            said = words(link.text())
            seen += 1
            if said not in (titles[target], HOME if target == "index.html" else ""):
                wrong.append(f"{name} calls {target} {said!r}, which is {titles[target]!r}")
    assert seen > 1000
    assert sorted(set(wrong)) == []
