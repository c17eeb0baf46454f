"""The rules of a page's length: so many words in its telling, and beside it so many short answers, folded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookbinder.base.problems import Problem
from bookbinder.content.page import ASKED, Page
from bookbinder.rules.prose import reading_words, words_of_lines

MOST_WORDS = 1100
MOST_ENTRIES, ENTRY_WORDS = 12, 110
HEADING = "## Also asked"
SECTION = re.compile(r"## ")


def length_problems(page: Page) -> Iterator[Problem]:
    """Yield a telling that is too long, and what is wrong with the questions below Also asked."""
    answers = {
        number: words_of_lines(page, _below(page, number)) for number, line in page.prose.items() if ASKED.match(line)
    }
    if (words := len(reading_words(page)) - sum(answers.values())) > MOST_WORDS:
        what = f"it has {words} words, {words - MOST_WORDS} more than {MOST_WORDS}"
        yield Problem(page.path, 1, what, "delete what another page explains, or split the page in two", "few-words")
    yield from _also_asked(page, answers)


def _also_asked(page: Page, answers: dict[int, int]) -> Iterator[Problem]:
    """Yield questions outside their section, other text in it, and questions that are too many or answered too long.

    `answers` has the number of words of the answer below each question's line.
    """
    inside, entries = False, 0
    for number, line in page.prose.items():
        inside = line.rstrip() == HEADING if SECTION.match(line) else inside
        if entry := ASKED.match(line):
            entries += 1
            if not inside:
                what, fix = "this question is outside its section", f"move it below {HEADING}"
                yield Problem(page.path, number, what, fix, "also-asked")
            elif not entry["title"].endswith("?"):
                what, fix = "this title is not a question", "ask as a reader would, and end with ?"
                yield Problem(page.path, number, what, fix, "also-asked")
            elif entries == MOST_ENTRIES + 1:
                what, fix = f"it answers more than {MOST_ENTRIES} questions", "give one a page of its own"
                yield Problem(page.path, number, what, fix, "also-asked")
            elif answers[number] > ENTRY_WORDS:
                what = f"this answer has {answers[number]} words"
                fix = f"shorten it to {ENTRY_WORDS}, or give it a page of its own"
                yield Problem(page.path, number, what, fix, "also-asked")
        elif inside and line.strip() and not line.startswith((" ", "## ")):
            what, fix = f"{HEADING} holds more than questions", 'write ??? asked "Question?" above it, and indent it'
            yield Problem(page.path, number, what, fix, "also-asked")


def _below(page: Page, number: int) -> list[int]:
    """Return the lines of prose within the block that opens at a line."""
    below = [line for line in page.prose if line > number]
    end = next((line for line in below if page.prose[line].strip() and not page.prose[line].startswith(" ")), None)
    return [line for line in below if end is None or line < end]
