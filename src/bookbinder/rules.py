"""The rules of a question page that its source alone can break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from bookbinder.book import QUESTIONS, REFERENCES, TOPICS, Book, topic_page
from bookbinder.errors import Problem
from bookbinder.lab import read_presets
from bookbinder.mathml import WrongFormula, to_mathml
from bookbinder.snippets import Wrong
from bookbinder.source import Fence, Page

ANSWER_WORDS = 60
DATES = ("added", "reviewed")
KEYS = {"topic", "asked_as", "follows", "see_also", "references", *DATES}
REQUIRED = ("topic", "asked_as", *DATES)
GUIDANCE = "<!-- guide:"  # of new_page.md
FORMULA = re.compile(r"(?<!\\)\$\$(?P<display>.+?)\$\$|(?<![\\$])\$(?P<inline>\S|\S[^$\n]*\S)\$", flags=re.DOTALL)
LABEL = re.compile(r"\\label\{([^}]*)\}")
EQUATION_LINK = re.compile(r"\\(?:eq)?ref\{(?P<label>[^}]*)\}")
INLINE = re.compile(r"(?<!`)`#!(?P<language>\S*)[^`]*`")
ALT = re.compile(r'alt="[^"]{20,}"')
LINK = re.compile(r"\]\((?P<target>[^)#\s]+\.md)(?:#[^)]*)?\)")


def page_problems(page: Page, book: Book) -> Iterator[Problem]:
    """Yield what is wrong with one question page."""
    yield from _front_matter(page, book)
    yield from _form(page)
    yield from _code(page)


def graph_problems(book: Book) -> Iterator[Problem]:
    """Yield what is wrong with the follow-up graph: cycles, and pages that no other page leads to."""
    follows = {slug: [s for s in page.items("follows") if s in book.pages] for slug, page in book.pages.items()}
    try:
        TopologicalSorter(follows).prepare()
    except CycleError as error:
        cycle = error.args[1]
        page = book.pages[cycle[0]]
        what = f"the follow-ups go in a circle: {' -> '.join(reversed(cycle))}"
        yield Problem(
            page.path,
            page.line_of("follows"),
            what,
            "delete the link that does not raise the question",
            "follow-up-circle",
        )
    linked = {slug for page in book.pages.values() for slug in page.items("follows") + page.items("see_also")}
    if len(book.pages) == 1 or not linked <= book.pages.keys():
        return  # a misspelt link may be the one that leads to the page
    for slug, page in book.pages.items():
        if slug not in linked and not follows[slug]:
            yield Problem(page.path, 1, "no page leads here", "name a page under follows", "orphan")


def _front_matter(page: Page, book: Book) -> Iterator[Problem]:
    for key in REQUIRED:
        if not page.meta.get(key):
            yield Problem(page.path, 1, f"the front matter has no {key}", f"add a line {key}: ...", "required-keys")
    for key in sorted(page.meta.keys() - KEYS - {"__lines__"}):
        what = f"the front matter has an unknown key {key!r}"
        yield Problem(page.path, page.line_of(key), what, f"use one of: {', '.join(sorted(KEYS))}", "known-keys")
    if str(page.meta.get("topic", "meaning")) not in TOPICS:
        what = f"there is no topic {page.meta['topic']!r}"
        yield Problem(page.path, page.line_of("topic"), what, f"use one of: {', '.join(TOPICS)}", "known-topic")
    elif page.meta.get("topic") and not (book.root / topic_page(page.meta["topic"])).is_file():
        what = f"the topic {page.meta['topic']!r} has no page"
        yield Problem(page.path, page.line_of("topic"), what, f"write {topic_page(page.meta['topic'])}", "topic-page")
    for key in DATES:
        if page.meta.get(key) and type(page.meta[key]) is not date:
            what = f"{key} is {page.meta[key]!r}, no date"
            yield Problem(page.path, page.line_of(key), what, "write it as 2026-01-31", "dates")
    known: dict[str, set[str] | None] = {"asked_as": None, "follows": set(book.pages), "see_also": set(book.pages)}
    if not any(problem.path == REFERENCES for problem in book.problems):
        known["references"] = set(book.references)
    for key, allowed in known.items():
        line = page.line_of(key)
        if page.meta.get(key) and not page.items(key):
            yield Problem(
                page.path, line, f"{key} is not a list of texts", "write one item a line, with a dash", "lists-of-texts"
            )
        for item in page.items(key):
            if allowed is not None and item not in allowed:
                cites = key == "references"
                place, rule = (REFERENCES, "known-references") if cites else (f"{QUESTIONS}/", "known-pages")
                yield Problem(page.path, line, f"{key} names {item!r}, which is not there", f"see {place}", rule)


def _form(page: Page) -> Iterator[Problem]:
    titles = [number for number, line in page.prose.items() if re.match(r"# +\S", line)]
    if len(titles) != 1:
        where = titles[1] if titles else 1
        yield Problem(
            page.path, where, f"the page has {len(titles)} titles", "give it one line: # The question", "one-title"
        )
    answers = [number for number, line in page.prose.items() if line.startswith("!!! answer")]
    if len(answers) != 1:
        where = answers[1] if answers else 1
        yield Problem(
            page.path, where, f"the page has {len(answers)} answers", "give it one block: !!! answer", "one-answer"
        )
    elif (words := len(answer_words(page))) > ANSWER_WORDS:
        what = f"the answer has {words} words"
        yield Problem(page.path, answers[0], what, f"say it in at most {ANSWER_WORDS}", "short-answer")
    for number, line in page.prose.items():
        if GUIDANCE in line:
            what = "the template's guidance is still there"
            yield Problem(page.path, number, what, "do what it says, then delete it", "guidance")
    if not page.snippets and not any(map(_misspelt, page.fences)):
        yield Problem(page.path, 1, "the page shows no snippet", "add a fence: ```snippet", "a-snippet")


def _code(page: Page) -> Iterator[Problem]:
    for fence in page.fences:
        if fence.language == "snippet" and fence.options:
            yield Problem(
                page.path,
                fence.line,
                f"a snippet fence takes no options: {fence.options}",
                "delete them",
                "snippet-options",
            )
        elif fence.language == "figure" and not ALT.fullmatch(fence.options):
            what = "a figure fence takes its text alternative, of 20 characters or more, and nothing else"
            yield Problem(page.path, fence.line, what, 'write ```figure alt="what the figure shows"', "figure-alt")
        elif fence.language == "lab":
            try:
                read_presets(fence.body)
            except Wrong as wrong:
                yield wrong.problem(page.path, fence.line)
        elif _misspelt(fence):
            what = f"{fence.language or 'a fence without a name'} is no language"
            yield Problem(
                page.path, fence.line, what, "write ```snippet, or the language: ```python, ```text", "known-language"
            )
    for number, line in page.prose.items():
        for inline in INLINE.finditer(line):
            if inline["language"] not in {"live", "measured"} and not _is_language(inline["language"]):
                what = f"`#!{inline['language']}` is no language"
                yield Problem(page.path, number, what, "write `#!live snippet.value:format`", "live-language")


def _misspelt(fence: Fence) -> bool:
    return not fence.shows_snippet and fence.language not in {"lab", "measured"} and not _is_language(fence.language)


def _is_language(name: str) -> bool:
    try:
        get_lexer_by_name(name)
    except ClassNotFound:
        return False
    return True


def answer_words(page: Page) -> list[str]:
    """Return the words of the answer; a live value and a formula count as one."""
    text = re.sub(r"`[^`]*`|\$[^$]*\$", "value", " ".join(page.answer))
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return re.findall(r"\w[\w'’.,-]*", text)


def text_problems(page: Page, root: Path) -> Iterator[Problem]:
    """Yield the formulas of any page that cannot be set, and its links that lead nowhere."""
    last = max(page.prose, default=0)
    text = "\n".join(page.prose.get(number, "") for number in range(1, last + 1))
    text = re.sub(r"`[^`\n]*`", lambda code: " " * len(code[0]), text)

    def problem(match: re.Match[str], what: str, fix: str, rule: str) -> Problem:
        return Problem(page.path, text.count("\n", 0, match.start()) + 1, what, fix, rule)

    labels: set[str] = set()
    for match in FORMULA.finditer(text):
        latex = match["display"] or match["inline"]
        try:
            to_mathml(latex, display=match["inline"] is None)
        except WrongFormula as error:
            yield problem(match, str(error), "mend the LaTeX", "formula")
        for label in LABEL.findall(latex):
            if label in labels:
                yield problem(match, f"two equations have the label {label!r}", "rename one of them", "equation-label")
            labels.add(label)
    for match in EQUATION_LINK.finditer(text):
        if match["label"] not in labels:
            yield problem(
                match,
                f"no equation has the label {match['label']!r}",
                "correct it, or write the label",
                "equation-link",
            )
    for match in LINK.finditer(text):
        target = match["target"]
        if "://" not in target and not (root / page.path).parent.joinpath(target).is_file():
            yield problem(match, f"links to {target}, which is not there", "correct the link", "page-link")
