"""Reads a page's front matter: what it says, and in which line it says each thing."""

from __future__ import annotations

import re
from typing import Any

from bookbinder.base.plain_yaml import Places, WrongYaml, read_yaml
from bookbinder.base.problems import BookError, Problem

LONGEST = 6_000  # characters
LOOSE = re.compile(r" {0,3}[A-Za-z0-9_-]+:")  # front matter as MultiMarkdown has it, without the two lines


def read_front_matter(name: str, lines: list[str]) -> tuple[dict[str, Any], Places, int]:
    """Return the front matter, the lines of its keys and items, and where it ends; or raise BookError."""
    begin = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[begin].rstrip() != "---":
        if lines and LOOSE.match(lines[begin]):
            what = "the page begins with a line key: value, which MkDocs takes for front matter"
            raise BookError(
                Problem(name, begin + 1, what, "put it between two lines ---, or begin with # Title", "front-matter")
            )
        return {}, {}, 0
    if begin:
        what = "the front matter does not begin in line 1"
        raise BookError(Problem(name, begin + 1, what, "delete the empty lines above it", "front-matter"))
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), 0)
    if not end:
        raise BookError(Problem(name, 1, "the front matter never ends", "close it with a line ---", "front-matter"))
    text = "\n".join(lines[1:end])
    if len(text) > LONGEST:
        what = f"the front matter has {len(text)} characters, more than {LONGEST}"
        raise BookError(Problem(name, 1, what, "keep the phrasings that differ", "front-matter"))
    try:
        meta, places = read_yaml(text)
    except WrongYaml as wrong:
        rule = "key-once" if wrong.twice else "front-matter"
        raise BookError(Problem(name, wrong.line + 1, f"the front matter {wrong.what}", wrong.fix, rule)) from None
    if meta is not None and not isinstance(meta, dict):
        raise BookError(
            Problem(name, 2, "the front matter is not a mapping", "write lines of the form key: value", "front-matter")
        )
    if end == len(lines) - 1:
        what = "behind the front matter the page has no text, and engines show the front matter as text"
        raise BookError(Problem(name, end + 1, what, "write the page below it", "front-matter"))
    return meta or {}, {place: line + 1 for place, line in places.items()}, end + 1
