"""Resolves the names that pages use: of a snippet to its file, of a value to its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbinder.base.files import list_files, why_unreadable
from bookbinder.base.problems import Wrong, closest, quoted
from bookbinder.content.number_format import format_value

LARGEST = 100_000  # bytes of a script or an output
NAME = re.compile(r"[a-z0-9][a-z0-9_-]*/[a-z0-9][a-z0-9_]*")
LIVE = re.compile(
    r"(?P<snippet>(?:[a-z0-9_-]+/)?[a-z0-9_]+)"
    r"\.(?P<value>[A-Za-z_]\w*)"
    r"(?:\[(?P<index>-?\d{1,6}(?:\s*,\s*-?\d{1,6}){0,3})\])?"
    r"(?::(?P<format>.+))?"
)


@dataclass(frozen=True)
class Reference:
    """The parts of `#!live snippet.value[index]:format`."""

    snippet: str
    value: str
    index: tuple[int, ...]
    format: str

    def __str__(self) -> str:
        index = f"[{','.join(map(str, self.index))}]" if self.index else ""
        return f"{self.snippet}.{self.value}{index}" + (f":{self.format}" if self.format else "")


@dataclass(frozen=True)
class EditPlace:
    """The parts of `#!edit snippet text`."""

    snippet: str
    text: str


def snippet_name(script: Path, root: Path) -> str:
    """Return the name of a script in pages, slug/name."""
    return script.relative_to(root / "snippets").with_suffix("").as_posix()


def all_scripts(root: Path) -> list[Path]:
    """Return the scripts that pages can show."""
    scripts = [root / name for name in list_files(root, "snippets") if name.suffix == ".py"]
    return [script for script in scripts if NAME.fullmatch(snippet_name(script, root)) and _is_readable(script, root)]


def find_snippet(name: str, root: Path) -> Path:
    """Return the file of a snippet, or raise Wrong."""
    if not NAME.fullmatch(name):
        meant = meant_snippet(name, root)
        fix = f"write {meant}" if meant else "write slug/name, in lower case, without .py"
        raise Wrong(f"{' '.join(name.split())!r} does not name a snippet", fix, "snippet-name")
    path = root / "snippets" / f"{name}.py"
    if not path.is_file():
        there = sorted(file.stem for file in path.parent.glob("*.py") if file.is_file())
        fix = f"name one of: {', '.join(there)}" if there else f"write snippets/{name}.py"
        if near := closest(path.stem, there):
            fix = f"write {path.parent.name}/{near}"
        raise Wrong(f"there is no snippets/{name}.py", fix, "snippet-exists")
    if not _is_readable(path, root):
        raise Wrong(f"snippets/{name}.py is not a regular file", "put the script itself there", "snippet-exists")
    return path


def _is_readable(script: Path, root: Path) -> bool:
    return not why_unreadable(root, script.relative_to(root), LARGEST)


def meant_snippet(name: str, root: Path) -> str:
    """Return the snippet that a name means despite a wrong case or a suffix, or nothing."""
    plain = name.strip().removeprefix("snippets/").removesuffix(".py").lower()
    return plain if NAME.fullmatch(plain) and (root / "snippets" / f"{plain}.py").is_file() else ""


def parse_live(expression: str, shown: list[str]) -> Reference:
    """Parse a live value, or raise Wrong; a name without its folder is that of a snippet which the page shows."""
    match = LIVE.fullmatch(expression)
    if not match:
        what = f"cannot read the live value {quoted(expression)}"
        raise Wrong(what, "write snippet.value[index]:format", "live-form")
    snippet = match["snippet"]
    if "/" not in snippet:
        snippet = _one_shown(snippet, shown, "live-snippet")
    index = tuple(int(part) for part in (match["index"] or "").split(",") if part)
    return Reference(snippet, match["value"], index, match["format"] or "")


def parse_edit(expression: str, shown: list[str]) -> EditPlace:
    """Parse the name of a snippet that the page shows and a text of it, or raise Wrong."""
    snippet, _, text = expression.strip().partition(" ")
    if not text.strip():
        raise Wrong(f"cannot read the edit {quoted(expression)}", "write snippet and a text of it", "edit-place")
    if snippet not in shown:
        snippet = _one_shown(snippet, shown, "edit-place")
    return EditPlace(snippet, text.strip())


def _one_shown(name: str, shown: list[str], rule: str) -> str:
    """Return the full name of the snippet with this name that the page shows, or raise Wrong."""
    named = sorted({full for full in shown if full.rpartition("/")[2] == name})
    if len(named) == 1:
        return named[0]
    what = f"{name!r} names {len(named) or 'none'} of the snippets that this page shows"
    near = "" if named else closest(name, (full.rpartition("/")[2] for full in shown))
    fix = f"write {near}" if near else "write slug/name in full, or show the snippet"
    raise Wrong(what, fix, rule)


def format_live(reference: Reference, values: dict[str, Any]) -> str:
    """Return the value as text, or raise Wrong."""
    try:
        value = values[reference.value]
    except KeyError:
        fix = f"name one of: {', '.join(sorted(values)) or 'none, it keeps no numbers or texts'}"
        raise Wrong(f"{reference.snippet} has no value {reference.value!r}", fix, "live-value") from None
    try:
        for position in reference.index:
            value = value[position]
    except (IndexError, TypeError):
        place = f"{reference.value}[{', '.join(map(str, reference.index))}]"
        raise Wrong(f"{place} does not exist", "correct the index", "live-index") from None
    if isinstance(value, list):
        raise Wrong(f"{reference.value} is an array", "name one item of it: name[0]", "live-index")
    try:
        return format_value(value, reference.format)
    except ValueError as error:
        fix = "correct the format after the colon"
        raise Wrong(f"cannot format {reference.value}: {error}", fix, "live-format") from None
