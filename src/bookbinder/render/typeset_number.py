"""Sets numbers as sentences do: 9.7e-08 as 9.7 × 10⁻⁸, and -0.34 with a minus sign."""

from __future__ import annotations

import re

EXPONENT = re.compile(r"(?P<mantissa>[\d.]+)e(?P<sign>[+-])0*(?P<digits>\d+)")
NEGATIVE = re.compile(r"(?<![\w.])-(?=\d|\.\d)")
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def typeset_number(text: str) -> str:
    """Return the text with minus signs, and exponents as powers of ten, in characters that can be copied."""
    return EXPONENT.sub(_power, NEGATIVE.sub("−", text))


def _power(match: re.Match[str]) -> str:
    exponent = match["sign"].strip("+") + match["digits"]
    return f"{match['mantissa']} × 10{exponent.translate(SUPERSCRIPT)}"
