"""Writes numbers such as 9.7e-08 as 9.7 × 10⁻⁸."""

from __future__ import annotations

import re

EXPONENT = re.compile(r"(?P<mantissa>-?[\d.]+)e(?P<sign>[+-])0*(?P<digits>\d+)")
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def powers_of_ten(text: str) -> str:
    """Return the text with its exponents as powers of ten, in characters that can be copied."""
    return EXPONENT.sub(_power, text)


def _power(match: re.Match[str]) -> str:
    exponent = match["sign"].strip("+") + match["digits"]
    return f"{match['mantissa']} × 10{exponent.translate(SUPERSCRIPT)}"
