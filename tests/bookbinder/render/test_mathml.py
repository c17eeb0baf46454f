"""Formulas become MathML while the page is built; equations are numbered in order and can be linked to."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from markdown import Markdown

from bookbinder.render.mathml import MathPostprocessor, WrongFormula, to_mathml


def convert(text: str) -> str:
    md = Markdown(extensions=["pymdownx.arithmatex"], extension_configs={"pymdownx.arithmatex": {"generic": True}})
    md.postprocessors.register(MathPostprocessor(md, lambda md, latex, reason: pytest.fail(reason)), "mathml", 0)
    return str(md.convert(text))


def test_inline_and_displayed_formulas_are_converted() -> None:
    html = convert("By $p < 1$:\n\n$$\n\\frac{a}{b}\n$$\n")
    assert "<mi>p</mi><mo>&lt;</mo><mn>1</mn>" in html
    assert re.search(r'<div class="formula"><math display="block"><mfrac>.*</math></div>', html)
    assert "arithmatex" not in html


def test_equations_are_numbered_and_can_be_linked_before_they_appear() -> None:
    first, second = (rf"$$\begin{{equation}}\label{{{name}}} {name}=1 \end{{equation}}$$" for name in "ab")
    html = convert(f"See $\\eqref{{b}}$.\n\n{first}\n\n{second}\n")
    assert 'See <a href="#eq-b">(2)</a>.' in html
    assert re.findall(r'<div class="formula equation" id="(eq-\w)">.*\((\d)\)</a></div>', html) == [
        ("eq-a", "1"),
        ("eq-b", "2"),
    ]


def test_the_number_of_an_equation_links_to_it_from_outside_the_math_element() -> None:
    html = convert("$$\\begin{equation}\\label{a} x = \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} \\end{equation}$$")
    assert re.search(
        r'<div class="formula equation" id="eq-a"><math .*</math><a [^>]*href="#eq-a"[^>]*>\(1\)</a></div>', html
    )
    assert "(1)" not in html[html.index("<math") : html.index("</math>")]


def test_an_equation_without_a_label_has_an_address() -> None:
    html = convert("$$\\begin{equation} x \\end{equation}$$")
    assert re.search(r'<div class="formula equation" id="equation-1">.*<a [^>]*href="#equation-1"', html)


def test_the_numbers_of_several_rows_stay_in_their_rows() -> None:
    html = convert(r"$$\begin{align} a &= b \\ c &= d \label{c} \end{align}$$")
    rows = [row for row in html.split("<mtr>") if "<mtext>" in row]
    assert [re.findall(r"<mi>(.)</mi>|<mtext>(\(\d\))", row) for row in rows] == [
        [("a", ""), ("b", ""), ("", "(1)")],
        [("c", ""), ("d", ""), ("", "(2)")],
    ]


def test_numbers_restart_on_each_page() -> None:
    text = r"$$\begin{equation} x \end{equation}$$"
    assert convert(text) == convert(text)


@pytest.mark.parametrize("latex", [r"\frac{1}{", r"\sgima(x)", "x^", r"\left( x", "}"])
def test_a_formula_that_cannot_be_converted_is_quoted(latex: str) -> None:
    with pytest.raises(WrongFormula, match=r"the formula .* cannot be set \(at character \d+"):
        to_mathml(latex, display=False)


@pytest.mark.parametrize(
    "latex",
    [
        r"\sum_{j=1}^{K} x_j",
        r"\frac{\sum_j x}{y}",
        r"\sum_{i=1}^{\sum_{k} 2} x",
        r"\prod_{i} i",
        r"\left(\sum_j x\right)^2",
    ],
)
def test_the_space_of_a_sum_stands_behind_its_limits(latex: str) -> None:
    html = convert(f"${latex}$ and\n\n$$\n{latex}\n$$\n")
    signs = re.findall(r"<mo[^>]*>[∑∏]</mo>", html)
    assert len(signs) == 2 * len(re.findall(r"\\sum|\\prod", latex))
    assert all('rspace="0"' in sign for sign in signs)
    assert html.count('<mspace width="0.1667em"/></mrow>') == len(signs)
    for tree in map(ElementTree.fromstring, re.findall(r"<math.*?</math>", html.replace("&ApplyFunction;", ""))):
        for parent in ("mfrac", "msup", "munder", "msub"):
            assert all(len(node) == 2 for node in tree.iter(parent))
        assert all(len(node) == 3 for node in tree.iter("munderover"))
