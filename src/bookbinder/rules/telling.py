"""The rules of how a question is told: the verdict first, then the situation, a picture early, arithmetic by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookbinder.base.problems import Problem, quoted
from bookbinder.content.page import Page
from bookbinder.render.answers import split_verdict
from bookbinder.rules.markup import replace_comments
from bookbinder.rules.prose import WORD, words_of_lines

VERDICT_WORDS, SITUATION_WORDS, BY_HAND_VALUES = 20, 15, 2
PICTURE_WORDS = 220  # before the first picture: about two screens of a phone
PICTURES = {"flow", "figure", "lab"}
SECTION = re.compile(r"## +(?P<title>.*?) *$")
VALUE = re.compile(r"`[^`]*`|\$[^$]*\$")
VAGUE = re.compile(r"[\W_]*(?P<word>it|this|that|these|they)\b", flags=re.IGNORECASE)
SPOKEN_TO = re.compile(r"\b(?:you|your|yours|yourself)\b", flags=re.IGNORECASE)


def verdict_problems(page: Page) -> Iterator[Problem]:
    """Yield what keeps the answer's first sentence from standing alone."""
    text = replace_comments(" ".join(page.answer), lambda _: "").strip()
    sentence = VALUE.sub("X", split_verdict(text)[0])
    line = next((number for number, text in page.prose.items() if text.strip() and text.strip() in page.answer), 1)
    if vague := VAGUE.match(sentence):
        what, fix = f"the answer begins with {quoted(vague['word'])}", "name what is meant: the sentence stands alone"
        yield Problem(page.path, line, what, fix, "verdict")
    elif (words := len(WORD.findall(sentence))) > VERDICT_WORDS:
        what = f"the answer's first sentence has {words} words"
        yield Problem(page.path, line, what, f"give the verdict in at most {VERDICT_WORDS}", "verdict")


def untold_parts(page: Page) -> Iterator[Problem]:
    """Yield the parts of the telling that a page does not have yet."""
    sections = {number: found["title"] for number, text in page.prose.items() if (found := SECTION.match(text))}
    yield from _situation(page, sections)
    yield from _by_hand(page, sections)


def _situation(page: Page, sections: dict[int, str]) -> Iterator[Problem]:
    opening = [number for number, text in page.prose.items() if text.startswith("!!! answer")]
    if not opening:
        return  # another rule reports it
    end = min((number for number in sections if number > opening[0]), default=max(page.prose) + 1)
    below = range(opening[0] + 1, end)
    lines = [number for number in below if (text := page.prose.get(number, "")).strip() and not text.startswith(" ")]
    words = words_of_lines(page, lines)
    what = f"the situation below the answer has {words} of {SITUATION_WORDS} words"
    if words >= SITUATION_WORDS:
        if any(SPOKEN_TO.search(page.prose[number]) for number in lines):
            return
        what = "the situation below the answer does not speak to the reader"
    fix = "say in two or three sentences, before any heading, what you did and what you saw"
    yield Problem(page.path, lines[0] if lines else opening[0], what, fix, "situation")


def _by_hand(page: Page, sections: dict[int, str]) -> Iterator[Problem]:
    start = next((number for number, title in sections.items() if title == "By hand"), None)
    if start is None:
        what, fix = "it has no section By hand", "add ## By hand, with the arithmetic in its text"
        yield Problem(page.path, 1, what, fix, "by-hand")
        return
    end = min((number for number in sections if number > start), default=max(page.prose) + 1)
    values = sum(start < live.line < end for live in page.lives)
    if values < BY_HAND_VALUES:
        what = f"the text of By hand has {values} of {BY_HAND_VALUES} live values"
        yield Problem(page.path, start, what, "do the arithmetic in words, with `#!live ...` values", "by-hand")


def picture_problems(page: Page) -> Iterator[Problem]:
    """Yield a first picture that most readers would not scroll down to."""
    first = min((fence.line for fence in page.fences if fence.language in PICTURES), default=0)
    if (words := words_of_lines(page, range(first))) > PICTURE_WORDS:
        what = f"{words} words stand before the first picture"
        fix = f"move a flow, a figure or the playground up, below at most {PICTURE_WORDS} words"
        yield Problem(page.path, first, what, fix, "picture-early")
