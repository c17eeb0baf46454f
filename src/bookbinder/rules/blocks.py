"""The rules of a question's blocks: what is in one is indented by four spaces, and lists stand apart from text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookbinder.base.problems import Problem, quoted
from bookbinder.base.spelling import closest
from bookbinder.content.page import Page
from bookbinder.rules.markup import CONTAINER, replace_comments

WIDTH = 4
MARK = re.compile(r"(?:!!!|\?\?\?|===(?!=))")
OPEN, FOLDED = "answer|note|tip|warning", "exercise|example|note|tip|warning"
BLOCK = re.compile(rf'!!! (?:{OPEN})(?: ".+")?|\?\?\?\+? (?:{FOLDED}) ".+"|=== ".+"')
LIKE = re.compile(r"[!?]{2,4}\+? *(?P<kind>\w+)")
ITEM = re.compile(r"(?:[-*]|\d+\.) ")
OWN_LINE = re.compile(r"#|!!!|\?\?\?|===")  # what text may follow at once


def block_problems(page: Page) -> Iterator[Problem]:
    """Yield what engines read otherwise than it stands: what falls out of a block, or runs on in the line above."""
    yield from _indents(page)
    yield from _runs_on(page)


def block_kind(line: str) -> str:
    """Return the kind of block that a line opens, or was meant to open; nothing if it opens none."""
    like = LIKE.match(line)
    return closest(like["kind"], f"{OPEN}|{FOLDED}".split("|")) if like else ""


def title_problems(page: Page) -> Iterator[Problem]:
    """Yield the lines of any page that open no block of the book's: engines take any word for a block's class."""
    for number, line in page.prose.items():
        text = line[CONTAINER.match(line).end() :].strip()  # type: ignore[union-attr]
        if (LIKE.match(text) or MARK.match(text)) and not BLOCK.fullmatch(text):
            fix = 'write !!! answer, !!! note "Title", ??? exercise "Title" or === "Tab"'
            yield Problem(page.path, number, f"{quoted(text)} opens no block", fix, "block-title")


def _indents(page: Page) -> Iterator[Problem]:
    text = replace_comments(page.text, lambda found: "-" + "\n" * found[0].count("\n"))
    lines = dict(enumerate(text.split("\n"), 1)) | {fence.line: f"{fence.indent}```" for fence in page.fences}
    opened = inside = 0  # the title of a block that nothing has followed yet, and how far what follows is indented
    listed = fallen = False
    for number, line in sorted(lines.items()):
        text = line.lstrip()
        if not text:
            continue
        indent = len(line) - len(text)
        begins = text.startswith("```") or not lines.get(number - 1, "").strip()
        listed = bool(ITEM.match(text)) or (listed and not begins)
        fallen = fallen and bool(indent or not begins)  # one message for all that falls out
        if begins and indent < inside and not opened:
            inside = indent // WIDTH * WIDTH
        what = ""
        if "\t" in line[:indent]:
            what = "begins with a tab"
        elif indent < inside:
            what = "falls out of the block above"
        elif indent % WIDTH and not listed:
            what = f"begins with {indent} spaces"
        if what and not fallen:
            yield Problem(
                page.path, number, f"the line {what}", "indent what is in a block by four spaces", "block-indent"
            )
            fallen, inside = True, 0
        opened, inside = (number, indent + WIDTH) if MARK.match(text) and not what else (0, inside)


def _runs_on(page: Page) -> Iterator[Problem]:
    """Yield lists, tables, displayed formulas and fences that stand right below a line of text, and so run on in it."""
    fences = {fence.line: fence for fence in page.fences}
    listed = displayed = False
    for number in range(1, max([*page.prose, *fences], default=0) + 1):
        text, above = page.prose.get(number, "").lstrip(), page.prose.get(number - 1, "").lstrip()
        follows = bool(above) and not OWN_LINE.match(above)
        item, row, display = bool(ITEM.match(text)), text.startswith("|"), text.startswith("$$") and not displayed
        what = ""
        if number in fences:
            what = "a fence" if follows else ""
        elif item and not listed:
            what = "a list" if follows else ""
        elif row and not above.startswith("|"):
            what = "a table" if follows else ""
        elif display:
            what = "a displayed formula" if follows else ""
        if what:
            yield Problem(
                page.path, number, f"{what} runs on in the text above", "put an empty line before it", "empty-line"
            )
        listed = item or (listed and bool(text))
        displayed ^= text.count("$$") % 2 == 1
    for fence in page.fences:
        below = fence.line + len(fence.body.splitlines()) + 2
        if page.prose.get(below, "").strip():
            yield Problem(
                page.path, below, "text runs on in the fence above", "put an empty line before it", "empty-line"
            )
