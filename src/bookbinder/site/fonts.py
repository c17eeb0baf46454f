"""Subsets the font of formulas, and of titles in social images, to the characters that pages use."""

from __future__ import annotations

import hashlib
import io
from importlib.metadata import distribution
from pathlib import Path

from bookbinder.base.files import refuse_links, replace_file

# STIX Two Math, 1.5 MB, from the package ziamath.
PACKAGE, FILE = "ziamath", "ziamath/fonts/STIXTwoMath-Regular.ttf"
TARGET, STAMP = Path("docs/assets/fonts/stix-two-math.woff2"), Path(".bookbinder/font")
# The characters of titles and formulas; a test checks that pages use no other. A mathematical alphabet takes 4 kB.
CHARACTERS = [
    *range(0x20, 0x7F), 0xA0, 0xAC, 0xAF, 0xB1, 0xB2, 0xB6, 0xB7, 0xD7, 0xE9, 0xF6,  # ASCII, others of titles
    *range(0x391, 0x3CA), 0x3D5, 0x2C6, 0x2DC, *range(0x2010, 0x2028), 0x2032, 0x2033,  # Greek, punctuation
    0x2061, 0x2062, 0x2063,  # invisible operators
    *range(0x2190, 0x2194), 0x21D2, 0x21D4, 0x27F9, 0x27FA,  # arrows
    0x2200, 0x2202, 0x2203, 0x2207, 0x2208, 0x2209, 0x220F, 0x2211, 0x2212, 0x221A, 0x221D, 0x221E, 0x2223, 0x2225,
    *range(0x2227, 0x222C), 0x2248, 0x2260, 0x2261, 0x2264, 0x2265, 0x226A, 0x226B, 0x2282, 0x2286, 0x2295, 0x2299,
    0x22A4, 0x22C5, 0x22EF, *range(0x2308, 0x230C), 0x23DE, 0x23DF, 0x27E8, 0x27E9,  # operators and delimiters
    0x2112, 0x2113, 0x211D, 0x1D53C, 0x1D7D9,  # script L, reals, expectation, indicator
    *range(0x1D400, 0x1D468), 0x210E, 0x1D5B3, *range(0x1D6E2, 0x1D71C),  # bold, italic, sans T, italic Greek
]  # fmt: skip


def write_font(root: Path) -> None:
    """Write the subset below docs/ unless it is up to date; its bytes depend only on the font and this file."""
    source = Path(str(distribution(PACKAGE).locate_file(FILE)))
    wanted = hashlib.sha256(source.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    target, stamp = root / TARGET, root / STAMP
    if target.is_file() and stamp.is_file() and stamp.read_text() == wanted:
        return
    from fontTools import subset  # seldom needed, and every command would wait for it

    options = subset.Options(flavor="woff2", layout_features=[], name_IDs=[0, 1, 2, 13, 14], hinting=False)
    data = io.BytesIO()
    with subset.load_font(str(source), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=CHARACTERS)
        subsetter.subset(font)
        subset.save_font(font, data, options)
    for file, content in ((target, data.getvalue()), (stamp, wanted.encode())):
        refuse_links(file, root)
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, content, root)
