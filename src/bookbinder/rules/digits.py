"""The rule of digits: a number in a sentence has at most three significant ones, be it typed or live."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bookbinder.base.problems import Problem, Wrong
from bookbinder.content.page import LIVE, Page
from bookbinder.content.snippet_names import find_snippet, format_live, parse_live
from bookbinder.rules.markup import CODE, replace_comments, without_formulas
from bookbinder.rules.snippet_results import NOT_A_RESULT, Runs
from bookbinder.run.result import Run

MOST = 3
NUMBER = re.compile(
    r"(?<![\w.#/])(?<!\w-)(?>(?P<digits>\d[\d,]*(?:\.\d+)?)(?:e[+-]?\d+)?)(?P<percent>\s?%)?(?![\w/]|\.\d)"
)
NO_SENTENCE = re.compile(r"^(?:[ \t>]*(?:#|\||\[\^?[^\]\n]*\]:).*|[ \t]*(?:!!!|\?\?\?\+?|===)[ \t]*\w*)", re.MULTILINE)
TITLE = re.compile(r"^([ \t]*(?:!!!|\?\?\?\+?|===).*)$", re.MULTILINE)
LINKED = re.compile(r"\[[^\[\]]*(?=\]\()")
QUOTED = re.compile(r'"(?:(?!\n\s*\n)[^"])*"|“(?:(?!\n\s*\n)[^”])*”')
NAMED = re.compile(r"\b(?:[Vv]ersions?|PEP|RFC|ISO|IEEE|issue) v?\d+(?:\.\d+)*")
NINES = re.compile(r"9{2,}")  # of a probability near 1: rounded off, they would make it 1


def digit_problems(page: Page, runs: Runs, root: Path) -> Iterator[Problem]:
    """Yield the numbers in a page's sentences that have more digits than a reader keeps in mind."""
    if page.meta.exact:
        return

    @cache
    def code() -> str:
        return "\n".join(_source(name, root) for name in page.snippets).replace("_", "")

    for number, line in enumerate(_sentences(page, runs, root).split("\n"), 1):
        for found in NUMBER.finditer(line):
            text = found["digits"].rstrip(",").replace(",", "")
            digits = significant_digits(text, bool(found["percent"]))
            if digits > MOST and not re.search(rf"(?<![\d.]){re.escape(text)}(?:\.0*)?(?!\.?\d)", code()):
                what = f"{found['digits'].rstrip(',')} has {digits} significant digits, and this is a sentence"
                fix = f"round it to {MOST}; if digits are the page's subject, say exact: true above"
                yield Problem(page.path, number, what, fix, "sentence-digits")


def significant_digits(text: str, is_percentage: bool = False) -> int:
    """Return how many digits a number has that say something; the nines of 0.9997 or 99.97 % count as one."""
    whole, _, decimals = text.partition(".")
    digits = (whole + decimals).lstrip("0")
    if not decimals:
        return len(digits.rstrip("0"))
    if is_percentage or not whole.strip("0"):
        digits = NINES.sub("9", digits, count=1) if text.lstrip("0.").startswith("99") else digits
    return len(digits)


def _source(name: str, root: Path) -> str:
    try:
        return find_snippet(name, root).read_text(encoding="utf-8")
    except (Wrong, OSError, UnicodeError):
        return ""  # another rule reports it


def _sentences(page: Page, runs: Runs, root: Path) -> str:
    """Return the text with its live values filled in, and with blanks for all that is not a sentence; lines stay."""

    def value(match: re.Match[str]) -> str:
        live = LIVE.fullmatch(match[0])
        if not live:
            return _blank(match)
        try:
            reference = parse_live(live["expression"].strip(), page.snippets)
            run = runs.get(root / "snippets" / f"{reference.snippet}.py")
            return format_live(reference, run.values) if isinstance(run, Run) else " "
        except Wrong:
            return " "  # another rule reports it

    text = replace_comments(page.text, _blank)
    text = NO_SENTENCE.sub(_blank, TITLE.sub(lambda found: found[0].replace('"', " "), text))
    text = without_formulas(CODE.sub(value, text))
    for pattern in (LINKED, QUOTED, NOT_A_RESULT, NAMED):
        text = pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
