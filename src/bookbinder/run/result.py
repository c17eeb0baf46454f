"""Reads the result of a snippet: a Run, or a SnippetError with its line and reason. Its files are not trusted."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bookbinder.base.characters import describe, find_hidden, visible
from bookbinder.run.limits import Limits

MAX_REASON = 10_000  # characters of a reason that are read
MAX_LINE = 100_000  # more lines than any script has
MAX_ITEMS = 64  # of an array that a page may name one by one
MAX_DEPTH = 3  # lists within lists


class SnippetError(Exception):
    """A snippet that did not end as it should: its line and, in a few words, why."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


@dataclass(frozen=True)
class Run:
    """What a snippet printed, the values that it ended with, and what it drew: the SVG file in its folder.

    If it declares a failure, the output ends with the traceback of that, which is also in `traceback`.
    """

    output: str
    values: dict[str, Any]
    drawing: str | None = None
    traceback: str = ""

    @property
    def printed(self) -> str:
        """Return the output without the traceback."""
        return self.output.removesuffix(self.traceback)


def read_result(folder: Path, token: str, limits: Limits, stopped: str | None, code: int) -> Run:
    """Return the run that a snippet left in its folder; raise SnippetError if it failed."""
    printed = read_start(folder / "output", limits.output + 1)
    check_output(printed, limits)
    check_stopped(stopped, limits)
    complaints = read_start(folder / "errors", limits.output).decode(errors="replace").strip().splitlines()
    report = _parse_report(read_start(folder / "report", limits.file), token)
    if report is None:
        how = f"exit code {code}" if code >= 0 else _signal_name(-code)
        raise SnippetError(1, _one_line(": ".join([f"its process ends early ({how})", *complaints[-1:]])))
    if "error" in report:
        raise SnippetError(report["line"], _one_line(report["error"]) or "it fails without a message")
    if complaints:
        raise SnippetError(1, _one_line(f"it writes to the error stream: {complaints[-1]}"))
    try:
        output = printed.decode()
    except UnicodeDecodeError as error:
        raise SnippetError(1, f"it prints a byte that is not UTF-8: 0x{printed[error.start]:02x}") from None
    shown = report.get("traceback", "")
    output += shown
    check_output(output, limits)  # its exception's message counts too
    if (at := find_hidden(output)) is not None:
        raise SnippetError(1, f"it prints {describe(output[at])}")
    values = {name: to_json_value(value) for name, value in report["values"].items() if _is_value_name(name)}
    values = {name: value for name, value in values.items() if value is not None}
    return Run(output, values, find_drawing(folder / "scratch", limits), shown)


def check_output(printed: bytes | str, limits: Limits) -> None:
    """Raise SnippetError if a script printed too much."""
    if len(printed) > limits.output:
        raise SnippetError(1, f"it prints more than {limits.output >> 10} KiB")


def check_stopped(stopped: str | None, limits: Limits) -> None:
    """Raise SnippetError if a script was stopped by a limit."""
    if stopped == "time":
        raise SnippetError(1, f"it runs for more than {limits.wall:g} s")
    if stopped == "processor":
        raise SnippetError(1, f"it uses more than {limits.cpu} s of processor time")
    if stopped == "folder":
        raise SnippetError(1, f"it writes more than {limits.folder >> 20} MiB into its folder")


def restore_run(fields: object, limits: Limits) -> Run | None:
    """Return the run with these fields, read from the cache, or None if no run of a snippet can have them."""
    if not isinstance(fields, dict) or fields.keys() != Run.__dataclass_fields__.keys():
        return None
    output, values, drawing, shown = (fields[name] for name in ("output", "values", "drawing", "traceback"))
    texts = isinstance(output, str) and isinstance(shown, str) and output.endswith(shown)
    if not texts or len(output) > limits.output or find_hidden(output) is not None:
        return None
    if not isinstance(values, dict) or not all(_is_value_name(name) for name in values):
        return None
    if any(to_json_value(value) is None for value in values.values()):
        return None
    if drawing is not None and not (isinstance(drawing, str) and len(drawing) <= limits.file):
        return None
    return Run(output, values, drawing, shown)


def _is_value_name(name: str) -> bool:
    return name.isidentifier() and not name.startswith("_") and find_hidden(name) is None


def to_json_value(value: object, depth: int = 0) -> object:
    """Return a value as JSON can hold it, or None for a value that no page can show."""
    if isinstance(value, np.ndarray | np.generic) and value.size <= MAX_ITEMS:
        value = value.tolist()
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value.bit_length() <= 1024 else None  # Python refuses to write very long ones
    if isinstance(value, str):
        return value if find_hidden(value) is None else None
    if isinstance(value, bool | float):
        return value
    if isinstance(value, list | tuple) and len(value) <= MAX_ITEMS and depth < MAX_DEPTH:
        items = [to_json_value(item, depth + 1) for item in value]
        return None if None in items else items
    return None


def find_drawing(scratch: Path, limits: Limits) -> str | None:
    """Return the SVG that a snippet left in its folder; figures.py decides which parts of it a page may hold."""
    drawings = [file for file in sorted(scratch.glob("*.svg")) if file.is_file() and not file.is_symlink()]
    if len(drawings) > 1:
        raise SnippetError(1, f"it draws {len(drawings)} figures: draw one in each snippet")
    try:
        return read_start(drawings[0], limits.file).decode() if drawings else None
    except UnicodeDecodeError as error:
        raise SnippetError(1, f"its figure holds a byte that is not UTF-8: 0x{error.object[error.start]:02x}") from None


def read_start(file: Path, size: int) -> bytes:
    """Return at most `size` bytes of what a snippet wrote into a file."""
    try:
        with file.open("rb") as opened:
            return opened.read(size)
    except OSError:  # there is none, or the snippet made it unreadable
        return b""


def _parse_report(text: bytes, token: str) -> dict[str, Any] | None:
    """Return a valid report, or None: the snippet may have written there, or its process ended before the report."""
    if not text.startswith(token.encode()):
        return None
    try:
        report = json.loads(text[len(token) :])
    except (ValueError, RecursionError):
        return None
    if not isinstance(report, dict):
        return None
    line, error = report.get("line"), report.get("error")
    failed = type(line) is int and 0 < line <= MAX_LINE and isinstance(error, str)
    ended = isinstance(report.get("values"), dict) and isinstance(report.get("traceback", ""), str)
    return report if failed or (ended and "error" not in report) else None


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal has no name
        return f"signal {number}"


def _one_line(text: str) -> str:
    """Return a reason as one short line of visible characters."""
    text = visible(" ".join(text[:MAX_REASON].split()))
    return text if len(text) <= 200 else f"{text[:199]}…"
