"""Fixes what needs no decision: for each such rule, a function that returns a file's text without the mistake.

A function that is not sure returns the text unchanged. None changes words, numbers or formulas. A missing output is
recorded, and a recorded one never changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from bookbinder.base.characters import hidden_positions
from bookbinder.base.files import replace_file
from bookbinder.base.problems import Problem, Wrong, closest
from bookbinder.content.book import Book, read_book
from bookbinder.content.navigation import add_page, remove_duplicates
from bookbinder.content.page import LIVE, Page
from bookbinder.content.snippet_names import meant_snippet, parse_live
from bookbinder.rules.code import COMMON, LOST_MARK
from bookbinder.rules.front_matter import meant_key
from bookbinder.rules.style import fixed_style
from bookbinder.run.recorded_output import reproducible_outputs

# With dots, the day comes first; with slashes, 01/02/2026 could be two different days.
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
ENDS, UNRECORDED = "line-endings", "output-recorded"
Fix = Callable[[str, Problem, Book], str]


def fix_problems(
    problems: Iterable[Problem], root: Path, refuse: Callable[[Problem], object] = lambda problem: None
) -> list[Problem]:
    """Fix what can be fixed, and return those problems; `refuse` is called with why an output is not recorded."""
    book, fixed, problems = read_book(root), [], list(problems)
    fixes = FIXES | {UNRECORDED: _record_outputs(problems, root, refuse)}
    for problem in sorted(problems, key=lambda one: (one.path, one.rule != ENDS, -one.line, one.what)):
        file = root / problem.path
        text = file.read_bytes().decode(errors="surrogateescape") if problem.rule in fixes and file.exists() else ""
        if "\r" in text and problem.rule != ENDS:  # its line numbers are not certain
            continue
        new = fixes.get(problem.rule, _leave)(text, problem, book)
        if new != text:
            replace_file(file, new.encode(errors="surrogateescape"), root)
            fixed.append(problem)
    return sorted(fixed)


def _leave(text: str, problem: Problem, book: Book) -> str:
    return text


def _in_line(change: Callable[[str, Page], str]) -> Fix:
    """Return a fix that changes a problem's line."""

    def fix(text: str, problem: Problem, book: Book) -> str:
        lines = text.split("\n")
        page = next(page for page in book.all_pages if page.path == problem.path)
        number = problem.line - 1
        lines[number] = change(lines[number], page)
        return "\n".join(lines)

    return fix


def _without_hidden(text: str, problem: Problem, book: Book) -> str:
    hidden = set(hidden_positions(text))
    return "".join((" " if one.isspace() else "") if at in hidden else one for at, one in enumerate(text))


def _fix_key(line: str, page: Page) -> str:
    key, colon, rest = line.partition(":")
    meant = meant_key(key, page)
    return meant + colon + rest if meant and key in page.meta.raw else line


def _fix_date(line: str, page: Page) -> str:
    key, _, rest = line.partition(":")
    for form in DAYS:
        try:
            day = datetime.strptime(rest.strip(" \"'"), form)
        except ValueError:
            continue
        return f"{key}: {day:%Y-%m-%d}"
    return line


def _fix_list(text: str, problem: Problem, book: Book) -> str:
    """Make a list of a single text, and quote an item that YAML reads as another type."""
    lines = text.split("\n")
    line, below = lines[problem.line - 1], lines[problem.line]
    lone = re.fullmatch(r"(?P<key>\w+): +(?P<value>[^#\s{&*!|>][^#]*)", line)
    item = re.fullmatch(r"(?P<dash> *- +)(?P<value>[^#\s\"'\[{&*!|>][^#]*)", line)
    if lone and not below.startswith((" ", "\t")):
        key, value = lone["key"], lone["value"].rstrip()
        line = f"{key}:\n  - {value}" if key == "asked_as" else f"{key}: [{value}]"
    elif item and not below.startswith(" " * len(item["dash"])):
        line = item["dash"] + json.dumps(item["value"].rstrip(), ensure_ascii=False)
    return "\n".join([*lines[: problem.line - 1], line, *lines[problem.line :]])


def _fix_language(line: str, page: Page) -> str:
    fence = re.fullmatch(r"(?P<mark>\s*(?:`{3,}|~{3,}) *)(?P<language>[\w+-]+)(?P<rest>.*)", line)
    meant = closest(fence["language"], COMMON) if fence else ""
    return f"{fence['mark']}{meant}{fence['rest']}" if fence and meant else line


def _fix_live_mark(line: str, page: Page) -> str:
    line = LOST_MARK.sub(lambda found: "`#!live " + found[0].partition("live ")[2], line)
    return re.sub(r"`#! ?(\w+)(?= )", lambda found: "`#!live" if closest(found[1], ["live"]) else found[0], line)


def _fix_live_name(line: str, page: Page) -> str:
    def renamed(match: re.Match[str]) -> str:
        found = re.fullmatch(r"(?P<name>[\w/-]+?)(?:\.py)?(?P<rest>\.[A-Za-z_]\w*(?:[\[:].*)?)", match["expression"])
        meant = found["name"].lower() + found["rest"] if found else ""
        try:
            parse_live(meant, page.snippets)
        except Wrong:
            return match[0]
        return f"`#!live {meant}`"

    return LIVE.sub(renamed, line)


def _without_options(text: str, problem: Problem, book: Book) -> str:
    lines = text.split("\n")
    if "```" in lines[problem.line]:  # the fence is empty: its option may be the snippet's name
        return text
    return _in_line(lambda line, page: re.sub(r"(?<=`snippet).*", "", line))(text, problem, book)


def _record_outputs(problems: list[Problem], root: Path, refuse: Callable[[Problem], object]) -> Fix:
    """Run all scripts without a recorded output at once, and return the fix that records their outputs."""
    unrecorded = [root / problem.path for problem in problems if problem.rule == UNRECORDED]
    outcomes = reproducible_outputs((record.with_suffix(".py") for record in unrecorded), root)
    for outcome in outcomes.values():
        if isinstance(outcome, Problem):
            refuse(outcome)

    def fix(text: str, problem: Problem, book: Book) -> str:
        outcome = outcomes[(root / problem.path).with_suffix(".py")]
        return outcome if isinstance(outcome, str) else text

    return fix


def _fix_snippet_name(text: str, problem: Problem, book: Book) -> str:
    def renamed(line: str, page: Page) -> str:
        name, mark, section = line.strip().partition("#")
        meant = meant_snippet(name, book.root)
        return line.replace(line.strip(), meant + mark + section) if meant else line

    return _in_line(renamed)(text, problem, book)


def _fix_navigation(text: str, problem: Problem, book: Book) -> str:
    """Add a page under its topic, or delete its entry that is elsewhere."""
    for slug, page in book.pages.items():
        entry = f"questions/{slug}.md"
        topic = page.meta.topic
        if entry in problem.what.split() and f"\n      - topics/{topic}/index.md\n" in text:
            if problem.rule == "navigation-complete":
                return add_page(text, entry, topic, book.topics.get(topic, topic))
            return remove_duplicates(text, entry, topic)
    return text


FIXES: dict[str, Fix] = {
    "hidden-characters": _without_hidden,
    ENDS: lambda text, problem, book: text.replace("\r\n", "\n"),
    "known-keys": _in_line(_fix_key),
    "dates": _in_line(_fix_date),
    "lists-of-texts": _fix_list,
    "known-language": _in_line(_fix_language),
    "live-language": _in_line(_fix_live_mark),
    "live-form": _in_line(_fix_live_name),
    "snippet-name": _fix_snippet_name,
    "snippet-options": _without_options,
    UNRECORDED: _leave,  # fix_problems() makes this fix, for all such problems together
    "script-style": lambda text, problem, book: fixed_style(text, problem, book.root),
    "navigation-complete": _fix_navigation,
    "navigation-once": _fix_navigation,
}
