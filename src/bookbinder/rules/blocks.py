"""The rules of blocks: their contents are indented by four spaces, and an empty line separates lists from text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bookbinder.base.problems import Problem, closest, quoted
from bookbinder.content.page import Page
from bookbinder.rules.markup import CONTAINER, replace_comments

WIDTH = 4
MARK = re.compile(r"(?:!!!|\?\?\?|===(?!=))")
OPEN, FOLDED = "answer|note|tip|warning", "asked|exercise|example|note|tip|warning"
BLOCK = re.compile(rf'!!! (?:{OPEN})(?: ".+")?|\?\?\?\+? (?:{FOLDED}) ".+"|=== ".+"')
SIMILAR = re.compile(r"[!?]{2,4}\+? *(?P<kind>\w+)")
ITEM = re.compile(r"(?:[-*]|\d+\.) ")
RULE = re.compile(r"\|[ :|-]*-[ :|-]*")  # between the titles of a table's columns and its rows
STANDALONE = re.compile(r"#|!!!|\?\?\?|===")  # text may follow these directly


def block_problems(page: Page) -> Iterator[Problem]:
    """Yield lines that engines do not read as they look: outside their block, joined to what is above or cut off it."""
    yield from _indentation(page)
    yield from _joined(page)
    yield from _no_tables(page)


def block_kind(line: str) -> str:
    """Return the kind of block that a line opens or was meant to open, or nothing."""
    like = SIMILAR.match(line)
    return closest(like["kind"], f"{OPEN}|{FOLDED}".split("|")) if like else ""


def title_problems(page: Page) -> Iterator[Problem]:
    """Yield the lines that look like the title of a block but do not open one: engines accept any word as its class."""
    for number, line in page.prose.items():
        text = line[CONTAINER.match(line).end() :].strip()  # type: ignore[union-attr]
        if (SIMILAR.match(text) or MARK.match(text)) and not BLOCK.fullmatch(text):
            fix = 'write !!! answer, !!! note "Title", ??? exercise "Title" or === "Tab"'
            yield Problem(page.path, number, f"{quoted(text)} does not open a block", fix, "block-title")
        elif MARK.match(text) and '\\"' in text:
            fix = 'write the quote alone: ??? exercise "Is "so" right?"'
            yield Problem(
                page.path, number, "readers see the backslash before a quote in this title", fix, "block-title"
            )


def _indentation(page: Page) -> Iterator[Problem]:
    text = replace_comments(page.text, lambda found: "-" + "\n" * found[0].count("\n"))
    lines = dict(enumerate(text.split("\n"), 1)) | {fence.line: f"{fence.indent}```" for fence in page.fences}
    opened = inside = 0  # the title of a block that is still empty, and the indentation of its contents
    listed = outside = False
    for number, line in sorted(lines.items()):
        text = line.lstrip()
        if not text:
            continue
        indent = len(line) - len(text)
        begins = text.startswith("```") or not lines.get(number - 1, "").strip()
        listed = bool(ITEM.match(text)) or (listed and not begins)
        outside = outside and bool(indent or not begins)  # one message for all such lines
        if begins and indent < inside and not opened:
            inside = indent // WIDTH * WIDTH
        what = ""
        if "\t" in line[:indent]:
            what = "begins with a tab"
        elif indent < inside:
            what = "is outside the block above"
        elif indent % WIDTH and not listed:
            what = f"begins with {indent} spaces"
        if what and not outside:
            fix = "indent the contents of a block by four spaces"
            yield Problem(page.path, number, f"the line {what}", fix, "block-indent")
            outside, inside = True, 0
        opened, inside = (number, indent + WIDTH) if MARK.match(text) and not what else (0, inside)


def _joined(page: Page) -> Iterator[Problem]:
    """Yield lists, tables, displayed formulas and fences directly below text, of which they become part."""
    fences = {fence.line: fence for fence in page.fences}
    listed = displayed = False
    for number in range(1, max([*page.prose, *fences], default=0) + 1):
        text, above = page.prose.get(number, "").lstrip(), page.prose.get(number - 1, "").lstrip()
        follows = bool(above) and not STANDALONE.match(above)
        item, row, display = bool(ITEM.match(text)), text.startswith("|"), text.startswith("$$") and not displayed
        begins = {"a fence": number in fences, "a list": item and not listed}
        begins |= {"a table": row and not above.startswith("|"), "a displayed formula": display}
        for kind in (kind for kind, here in begins.items() if here and follows):
            what = f"{kind} directly below text becomes part of it"
            yield Problem(page.path, number, what, "add an empty line between", "empty-line")
        listed = item or (listed and bool(text))
        displayed ^= text.count("$$") % 2 == 1
    for fence in page.fences:
        below = fence.line + len(fence.body.splitlines()) + 2
        if page.prose.get(below, "").strip():
            what = "text directly below a fence becomes part of it"
            yield Problem(page.path, below, what, "add an empty line between", "empty-line")


def _no_tables(page: Page) -> Iterator[Problem]:
    """Yield rows that no titles stand above, such as those which an empty line cuts off their table."""
    lines = {number: line.lstrip() for number, line in page.prose.items()}
    for number, line in lines.items():
        first = line.startswith("|") and not lines.get(number - 1, "").startswith("|")
        if first and not RULE.fullmatch(lines.get(number + 1, "").rstrip()):
            fix = "write |---|---| below the titles of a table, and no empty line in it"
            yield Problem(page.path, number, "this row belongs to no table", fix, "table")
