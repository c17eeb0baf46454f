"""The rules of an exercise's button: it opens a script that the page shows, at a text that occurs there once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from bookbinder.base.problems import Problem, Wrong, quoted
from bookbinder.content.page import Page
from bookbinder.content.snippet_names import find_snippet, parse_edit

PLACE = "edit-place"


def edit_problems(page: Page, root: Path) -> Iterator[Problem]:
    """Yield the buttons that would open nothing, or a script at one of several places."""
    for edit in page.edits:
        try:
            place = parse_edit(edit.expression, page.whole_snippets)
        except Wrong as wrong:
            yield wrong.problem(page.path, edit.line)
            continue
        with contextlib.suppress(Wrong, OSError, UnicodeError):  # which another rule reports
            found = find_snippet(place.snippet, root).read_text(encoding="utf-8").count(place.text)
            if found != 1:
                what = f"{quoted(place.text)} occurs {found} times in {place.snippet}"
                fix = "name a text that occurs there once, with what is around it if need be"
                yield Problem(page.path, edit.line, what, fix, PLACE)
