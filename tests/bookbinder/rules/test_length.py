"""A telling has so many words; short answers to neighbouring questions stand beside it, folded, and do not count."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.content.page import Page, read_page
from bookbinder.rules.length import length_problems

ENTRY = '??? asked "And {0}?"\n    It is {0}.\n\n'


def page_of(folder: Path, text: str) -> Page:
    file = folder / "one.md"
    file.write_text(f"# Why?\n\n{text}\n")
    return read_page(file, folder)


def words(number: int) -> str:
    return "word " * number


@pytest.mark.parametrize(
    "asked",
    [
        "",
        ENTRY.format("two"),
        "".join(ENTRY.format(number) for number in range(12)),
        f'??? asked "Is "this" counted?"\n    {words(110)}\n\n    ```python\n    {words(200)}\n    ```\n\n',
    ],
)
def test_short_answers_below_also_asked_do_not_count(tmp_path: Path, asked: str) -> None:
    assert [
        *length_problems(page_of(tmp_path, f"{words(600)}\n\n## Also asked\n\n{asked}## End\n\n{words(500)}"))
    ] == []


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (words(1101), 1, "it has 1101 words, 1 more than 1100"),
        (f"{ENTRY.format('two')}{words(1101)}", 3, "this question is outside its section"),
        (f"## Also asked\n\n## More\n\n{ENTRY.format('two')}", 7, "this question is outside its section"),
        ('## Also asked\n\n??? asked "Two"\n    Yes.', 5, "this title is not a question"),
        (f'## Also asked\n\n??? asked "Two?"\n    {words(60)}\n\n    {words(51)}', 5, "this answer has 111 words"),
        ("## Also asked\n\n" + ENTRY.format("x") * 14, 41, "it answers more than 12 questions"),
        ("## Also asked\n\nHere they are.", 5, "## Also asked holds more than questions"),
        ('## Also asked\n\n??? exercise "Two?"\n    Yes.', 5, "## Also asked holds more than questions"),
    ],
)
def test_what_is_too_long_or_out_of_place_is_reported_at_its_line(
    tmp_path: Path, text: str, line: int, what: str
) -> None:
    found = [(problem.line, problem.what) for problem in length_problems(page_of(tmp_path, text))]
    assert (line, what) in found
