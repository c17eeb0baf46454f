"""Binds the style sheets of theme and book into one: a browser waits for as many as a page links before it paints."""

from __future__ import annotations

import re
from pathlib import Path

SHEET = "assets/sheet.css"  # among the book's own: what they name stays where they look for it
LINK = re.compile(r'\s*<link rel="stylesheet" href="(?P<to>[^"]*?)(?P<sheet>assets/[^"]+)">')


def bind_sheets(site: Path) -> None:
    """Put one style sheet in the place of those that the pages of a site link, in their order."""
    pages = {file: file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html"))}
    names = dict.fromkeys(link["sheet"] for text in pages.values() for link in LINK.finditer(text))
    bound = "\n".join((site / name).read_text(encoding="utf-8") for name in names)
    for name in names:
        (site / name).unlink()
    (site / SHEET).write_text(bound, encoding="utf-8")
    for file, text in pages.items():
        once = LINK.sub(lambda link: f'<link rel="stylesheet" href="{link["to"]}{SHEET}">', text, count=1)
        file.write_text(LINK.sub(lambda link: link[0] if link["sheet"] == SHEET else "", once), encoding="utf-8")
