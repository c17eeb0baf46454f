"""Reads a page's source: front matter, fences, live values and prose, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from bookbinder.base.characters import describe, find_hidden
from bookbinder.base.plain_yaml import Places
from bookbinder.base.problems import BookError, Problem
from bookbinder.content.front_matter import read_front_matter

LONGEST, MOST_LINES = 100_000, 2_000
FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w+-]*)(?P<options>.*)$")
FEWER = re.compile(r"\s*`{1,2}(?:snippet|figure|lab|python|text)\s*")
LIVE = re.compile(r"(?<!`)`#!live\s+(?P<expression>[^`]*)`(?!`)")
FIGURE = re.compile(r"(?<!`)`#!measured\s+(?P<name>[^`:]*)(?::(?P<format>[^`]*))?`(?!`)")
MARKUP = re.compile(r"<|&#?\w+;")  # in code, too, a title would hold it
TITLE = re.compile(r"^# +(?P<title>.+?) *$")


@dataclass(frozen=True)
class Fence:
    """A fenced block: its first line, its language and what stands in it."""

    line: int
    language: str
    options: str
    body: str
    indent: str = field(default="", compare=False)

    @property
    def shows_snippet(self) -> bool:
        """Whether it names a snippet to run, and is not a listing in itself."""
        return self.language in {"snippet", "figure"}

    @property
    def snippet(self) -> str:
        """The snippet that it names, as slug/name."""
        return self.body.strip().partition("#")[0]

    @property
    def name_line(self) -> int:
        """The line in which that name stands, or the fence's first where it names nothing."""
        above = self.body[: len(self.body) - len(self.body.lstrip())].count("\n")
        return self.line + 1 + above if self.snippet else self.line

    @property
    def section(self) -> str:
        """The section of the snippet, in slug/name#section, or nothing for the whole."""
        return self.body.strip().partition("#")[2]


@dataclass(frozen=True)
class Live:
    """A live value: its line and the text behind `#!live`."""

    line: int
    expression: str


@dataclass(frozen=True)
class Page:
    """A page as it stands on disk. Lines count from 1, the front matter included."""

    path: str
    meta: dict[str, Any]
    fences: list[Fence] = field(default_factory=list)
    lives: list[Live] = field(default_factory=list)
    prose: dict[int, str] = field(default_factory=dict)
    places: Places = field(default_factory=dict)  # the lines of the front matter's keys and items

    @property
    def slug(self) -> str:
        """The file's name without its ending: the page's key in front matters and URLs."""
        return Path(self.path).stem

    @cached_property
    def title(self) -> str:
        """The text of the first heading, or the slug of a page that has none."""
        found = (TITLE.match(line) for line in self.prose.values())
        return next((match["title"] for match in found if match), self.slug)

    @cached_property
    def answer(self) -> list[str]:
        """The lines of the answer block, without its indentation; none where there is no answer."""
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
        """The snippets that the page shows, as listings or as figures, in order."""
        return [fence.snippet for fence in self.fences if fence.shows_snippet]

    def items(self, key: str) -> list[str]:
        """Return a list of the front matter; what is no list of texts (an error of its own) counts as none."""
        value = self.meta.get(key)
        return value if isinstance(value, list) and all(isinstance(item, str) for item in value) else []

    def line_of(self, key: str, item: int | None = None) -> int:
        """Return the line of a key of the front matter, or of an item of its list (1 where it is missing)."""
        return self.places.get((key, item), self.places.get(key, 1))

    @cached_property
    def text(self) -> str:
        """The prose with as many lines as the file: what is no prose is an empty line."""
        return "\n".join(self.prose.get(number, "") for number in range(1, max(self.prose, default=0) + 1))


def read_page(path: Path, root: Path) -> Page:
    """Read a page, or raise BookError for a source that no engine would read as it was meant."""
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
    meta, places, first = read_front_matter(name, lines)
    page = Page(name, meta, places=places)
    _scan(page, lines, first)
    for number, line in page.prose.items():
        underlined = re.fullmatch(r" *=+ *", page.prose.get(number + 1, ""))
        if (line.startswith("#") or underlined) and (found := MARKUP.search(line)):
            what = f"the heading holds {found[0]}, which engines write into titles as it stands"
            raise BookError(Problem(name, number, what, "write words", "raw-html"))
    return page


def hidden_problem(name: str, text: str) -> Problem | None:
    """Return the first invisible character of a text as a problem."""
    text = text.replace("\r\n", "\n")  # of which another rule speaks
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
                raise BookError(Problem(page.path, number, f"{line.strip()} opens no fence", fix, "closed-fence"))
            page.prose[number] = line
            page.lives.extend(Live(number, live["expression"].strip()) for live in LIVE.finditer(line))
        elif line.strip() and not line.expandtabs(4).startswith(opened["indent"].expandtabs(4)):
            if not _is_closed(opened, lines[number - 1 :]):
                break
            what = f"the line stands left of its fence {opened['mark']}{opened['language']}"
            raise BookError(Problem(page.path, number, what, "indent all of a fence alike", "closed-fence"))
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
    """Return whether the next fence line closes a fence: then it was not left open."""
    match = next(filter(None, map(FENCE.match, below)), None)
    return match is not None and match.group("mark", "language", "options") == (opened["mark"], "", "")
