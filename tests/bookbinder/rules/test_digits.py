"""A number in a sentence has at most three significant digits, as a reader would count them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.content.page import read_page
from bookbinder.rules.digits import digit_problems, significant_digits
from bookbinder.run.result import Run

SOURCE = "z = [1.004, 0.709, 1001.0]\nrows = 10_240\n"
VALUES = {"p": 0.573218, "z": 1.004, "half": 0.5, "words": "1.2345"}


def reported(folder: Path, text: str, front: str = "") -> list[str]:
    script = folder / "snippets/a/first.py"
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(SOURCE)
    file = folder / "one.md"
    file.write_text(f"{front}# Why?\n\n{text}\n\n```snippet\na/first\n```\n")
    problems = digit_problems(read_page(file, folder), {script: Run("", VALUES)}, folder)
    return [problem.what.partition(" ")[0] for problem in problems]


@pytest.mark.parametrize(
    ("number", "digits"),
    [("0.500", 3), ("0.05", 1), ("1000", 1), ("65500", 3), ("65504", 5), ("2.0000", 5), ("0.000", 0), ("100.0", 4)],
)
def test_zeros_at_the_left_and_at_the_end_of_whole_numbers_do_not_count(number: str, digits: int) -> None:
    assert significant_digits(number) == digits


@pytest.mark.parametrize(
    ("number", "is_percentage", "digits"),
    [("0.9997", False, 2), ("99.97", True, 2), ("99.97", False, 4), ("0.99", False, 1), ("9.999", False, 4)],
)
def test_the_nines_of_a_probability_near_one_count_as_one_digit(number: str, is_percentage: bool, digits: int) -> None:
    assert significant_digits(number, is_percentage) == digits


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The loss is 2.3026.", ["2.3026"]),
        ("It is -15.345 or −15.345, **0.1234** in bold.", ["15.345", "15.345", "0.1234"]),
        ("They are 57.32 % and 57.32% of 4,384,184.", ["57.32", "57.32", "4,384,184"]),
        ("It falls to 1.2345e-05.", ["1.2345"]),
        ("- an item of 0.1234\n\n> quoted: 0.2345", ["0.1234", "0.2345"]),
        ('??? exercise "Replace 2 by 0.1234. Then?"\n    It is 0.2345.', ["0.1234", "0.2345"]),
        ("It is `#!live first.p:.4f`.", ["0.5732"]),
        ("It is `#!live a/first.words`, not `#!live first.p:.3f`.", ["1.2345"]),
    ],
)
def test_more_than_three_digits_in_a_sentence_are_reported_typed_or_live(
    tmp_path: Path, text: str, numbers: list[str]
) -> None:
    assert reported(tmp_path, text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "It is 0.500, `#!live first.half:.3f`, 12.5 % or over 4,380,000.",
        "In 1990, and until 2026-11-29, by Bridle (1989).",
        "PyTorch 2.13 and 2.12, Keras 3.15.1, NumPy 2.4.6, version 10.25, arXiv:1503.02531, PEP 723, RFC 2119.",
        "A float32 or int8192 holds `0.1234` and $0.1234 x$.\n\n$$\n0.1234\n$$",
        "## A loss of 1.4612\n\n### Of 1.4612",
        "| What you see | Why |\n|---|---|\n| A loss of 1.4612 | `softmax` |",
        'You read "loss stuck at 1.4612", or “a perfect\nprediction is 0.7437”.',
        "See [the loss is 2.3026](two.md#a-loss-of-12345).",
        "The logits are 1.004, 1001 and `#!live first.z:.3f`, in 10,240 rows.",  # the inputs, as the script has them
        "<!-- 0.1234 -->\n\n```text\n0.1234\n```",
        "It is `#!live first.unknown:.4f` or `#!live second.p:.4f`.",  # reported as such
    ],
)
def test_what_is_not_a_result_in_a_sentence_keeps_its_digits(tmp_path: Path, text: str) -> None:
    assert reported(tmp_path, text) == []


def test_a_page_about_digits_keeps_them_all(tmp_path: Path) -> None:
    assert reported(tmp_path, "It is 0.1234.", "---\nexact: true\n---\n") == []
    assert reported(tmp_path, "It is 0.1234.", "---\nexact: false\n---\n") == ["0.1234"]
