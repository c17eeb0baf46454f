"""Runs a script in the sandbox: in a child of the fork server or, where there is no fork, in a new interpreter."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bookbinder.base.problems import Wrong
from bookbinder.run.environment import snippet_environment
from bookbinder.run.libraries import uses_matplotlib
from bookbinder.run.limits import LIMITS, Limits
from bookbinder.run.result import Run, SnippetError, read_result
from bookbinder.run.session import PYTHON, SESSION

USES_FORK = sys.platform == "linux"  # elsewhere a process with numpy in it cannot be forked, or not safely


def run_in_sandbox(script: Path, limits: Limits = LIMITS, seed: int = 0) -> Run:
    """Run a script to its end; return its output and values, or raise SnippetError.

    `seed` is the seed of Python's hashes. Only a snippet that depends on the order of a set runs differently with it.
    """
    SESSION.check_layers()
    script, token = script.absolute(), secrets.token_hex()
    with snippet_folder() as folder:
        if USES_FORK:
            start = SESSION.server(seed, uses_matplotlib(script)).run
        else:
            start = functools.partial(_run_in_new_interpreter, seed)
        stopped, code = start(script, folder, token, limits)
        return read_result(folder, token, limits, stopped, code)


@contextlib.contextmanager
def snippet_folder() -> Iterator[Path]:
    """Make the folder of one run and remove it afterwards; raise SnippetError if none can be made."""
    try:
        made = tempfile.TemporaryDirectory(prefix="snippet-", ignore_cleanup_errors=True)
        Path(made.name, "scratch").mkdir()
    except OSError as error:
        raise SnippetError(1, f"it cannot run: no temporary folder can be made: {error.strerror}") from None
    with made as name:
        yield Path(name)


def snippet_failure(name: str, error: SnippetError) -> Wrong:
    """Return the problem of a page that shows a failing snippet."""
    return Wrong(f"snippets/{name}.py:{error.line}: {error.what}", "fix the snippet", "snippet-runs")


def _run_in_new_interpreter(
    seed: int, script: Path, folder: Path, token: str, limits: Limits
) -> tuple[str | None, int]:
    """Run a snippet as a fork server does, where there is no fork."""
    process = subprocess.Popen(
        [*PYTHON, "bookbinder.run.child", str(script), str(folder), json.dumps(asdict(limits)), token],
        env=snippet_environment(seed),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = process.wait(limits.wall)
        return "processor" if code == -getattr(signal, "SIGXCPU", 0) < 0 else None, code
    except subprocess.TimeoutExpired:
        return "time", 0
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill() if os.name == "nt" else os.killpg(process.pid, signal.SIGKILL)
        process.wait()
