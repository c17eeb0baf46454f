"""What Firefox and WebKit do each in their own way: large brackets, numbers of formulas, sheets of paper."""

from __future__ import annotations

import pytest

from tests.conftest import skip_without
from tests.site.browsers.firefox import firefox
from tests.site.browsers.others import lacking
from tests.site.browsers.window import Window
from tests.site.paper import SEEN, judge_sheets
from tests.site.test_browsers import DESK, window

__all__ = ["window"]
PRINTED = ["", "questions/softmax-twice/", "questions/log-sum-exp-trick/", "topics/losses/"]
OPEN = 'document.querySelectorAll("details").forEach((fold) => { fold.open = true; })'
# Whether the number of a formula ends where its line ends.
EDGES = """[...document.querySelectorAll(".equation > .number")].map((number) =>
  Math.abs(number.getBoundingClientRect().right - number.parentElement.getBoundingClientRect().right) < 2)"""
# How far the middle of an accent is above its letter, as a share of the letter's height.
GAPS = """[...document.querySelectorAll("article mover[accent]")].map((over) => {
  const [letter, accent] = [over.firstElementChild, over.lastElementChild].map((one) => one.getBoundingClientRect());
  return (letter.top - (accent.top + accent.bottom) / 2) / letter.height;
})"""
# Large brackets around a sum that is much higher: the box of a limit is a little higher than its letters.
LOW_BRACKETS = """[...document.querySelectorAll("article math mo[minsize]")].filter((bracket) => {
  const sums = [...bracket.parentElement.querySelectorAll("munderover")];
  return sums.some((sum) => 0.75 * sum.getBoundingClientRect().height > bracket.getBoundingClientRect().height);
}).map((bracket) => `too low: ${bracket.closest("math").textContent}`)"""


@pytest.mark.parametrize("path", ["questions/softmax-twice/", "questions/perplexity/"])
def test_large_brackets_cover_the_limits_of_the_sum_between_them(window: Window, address: str, path: str) -> None:
    window.resize(*DESK)
    window.open(f"{address}/{path}")
    window.evaluate(OPEN)
    assert window.evaluate('document.querySelectorAll("article math mo[minsize]").length') > 0
    assert window.evaluate(LOW_BRACKETS) == []


def test_the_number_of_a_formula_stands_at_the_edge_and_an_accent_close_to_its_letter(
    window: Window, address: str
) -> None:
    window.resize(*DESK)
    window.open(f"{address}/questions/temperature/")
    window.evaluate(OPEN)
    assert window.evaluate(EDGES) == [True]
    window.open(f"{address}/questions/average-logits-or-probabilities/")
    window.evaluate(OPEN)
    gaps = window.evaluate(GAPS)
    assert gaps
    assert max(gaps) < 0.4, gaps


def test_firefox_prints_clean_sheets(address: str) -> None:
    skip_without(*lacking("Firefox"))
    wrong = {}
    with firefox() as window:
        for path in PRINTED:
            window.open(f"{address}/{path}")
            seen = window.evaluate(f"({SEEN})()")
            wrong[path] = judge_sheets(window.print(), seen["leading"], seen["buttons"])
    assert wrong == {path: [] for path in PRINTED}
