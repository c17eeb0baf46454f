"""The child process of one snippet: enters the sandbox, runs the script and reports how that ended.

The report is the token followed by JSON: {"values": {...}, "traceback": "..."} when the script ended as it should (with
the traceback of a failure that it declares), else {"line": n, "error": "..."}. A script that ends the process itself
leaves no report, and so the server knows. A snippet can do whatever its process can. So one that looks for the token
can forge its own report, as it can print what it likes. It reaches no other snippet's report.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
import tempfile
import traceback
import warnings
from pathlib import Path
from typing import NoReturn

import numpy as np

from bookbinder.run import audit_hook, sandbox
from bookbinder.run.environment import scratch_variables
from bookbinder.run.execute import execute
from bookbinder.run.libraries import load_matplotlib, uses_matplotlib
from bookbinder.run.limits import Limits

BINARY = getattr(os, "O_BINARY", 0)  # Windows
STREAMS = {"output": 1, "errors": 2, "report": 3}


def run_snippet(
    script: Path, folder: Path, limits: Limits, token: str, readable: list[Path], problem: str = ""
) -> NoReturn:
    """Run the script in this process and end the process; if there is a `problem`, report that instead."""
    leave = os._exit  # kept here: the script may replace the module's
    try:
        scratch = folder / "scratch"
        _leave_parent(folder, scratch)
        sandbox.enter_sandbox(limits, script, scratch, readable)
        refusals = audit_hook.install_audit_hook(script, scratch, readable)
        result = {"line": 1, "error": problem} if problem else execute(script, limits)
        if refusals:
            result = dict(zip(("line", "error"), refusals[0], strict=True))
        report = (token + json.dumps(result)).encode()
        if len(report) > limits.file:
            report = (token + json.dumps({"line": 1, "error": "its values are too long to keep"})).encode()
        os.write(STREAMS["report"], report)
        leave(0)
    except BaseException:
        traceback.print_exc()
    finally:
        leave(1)


def run_command(
    script: Path,
    folder: Path,
    limits: Limits,
    command: list[str],
    environment: dict[str, str],
    readable: list[str],
    executable: list[str],
    listed: list[str],
) -> NoReturn:
    """Enter the sandbox and execute the command in place of this process (Linux).

    The layers stay through execve. The command can execute the `executable` files alone, behind the same layers.
    """
    try:
        scratch = folder / "scratch"
        _open_streams(folder, {"output": 1, "errors": 2})
        os.chdir(scratch)
        paths = ([Path(name) for name in names] for names in (readable, executable, listed))
        sandbox.enter_sandbox(limits, script, scratch, *paths)
        os.execve(command[0], command, os.environ | scratch_variables(scratch) | environment)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(127)


def _open_streams(folder: Path, streams: dict[str, int]) -> None:
    """Write each stream to a file of its name in the folder, and close every other file."""
    for name, number in streams.items():
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT | BINARY), number)
    os.closerange(max(streams.values()) + 1, 1 << 16)


def _leave_parent(folder: Path, scratch: Path) -> None:
    """Drop everything that the process has from its parent: open files, folder, environment, exit handlers."""
    _open_streams(folder, STREAMS)
    sys.stdout.reconfigure(newline="\n")  # type: ignore[union-attr]
    os.chdir(scratch)
    os.environ.update(scratch_variables(scratch))
    tempfile.tempdir = str(scratch)
    atexit._clear()
    sys.path_importer_cache.clear()  # it knows packages that a snippet may not import
    warnings.resetwarnings()
    warnings.simplefilter("error")
    np.random.seed()  # the forks of one server would all draw the same numbers


if __name__ == "__main__":  # where there is no fork
    import logitbook  # noqa: F401 - what is loaded stays readable

    script, folder, limits, token = sys.argv[1:]
    if uses_matplotlib(Path(script)):
        load_matplotlib()
    run_snippet(Path(script), Path(folder), Limits(**json.loads(limits)), token, sandbox.readable_paths())
