"""What the search shows of a page beside its answer: passages that can be read by themselves."""

from __future__ import annotations

import pytest

from bookbinder.entries import Entry
from bookbinder.passages import cut_passages
from bookbinder.search import search_index


@pytest.mark.parametrize(
    ("markdown", "passages"),
    [
        ("One line\nand another.\n\nA second one.", ["One line and another.", "A second one."]),
        ("## Heading\nText.", ["Text."]),
        ("- An item\n  goes on.\n- Another.\n1. Counted.", ["An item goes on.", "Another.", "Counted."]),
        ("| Symptom | Fix |\n|---|:-:|\n| NaN | mask |", ["Symptom · Fix", "NaN · mask"]),
        ('??? exercise "What if?"\n    It falls.', ["What if?", "It falls."]),
        ('!!! note "By the way"\n    Right.\n=== "PyTorch"', ["Right."]),
        ("It is $e^{9}+e^{9}$ here.", ["It is e^9 + e^9 here."]),
        ("Before. It is $e^{z_{i}}$ then. After.", ["Before.", "After."]),
        ("Before. The sum is $\\sum_i p_i$ then. After.", ["Before.", "After."]),
        ("So:\n\n$$\n\\frac{1}{2}\n\n\\ell\n$$\n\nThen.", ["So:", "Then."]),
        ("By **A label.** It raises $\\ell$.", ["By **A label.**"]),
        ("As in Guo et al. (2017), $x$ is small.", ["As in Guo et al. (2017), x is small."]),
        ("", []),
    ],
)
def test_a_passage_is_a_paragraph_an_item_or_a_row_that_needs_no_formula_set(
    markdown: str, passages: list[str]
) -> None:
    assert cut_passages(markdown.splitlines()) == passages


def test_what_is_often_said_and_wrong_is_no_passage() -> None:
    block = '!!! note "Often said"\n    "It adds up."\n\n    It does not.\n'
    assert cut_passages(f"Before.\n{block}{block}After.\n    - Still after.".splitlines()) == [
        "Before.",
        "After.",
        "Still after.",
    ]


def test_the_index_holds_the_passages_of_an_entry_behind_its_text() -> None:
    entry = Entry("question", "questions/a/", "Why?", "Because.", {"title": ["Why?"]}, ["It is 2.3."])
    assert search_index([entry])["entries"] == [["question", "questions/a/", "Why?", "Because.", ["It is 2.3."]]]
