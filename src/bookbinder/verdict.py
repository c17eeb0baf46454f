"""Judges what a snippet left behind: a Run, or a SnippetError with its line and reason. Trusts none of it."""

from __future__ import annotations

import json
import signal
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbinder.child import plain
from bookbinder.isolation import Limits

# Joiners shape letters and emoji; every other format character changes what a reader sees without being seen.
JOINERS = "\u200c\u200d"


class SnippetError(Exception):
    """A snippet that did not run to its end: its line and, in a few words, why."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


@dataclass(frozen=True)
class Run:
    """What a snippet printed, the values it ended with, and what it drew: the SVG file in its folder."""

    output: str
    values: dict[str, Any]
    drawing: str | None = None


def judge(folder: Path, token: str, limits: Limits, stopped: str | None, code: int) -> Run:
    """Return the run that a folder holds, or raise what is wrong with it."""
    printed = _read(folder / "output", limits.output + 1)
    if len(printed) > limits.output:
        raise SnippetError(1, f"it prints more than {limits.output >> 10} KiB")
    if stopped == "time":
        raise SnippetError(1, f"it runs for more than {limits.wall:g} s")
    if stopped == "folder":
        raise SnippetError(1, f"it writes more than {limits.folder >> 20} MiB into its folder")
    complaints = _read(folder / "errors", limits.output).decode(errors="replace").strip().splitlines()
    report = _report(_read(folder / "report", limits.file), token)
    if report is None:
        how = f"exit code {code}" if code >= 0 else signal.Signals(-code).name
        raise SnippetError(1, _one_line(": ".join([f"it ends the process by itself ({how})", *complaints[-1:]])))
    if "error" in report:
        raise SnippetError(int(report["line"]), _one_line(str(report["error"])))
    if complaints:
        raise SnippetError(1, _one_line(f"it writes to the error stream: {complaints[-1]}"))
    try:
        output = printed.decode()
    except UnicodeDecodeError as error:
        raise SnippetError(1, f"it prints a byte that is not UTF-8: 0x{printed[error.start]:02x}") from None
    for character in output:
        if _hidden(character) and character not in "\n\t":
            name = unicodedata.name(character, "a control character")
            raise SnippetError(1, f"it prints U+{ord(character):04X}, {name}")
    values = {name: plain(value) for name, value in report["values"].items()}
    values = {name: value for name, value in values.items() if value is not None}
    return Run(output, values, _drawing(folder / "scratch", limits))


def _drawing(scratch: Path, limits: Limits) -> str | None:
    """Return the SVG that a snippet left in its folder; which parts of it are let through, figures.py decides."""
    drawings = [file for file in sorted(scratch.glob("*.svg")) if file.is_file() and not file.is_symlink()]
    if len(drawings) > 1:
        raise SnippetError(1, f"it draws {len(drawings)} figures: draw one a snippet")
    return _read(drawings[0], limits.file).decode(errors="replace") if drawings else None


def _read(file: Path, size: int) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(size)
    except FileNotFoundError:
        return b""


def _report(text: bytes, token: str) -> dict[str, Any] | None:
    """Return the report if it is one: a snippet may have written there, or died before it was written."""
    if not text.startswith(token.encode()):
        return None
    try:
        report = json.loads(text[len(token) :])
    except (ValueError, RecursionError):
        return None
    failed = isinstance(report, dict) and isinstance(report.get("line"), int) and "error" in report
    ended = isinstance(report, dict) and isinstance(report.get("values"), dict)
    return report if failed or ended else None


def _hidden(character: str) -> bool:
    """Return whether a character can change, unseen, how a terminal or a page shows its neighbours."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in JOINERS


def _one_line(text: str) -> str:
    """Return a reason as one short line that can be shown anywhere."""
    text = " ".join(text.split())
    text = "".join(ascii(character)[1:-1] if _hidden(character) else character for character in text)
    return text if len(text) <= 200 else f"{text[:199]}…"
