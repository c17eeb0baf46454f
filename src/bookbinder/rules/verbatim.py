"""Removes what is certainly code, a formula or a comment: only there, a tag has no effect.

Code or a formula that spans lines may end early in an engine: a heading, a quotation, an indented line or a box ends
the paragraph, and with it the code. So a text counts as code only if it is code both by paragraphs and by lines.
"""

from __future__ import annotations

import re

from bookbinder.content.allowed_html import COMMENT
from bookbinder.content.page import Page
from bookbinder.rules.markup import CODE, FORMULA, without_formulas, without_open_environments

# A comment that begins a line, which the engine removes before it looks for code.
APART = re.compile(rf"^ {{0,3}}{COMMENT.pattern}", flags=re.MULTILINE)
# A formula that is a paragraph, which the engine removes before it looks for blocks.
DISPLAY = re.compile(
    r"(?<=\n\n) *(?:\$\$(?:(?!\n\s*\n|\$\$|!!!|\?\?\?|===).)+\$\$"
    r"|\\begin\{(?P<name>[a-z]+\*?)\}(?:(?!\n\s*\n|!!!|\?\?\?|===).)+?\\end\{(?P=name)\}) *(?=\n\s*\n)",
    flags=re.DOTALL,
)
INSIDE = re.compile(rf"(?<!\\){COMMENT.pattern}")
SPLITS = re.compile(r"<!--|-->|</?div\b", flags=re.IGNORECASE)  # even within what looks like code


def without_verbatim(page: Page) -> str:
    """Return a page's text with blanks for what is code, a formula or a comment however an engine reads it."""
    text = without_open_environments(page.text)  # each is reported by another rule
    text = DISPLAY.sub(_blank, APART.sub(_blank, text))
    whole = without_formulas(_without_code(text))
    lines = "\n".join(FORMULA.sub(_blank, _without_code(line)) for line in text.split("\n"))
    if whole != lines:
        whole = "".join(one if one == other else kept for one, other, kept in zip(whole, lines, text, strict=True))
    return INSIDE.sub(lambda found: found[0] if re.search(r"\n\s*\n", found[0]) else _blank(found), whole)


def _without_code(text: str) -> str:
    return CODE.sub(lambda found: found[0] if SPLITS.search(found[0]) else _blank(found), text)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
