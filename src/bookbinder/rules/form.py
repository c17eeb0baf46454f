"""The rules of a question's form: one title, the answer below it, and all parts of a finished page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bookbinder.base.problems import Problem, quoted
from bookbinder.content.links import TARGET
from bookbinder.content.page import Page
from bookbinder.rules.blocks import block_kind
from bookbinder.rules.code import has_unknown_language
from bookbinder.rules.markup import replace_comments
from bookbinder.rules.prose import reading_words
from bookbinder.rules.telling import picture_problems, untold_parts, verdict_problems

ANSWER_WORDS = 60
PHRASINGS, SNIPPETS, EXERCISES = 6, 2, 2
FEWEST_WORDS = 500
GUIDANCE = "<!-- guide:"  # in new_page.md and new_topic.md


def form_problems(page: Page) -> Iterator[Problem]:
    """Yield what is wrong with the form of a question."""
    yield from _title(page)
    yield from _answer(page)
    yield from picture_problems(page)
    missing = [*_missing_parts(page), *untold_parts(page)]
    yield from guidance_problems(page, missing) if _guides(page) else missing


def guidance_problems(page: Page, missing: Iterable[Problem] = ()) -> Iterator[Problem]:
    """Yield one message for an unfinished page, with all its missing parts: the writer knows that it is unfinished."""
    if guides := _guides(page):
        noun = "line" if len(guides) == 1 else "lines"
        where = ", ".join(map(str, guides))
        what = "; ".join([f"unfinished: it has guidance in {noun} {where}", *(one.what for one in missing)])
        yield Problem(page.path, guides[0], what, "follow the guidance, then delete it", "guidance")


def _guides(page: Page) -> list[int]:
    return [number for number, line in page.prose.items() if GUIDANCE in line]


def _first_line(page: Page) -> int:
    """Return the first line with text, where the title belongs."""
    return next((number for number, line in page.prose.items() if line.strip()), 1)


def _title(page: Page) -> Iterator[Problem]:
    titles = [number for number, line in page.prose.items() if re.match(r"# +\S", line)]
    if len(titles) != 1:
        where = titles[1] if titles else _first_line(page)
        fix = "give it one line: # The question"
        yield Problem(page.path, where, f"the page has {len(titles)} titles", fix, "one-title")
    elif not page.title.endswith("?"):
        what = f"the title {quoted(page.title)} is not a question"
        yield Problem(page.path, titles[0], what, "ask as a reader would, and end with ?", "question-title")


def _answer(page: Page) -> Iterator[Problem]:
    answers = [number for number, line in page.prose.items() if block_kind(line) == "answer"]
    if len(answers) != 1:
        where = answers[1] if answers else _first_line(page)
        fix = "give it one block right below the title: !!! answer"
        yield Problem(page.path, where, f"the page has {len(answers)} answers", fix, "one-answer")
        return
    before = [number for number, line in page.prose.items() if line.strip() and number < answers[0]][1:]
    if before or any(fence.line < answers[0] for fence in page.fences):
        what = "the answer does not come first"
        yield Problem(page.path, answers[0], what, "move it below the title", "answer-first")
    elif (words := len(answer_words(page))) > ANSWER_WORDS:
        what = f"the answer has {words} words"
        yield Problem(page.path, answers[0], what, f"shorten it to at most {ANSWER_WORDS}", "short-answer")
    else:
        yield from verdict_problems(page)


def _missing_parts(page: Page) -> Iterator[Problem]:
    """Yield the parts of a finished page that this page does not have yet."""
    asked = page.meta.raw.get("asked_as")
    if isinstance(asked, list) and len(asked) < PHRASINGS:
        what, fix = f"it has {len(asked)} of {PHRASINGS} phrasings in asked_as", "add what people type"
        yield Problem(page.path, page.meta.line_of("asked_as"), what, fix, "phrasings")
    line = _first_line(page)
    shown = {fence.language for fence in page.fences}
    if not any(map(has_unknown_language, page.fences)):  # that fence may be the missing one
        snippets = sum(fence.language == "snippet" for fence in page.fences)
        if snippets < SNIPPETS:
            what = f"it shows {snippets} of {SNIPPETS} snippets"
            yield Problem(page.path, line, what, "add a fence: ```snippet", "two-snippets")
        if not shown & {"flow", "figure", "lab"}:
            what = "it has no flow, no figure and no playground"
            yield Problem(page.path, line, what, "add a ```flow, a ```figure or a ```lab", "illustration")
    exercises = sum(block_kind(text) == "exercise" for text in page.prose.values())
    if exercises < EXERCISES:
        what = f"it has {exercises} of {EXERCISES} exercises"
        yield Problem(page.path, line, what, 'add a block: ??? exercise "What happens if ...?"', "exercises")
    if (words := len(reading_words(page))) < FEWEST_WORDS:
        fix = "explain why, and what goes wrong"
        yield Problem(page.path, line, f"it has {words} of {FEWEST_WORDS} words", fix, "enough-words")


def answer_words(page: Page) -> list[str]:
    """Return the words of the answer; a live value and a formula count as one."""
    text = re.sub(r"`[^`]*`|\$[^$]*\$", "value", replace_comments(" ".join(page.answer), lambda _: ""))
    text = TARGET.sub("]", text)
    return re.findall(r"\w[\w'’.,-]*", text)
