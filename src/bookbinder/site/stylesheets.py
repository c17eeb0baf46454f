"""Binds the style sheets of theme and book into one, without the rules that no page can use.

A browser waits for as many sheets as a page links before it paints, and for all that is in them.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from lightningcss import process_stylesheet

SHEET = "assets/sheet.css"  # among the book's own: what they name stays where they look for it
THEME = "assets/stylesheets"
LINK = re.compile(r'\s*<link rel="stylesheet" href="(?P<to>[^"]*?)(?P<sheet>assets/[^"]+)">')
WORD = re.compile(r"[\w-]+")
NAME = re.compile(r"[.#](?P<class_or_id>[\w-]+)|(?P<property>--[\w-]+)\s*:")
ASKED = re.compile(r"var\(\s*(--[\w-]+)")


def bind_sheets(site: Path, browsers: list[str]) -> None:
    """Put one style sheet for these browsers in the place of those that the pages of a site link, in their order."""
    pages = {file: file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html"))}
    scripts = [file.read_text(encoding="utf-8") for file in site.rglob("*.js")]
    names = dict.fromkeys(link["sheet"] for text in pages.values() for link in LINK.finditer(text))
    bound = "\n".join((site / name).read_text(encoding="utf-8") for name in names)
    for name in names:
        (site / name).unlink()
    shutil.rmtree(site / THEME, ignore_errors=True)  # of the theme's sheets, more than the linked ones
    words = {word for text in [*pages.values(), *scripts] for word in WORD.findall(text)}
    (site / SHEET).write_text(drop_unused(bound, words, browsers), encoding="utf-8")
    for file, text in pages.items():
        once = LINK.sub(lambda link: f'<link rel="stylesheet" href="{link["to"]}{SHEET}">', text, count=1)
        file.write_text(LINK.sub(lambda link: link[0] if link["sheet"] == SHEET else "", once), encoding="utf-8")


def drop_unused(sheet: str, words: set[str], browsers: list[str]) -> str:
    """Return a style sheet, minified, without the rules for classes and ids that are not among the words.

    `words` are those of all pages and of the scripts that change them: no other class or id can come to be. Custom
    properties that nothing asks for go too, and with them what only they asked for.
    """
    before = ""
    while sheet != before:
        named = {match["class_or_id"] or match["property"] for match in NAME.finditer(sheet)}
        unused = named - words - set(ASKED.findall(sheet))
        before, sheet = sheet, process_stylesheet(sheet, filename=SHEET, unused_symbols=unused)
    # Last and once: what the browsers need is merged again by a run that does not know them.
    return process_stylesheet(sheet, filename=SHEET, browsers_list=browsers)
