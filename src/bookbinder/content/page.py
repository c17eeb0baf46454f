"""Reads a page's source: front matter, fences, live values and prose, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bookbinder.base.characters import describe, find_hidden
from bookbinder.base.problems import BookError, Problem
from bookbinder.content.fence import Fence
from bookbinder.content.front_matter import FrontMatter, read_front_matter
from bookbinder.content.urls import url_of

LONGEST, MOST_LINES = 100_000, 2_000
FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+-]*)(?P<options>.*)$")
FEWER = re.compile(r"\s*`{1,2}(?:snippet|figure|lab|flow|python|text)\s*")
LIVE = re.compile(r"(?<!`)`#!live\s+(?P<expression>[^`]*)`(?!`)")
EDIT = re.compile(r"\s*`#!edit\s+(?P<expression>[^`<>]*)`\s*")
ASKED = re.compile(r'\?\?\? asked "(?P<title>.+)" *$')  # a neighbouring question
EXERCISE = re.compile(r"\s*\?\?\?\+? *exercise\b")
FIGURE = re.compile(r"(?<!`)`#!measured\s+(?P<name>[^`:]*)(?::(?P<format>[^`]*))?`(?!`)")
MARKUP = re.compile(r"<|&#?\w+;")  # a title would show it even in code
TITLE = re.compile(r"^# +(?P<title>.+?) *$")


@dataclass(frozen=True)
class Edit:
    """What an exercise's button opens: its line and the text after `#!edit`."""

    line: int
    expression: str


@dataclass(frozen=True)
class Live:
    """A live value: its line and the text after `#!live`."""

    line: int
    expression: str


@dataclass(frozen=True)
class Page:
    """The source of a page. Lines count from 1 and include the front matter."""

    path: str
    meta: FrontMatter = field(default_factory=FrontMatter)
    fences: list[Fence] = field(default_factory=list)
    lives: list[Live] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    prose: dict[int, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The name of the file without its suffix, by which front matters and addresses name the page."""
        return Path(self.path).stem

    @property
    def url(self) -> str:
        """The page's address, relative to the site's."""
        return url_of(self.path)

    @cached_property
    def title(self) -> str:
        """The text of the first heading, or the slug if there is none."""
        found = (TITLE.match(line) for line in self.prose.values())
        return next((match["title"] for match in found if match), self.slug)

    @cached_property
    def answer(self) -> list[str]:
        """The lines of the answer block, without their indentation; none if there is no answer."""
        start = next((number for number, line in self.prose.items() if line.startswith("!!! answer")), None)
        block: list[str] = []
        for number in sorted(number for number in self.prose if start is not None and number > start):
            line = self.prose[number]
            if line.strip() and not line.startswith("    "):
                break
            block.append(line.removeprefix("    "))
        return "\n".join(block).strip().splitlines()

    @property
    def snippets(self) -> list[str]:
        """The names of the snippets that the page shows, as listings or figures, in order."""
        return [fence.snippet for fence in self.fences if fence.shows_snippet]

    @property
    def whole_snippets(self) -> list[str]:
        """Those of them of which the page shows more than a section: readers can edit and run these."""
        return [fence.snippet for fence in self.fences if fence.shows_snippet and not fence.section]

    @cached_property
    def output_first(self) -> set[int]:
        """The lines of the listings whose script is folded behind its output: all in sight but the page's first."""
        listings = [fence for fence in self.fences if fence.language == "snippet"]
        return {fence.line for fence in listings[1:] if not fence.indent}

    @cached_property
    def text(self) -> str:
        """The prose with as many lines as the file; every other line is empty."""
        return "\n".join(self.prose.get(number, "") for number in range(1, max(self.prose, default=0) + 1))


def read_page(path: Path, root: Path) -> Page:
    """Read a page, or raise BookError for a source that engines would misread."""
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        raise BookError(Problem(name, 1, "is not UTF-8 text", "save the page as UTF-8", "utf-8")) from None
    if len(text) > LONGEST:
        raise BookError(Problem(name, 1, f"has {len(text)} characters", "answer one question a page", "page-size"))
    if problem := hidden_problem(name, text):
        raise BookError(problem)
    if len(lines := text.splitlines()) > MOST_LINES:
        raise BookError(Problem(name, 1, f"has {len(lines)} lines", "answer one question a page", "page-size"))
    meta, first = read_front_matter(name, lines)
    page = Page(name, meta)
    _scan(page, lines, first)
    for number, line in page.prose.items():
        underlined = re.fullmatch(r" *=+ *", page.prose.get(number + 1, ""))
        if (line.startswith("#") or underlined) and (found := MARKUP.search(line)):
            what = f"the heading holds {found[0]}, which engines write into titles unchanged"
            raise BookError(Problem(name, number, what, "write words", "raw-html"))
    return page


def hidden_problem(name: str, text: str) -> Problem | None:
    """Return the first invisible character of a text as a problem."""
    text = text.replace("\r\n", "\n")  # another rule reports them
    if (at := find_hidden(text)) is None:
        return None
    fix = "write a space" if text[at].isspace() else "delete it"
    what = f"holds the invisible character {describe(text[at])}"
    return Problem(name, text.count("\n", 0, at) + 1, what, fix, "hidden-characters")


def _scan(page: Page, lines: list[str], first: int) -> None:
    opened: re.Match[str] | None = None
    start = 0
    body: list[str] = []
    for number, line in enumerate(lines[first:], first + 1):
        match = FENCE.match(line)
        if opened is None:
            if match and "`" not in match["options"]:
                opened, start, body = match, number, []
                continue
            if FEWER.fullmatch(line):
                fix = "open and close it with three backticks: ```"
                raise BookError(
                    Problem(page.path, number, f"{line.strip()} does not open a fence", fix, "closed-fence")
                )
            if (edit := EDIT.fullmatch(line)) and EXERCISE.match(lines[number - 2]):
                page.edits.append(Edit(number, edit["expression"].strip()))
                line = ""  # of a button, which is not read
            page.prose[number] = line
            page.lives.extend(Live(number, live["expression"].strip()) for live in LIVE.finditer(line))
        elif line.strip() and not line.expandtabs(4).startswith(opened["indent"].expandtabs(4)):
            if not _is_closed(opened, lines[number - 1 :]):
                break
            what = f"the line is indented less than its fence {opened['mark']}{opened['language']}"
            raise BookError(Problem(page.path, number, what, "indent every line of a fence equally", "closed-fence"))
        elif match and match["mark"] == opened["mark"] and not (match["language"] or match["options"].strip()):
            page.fences.append(
                Fence(start, opened["language"], opened["options"].strip(), "\n".join(body), opened["indent"])
            )
            opened = None
        elif match and (opened["language"] in {"snippet", "figure"} or match["mark"] == opened["mark"]):
            break  # a second fence opens inside it: the first was left open
        else:
            body.append(line.removeprefix(opened["indent"]))
    if opened:
        what = f"the fence {opened['mark']}{opened['language']} is never closed"
        raise BookError(Problem(page.path, start, what, f"add a line {opened['mark']} where it ends", "closed-fence"))


def _is_closed(opened: re.Match[str], below: list[str]) -> bool:
    """Return whether the next line of a fence closes this one."""
    match = next(filter(None, map(FENCE.match, below)), None)
    return match is not None and match.group("mark", "language", "options") == (opened["mark"], "", "")
