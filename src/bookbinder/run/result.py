"""Judges what a snippet left behind: a Run, or a SnippetError with its line and reason. Trusts none of it."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bookbinder.base.characters import describe, find_hidden, visible
from bookbinder.run.sandbox import Limits

LONGEST = 10_000  # characters of a reason that are looked at
LINES = 100_000  # more lines than any script has
LARGEST = 64  # items of an array that a page may name one by one
DEEPEST = 3  # lists within lists


class SnippetError(Exception):
    """A snippet that did not run to its end: its line and, in a few words, why."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


@dataclass(frozen=True)
class Run:
    """What a snippet showed, the values it ended with, and what it drew: the SVG file in its folder.

    The output ends with the traceback of a failure that the snippet declares; it is in `traceback` too.
    """

    output: str
    values: dict[str, Any]
    drawing: str | None = None
    traceback: str = ""

    @property
    def printed(self) -> str:
        """The output without the traceback."""
        return self.output.removesuffix(self.traceback)


def judge(folder: Path, token: str, limits: Limits, stopped: str | None, code: int) -> Run:
    """Return the run that a folder holds, or raise what is wrong with it."""
    printed = read_start(folder / "output", limits.output + 1)
    if len(printed) > limits.output:
        raise SnippetError(1, f"it prints more than {limits.output >> 10} KiB")
    check_ending(stopped, limits)
    complaints = read_start(folder / "errors", limits.output).decode(errors="replace").strip().splitlines()
    report = _report(read_start(folder / "report", limits.file), token)
    if report is None:
        how = f"exit code {code}" if code >= 0 else _signal_name(-code)
        raise SnippetError(1, _one_line(": ".join([f"it ends the process by itself ({how})", *complaints[-1:]])))
    if "error" in report:
        raise SnippetError(report["line"], _one_line(report["error"]) or "it fails without a word")
    if complaints:
        raise SnippetError(1, _one_line(f"it writes to the error stream: {complaints[-1]}"))
    try:
        output = printed.decode()
    except UnicodeDecodeError as error:
        raise SnippetError(1, f"it prints a byte that is not UTF-8: 0x{printed[error.start]:02x}") from None
    shown = report.get("traceback", "")
    output += shown
    if len(output) > limits.output:  # in its exception's message
        raise SnippetError(1, f"it prints more than {limits.output >> 10} KiB")
    if (at := find_hidden(output)) is not None:
        raise SnippetError(1, f"it prints {describe(output[at])}")
    values = {name: plain(value) for name, value in report["values"].items() if _names_value(name)}
    values = {name: value for name, value in values.items() if value is not None}
    return Run(output, values, _drawing(folder / "scratch", limits), shown)


def check_ending(stopped: str | None, limits: Limits) -> None:
    """Raise what a script was stopped by, if it was."""
    if stopped == "time":
        raise SnippetError(1, f"it runs for more than {limits.wall:g} s")
    if stopped == "processor":
        raise SnippetError(1, f"it uses more than {limits.cpu} s of processor time")
    if stopped == "folder":
        raise SnippetError(1, f"it writes more than {limits.folder >> 20} MiB into its folder")


def kept(fields: object, limits: Limits) -> Run | None:
    """Return the run that was kept as these fields, or None where no run of a snippet can have them."""
    if not isinstance(fields, dict) or fields.keys() != Run.__dataclass_fields__.keys():
        return None
    output, values, drawing, shown = (fields[name] for name in ("output", "values", "drawing", "traceback"))
    texts = isinstance(output, str) and isinstance(shown, str) and output.endswith(shown)
    if not texts or len(output) > limits.output or find_hidden(output) is not None:
        return None
    if not isinstance(values, dict) or not all(_names_value(name) for name in values):
        return None
    if any(plain(value) is None for value in values.values()):
        return None
    if drawing is not None and not (isinstance(drawing, str) and len(drawing) <= limits.file):
        return None
    return Run(output, values, drawing, shown)


def _names_value(name: str) -> bool:
    return name.isidentifier() and not name.startswith("_") and find_hidden(name) is None


def plain(value: object, depth: int = 0) -> object:
    """Return the value as JSON can hold it, or None for what no page can show."""
    if isinstance(value, np.ndarray | np.generic) and value.size <= LARGEST:
        value = value.tolist()
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value.bit_length() <= 1024 else None  # Python refuses to write very long ones
    if isinstance(value, str):
        return value if find_hidden(value) is None else None
    if isinstance(value, bool | float):
        return value
    if isinstance(value, list | tuple) and len(value) <= LARGEST and depth < DEEPEST:
        items = [plain(item, depth + 1) for item in value]
        return None if None in items else items
    return None


def _drawing(scratch: Path, limits: Limits) -> str | None:
    """Return the SVG that a snippet left in its folder; which parts of it are let through, figures.py decides."""
    drawings = [file for file in sorted(scratch.glob("*.svg")) if file.is_file() and not file.is_symlink()]
    if len(drawings) > 1:
        raise SnippetError(1, f"it draws {len(drawings)} figures: draw one a snippet")
    try:
        return read_start(drawings[0], limits.file).decode() if drawings else None
    except UnicodeDecodeError as error:
        raise SnippetError(1, f"its figure holds a byte that is not UTF-8: 0x{error.object[error.start]:02x}") from None


def read_start(file: Path, size: int) -> bytes:
    """Return the first bytes that a snippet wrote into a file."""
    try:
        with file.open("rb") as opened:
            return opened.read(size)
    except OSError:  # there is none, or the snippet made it unreadable
        return b""


def _report(text: bytes, token: str) -> dict[str, Any] | None:
    """Return the report if it is one: a snippet may have written there, or died before it was written."""
    if not text.startswith(token.encode()):
        return None
    try:
        report = json.loads(text[len(token) :])
    except (ValueError, RecursionError):
        return None
    if not isinstance(report, dict):
        return None
    line, error = report.get("line"), report.get("error")
    failed = type(line) is int and 0 < line <= LINES and isinstance(error, str)
    ended = isinstance(report.get("values"), dict) and isinstance(report.get("traceback", ""), str)
    return report if failed or (ended and "error" not in report) else None


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal has no name
        return f"signal {number}"


def _one_line(text: str) -> str:
    """Return a reason as one short line that can be shown anywhere."""
    text = visible(" ".join(text[:LONGEST].split()))
    return text if len(text) <= 200 else f"{text[:199]}…"
