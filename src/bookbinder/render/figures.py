"""Inlines a drawing of matplotlib in a page: in the page's colours, with a text alternative and a caption.

It is inline because an image in a file of its own does not know whether the page is light or dark. The drawing comes
from a snippet, so only elements and attributes that are known to draw are let through.
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
# The page's own colours for those of figures.mplstyle: text and lines, then the series in order.
COLOURS = {"#000000": "currentColor"} | {f"#00000{n}": f"var(--figure-{n})" for n in range(1, 7)}
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
GEOMETRY = {"cx", "cy", "d", "height", "points", "r", "rx", "ry", "style", "transform", "viewBox", "width", "x", "x1"}
GEOMETRY |= {"x2", "y", "y1", "y2", "clip-path", "id"}
OWN_ID = re.compile(r"#([\w.-]+)")
# The properties of a style that are kept. The font is the page's own; others could move, hide or fetch something.
STYLES = {"clip-path", "clip-rule", "fill", "fill-opacity", "fill-rule", "font-size", "font-style", "font-weight"}
STYLES |= {"opacity", "text-anchor", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap"}
STYLES |= {"stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width"}
SAFE_VALUE = re.compile(
    r"(?:[\w\s.,#%+-]|(?:rgba?|matrix|translate|scale|rotate|skew[XY])\([\w\s.,%+-]*\)|url\(#[\w.-]+\))*"
)
SIZE = re.compile(r"font-size: (\d{1,4}(?:\.\d{1,9})?)px")
NARROW = 330  # pixels, of a figure in a folded block of a page on a phone
SMALLEST = 11  # pixels, of text there
TEXT_SIZE = 11  # points, of the text that figures.mplstyle sets
WIDTH = re.compile(r"(\d{1,4}(?:\.\d{1,9})?)(?:pt|px)?")
MAX_ELEMENTS = 20_000  # including those that <use> draws again
MAX_DEPTH = 40  # elements within each other


def inline_figure(drawing: str | None, alt: str, caption: str, prefix: str, *, any_size: bool = False) -> str:
    """Return the HTML of a figure, its ids starting with `prefix`; raise Wrong if it is more than a plain drawing.

    Its text must be large enough for a phone, unless it may have `any_size`.
    """
    if drawing is None:
        what, fix = "the snippet of this figure draws nothing", 'end it with figure.savefig("NAME.svg")'
        raise Wrong(what, fix, "figure-drawing")
    root = read_drawing(drawing)
    _clean(root)
    _rename_ids(root, prefix)
    width = WIDTH.fullmatch(root.attrib.pop("width", "432pt"))
    if not width:
        raise _wrong("has a width that is not a number of points")
    root.attrib.pop("height", None)
    if not any_size:
        _require_large_text(root, float(width[1]))
    root.set("role", "img")
    root.set("aria-label", alt)
    root.set("style", f"max-width: {float(width[1]) / TEXT_SIZE:.2f}em")  # so its text is as large as the page's
    ElementTree.register_namespace("", SVG[1:-1])
    text = ElementTree.tostring(root, encoding="unicode").replace(f' xmlns="{SVG[1:-1]}"', "")
    text = re.sub(r">\s+<", "><", text)
    return f'<figure class="drawing">{text}<figcaption>{html.escape(caption, quote=False)}</figcaption></figure>'


def read_drawing(drawing: str) -> ElementTree.Element:
    """Return the root of a drawing, or raise Wrong if it is not SVG or too large."""
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
    if depth > MAX_DEPTH:
        raise _wrong(f"has {depth} elements within each other, more than {MAX_DEPTH}")
    if (drawn := _count_drawn(root)) > MAX_ELEMENTS:
        raise _wrong(f"draws {drawn:.3g} elements, more than {MAX_ELEMENTS:,}")
    text = "".join(root.itertext())
    if (at := find_hidden(text)) is not None:
        raise _wrong(f"holds the invisible character {describe(text[at])}")
    return root


def _require_large_text(root: ElementTree.Element, width: float) -> None:
    """Raise Wrong if a drawing so many points wide has text that a phone shows too small to read."""
    sizes = (SIZE.search(element.get("style", "")) for element in root.iter())
    smallest = min((float(size[1]) for size in sizes if size), default=math.inf)
    if smallest * NARROW < SMALLEST * width:
        shown = smallest * NARROW / width
        what = f"the drawing has text that is {shown:.1f} pixels high on a phone, less than {SMALLEST}"
        fix = "keep to the default size of text and a width of 4.5, and label ticks without superscripts"
        raise Wrong(what, fix, "figure-drawing")


def _wrong(what: str) -> Wrong:
    return Wrong(f"the drawing {what}", "draw it with matplotlib, and write it with savefig", "figure-drawing")


def _count_drawn(root: ElementTree.Element) -> float:
    """Return how many elements a browser draws, where each <use> counts as all that it repeats."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    counts: dict[ElementTree.Element, float] = {}

    def count(element: ElementTree.Element) -> float:
        if element not in counts:
            counts[element] = math.inf  # for an element that contains itself
            target = named.get((element.get(HREF) or element.get("href") or "").removeprefix("#"))
            counts[element] = 1 + sum(map(count, element)) + (count(target) if target is not None else 0)
        return counts[element]

    try:
        return count(root)
    except RecursionError:
        return math.inf


def _clean(element: ElementTree.Element) -> None:
    """Keep shapes with their geometry and style, drop descriptions, and refuse everything else."""
    name = element.tag.removeprefix(SVG)
    if name not in SHAPES:
        raise _wrong(f"holds <{html.escape(name)}>")
    if HREF in element.attrib:
        element.set("href", element.attrib.pop(HREF))
    for key, value in list(element.attrib.items()):
        if key == "href" and value.startswith("#"):
            continue
        if key == "style" and (style := _clean_style(value)):
            element.set(key, COLOUR.sub(lambda match: COLOURS.get(match[0].lower(), match[0]), style))
        elif key not in GEOMETRY or key == "style" or not SAFE_VALUE.fullmatch(value):
            del element.attrib[key]
    for child in list(element):
        if child.tag.removeprefix(SVG) in DROPPED:
            element.remove(child)
        else:
            _clean(child)


def _clean_style(value: str) -> str:
    """Return the properties of a style that are safe."""
    pairs = (part.partition(":") for part in value.split(";"))
    kept = ((name.strip(), said.strip()) for name, _, said in pairs)
    return "; ".join(f"{name}: {said}" for name, said in kept if name in STYLES and SAFE_VALUE.fullmatch(said))


def _rename_ids(root: ElementTree.Element, prefix: str) -> None:
    """Give new ids to the elements that the drawing refers to, unique in the page, and drop all other ids."""
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
