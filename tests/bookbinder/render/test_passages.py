"""The search shows passages of a page that make sense alone."""

from __future__ import annotations

import pytest

from bookbinder.render.passages import cut_passages


@pytest.mark.parametrize(
    ("markdown", "passages"),
    [
        ("One line\nand one more.\n\nA second one is here.", ["One line and one more.", "A second one is here."]),
        ("## Heading\nText of the page.", ["Text of the page."]),
        (
            "- An item\n  goes on.\n- Another one is here.\n1. It is counted too.",
            ["An item goes on.", "Another one is here.", "It is counted too."],
        ),
        ("| Symptom | Fix |\n|---|:-:|\n| The loss is NaN | mask |", ["The loss is NaN · mask"]),
        ('??? exercise "What if it rises?"\n    It falls at once.', ["What if it rises?", "It falls at once."]),
        ('!!! note "By the way"\n    It is right so.\n=== "PyTorch"', ["It is right so."]),
        ("It is $e^{9}+e^{9}$ here.", ["It is e^9 + e^9 here."]),
        ("This comes before it. It is $e^{z_{i}}$ then. That comes after.", ["This comes before it."]),
        ("This comes before: $\\sum_i p_i$ then. That comes after it.", ["That comes after it."]),
        ("So it is:\n\n$$\n\\frac{1}{2}\n\n\\ell\n$$\n\nThen it is not.", ["Then it is not."]),
        ("By a long **label here.** It raises $\\ell$.", ["By a long **label here.**"]),
        ("As in Guo et al. (2017), $\\ell$ is small.", []),
        ("Take more, e.g. `a` or $\\ell$.", []),
        ("It is at last equal. Then $\\ell$ is not.", ["It is at last equal."]),
        ("`sigmoid` · logits", []),
        ("", []),
    ],
)
def test_a_passage_is_a_paragraph_item_or_row_of_several_words_without_a_formula(
    markdown: str, passages: list[str]
) -> None:
    assert cut_passages(markdown.splitlines()) == passages


def test_a_quoted_error_is_not_a_passage() -> None:
    block = '!!! note "Often said"\n    "It always adds up."\n\n    It never adds up.\n'
    around = "This comes before it.\n{}That comes after it.\n    - This is an item."
    passages = ["This comes before it.", "That comes after it.", "This is an item."]
    assert cut_passages(around.format(block * 2).splitlines()) == passages
