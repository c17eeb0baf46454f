"""Cuts the font of formulas and titles down to what pages use, before an engine copies it with the other files."""

from __future__ import annotations

import hashlib
from importlib.metadata import distribution
from pathlib import Path

from fontTools import subset

# STIX Two Math, as the package ziamath carries it: 1.5 MB.
PACKAGE, FILE = "ziamath", "ziamath/fonts/STIXTwoMath-Regular.ttf"
TARGET = Path("docs/assets/fonts/stix-two-math.woff2")
# What titles and formulas may hold: ASCII, Latin-1, Greek, punctuation, super- and subscripts, arrows, operators,
# delimiters, and the italic, bold, script and double-struck alphabets of mathematics.
CHARACTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x391, 0x3D7), *range(0x2010, 0x2028), 0x2032, 0x2033, 0x2044,
    *range(0x2070, 0x209D), *range(0x2190, 0x2195), 0x21A6, *range(0x21D0, 0x21D5), *range(0x2200, 0x2270), 0x2282,
    0x2286, 0x2295, 0x2297, 0x22A4, 0x22A5, 0x22C5, *range(0x22EE, 0x22F2), *range(0x2308, 0x230C), 0x23DE, 0x23DF,
    0x27E8, 0x27E9, *range(0x27F5, 0x27FB), 0x2A7D, 0x2A7E, 0x2061, 0x210E, 0x2102, 0x211D, 0x2115, 0x2112, 0x2113,
    *range(0x1D400, 0x1D468), *range(0x1D49C, 0x1D4D0), *range(0x1D538, 0x1D56C), *range(0x1D6A8, 0x1D714),
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
