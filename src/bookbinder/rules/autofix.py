"""Mends what can be mended without asking: for each such rule, what makes a text without the mistake of one with it.

A fix that is not sure returns the text as it is. None touches words, numbers or formulas. An output is recorded
where there is none, and never changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from bookbinder.base.characters import hidden_positions
from bookbinder.base.problems import Problem, Wrong
from bookbinder.base.spelling import closest
from bookbinder.base.write_files import replace_file
from bookbinder.content.book import Book, read_book
from bookbinder.content.navigation import with_page, without_second
from bookbinder.content.page import LIVE, Page
from bookbinder.content.snippet_names import meant_snippet, parse_live
from bookbinder.rules.code import LOST, USUAL
from bookbinder.rules.front_matter import meant_key
from bookbinder.rules.style import fixed_style
from bookbinder.run.recorded_output import steady_outputs

# With dots the day comes first; with slashes, 01/02/2026 is two days.
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
ENDS, UNRECORDED = "line-endings", "output-recorded"
Fix = Callable[[str, Problem, Book], str]


def mend(
    problems: Iterable[Problem], root: Path, refuse: Callable[[Problem], object] = lambda problem: None
) -> list[Problem]:
    """Mend what can be mended, and return which problems that were; `refuse` hears why an output is not recorded."""
    book, mended, problems = read_book(root), [], list(problems)
    fixes = FIXES | {UNRECORDED: _output(problems, root, refuse)}
    for problem in sorted(problems, key=lambda one: (one.path, one.rule != ENDS, -one.line, one.what)):
        file = root / problem.path
        text = file.read_bytes().decode(errors="surrogateescape") if problem.rule in fixes and file.exists() else ""
        if "\r" in text and problem.rule != ENDS:  # where its lines end is not sure
            continue
        fixed = fixes.get(problem.rule, _leave)(text, problem, book)
        if fixed != text:
            replace_file(file, fixed.encode(errors="surrogateescape"), root)
            mended.append(problem)
    return sorted(mended)


def _leave(text: str, problem: Problem, book: Book) -> str:
    return text


def _in_line(change: Callable[[str, Page], str]) -> Fix:
    """Return a fix that changes a problem's line."""

    def fix(text: str, problem: Problem, book: Book) -> str:
        lines = text.split("\n")
        page = next(page for page in (*book.pages.values(), *book.others) if page.path == problem.path)
        number = problem.line - 1
        lines[number] = change(lines[number], page)
        return "\n".join(lines)

    return fix


def _visible(text: str, problem: Problem, book: Book) -> str:
    hidden = set(hidden_positions(text))
    return "".join((" " if one.isspace() else "") if at in hidden else one for at, one in enumerate(text))


def _key(line: str, page: Page) -> str:
    key, colon, rest = line.partition(":")
    meant = meant_key(key, page)
    return meant + colon + rest if meant and key in page.meta else line


def _day(line: str, page: Page) -> str:
    key, _, rest = line.partition(":")
    for form in DAYS:
        try:
            day = datetime.strptime(rest.strip(" \"'"), form)
        except ValueError:
            continue
        return f"{key}: {day:%Y-%m-%d}"
    return line


def _list(text: str, problem: Problem, book: Book) -> str:
    """Make a list of a lone text, and a text of an item that YAML takes for something else."""
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


def _language(line: str, page: Page) -> str:
    fence = re.fullmatch(r"(?P<mark>\s*(?:`{3,}|~{3,}) *)(?P<language>[\w+-]+)(?P<rest>.*)", line)
    meant = closest(fence["language"], USUAL) if fence else ""
    return f"{fence['mark']}{meant}{fence['rest']}" if fence and meant else line


def _live_mark(line: str, page: Page) -> str:
    line = LOST.sub(lambda found: "`#!live " + found[0].partition("live ")[2], line)
    return re.sub(r"`#! ?(\w+)(?= )", lambda found: "`#!live" if closest(found[1], ["live"]) else found[0], line)


def _live_name(line: str, page: Page) -> str:
    def named(match: re.Match[str]) -> str:
        found = re.fullmatch(r"(?P<name>[\w/-]+?)(?:\.py)?(?P<rest>\.[A-Za-z_]\w*(?:[\[:].*)?)", match["expression"])
        meant = found["name"].lower() + found["rest"] if found else ""
        try:
            parse_live(meant, page.snippets)
        except Wrong:
            return match[0]
        return f"`#!live {meant}`"

    return LIVE.sub(named, line)


def _without_options(text: str, problem: Problem, book: Book) -> str:
    lines = text.split("\n")
    if "```" in lines[problem.line]:  # the fence is empty: what stands beside it may be the snippet's name
        return text
    return _in_line(lambda line, page: re.sub(r"(?<=`snippet).*", "", line))(text, problem, book)


def _output(problems: list[Problem], root: Path, refuse: Callable[[Problem], object]) -> Fix:
    """Return the fix that records outputs: it ran all their scripts, which takes a second however many they are."""
    unrecorded = [root / problem.path for problem in problems if problem.rule == UNRECORDED]
    outcomes = steady_outputs((record.with_suffix(".py") for record in unrecorded), root)
    for outcome in outcomes.values():
        if isinstance(outcome, Problem):
            refuse(outcome)

    def fix(text: str, problem: Problem, book: Book) -> str:
        outcome = outcomes[(root / problem.path).with_suffix(".py")]
        return outcome if isinstance(outcome, str) else text

    return fix


def _snippet_name(text: str, problem: Problem, book: Book) -> str:
    def named(line: str, page: Page) -> str:
        name, mark, section = line.strip().partition("#")
        meant = meant_snippet(name, book.root)
        return line.replace(line.strip(), meant + mark + section) if meant else line

    return _in_line(named)(text, problem, book)


def _navigate(text: str, problem: Problem, book: Book) -> str:
    """Give a page its place, or the one of its two places that is under its topic."""
    for slug, page in book.pages.items():
        entry = f"questions/{slug}.md"
        topic = str(page.meta.get("topic"))
        if entry in problem.what.split() and f"\n      - topics/{topic}/index.md\n" in text:
            change = with_page if problem.rule == "navigation-complete" else without_second
            return change(text, entry, topic)
    return text


FIXES: dict[str, Fix] = {
    "hidden-characters": _visible,
    ENDS: lambda text, problem, book: text.replace("\r\n", "\n"),
    "known-keys": _in_line(_key),
    "dates": _in_line(_day),
    "lists-of-texts": _list,
    "known-language": _in_line(_language),
    "live-language": _in_line(_live_mark),
    "live-form": _in_line(_live_name),
    "snippet-name": _snippet_name,
    "snippet-options": _without_options,
    UNRECORDED: _leave,  # mend() makes its fix, of all such problems together
    "script-style": lambda text, problem, book: fixed_style(text, problem, book.root),
    "navigation-complete": _navigate,
    "navigation-once": _navigate,
}
