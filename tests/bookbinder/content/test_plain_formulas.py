"""Formulas in plain text: which can be said so, and how."""

from __future__ import annotations

import pytest

from bookbinder.content.plain_formulas import plain_formulas


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        ("e^{1000}+e^{1000}", "e^1000 + e^1000"),
        ("e^{-x}", "e^-x"),
        ("e^{a+b}", "e^(a + b)"),
        ("p_{ij}", "p_ij"),
        ("K-1", "K - 1"),
        ("-1/T^2", "-1/T^2"),
        ("a<b", "a < b"),
        ("f(z) = z", "f(z) = z"),
    ],
)
def test_a_simple_formula_is_plain_text_with_its_powers_and_indices(tex: str, plain: str) -> None:
    assert plain_formulas(f"It is ${tex}$ here.") == f"It is {plain} here."


@pytest.mark.parametrize(
    "text",
    ["$\\log x$ and $\\frac{a}{b}$", "$e^{z_{i}}$", "$|x|$", "$5 and $6", "`$a+b` and `$c+d`", "{a} + {b}"],
)
def test_what_plain_text_cannot_say_and_what_is_no_formula_stay_as_they_stand(text: str) -> None:
    assert plain_formulas(text) == text
