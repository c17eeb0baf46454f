"""A drawing becomes part of the page: in its colours, with its own ids, and nothing in it but shapes and text."""

from __future__ import annotations

import re

import pytest

from bookbinder.figures import inline_figure
from bookbinder.snippets import Wrong

DRAWING = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
     width="432pt" height="216pt" viewBox="0 0 432 216">
 <metadata><x/></metadata>
 <defs><style>*{stroke-linejoin: round}</style></defs>
 <g id="figure_1" clip-path="url(#p1)">
  <defs><path id="m1" d="M 0 0" style="stroke: #000000"/><clipPath id="p1"><rect x="0" y="0"/></clipPath></defs>
  <use xlink:href="#m1" x="1" style="stroke: #000001; fill: #ABCDEF"/>
  <text style="font-size: 11px; font-family: 'DejaVu Sans', Arial; text-anchor: middle" x="1">0.5</text>
 </g>
</svg>
"""


def test_the_text_alternative_is_the_figures_name() -> None:
    html = inline_figure(DRAWING, 'Where "p" < 1/2', "fig")
    assert 'role="img"' in html
    assert 'aria-label="Where &quot;p&quot; &lt; 1/2"' in html


def test_colours_are_those_of_the_page_and_others_stay() -> None:
    html = inline_figure(DRAWING, "alt", "fig")
    assert "stroke: currentColor" in html
    assert "stroke: var(--figure-1); fill: #ABCDEF" in html
    assert "#000000" not in html


def test_text_takes_the_pages_font() -> None:
    html = inline_figure(DRAWING, "alt", "fig")
    assert "font-family" not in html
    assert "font-size: 11px" in html


def test_ids_are_the_figures_own_and_only_those_referred_to() -> None:
    html = inline_figure(DRAWING, "alt", "sigmoid")
    assert sorted(re.findall(r'id="([^"]*)"', html)) == ["sigmoid-1", "sigmoid-2"]
    assert 'href="#sigmoid-1"' in html
    assert 'clip-path="url(#sigmoid-2)"' in html


def test_nothing_of_the_drawing_asks_another_server_or_carries_a_style_sheet() -> None:
    html = inline_figure(DRAWING, "alt", "fig")
    assert "http" not in html
    assert "<style" not in html
    assert "metadata" not in html


@pytest.mark.parametrize("name", ["script", "image", "foreignObject", "a", "animate", "iframe", "feImage"])
def test_what_is_no_shape_is_refused(name: str) -> None:
    with pytest.raises(Wrong, match=f"holds <{name}>"):
        inline_figure(DRAWING.replace("<use ", f"<{name}/><use "), "alt", "fig")


@pytest.mark.parametrize(
    "attribute",
    ['onclick="x()"', 'href="https://example.org/a.svg#b"', 'style="fill: url(https://example.org)"', 'class="md-nav"'],
)
def test_an_attribute_that_does_not_draw_is_dropped(attribute: str) -> None:
    html = inline_figure(DRAWING.replace("<text style=", f"<path {attribute}/><text style="), "alt", "fig")
    assert "<path />" in html


def test_what_is_not_svg_is_refused() -> None:
    with pytest.raises(Wrong, match="not SVG"):
        inline_figure("<svg", "alt", "fig")
