"""Makes a drawing of matplotlib's part of the page: inline, in the page's colours, with a text alternative.

Inline, because an image in a file of its own cannot see whether the page is light or dark. The drawing comes from a
snippet, so only what is known to draw and nothing else is let through.
"""

from __future__ import annotations

import html
import math
import re
from xml.etree import ElementTree

from bookbinder.base.characters import describe, find_hidden
from bookbinder.base.problems import Wrong

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
# What a style may say. The font is the page's own, and everything else could move, hide or fetch something.
STYLES = {"clip-path", "clip-rule", "fill", "fill-opacity", "fill-rule", "font-size", "font-style", "font-weight"}
STYLES |= {"opacity", "text-anchor", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap"}
STYLES |= {"stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width"}
PLAIN = re.compile(
    r"(?:[\w\s.,#%+-]|(?:rgba?|matrix|translate|scale|rotate|skew[XY])\([\w\s.,%+-]*\)|url\(#[\w.-]+\))*"
)
WIDTH = re.compile(r"(\d{1,4}(?:\.\d{1,9})?)(?:pt|px)?")
MOST, DEEPEST = 20_000, 40  # elements, those drawn again by <use> included; elements within each other


def inline_figure(drawing: str | None, alt: str, prefix: str) -> str:
    """Return the HTML of a figure, its ids starting with `prefix`; raise Wrong for what is no plain drawing."""
    if drawing is None:
        raise Wrong(
            "the snippet of this figure draws nothing", 'end it with figure.savefig("NAME.svg")', "figure-drawing"
        )
    root = read_drawing(drawing)
    _clean(root)
    _rename(root, prefix)
    width = WIDTH.fullmatch(root.attrib.pop("width", "432pt"))
    if not width:
        raise _wrong("has a width that is no number of points")
    root.attrib.pop("height", None)
    root.set("role", "img")
    root.set("aria-label", alt)
    root.set("style", f"max-width: {float(width[1]) * 4 / 3:.0f}px")
    ElementTree.register_namespace("", SVG[1:-1])
    text = ElementTree.tostring(root, encoding="unicode").replace(f' xmlns="{SVG[1:-1]}"', "")
    text = re.sub(r">\s+<", "><", text)
    return f'<figure class="drawing">{text}</figure>'


def read_drawing(drawing: str) -> ElementTree.Element:
    """Return the root of a drawing that is within bounds, or raise Wrong."""
    if "<!ENTITY" in drawing:
        raise _wrong("defines entities")
    try:
        root = ElementTree.fromstring(drawing)  # noqa: S314 - expat fetches nothing, and there is no entity to expand
    except (ElementTree.ParseError, ValueError) as error:
        raise _wrong(f"is not SVG ({error})") from None
    if root.tag != f"{SVG}svg":
        raise _wrong("is not SVG")
    level, depth = [root], 0
    while level:
        depth += 1
        level = [child for element in level for child in element]
    if depth > DEEPEST:
        raise _wrong(f"has {depth} elements within each other, more than {DEEPEST}")
    if (drawn := _drawn(root)) > MOST:
        raise _wrong(f"draws {drawn:.3g} elements, more than {MOST:,}")
    text = "".join(root.itertext())
    if (at := find_hidden(text)) is not None:
        raise _wrong(f"holds the invisible character {describe(text[at])}")
    return root


def _wrong(what: str) -> Wrong:
    return Wrong(f"the drawing {what}", "draw it with matplotlib, and write it with savefig", "figure-drawing")


def _drawn(root: ElementTree.Element) -> float:
    """Return how many elements a browser draws, each <use> counting as all that it repeats."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    counts: dict[ElementTree.Element, float] = {}

    def count(element: ElementTree.Element) -> float:
        if element not in counts:
            counts[element] = math.inf  # for what repeats itself
            target = named.get((element.get(HREF) or element.get("href") or "").removeprefix("#"))
            counts[element] = 1 + sum(map(count, element)) + (count(target) if target is not None else 0)
        return counts[element]

    try:
        return count(root)
    except RecursionError:
        return math.inf


def _clean(element: ElementTree.Element) -> None:
    """Keep shapes with their geometry and style; drop what describes; refuse everything else."""
    name = element.tag.removeprefix(SVG)
    if name not in SHAPES:
        raise _wrong(f"holds <{html.escape(name)}>")
    if HREF in element.attrib:
        element.set("href", element.attrib.pop(HREF))
    for key, value in list(element.attrib.items()):
        if key == "href" and value.startswith("#"):
            continue
        if key == "style" and (style := _style(value)):
            element.set(key, COLOUR.sub(_page_colour, style))
        elif key not in GEOMETRY or key == "style" or not PLAIN.fullmatch(value):
            del element.attrib[key]
    for child in list(element):
        if child.tag.removeprefix(SVG) in DROPPED:
            element.remove(child)
        else:
            _clean(child)


def _style(value: str) -> str:
    """Return what a style says of lines and text, without the rest."""
    pairs = (part.partition(":") for part in value.split(";"))
    kept = ((name.strip(), said.strip()) for name, _, said in pairs)
    return "; ".join(f"{name}: {said}" for name, said in kept if name in STYLES and PLAIN.fullmatch(said))


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
