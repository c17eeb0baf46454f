"""Merges the style sheets of theme and book into one, without the rules that no page uses.

A browser paints nothing before it has loaded every style sheet of the page.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from pathlib import Path

from lightningcss import process_stylesheet

SHEET = "assets/sheet.css"  # in the folder of book.css, so that its relative addresses stay correct
THEME = "assets/stylesheets"
LINK = re.compile(r'\s*<link rel="stylesheet" href="(?P<to>[^"]*?)(?P<sheet>assets/[^"]+)">')
WORD = re.compile(r"[\w-]+")
# Where a page names classes, ids and custom properties: to look for them among all its words takes four times as long.
NAMING = re.compile(r"""\b(?:class|id|style)=(?:"[^"]*"|'[^']*'|[^\s>]*)|<script.*?</script>""", flags=re.DOTALL)
NAME = re.compile(r"[.#](?P<class_or_id>[\w-]+)|(?P<property>--[\w-]+)\s*:")
USED = re.compile(r"var\(\s*(--[\w-]+)")


def merge_stylesheets(site: Path, pages: Collection[str], browsers: list[str]) -> None:
    """Replace all style sheets that the pages of a site link by one for these browsers, in the same order."""
    scripts = [file.read_text(encoding="utf-8") for file in site.rglob("*.js")]
    names = dict.fromkeys(link["sheet"] for text in pages for link in LINK.finditer(_head(text)))
    merged = "\n".join((site / name).read_text(encoding="utf-8") for name in names)
    for name in names:
        (site / name).unlink()
    shutil.rmtree(site / THEME, ignore_errors=True)  # also those that no page links
    naming = {part for text in pages for part in NAMING.findall(text)}
    words = {word for text in [*naming, *scripts] for word in WORD.findall(text)}
    (site / SHEET).write_text(drop_unused(merged, words, browsers), encoding="utf-8")


def link_stylesheet(html: str) -> str:
    """Return a page with a link to the merged style sheet instead of its links to the others."""
    head = _head(html)
    once = LINK.sub(lambda link: f'<link rel="stylesheet" href="{link["to"]}{SHEET}">', head, count=1)
    return LINK.sub(lambda link: link[0] if link["sheet"] == SHEET else "", once) + html[len(head) :]


def _head(html: str) -> str:
    """Return a page up to the end of its head."""
    return html.partition("</head>")[0]


def drop_unused(sheet: str, words: set[str], browsers: list[str]) -> str:
    """Return a minified style sheet without rules for unused classes and ids, and without unused custom properties.

    `words` are all words of the pages and of the scripts, so that every class and id that a page can have is one.
    """
    before = ""
    while sheet != before:
        named = {match["class_or_id"] or match["property"] for match in NAME.finditer(sheet)}
        unused = named - words - set(USED.findall(sheet))
        before, sheet = sheet, process_stylesheet(sheet, filename=SHEET, unused_symbols=unused)
    # Only now: a run without the browsers would merge again what is written twice for them.
    return process_stylesheet(sheet, filename=SHEET, browsers_list=browsers)
