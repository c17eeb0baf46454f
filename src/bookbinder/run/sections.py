"""Sections of a snippet: the parts between `# %% name` lines, the mark by which editors know cells.

A section runs: the script up to its end is run, and what the script up to its beginning printed is left out.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from bookbinder.base.problems import Wrong
from bookbinder.run.cache import run_cached
from bookbinder.run.expected_failure import declared
from bookbinder.run.runner import SnippetError, failed

MARK = re.compile(r"^# %% *(?P<name>\S.*?) *\n", flags=re.MULTILINE)


def run_section(script: Path, section: str, root: Path) -> tuple[str, str]:
    """Return a section's source and what it prints; raise Wrong if there is none, or if it fails."""
    source = script.read_text(encoding="utf-8")
    if declared(source) is not None:  # a beginning of it would not fail
        raise Wrong(
            f"{script.name} declares a failure, and is shown whole", "name it without a section", "snippet-section"
        )
    marks = list(MARK.finditer(source))
    names = [mark["name"] for mark in marks]
    if names.count(section) != 1:
        what = f"{script.name} has {names.count(section) or 'no'} sections named {section!r}"
        raise Wrong(
            what, f"name one of: {', '.join(names) or 'none, until a line # %% NAME begins one'}", "snippet-section"
        )
    position = names.index(section)
    end = marks[position + 1].start() if position + 1 < len(marks) else len(source)
    try:
        before, whole = (_output(source[:length], script, root) for length in (marks[position].start(), end))
    except SnippetError as error:
        raise failed(f"{script.parent.name}/{script.stem}", error) from None
    return source[marks[position].end() : end].strip("\n") + "\n", whole.removeprefix(before)


def _output(source: str, script: Path, root: Path) -> str:
    """Return what the beginning of a script prints."""
    with tempfile.TemporaryDirectory(prefix="section-") as folder:
        beginning = Path(folder, script.name)
        beginning.write_text(source, encoding="utf-8")
        return run_cached(beginning, root).output
