"""Which files docs/ may contain: pages, pictures, and the font of formulas."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree.ElementTree import Element

from bookbinder.base.characters import find_hidden
from bookbinder.base.files import why_unreadable
from bookbinder.base.problems import Wrong
from bookbinder.content.book import LARGEST_PAGE, REFERENCES
from bookbinder.render.figures import DROPPED, SAFE_VALUE, SHAPES, SVG, read_drawing

FONTS = "docs/assets/fonts"  # written by fonts.py
LARGEST = {".md": LARGEST_PAGE, ".svg": 100_000, ".png": 500_000, ".jpg": 500_000, ".webp": 500_000, ".woff2": 200_000}
LARGEST[".yml"] = 1_000_000
MAGIC = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".webp": b"RIFF", ".woff2": b"wOF2"}
# The attributes of an SVG file, besides those that a figure keeps (figures.py).
DRAWS = {"fill", "fill-opacity", "fill-rule", "opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"}
DRAWS |= {"stroke-dasharray", "stroke-miterlimit", "stroke-opacity", "font-size", "text-anchor", "viewBox", "xmlns"}
DRAWS |= {"cx", "cy", "d", "height", "id", "points", "r", "rx", "ry", "transform", "width", "x", "x1", "x2", "y", "y1"}
DRAWS |= {"y2", "href", "role", "aria-label"}
MARKS = set("<>\"'&\\{}`")  # of HTML and Markdown: engines print the name of a page that has no title
# Written by editors and systems; engines do not publish them.
IGNORED_NAMES = re.compile(r"\..*|.*~|Thumbs\.db")


def may_be_linked(root: Path, name: str) -> bool:
    """Return whether a page may link this file: it exists, in docs/, and is published."""
    return name.startswith("docs" + os.sep) and not wrong_docs_file(root, Path(name))


def wrong_docs_file(root: Path, name: Path) -> str:
    """Return why a file of docs/ may not be published, or nothing."""
    file, ending = root / name, name.suffix
    if MARKS & set(name.as_posix()) or find_hidden(name.as_posix()) is not None or "\n" in name.as_posix():
        return "has a name that could be read as HTML"
    if ending not in LARGEST or (ending == ".yml" and name.as_posix() != REFERENCES):
        return f"is of a kind that is not published ({ending or 'no ending'})"
    if wrong := why_unreadable(root, name, LARGEST[ending]):
        return wrong
    if ending == ".woff2" and name.parent.as_posix() != FONTS:
        return f"is a font outside {FONTS}"
    if ending in MAGIC and not (head := _head(file)).startswith(MAGIC[ending]) and head:
        return f"does not contain a {ending[1:]} picture"
    return _wrong_svg(file) if ending == ".svg" else ""


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(16)


def _wrong_svg(file: Path) -> str:
    """Return what a drawing contains besides shapes and text: opened by its address, it could run scripts."""
    try:
        root = read_drawing(file.read_text(encoding="utf-8"))
    except (Wrong, UnicodeDecodeError) as error:
        return f"is a drawing that cannot be read ({error})"
    return next((what for element in root.iter() if (what := _wrong_element(element))), "")


def _wrong_element(element: Element) -> str:
    name = element.tag.removeprefix(SVG)
    if name not in SHAPES | DROPPED - {"style", "metadata"}:
        return f"is a drawing that contains <{name}>"
    for key, value in element.attrib.items():
        if key not in DRAWS or not (SAFE_VALUE.fullmatch(value) or key == "aria-label"):
            return f"is a drawing with the attribute {key}, which is not allowed"
    return ""
