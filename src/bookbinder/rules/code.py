"""The rules of a page's fences and inline code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from bookbinder.base.problems import Problem, Wrong, closest
from bookbinder.content.book import QUESTIONS
from bookbinder.content.fence import Fence
from bookbinder.content.page import Page
from bookbinder.render.flow import read_paths
from bookbinder.render.playground import read_presets

INLINE = re.compile(r"(?<!`)`#!(?P<language>\S*)[^`]*`")
LOST_MARK = re.compile(r"(?<!`)`(?:[#!]? *|! *# *)live +[\w/-]+\.\w[^`]*`")
FIGURE = '```figure caption="What it shows." alt="what a reader who cannot see it would miss"'
WORDS = re.compile(r'caption="[^"`$*<>\[\]{}]{10,}\." alt="[^"]{20,}"')
LIBRARY = "docs/reference/index.md"
READERS = {"lab": read_presets, "flow": read_paths}
OWN = ("snippet", "figure", "lab", "flow", "measured", "questions", "install")
COMMON = ("snippet", "figure", "lab", "flow", "python", "text", "console")


def code_problems(page: Page) -> Iterator[Problem]:
    """Yield what is wrong with a page's fences, their languages, and the marks of its live values."""
    labs = [fence.line for fence in page.fences if fence.language == "lab"]
    for second in labs[1:]:
        what = f"a second playground, after that in line {labs[0]}: the page's address holds the state of only one"
        yield Problem(page.path, second, what, "move its examples into the first", "playground")
    for fence in page.fences:
        if fence.language == "snippet" and fence.options:
            what = f"a snippet fence takes no options: {fence.options}"
            fix = "delete them" if fence.body.strip() else "write the snippet's name on a line of its own"
            yield Problem(page.path, fence.line, what, fix, "snippet-options")
        elif fence.language == "figure" and not WORDS.fullmatch(fence.options):
            what = (
                "a figure fence takes a caption, plain words and a full stop, and a text alternative of 20 characters"
            )
            yield Problem(page.path, fence.line, what, f"write {FIGURE}", "figure-words")
        elif fence.language in READERS:
            try:
                READERS[fence.language](fence.body)
            except Wrong as wrong:
                yield wrong.problem(page.path, fence.line)
        elif fence.language == "questions" and page.path.startswith(f"{QUESTIONS}/"):
            what = "a question cannot show a list of questions"
            yield Problem(page.path, fence.line, what, "link the pages, or name them under see_also", "question-list")
        elif fence.language == "install" and page.path != LIBRARY:
            what = "only the library's page shows how to install it"
            yield Problem(page.path, fence.line, what, f"link {LIBRARY}", "known-language")
        elif has_unknown_language(fence):
            what = f"{fence.language} is not a known language" if fence.language else "the fence has no language"
            meant = closest(fence.language, COMMON)
            fix = f"write ```{meant}" if meant else "write ```snippet, or the language: ```python, ```text"
            yield Problem(page.path, fence.line, what, fix, "known-language")
    for number, line in page.prose.items():
        if lost := LOST_MARK.search(line):
            yield Problem(page.path, number, f"{lost[0]} is not a live value", "write `#!live ...`", "live-language")
        for inline in INLINE.finditer(line):
            if inline["language"] == "edit":
                what = "`#!edit` does not stand alone right below the title of an exercise"
                yield Problem(page.path, number, what, 'move it below the line ??? exercise "..."', "edit-place")
            elif inline["language"] not in ("live", "measured") and not _is_language(inline["language"]):
                what = f"`#!{inline['language']}` is not a known language"
                yield Problem(page.path, number, what, "write `#!live snippet.value:format`", "live-language")


def has_unknown_language(fence: Fence) -> bool:
    """Return whether a fence's language is unknown: the fence may be meant for any."""
    return fence.language not in OWN and not _is_language(fence.language)


@cache
def _is_language(name: str) -> bool:
    try:
        get_lexer_by_name(name)
    except ClassNotFound:
        return False
    return True
