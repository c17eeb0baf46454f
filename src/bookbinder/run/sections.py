"""Sections of a snippet: the parts between `# %% name` lines, which editors know as cells.

To run a section, the script is run up to the section's end; what it prints up to the section's start is left out.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from bookbinder.base.problems import Wrong
from bookbinder.run.cache import run_cached
from bookbinder.run.expected_failure import declared_name
from bookbinder.run.result import SnippetError
from bookbinder.run.runner import snippet_failure

MARK = re.compile(r"^# %% *(?P<name>\S.*?) *\n", flags=re.MULTILINE)


def run_section(script: Path, section: str, root: Path) -> tuple[str, str]:
    """Return a section's source and what it prints; raise Wrong if there is none, or if it fails."""
    source = script.read_text(encoding="utf-8")
    if declared_name(source) is not None:  # a part of it would not fail
        raise Wrong(f"{script.name} declares a failure, so it has no sections", "name it alone", "snippet-section")
    marks = list(MARK.finditer(source))
    names = [mark["name"] for mark in marks]
    if names.count(section) != 1:
        what = f"{script.name} has {names.count(section) or 'no'} sections named {section!r}"
        fix = f"name one of: {', '.join(names)}" if names else "add a line # %% NAME to the script"
        raise Wrong(what, fix, "snippet-section")
    position = names.index(section)
    end = marks[position + 1].start() if position + 1 < len(marks) else len(source)
    try:
        before, whole = (_output(source[:length], script, root) for length in (marks[position].start(), end))
    except SnippetError as error:
        raise snippet_failure(f"{script.parent.name}/{script.stem}", error) from None
    return source[marks[position].end() : end].strip("\n") + "\n", whole.removeprefix(before)


def _output(source: str, script: Path, root: Path) -> str:
    """Return what the first part of a script prints."""
    with tempfile.TemporaryDirectory(prefix="section-") as folder:
        part = Path(folder, script.name)
        part.write_text(source, encoding="utf-8")
        return run_cached(part, root).output
