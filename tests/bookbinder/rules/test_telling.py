"""A page is told in its order: a verdict that stands alone, a situation, a picture early, arithmetic in the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.content.page import Page, read_page
from bookbinder.rules.telling import picture_problems, untold_parts, verdict_problems

SITUATION = "Your code runs and accuracy climbs, yet with ten classes the loss never gets below a floor."
BY_HAND = "## By hand\n\nThe share is `#!live a.p:.2f`, or `#!live a.p:.0%`."


def page_of(folder: Path, answer: str = "Yes.", below: str = f"{SITUATION}\n\n{BY_HAND}") -> Page:
    file = folder / "one.md"
    file.write_text(f"# Why?\n\n!!! answer\n    {answer}\n\n{below}\n")
    return read_page(file, folder)


@pytest.mark.parametrize(
    "answer",
    [
        "Usually not. It depends on what you do next.",
        " ".join(["word"] * 20) + ". More " + " ".join(["word"] * 30),
        "About `#!live first.x:.2f` of them and $e^{z_1} + e^{z_2}$ of others, as Guo et al. (2017) say. This is so.",
        "**Yes.** That is a bug.",
        "Items are not vague, nor are Thesis and Italy.",
        "<!-- guide: it is for the writer --> Yes.",
    ],
)
def test_a_verdict_that_is_short_and_names_its_subject_is_accepted(tmp_path: Path, answer: str) -> None:
    assert [*verdict_problems(page_of(tmp_path, answer))] == []


@pytest.mark.parametrize("word", ["It", "This", "That", "These", "They", "**It**"])
def test_a_verdict_that_begins_with_a_pronoun_is_reported(tmp_path: Path, word: str) -> None:
    (problem,) = verdict_problems(page_of(tmp_path, f"{word} is a bug."))
    assert problem.line == 4
    assert problem.what == f"the answer begins with '{word.strip('*')}'"


def test_a_verdict_of_more_than_twenty_words_is_reported(tmp_path: Path) -> None:
    (problem,) = verdict_problems(page_of(tmp_path, " ".join(["word"] * 21) + ". More."))
    assert problem.what == "the answer's first sentence has 21 words"


@pytest.mark.parametrize(
    ("situation", "says"),
    [
        ("", "has 0 of 15 words"),
        ("You see it.", "has 3 of 15 words"),
        ("!!! note\n    " + SITUATION, "has 0 of 15 words"),
        (SITUATION.replace("Your", "The"), "does not speak to the reader"),
    ],
)
def test_a_page_that_does_not_open_with_a_situation_is_told_what_it_lacks(
    tmp_path: Path, situation: str, says: str
) -> None:
    (problem,) = untold_parts(page_of(tmp_path, below=f"{situation}\n\n{BY_HAND}\n\n{SITUATION}"))
    assert problem.rule == "situation"
    assert says in problem.what


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ("## By hand\n\nThe share is `#!live a.p:.2f`.\n\n## Why\n\nOr `#!live a.p:.0%`.", "1 of 2 live values"),
        ("## By hand\n\n```text\n`#!live a.p:.2f` `#!live a.p:.2f`\n```", "0 of 2 live values"),
        ("## Example\n\nIt is `#!live a.p:.2f`, or `#!live a.p:.0%`.", "it has no section By hand"),
    ],
)
def test_a_page_without_arithmetic_in_its_text_is_told_what_it_lacks(tmp_path: Path, section: str, says: str) -> None:
    (problem,) = untold_parts(page_of(tmp_path, below=f"{SITUATION}\n\n{section}"))
    assert problem.rule == "by-hand"
    assert says in problem.what


def test_a_page_told_in_its_order_lacks_nothing(tmp_path: Path) -> None:
    assert [*untold_parts(page_of(tmp_path))] == []


@pytest.mark.parametrize("fence", ["flow", "figure", "lab"])
@pytest.mark.parametrize(("words", "reported"), [(218, False), (221, True)])
def test_a_first_picture_below_two_hundred_and_twenty_words_is_reported(
    tmp_path: Path, fence: str, words: int, reported: bool
) -> None:
    page = page_of(tmp_path, below="word " * (words - 1) + f"\n\n```python\n{'x = 1 ' * 99}\n```\n\n```{fence}\nx\n```")
    assert bool([*picture_problems(page)]) is reported
