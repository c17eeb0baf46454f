"""What is wrong with a page on paper: read in the PDF that a browser prints, so in any browser that can print one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from playwright.sync_api import Page

# What must not stand alone at the foot of a sheet, what is of use on a screen only, and whether a figure has texts.
SEEN = """() => {
  const texts = (where) => [...document.querySelectorAll(where)]
    .map((element) => element.textContent.replaceAll("\u00b6", "").replace(/\\s+/g, " ").trim()).filter(Boolean);
  return {
    drawn: document.querySelector("article figure text") !== null,
    leading: texts("article :is(h1, h2, h3, h4, dt, summary, caption, thead th, .filename)")
      .concat(texts("article :is(.tabbed-labels label, .next p:first-child)")),
    buttons: texts("button, .book-header a, .book-header span, .md-footer a, .headerlink")
      .filter((text) => !texts("article a").includes(text)),
  };
}"""
# How large the texts of figures are.
SHARES = """() => {
  const size = (text) => {
    const { a, b } = text.getScreenCTM?.() ?? { a: 1, b: 0 };
    return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b);
  };
  const prose = size(document.querySelector("article"));
  return [...document.querySelectorAll("article figure text")].map((text) => size(text) / prose);
}"""
HIGH = 8  # points: a box is higher than a rule
WIDE = 100  # points: narrower ones are lines of a figure
LIGHT = 200  # of 255
BOX = pdfium.raw.FPDF_PAGEOBJ_PATH


def judge_print(page: Page) -> list[str]:
    """Print a page of a reader who prefers dark colours and has all folds closed; return what is wrong on paper.

    The page is still dark then.
    """
    seen = page.evaluate(SEEN)
    page.emulate_media(media="print" if seen["drawn"] else "null", color_scheme="dark")
    shares = page.evaluate(SHARES)
    pdf = page.pdf(format="A4")
    page.emulate_media(media="null")
    uneven = [f"text of a figure is {share:.2f} times as large as prose" for share in shares if not 0.8 < share < 1.1]
    return [*uneven, *judge_sheets(pdf, seen["leading"], seen["buttons"])]


def judge_sheets(pdf: bytes, leading: list[str], buttons: list[str]) -> list[str]:
    """Return what is wrong with printed sheets: empty, dark, with buttons or empty boxes, or with a lonely heading."""
    with pdfium.PdfDocument(pdf) as document:
        return [
            f"sheet {number}: {wrong}"
            for number, sheet in enumerate(document, 1)
            for wrong in _judge_sheet(sheet, leading, buttons)
        ]


def _judge_sheet(sheet: Any, leading: list[str], buttons: list[str]) -> Iterator[str]:
    text, width = sheet.get_textpage(), sheet.get_width()

    def between(bottom: float, top: float) -> str:
        return " ".join(text.get_text_bounded(0, bottom, width, top).split())

    places = [text.get_rect(number) for number in range(text.count_rects())]
    if not places:
        yield "empty"
        return
    lowest = min(places, key=lambda place: place[1])  # they come as they are painted, not from top to bottom
    if (last := between(lowest[1], lowest[3])) in leading:
        yield f"ends with {last!r}"
    lines = {" ".join(line.split()) for line in text.get_text_range().splitlines()}
    for line in sorted(lines & {*buttons} - {*leading}):
        yield f"shows {line!r}"
    if sheet.render(scale=0.2, grayscale=True).to_numpy().mean() < LIGHT:
        yield "dark"
    for path in sheet.get_objects(filter=[BOX], max_depth=1):
        left, bottom, right, top = path.get_bounds()
        if right - left > WIDE and top - bottom > HIGH and not between(bottom, top):
            yield f"holds an empty box at {path.get_bounds()}"
