"""Numbers in sentences: minus signs and powers of ten."""

from __future__ import annotations

import pytest

from bookbinder.render.typeset_number import typeset_number


@pytest.mark.parametrize(
    ("text", "typeset"),
    [
        ("-0.34", "−0.34"),
        ("-.5", "−.5"),
        ("9.7e-08", "9.7 × 10⁻⁸"),
        ("-1.5e+20", "−1.5 × 10²⁰"),
        ("0.3", "0.3"),
        ("(-1, 2)", "(−1, 2)"),
        ("2026-11-28", "2026-11-28"),
        ("top-5", "top-5"),
        ("-inf", "-inf"),
    ],
)
def test_minus_signs_and_exponents_are_set_and_words_stay(text: str, typeset: str) -> None:
    assert typeset_number(text) == typeset
