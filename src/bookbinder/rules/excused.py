"""Tells which text of a page is code, a formula or a comment for certain: in it, and nowhere else, a tag is no tag.

Where code or a formula spans lines, what stands in them decides for the engine whether it does: a heading, a quotation,
an indented line or a box ends the paragraph, and with it the code. So only that is excused which is code both for who
reads paragraphs and for who reads lines.
"""

from __future__ import annotations

import re

from bookbinder.content.allowed_html import COMMENT
from bookbinder.content.page import Page
from bookbinder.rules.markup import CODE, FORMULA, without_formulas, without_open_environments

# A comment of its own, which the engine takes out before it looks for code.
APART = re.compile(rf"^ {{0,3}}{COMMENT.pattern}", flags=re.MULTILINE)
# A formula of its own, which the engine takes out before it looks for blocks.
DISPLAY = re.compile(
    r"(?<=\n\n) *(?:\$\$(?:(?!\n\s*\n|\$\$|!!!|\?\?\?|===).)+\$\$"
    r"|\\begin\{(?P<name>[a-z]+\*?)\}(?:(?!\n\s*\n|!!!|\?\?\?|===).)+?\\end\{(?P=name)\}) *(?=\n\s*\n)",
    flags=re.DOTALL,
)
INSIDE = re.compile(rf"(?<!\\){COMMENT.pattern}")
SPLITS = re.compile(r"<!--|-->|</?div\b", flags=re.IGNORECASE)  # even where it seems to stand in code


def without_excused(page: Page) -> str:
    """Return a page's text with blanks for what is code, a formula or a comment however lines are read."""
    text = without_open_environments(page.text)  # each of which has a message of its own
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
