"""Reads a page's front matter: its values by name, and the line of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bookbinder.base.plain_yaml import Places, WrongYaml, read_yaml
from bookbinder.base.problems import BookError, Problem

LONGEST = 6_000  # characters
NO_DATE = date(1980, 1, 1)  # the earliest that a ZIP archive can hold
LOOSE = re.compile(r" {0,3}[A-Za-z0-9_-]+:")  # front matter of MultiMarkdown, without the two lines ---


@dataclass(frozen=True)
class FrontMatter:
    """The front matter of a page; a value that is missing or of the wrong kind is empty.

    `raw` holds every key as it was read, for the rules that report what is wrong with it.
    """

    topic: str = ""
    asked_as: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    added: date = NO_DATE
    reviewed: date = NO_DATE
    exact: bool = False
    raw: dict[Any, Any] = field(default_factory=dict)
    lines: Places = field(default_factory=dict, compare=False)

    def line_of(self, key: str, item: int | None = None) -> int:
        """Return the line of a key, or of an item of its list; 1 where it is missing."""
        return self.lines.get((key, item), self.lines.get(key, 1))


def read_front_matter(name: str, lines: list[str]) -> tuple[FrontMatter, int]:
    """Return the front matter and the number of lines that it takes, or raise BookError."""

    def wrong(line: int, what: str, fix: str, rule: str = "front-matter") -> BookError:
        return BookError(Problem(name, line, what, fix, rule))

    begin = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[begin].rstrip() != "---":
        if lines and LOOSE.match(lines[begin]):
            what = "the page begins with a line key: value, which MkDocs reads as front matter"
            raise wrong(begin + 1, what, "put it between two lines ---, or begin with # Title")
        return FrontMatter(), 0
    if begin:
        raise wrong(begin + 1, "the front matter does not begin in line 1", "delete the empty lines above it")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), 0)
    if not end:
        raise wrong(1, "the front matter never ends", "close it with a line ---")
    text = "\n".join(lines[1:end])
    if len(text) > LONGEST:
        what = f"the front matter has {len(text)} characters, more than {LONGEST}"
        raise wrong(1, what, "keep the phrasings that differ")
    try:
        raw, places = read_yaml(text)
    except WrongYaml as error:
        rule = "key-once" if error.duplicate else "front-matter"
        raise wrong(error.line + 1, f"the front matter {error.what}", error.fix, rule) from None
    if raw is not None and not isinstance(raw, dict):
        raise wrong(2, "the front matter is not a mapping", "write lines of the form key: value")
    if end == len(lines) - 1:
        what = "the page has no text below its front matter, so that engines show the front matter as text"
        raise wrong(end + 1, what, "write the page below it")
    return _typed(raw or {}, {place: line + 1 for place, line in places.items()}), end + 1


def _typed(raw: dict[Any, Any], lines: Places) -> FrontMatter:
    def texts(key: str) -> tuple[str, ...]:
        value = raw.get(key)
        return tuple(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else ()

    def day(key: str) -> date:
        value = raw.get(key)
        return value if type(value) is date else NO_DATE  # a datetime is a date too, and cannot be compared with one

    asked_as, follows, see_also, references = map(texts, ("asked_as", "follows", "see_also", "references"))
    topic, added, reviewed = str(raw.get("topic") or ""), day("added"), day("reviewed")
    return FrontMatter(
        topic, asked_as, follows, see_also, references, added, reviewed, raw.get("exact") is True, raw, lines
    )
