"""A page's answer as plain text, with its live values filled in, for search, feeds and metadata."""

from __future__ import annotations

import html
import re

from bookbinder.content.links import LINK
from bookbinder.content.page import LIVE, Page
from bookbinder.content.plain_formulas import plain_formulas
from bookbinder.content.snippet_names import format_live, parse_live
from bookbinder.render.passages import END
from bookbinder.run.result import Run

OPENING = "!!! answer"
CODE = re.compile(r"`[^`]*`|\$[^$]*\$")
# The answer's first sentence, larger, with the place that the link behind the last one names.
VERDICT = '<span class="verdict" id="answer">{}</span>'
LINK_TO_IT = '<a class="answer-link" href="#answer">Link to this answer</a>'
MARKS = re.compile(r"[`*$]|\\operatorname|[{}]")


def fill_live_values(text: str, page: Page, runs: dict[str, Run], *, escaped: bool = False) -> str:
    """Replace the live values in a page's text by those of its runs, escaped if the text will be read as HTML."""

    def value(match: re.Match[str]) -> str:
        reference = parse_live(match["expression"].strip(), page.snippets)
        shown = format_live(reference, runs[reference.snippet].values)
        return html.escape(shown, quote=False) if escaped else shown

    return LIVE.sub(value, text)


def split_verdict(answer: str) -> tuple[str, str]:
    """Return an answer's first sentence and the rest, both in Markdown."""
    hidden = CODE.sub(lambda code: "X" * len(code[0]), answer)
    end = len(END.split(hidden, maxsplit=1)[0])
    return answer[:end], answer[end:].strip()


def mark_verdict(lines: list[str]) -> list[str]:
    """Return a page's lines with the verdict of its answer marked, and a link behind the answer's first paragraph."""
    start = next((number for number, line in enumerate(lines, 1) if line.startswith(OPENING)), None)
    if start is None:
        return lines
    end = next((number for number in range(start, len(lines)) if not lines[number].strip()), len(lines))
    verdict, rest = split_verdict(" ".join(line.strip() for line in lines[start:end]))
    return [*lines[:start], f"    {VERDICT.format(verdict)} {rest} {LINK_TO_IT}", *lines[end:]]


def plain_answer(page: Page, runs: dict[str, Run]) -> str:
    """Return a page's answer in one line, without markup."""
    text = plain_formulas(fill_live_values(" ".join(page.answer), page, runs))
    return " ".join(MARKS.sub("", LINK.sub(r"\g<text>", text)).split())
