"""Runs a snippet apart: in a process of its own, without the build's environment, within a time limit."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

SECONDS = 10.0
CHILD = Path(__file__).with_name("child.py")
# Nothing of the build's own environment: a secret in it must not be printable. SYSTEMROOT is what
# Windows cannot start a process without; one thread and a fixed hash seed keep outputs the same.
ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "PYTHONIOENCODING": "utf-8",
    "TZ": "UTC",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
} | {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


class SnippetError(Exception):
    """A snippet that did not run to its end: its line and, in a few words, why."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


@dataclass(frozen=True)
class Run:
    """What a snippet printed and the values it ended with."""

    output: str
    values: dict[str, Any]


def run_apart(script: Path, seconds: float = SECONDS) -> Run:
    """Run a script to its end and return its output and values, or raise SnippetError.

    Output goes to a file, not a pipe, so that a process which outlives the script cannot keep the build
    waiting for the pipe to close.
    """
    with tempfile.TemporaryDirectory(prefix="snippet-", ignore_cleanup_errors=True) as folder:
        report = Path(folder, "report.json")
        scratch = Path(folder, "scratch")
        scratch.mkdir()
        command = [sys.executable, "-s", "-P", "-B", "-W", "error", str(CHILD), str(script), str(report)]
        with Path(folder, "output").open("wb+") as output, Path(folder, "errors").open("wb+") as errors:
            process = subprocess.Popen(
                command,
                cwd=scratch,
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                start_new_session=True,
            )
            try:
                code = process.wait(seconds)
            except subprocess.TimeoutExpired:
                raise SnippetError(1, f"it runs for more than {seconds:g} s") from None
            finally:
                _end(process)
            printed, complaints = _text(output), _text(errors)
        run = _read(report, printed, code)
        if complaints:
            raise SnippetError(1, f"it writes to the error stream: {complaints.strip().splitlines()[-1]}")
        return run


def _text(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace").replace("\r\n", "\n")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it started in its group."""
    if os.name == "nt":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _read(report: Path, printed: str, code: int) -> Run:
    try:
        result = json.loads(report.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        raise SnippetError(1, f"it ends the process by itself (exit code {code})") from None
    if "error" in result:
        raise SnippetError(result["line"], result["error"])
    return Run(printed, result["values"])
