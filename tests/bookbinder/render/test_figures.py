"""A drawing is inlined in the page's colours, with ids of its own, and holds only shapes and text."""

from __future__ import annotations

import re

import pytest

from bookbinder.base.problems import Wrong
from bookbinder.render.figures import inline_figure

DRAWING = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
     width="324pt" height="216pt" viewBox="0 0 324 216">
 <metadata><x/></metadata>
 <defs><style>*{stroke-linejoin: round}</style></defs>
 <g id="figure_1" clip-path="url(#p1)">
  <defs><path id="m1" d="M 0 0" style="stroke: #000000"/><clipPath id="p1"><rect x="0" y="0"/></clipPath></defs>
  <use xlink:href="#m1" x="1" style="stroke: #000001; fill: #ABCDEF"/>
  <text style="font-size: 11px; font-family: 'DejaVu Sans', Arial; text-anchor: middle" x="1">0.5</text>
 </g>
</svg>
"""


def test_the_text_alternative_is_the_accessible_name() -> None:
    html = inline_figure(DRAWING, 'Where "p" < 1/2', "Where p < 1/2.", "fig")
    assert 'role="img"' in html
    assert 'aria-label="Where &quot;p&quot; &lt; 1/2"' in html


def test_the_caption_stands_below_the_drawing_as_text() -> None:
    html = inline_figure(DRAWING, "alt", "Figure 1. Where <p> is small.", "fig")
    assert html.endswith("</svg><figcaption>Figure 1. Where &lt;p&gt; is small.</figcaption></figure>")


@pytest.mark.parametrize(
    ("old", "new", "pixels"), [('"324pt"', '"460.8pt"', "7.9"), ("11px", "7.7px", "7.8"), ("11px", "10.7px", "10.9")]
)
def test_text_that_is_too_small_on_a_phone_is_refused(old: str, new: str, pixels: str) -> None:
    with pytest.raises(Wrong, match=f"text that is {pixels} pixels high on a phone, less than 11"):
        inline_figure(DRAWING.replace(old, new), "alt", "What it shows.", "fig")


def test_the_text_of_a_drawing_is_as_large_as_that_of_the_page() -> None:
    """Where there is room: of a drawing 324 points wide, eleven points are a page's em if it is shown 29.45 em wide."""
    assert 'style="max-width: 29.45em"' in inline_figure(DRAWING, "alt", "What it shows.", "fig")


def test_colours_of_the_style_become_the_pages_and_others_stay() -> None:
    html = inline_figure(DRAWING, "alt", "What it shows.", "fig")
    assert "stroke: currentColor" in html
    assert "stroke: var(--figure-1); fill: #ABCDEF" in html
    assert "#000000" not in html


def test_text_takes_the_pages_font() -> None:
    html = inline_figure(DRAWING, "alt", "What it shows.", "fig")
    assert "font-family" not in html
    assert "font-size: 11px" in html


def test_ids_get_the_figures_prefix_and_unused_ids_are_dropped() -> None:
    html = inline_figure(DRAWING, "alt", "What it shows.", "sigmoid")
    assert sorted(re.findall(r'id="([^"]*)"', html)) == ["sigmoid-1", "sigmoid-2"]
    assert 'href="#sigmoid-1"' in html
    assert 'clip-path="url(#sigmoid-2)"' in html


def test_a_drawing_loads_nothing_and_has_no_style_sheet() -> None:
    html = inline_figure(DRAWING, "alt", "What it shows.", "fig")
    assert "http" not in html
    assert "<style" not in html
    assert "metadata" not in html


@pytest.mark.parametrize("name", ["script", "image", "foreignObject", "a", "animate", "iframe", "feImage"])
def test_an_element_that_is_not_a_shape_is_refused(name: str) -> None:
    with pytest.raises(Wrong, match=f"holds <{name}>"):
        inline_figure(DRAWING.replace("<use ", f"<{name}/><use "), "alt", "What it shows.", "fig")


@pytest.mark.parametrize(
    "attribute",
    ['onclick="x()"', 'href="https://example.org/a.svg#b"', 'style="fill: url(https://example.org)"', 'class="md-nav"'],
)
def test_an_attribute_that_does_not_draw_is_dropped(attribute: str) -> None:
    html = inline_figure(
        DRAWING.replace("<text style=", f"<path {attribute}/><text style="), "alt", "What it shows.", "fig"
    )
    assert "<path />" in html


def test_a_drawing_that_is_not_svg_is_refused() -> None:
    with pytest.raises(Wrong, match="not SVG"):
        inline_figure("<svg", "alt", "What it shows.", "fig")


def nested(levels: int) -> str:
    """Shapes that a browser draws ten to the power of the levels times."""
    defs = '<g id="u0"><path d="M0 0"/></g>'
    for level in range(1, levels + 1):
        defs += f'<g id="u{level}">' + f'<use xlink:href="#u{level - 1}"/>' * 10 + "</g>"
    return f'<defs>{defs}</defs><use xlink:href="#u{levels}"/>'


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    ("part", "says"),
    [
        (nested(24), "draws"),
        (nested(5), "draws"),
        ('<g id="a"><use xlink:href="#a"/></g>', "draws inf elements"),
        ('<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g>', "draws inf elements"),
        ("<path/>" * 30_000, "draws"),
        ("<g>" * 5_000 + "</g>" * 5_000, "elements within each other"),
        ("<g>" * 60 + "</g>" * 60, "elements within each other"),
        ("<text>a\u202eb</text>", "the invisible character U\\+202E"),
        ("<text>a&#x200b;b</text>", "the invisible character U\\+200B"),
        ("<text>a\u3164b</text>", "the invisible character U\\+3164"),
    ],
    ids=lambda part: part[:40],
)
def test_a_drawing_that_is_too_large_is_refused(part: str, says: str) -> None:
    with pytest.raises(Wrong, match=says):
        inline_figure(DRAWING.replace("<use ", f"{part}<use ", 1), "alt", "What it shows.", "fig")


@pytest.mark.parametrize("width", ["100%", "nanpt", "infpt", "-1pt", "1e9pt", "99999pt", ""])
def test_a_width_that_is_not_a_number_of_points_is_refused(width: str) -> None:
    with pytest.raises(Wrong, match="width"):
        inline_figure(DRAWING.replace("324pt", width), "alt", "What it shows.", "fig")


def test_a_drawing_that_defines_entities_is_refused() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + DRAWING[DRAWING.index("<svg") :]
    with pytest.raises(Wrong, match="defines entities"):
        inline_figure(bomb, "alt", "What it shows.", "fig")


@pytest.mark.parametrize(
    "style",
    [
        r"fill: \75rl(https://example.org)",
        "fill: u/**/rl(https://example.org)",
        "fill: image-set('x')",
        "position: fixed",
        "display: none; visibility: hidden",
        "transform: scale(1e9)",
        "cursor: url(x)",
        "filter: url(#x)",
        "-moz-binding: url(x)",
        "content: 'x'",
        "--figure-1: red",
    ],
)
def test_only_safe_properties_of_a_style_are_kept(style: str) -> None:
    html = inline_figure(
        DRAWING.replace("<text style=", f'<path style="{style}; stroke: #000001"/><text style='), "a", "b", "f"
    )
    assert '<path style="stroke: var(--figure-1)" />' in html
