"""Draws the image that social networks show with a page's address: its title in the book's colours."""

from __future__ import annotations

import math
from importlib.metadata import distribution
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bookbinder.site.fonts import FILE, PACKAGE

SIZE, MARGIN = (1200, 630), 90
PAPER, INK, ACCENT, RULE = "#fbfaf7", "#1f2426", "#1c5f50", "#dedad0"


def draw_social_image(title: str, book: str, target: Path) -> None:
    """Write the PNG; its bytes depend only on the two titles, the font and this file."""
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    _draw_sigmoid(pen)
    _draw_title(pen, title)
    pen.text((MARGIN, SIZE[1] - MARGIN), book, fill=ACCENT, font=_font(40), anchor="ls")
    target.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(32).save(target, optimize=True)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(distribution(PACKAGE).locate_file(FILE)), size)


def _draw_title(pen: ImageDraw.ImageDraw, title: str) -> None:
    """Draw the title in the largest size that fits into four lines."""
    width = SIZE[0] - 2 * MARGIN
    for size in range(84, 30, -4):
        lines, font = [""], _font(size)
        for word in title.split():
            longer = f"{lines[-1]} {word}".strip()
            if pen.textlength(longer, font=font) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) <= 4 and len(lines) * size * 1.2 <= SIZE[1] - 3 * MARGIN:
            break
    pen.multiline_text((MARGIN, MARGIN), "\n".join(lines), fill=INK, font=font, spacing=size * 0.2)


def _draw_sigmoid(pen: ImageDraw.ImageDraw) -> None:
    """Draw the book's logo, a sigmoid between its two limits, at the lower right."""
    left, right, low, high = 640, SIZE[0] - MARGIN, SIZE[1] - MARGIN, SIZE[1] - 2 * MARGIN
    for y in (low, high):
        pen.line([(left, y), (right, y)], fill=RULE, width=3)
    points = [(left + (right - left) * t / 200, low - (low - high) / (1 + math.exp(6 - 0.06 * t))) for t in range(201)]
    pen.line(points, fill=ACCENT, width=7, joint="curve")
    pen.circle(((left + right) / 2, (low + high) / 2), 11, fill=ACCENT)
