"""Makes a drawing of matplotlib's part of the page: inline, in the page's colours, with a text alternative.

Inline, because an image in a file of its own cannot see whether the page is light or dark. The drawing comes from a
snippet, so only what is known to draw and nothing else is let through.
"""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

from bookbinder.snippets import Wrong

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
SHAPES = {"circle", "clipPath", "defs", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg", "text"}
SHAPES |= {"tspan", "use"}
DROPPED = {"metadata", "style", "title"}
# The colours that figures.mplstyle draws with stand for the page's own: text and lines, then the series in order.
COLOURS = {"#000000": "currentColor"} | {f"#00000{n}": f"var(--figure-{n})" for n in range(1, 7)}
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
GEOMETRY = {"cx", "cy", "d", "height", "points", "r", "rx", "ry", "style", "transform", "viewBox", "width", "x", "x1"}
GEOMETRY |= {"x2", "y", "y1", "y2", "clip-path", "id"}
OWN_ID = re.compile(r"#([\w.-]+)")
# In a style: what would make the drawing's text unlike the page's, and what could fetch something.
FONT = re.compile(r"font-family:[^;]*;?|font:[^;]*;?")
FETCHING = re.compile(r"url\((?!#)|@|expression|javascript:", re.IGNORECASE)


def inline_figure(drawing: str | None, alt: str, prefix: str) -> str:
    """Return the HTML of a figure, its ids starting with `prefix`; raise Wrong for what is no plain drawing."""
    if drawing is None:
        raise Wrong(
            "the snippet of this figure draws nothing", 'end it with figure.savefig("NAME.svg")', "figure-drawing"
        )
    try:
        root = ElementTree.fromstring(drawing)  # noqa: S314 - expat fetches nothing and bounds its expansions
    except ElementTree.ParseError as error:
        raise Wrong(
            f"the drawing is not SVG ({error})", "write it with matplotlib's savefig", "figure-drawing"
        ) from None
    _clean(root)
    _rename(root, prefix)
    width = float(root.attrib.pop("width", "432pt").removesuffix("pt"))
    root.attrib.pop("height", None)
    root.set("role", "img")
    root.set("aria-label", alt)
    root.set("style", f"max-width: {width * 4 / 3:.0f}px")
    ElementTree.register_namespace("", SVG[1:-1])
    text = ElementTree.tostring(root, encoding="unicode").replace(f' xmlns="{SVG[1:-1]}"', "")
    text = re.sub(r">\s+<", "><", text)
    return f'<figure class="drawing">{text}</figure>'


def _clean(element: ElementTree.Element) -> None:
    """Keep shapes with their geometry and style; drop what describes; refuse everything else."""
    name = element.tag.removeprefix(SVG)
    if name not in SHAPES:
        raise Wrong(
            f"the drawing holds <{html.escape(name)}>", "draw with lines, shapes and text alone", "figure-drawing"
        )
    if HREF in element.attrib:
        element.set("href", element.attrib.pop(HREF))
    for key, value in list(element.attrib.items()):
        if key == "href" and value.startswith("#"):
            continue
        if key not in GEOMETRY or FETCHING.search(value):
            del element.attrib[key]
        elif key == "style":
            element.set(key, COLOUR.sub(_page_colour, FONT.sub("", value)).strip())
    for child in list(element):
        if child.tag.removeprefix(SVG) in DROPPED:
            element.remove(child)
        else:
            _clean(child)


def _page_colour(match: re.Match[str]) -> str:
    return COLOURS.get(match[0].lower(), match[0])


def _rename(root: ElementTree.Element, prefix: str) -> None:
    """Give what the drawing refers to ids of the page's own, and drop the other ids: they must be unique."""
    referring = ("href", "clip-path")
    used = {found for element in root.iter() for key in referring for found in OWN_ID.findall(element.get(key, ""))}
    new = {old: f"{prefix}-{number}" for number, old in enumerate(sorted(used), 1)}
    for element in root.iter():
        for key in referring:
            if key in element.attrib:
                element.set(key, OWN_ID.sub(lambda match: f"#{new[match[1]]}", element.attrib[key]))
        if element.get("id") in new:
            element.set("id", new[element.attrib["id"]])
        else:
            element.attrib.pop("id", None)
