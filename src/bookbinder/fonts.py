"""Cuts the font of formulas and titles down to what pages use, before an engine copies it with the other files."""

from __future__ import annotations

import hashlib
from importlib.metadata import distribution
from pathlib import Path

from fontTools import subset

# STIX Two Math, as the package ziamath carries it: 1.5 MB.
PACKAGE, FILE = "ziamath", "ziamath/fonts/STIXTwoMath-Regular.ttf"
TARGET = Path("docs/assets/fonts/stix-two-math.woff2")
# What titles and formulas may hold: ASCII, some of Latin-1, Greek, punctuation, arrows, operators, delimiters, the bold
# and italic alphabets of mathematics, and of others the letters that have a name: R, N, Z, C, L.
# Each character costs every first visit about 60 bytes; tests/site/test_math.py says which one is missing.
CHARACTERS = [
    *range(0x20, 0x7F), *map(ord, "\xa0§°±²³¶·×éöü"), *range(0x391, 0x3CA), 0x3D1, 0x3D5, 0x3F5, 0x2010,
    0x2011, *range(0x2013, 0x2015), *range(0x2016, 0x201A), 0x201C, 0x201D, 0x2026, 0x2032, 0x2033, 0x2061, 0x207B,
    *range(0x2190, 0x2195), 0x21A6, *range(0x21D0, 0x21D5), 0x27F5, 0x27F6, 0x27F7, 0x27F8, 0x27F9, 0x27FA, 0x2200,
    0x2202, 0x2203, 0x2205, 0x2207, 0x2208, 0x2209, 0x220F, 0x2211, 0x2212, 0x2213, 0x2215, 0x2217, 0x2218, 0x221A,
    0x221D, 0x221E, 0x2223, 0x2225, 0x2227, 0x2228, 0x2229, 0x222A, 0x222B, 0x223C, 0x2243, 0x2245, 0x2248, 0x2254,
    0x2260, 0x2261, 0x2264, 0x2265, 0x226A, 0x226B, 0x2282, 0x2286, 0x2295, 0x2297, 0x2299, 0x22A4, 0x22A5, 0x22C5,
    0x22EE, 0x22EF, 0x22F1, *range(0x2308, 0x230C), 0x23DE, 0x23DF, 0x27E8, 0x27E9, 0x2A7D, 0x2A7E, 0x210E, 0x2102,
    0x2115, 0x211D, 0x2124, 0x2112, 0x2113, *range(0x1D400, 0x1D468), *range(0x1D6FC, 0x1D71C),
]  # fmt: skip


def write_font(root: Path) -> None:
    """Write the subset below docs/, unless it is there already. Its bytes depend on the font and on this file alone."""
    source = Path(str(distribution(PACKAGE).locate_file(FILE)))
    wanted = hashlib.sha256(source.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    target, stamp = root / TARGET, root / ".bookbinder" / "font"
    if target.is_file() and stamp.is_file() and stamp.read_text() == wanted:
        return
    options = subset.Options(flavor="woff2", layout_features=[], name_IDs=[0, 1, 2, 13, 14], hinting=False)
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=CHARACTERS)
    cutter.subset(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(target), options)
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(wanted)
